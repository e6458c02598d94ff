"""Step 8: a conversation comes in by the API; a red line raises an alert at once; a person confirms it."""

from playwright.sync_api import APIRequestContext, expect

from tests.journeys.cast import Cast
from tests.journeys.eyes import Person

GOOD = [
    ("agent", "您好，这里是云杉商城客服，很高兴为您服务，请问有什么可以帮您？"),
    ("customer", "我买的衣服尺码不对，想退。"),
    ("agent", "给您添麻烦了。麻烦您提供一下订单后四位，我先核实。"),
    ("customer", "3312。"),
    ("agent", "查到了，我这就为您申请退货，快递会上门取件，退款一到三天原路返回。"),
    ("customer", "好的，谢谢。"),
    ("agent", "请问还有其他可以帮您的吗？感谢您的来电，祝您生活愉快，再见。"),
]
INSULT = "你是不是有病吧，蠢货，滚开。"


def owner_makes_a_key(cast: Cast) -> str:
    """In the portal; its text is shown this once."""
    owner = cast.member("owner", "yunshan")
    owner.opens("/client/keys/")
    owner.fills(name="Telephony")
    owner.ticks("scopes", "quality:read")
    owner.ticks("scopes", "quality:write")
    owner.taps("Make the key")
    return owner.page.locator("code.secret").inner_text().strip()


def conversations_arrive(cast: Cast, key: str, alias: str, starts_at: str) -> None:
    """Three good ones, and one with an insult; the second delivery of one counts once."""
    api = cast.member("owner", "yunshan").page.request
    for number in range(3):
        assert _sent(api, key, f"good-{number}", alias, starts_at, GOOD) == 201
    assert _sent(api, key, "good-0", alias, starts_at, GOOD) == 200, "the same again is the same"
    assert _sent(api, key, "bad-1", alias, starts_at, [*GOOD[:3], ("agent", INSULT)]) == 201


def _sent(api: APIRequestContext, key: str, name: str, alias: str, at: str, turns: list[tuple[str, str]]) -> int:
    body = {
        "id": name,
        "channel": "call",
        "agent": alias,
        "started_at": at,
        "turns": [{"role": role, "text": text} for role, text in turns],
    }
    answer = api.post("/api/v1/conversations/", data=body, headers={"Authorization": f"Bearer {key}"})
    return answer.status


def analyst_sees_the_alert_and_confirms(cast: Cast) -> None:
    """It stands on her page within seconds, first; the score becomes 0 by a person's word only."""
    analyst = cast.staff("analyst")
    analyst.opens("/admin/quality/alerts/")
    analyst.goes(analyst.page.locator("main").get_by_role("link", name="Look").first)
    expect(analyst.page.get_by_text(INSULT[:6]).first).to_be_visible()
    confirm = analyst.page.locator('form[action$="/confirm/"]')
    confirm.locator("textarea").fill("An insult to the customer, in plain words.")
    analyst.goes(confirm.get_by_role("button"))
    analyst.sees("Red line confirmed by a person")


def she_reads_why(heroine: Person) -> None:
    heroine.opens("/agent/quality/")
    heroine.goes(heroine.page.locator("main a[href*='/agent/quality/']").first)
