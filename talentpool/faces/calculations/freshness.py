"""``calculate freshness``: how recently a skill was used, proven or practised."""

from talentpool.activation.rules.freshness import WORTH, freshness
from talentpool.kernel.questions import Answer, Question, Unanswerable, exact, expect_keys, within

DAYS_AT_MOST = 100_000


def answer(question: Question) -> Answer:
    """One question of freshness and its answer. Raises Unanswerable or RuleInputError."""
    expect_keys(question, needed=("proofs", "half_life_days"))
    half_life = within(
        exact(question["half_life_days"], "half_life_days"), "half_life_days", above=0, most=DAYS_AT_MOST
    )
    if not isinstance(question["proofs"], list):
        raise Unanswerable("not_a_list", "proofs must be a list of objects with kind and days.")
    return {"freshness": freshness([_proof(proof) for proof in question["proofs"]], float(half_life))}


def _proof(given: object) -> tuple[str, float]:
    if not isinstance(given, dict):
        raise Unanswerable("not_an_object", "Each proof must be an object with kind and days.")
    expect_keys(given, needed=("kind", "days"))
    kind = given["kind"]
    if not isinstance(kind, str) or kind not in WORTH:
        raise Unanswerable("unknown_kind", f"kind must be one of {', '.join(WORTH)}.")
    return kind, float(within(exact(given["days"], "days"), "days", least=0, most=DAYS_AT_MOST))
