"""``calculate fill``: the probability that independent answers fill the seats, and the fewest offers that do."""

from talentpool.activation.rules.fill import fewest_offers, fill_probability
from talentpool.kernel.questions import Answer, Question, Unanswerable, exact, expect_keys, whole, within

PEOPLE_AT_MOST = 100_000
STEPS_AT_MOST = 500_000_000  # seats times people: the recursion's work


def answer(question: Question) -> Answer:
    """One question of fill and its answer. Raises Unanswerable or RuleInputError."""
    expect_keys(question, needed=("seats", "probabilities"), allowed=("target",))
    seats = whole(question["seats"], "seats", least=1, most=PEOPLE_AT_MOST)
    chances = _chances(question["probabilities"])
    if seats * len(chances) > STEPS_AT_MOST:
        raise Unanswerable("too_large", "So many seats and people can't be computed at once.")
    target = question.get("target")
    if target is None:
        return {"fill_probability": fill_probability(seats=seats, probabilities=chances)}
    goal = float(within(exact(target, "target"), "target", above=0, most=1))
    offers, probability = fewest_offers(seats=seats, probabilities=chances, target=goal)
    return {"offers": offers, "fill_probability": probability}


def _chances(given: object) -> list[float]:
    if not isinstance(given, list):
        raise Unanswerable("not_a_list", "probabilities must be a list of numbers from 0 to 1.")
    if len(given) > PEOPLE_AT_MOST:
        raise Unanswerable("too_large", f"There are more than {PEOPLE_AT_MOST:,} probabilities.")
    name = "Each probability"
    return [float(within(exact(chance, name), name, least=0, most=1)) for chance in given]
