"""Papers that wait for somebody: a few of those in training hand in theirs, with a drawn specimen as the document."""

import io
from datetime import datetime, timedelta
from random import Random

from PIL import Image, ImageDraw, ImageFont

from talentpool.agents.models import Agent
from talentpool.agents.states import AgentState
from talentpool.screening import actions
from talentpool.screening.rules.papers import CHECK_CHARACTERS, WEIGHTS
from talentpool.screening.states import FormalityKind, FormalityState

HOW_MANY = 6
SIZE = (1000, 630)
PAPER, INK, FAINT, RED = "#f4f1e6", "#243028", "#c9d3c4", "#b8443c"


def hand_in(*, random: Random, at: datetime) -> int:
    """Identity with its document, bank account and tax number of some agents in training; returns of how many."""
    agents = list(Agent.objects.filter(state=AgentState.TRAINING, is_demo=True).select_related("user")[:HOW_MANY])
    for agent in agents:
        number = identity_number(random, at)
        given = {
            FormalityKind.IDENTITY: (number, [specimen(number, front=True), specimen(number, front=False)]),
            FormalityKind.BANK: (f"62220{random.randrange(10**13, 10**14)}", []),
            FormalityKind.TAX: (number, []),
        }
        papers = {paper.kind: paper for paper in actions.prepare_formalities(agent=agent)}
        for kind, (value, files) in given.items():
            if papers[kind].state == FormalityState.MISSING:
                actions.hand_in_formality(formality=papers[kind], value=value, by=agent.user, files=files)
    return len(agents)


def identity_number(random: Random, at: datetime) -> str:
    """A number that could be one: its province is left of the list of counties, so it is nobody's."""
    born = at - timedelta(days=random.randrange(20 * 365, 50 * 365))
    first = f"1100{random.randrange(90, 100)}{born:%Y%m%d}{random.randrange(1, 1000):03d}"
    total = sum(int(digit) * weight for digit, weight in zip(first, WEIGHTS, strict=True))
    return first + CHECK_CHARACTERS[total % 11]


def specimen(number: str, *, front: bool) -> bytes:
    """A drawn card that nobody can take for a document."""
    card = Image.new("RGB", SIZE, PAPER)
    pen = ImageDraw.Draw(card)
    pen.rounded_rectangle((12, 12, SIZE[0] - 12, SIZE[1] - 12), 36, outline=FAINT, width=6)
    for row in range(40, SIZE[1], 22):  # a faint ground, as such cards have
        pen.line((30, row, SIZE[0] - 30, row), fill="#e9e6d8", width=2)
    if front:
        _front(pen, number)
    else:
        _back(pen)
    _across(card)
    out = io.BytesIO()
    card.save(out, "JPEG", quality=85)
    return out.getvalue()


def _front(pen: ImageDraw.ImageDraw, number: str) -> None:
    pen.text((60, 60), "SPECIMEN CARD", font=ImageFont.load_default(44), fill=INK)
    pen.text(
        (60, 190), f"born {number[6:10]} {number[10:12]} {number[12:14]}", font=ImageFont.load_default(34), fill=INK
    )
    pen.ellipse((755, 130, 865, 250), fill=FAINT)
    pen.pieslice((700, 270, 920, 560), 180, 360, fill=FAINT)
    spaced = f"{number[:6]} {number[6:14]} {number[14:]}"
    pen.text((60, 500), spaced, font=ImageFont.load_default(52), fill=INK)


def _back(pen: ImageDraw.ImageDraw) -> None:
    pen.ellipse((60, 60, 240, 240), outline=RED, width=10)
    pen.text((290, 110), "BACK OF THE SPECIMEN", font=ImageFont.load_default(44), fill=INK)
    pen.text((60, 500), "valid for nothing", font=ImageFont.load_default(36), fill=INK)


def _across(card: Image.Image) -> None:
    """The mark over everything."""
    mark = Image.new("L", SIZE, 0)
    ImageDraw.Draw(mark).text((120, 230), "SPECIMEN · DEMO", font=ImageFont.load_default(96), fill=110)
    card.paste(RED, mask=mark.rotate(18))
