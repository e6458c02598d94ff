"""Three general test contacts, so that a drill can go to its full depth on the first day."""

from django.db import migrations

CONTACTS = [
    (
        {"en": "I paid twice for the same order. What now?", "zh-hans": "同一个订单我付了两次钱，怎么办？"},
        [
            {"en": "Sorry for that. I check both payments and start the refund of the second one.", "zh-hans": "很抱歉，我马上核对两笔付款，并为您办理第二笔的退款。"},
            {"en": "Please call your bank.", "zh-hans": "请您联系银行。"},
            {"en": "That can't happen with us.", "zh-hans": "我们这里不会发生这种事。"},
        ],
        0,
    ),
    (
        {"en": "My parcel shows as delivered, but I have nothing.", "zh-hans": "包裹显示已签收，可是我没有收到。"},
        [
            {"en": "Then a neighbour took it.", "zh-hans": "那就是邻居拿走了。"},
            {"en": "I open a search with the courier now and call you back today.", "zh-hans": "我现在就向快递发起查询，今天内给您回电。"},
            {"en": "Please wait for two weeks.", "zh-hans": "请等两个星期。"},
        ],
        1,
    ),
    (
        {"en": "Somebody calls and asks me for the code you sent. Is that you?", "zh-hans": "有人打电话向我要你们发的验证码，是你们吗？"},
        [
            {"en": "Yes, please tell it.", "zh-hans": "是的，请告诉他。"},
            {"en": "Maybe it was a colleague.", "zh-hans": "可能是我的同事。"},
            {"en": "No. Never pass the code on; I lock the account's changes until you confirm.", "zh-hans": "不是。请不要告诉任何人；我先锁定账户变更，等您确认。"},
        ],
        2,
    ),
]


def add(apps, schema_editor):
    TrialContact = apps.get_model("activation", "TrialContact")
    for text, options, right in CONTACTS:
        TrialContact.objects.create(text=text, options=options, right=right)


class Migration(migrations.Migration):
    dependencies = [("activation", "0003_matching_index")]
    operations = [migrations.RunPython(add, migrations.RunPython.noop)]
