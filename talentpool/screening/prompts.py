"""What an applicant says in the voice test. A campaign may bring its own in the gate's settings, in this shape."""

from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext_lazy as _

from talentpool.kernel.fields import LocalizedText
from talentpool.screening.models import Application, Gate

COMMON = ("cmn", "eng")


@dataclass(frozen=True)
class Prompt:
    """``key`` names it in recordings; ``read``: the text is read aloud, otherwise answered freely."""

    key: str
    title: Any
    text: LocalizedText
    read: bool = False

    def units(self) -> int:
        """Characters (Chinese) or words of what is read aloud; 0 where the answer is free."""
        if not self.read:
            return 0
        shown = str(self.text)
        chinese = sum("\u4e00" <= character <= "\u9fff" for character in shown)
        return chinese or len(shown.split())


READ = Prompt(
    key="read",
    title=_("Read aloud"),
    read=True,
    text=LocalizedText(
        {
            "en": "Good afternoon, you are speaking with the order desk. I can see your parcel left our warehouse on the "
            "fourteenth and should reach you tomorrow before six. If it is late, call us and we will refund the delivery "
            "fee of twelve fifty. Is there anything else I can do for you today?",
            "zh-hans": "下午好，这里是订单服务台。我看到您的包裹十四号已经从仓库发出，预计明天傍晚六点前送到。"
            "如果没有按时送达，请再联系我们，我们会退还十二元五角的配送费。请问今天还有什么可以帮您？",
        }
    ),
)
ANSWER = Prompt(
    key="answer",
    title=_("Answer a customer"),
    text=LocalizedText(
        {
            "en": "A customer says: “I have been waiting for my refund for nine days, and last time I was promised three. "
            "I'm tired of calling.” Answer as you would on the phone, in about half a minute.",
            "zh-hans": "顾客说：“我的退款等了九天了，上次你们说三天就到。我不想再打电话了。”"
            "请像接电话一样回答，大约半分钟。",
        }
    ),
)
DIALECT = Prompt(
    key="dialect",
    title=_("In your language or dialect"),
    text=LocalizedText(
        {
            "en": "In the other language or dialect you named: explain to an older customer how to find the number of her "
            "order on her phone.",
            "zh-hans": "请用您填写的另一种语言或方言，向一位年长的顾客说明怎样在手机上找到订单号。",
        }
    ),
)


def prompts_for(application: Application, gate: Gate) -> list[Prompt]:
    """The prompts of this applicant: the campaign's own, or ours, with a dialect prompt where she named one."""
    own = gate.settings.get("prompts")
    if own:
        return [
            Prompt(
                key=one["key"],
                title=LocalizedText(one["title"]),
                text=LocalizedText(one["text"]),
                read=one.get("read", False),
            )
            for one in own
        ]
    languages = application.answers.get("work", {}).get("languages", [])
    return [READ, ANSWER, DIALECT] if set(languages) - set(COMMON) else [READ, ANSWER]
