"""What becomes of growth's rows when a person has her data erased."""

from accounts.personal import ACTED, Clears, Deletes, Keeps, Rule

RULES: dict[str, Rule] = {
    "Talk.agent": Clears(
        (
            "link",
            "reflection",
            "carry_on",
            "begin",
        )
    ),
    "Talk.coach": ACTED,
    "Pair.learner": Keeps("that two numbers learned together"),
    "Pair.teacher": Keeps("that two numbers learned together"),
    "MentorHour.mentor": Clears(("note",)),
    "Entry.agent": Keeps("the log is append-only and chained; it holds codes and figures"),
    "Entry.subject": Keeps("the log is append-only and chained; it holds codes and figures"),
    "CapabilityScore.agent": Deletes(),
    "LevelStep.agent": Clears(("reason",)),
    "LevelStep.decided_by": ACTED,
    "StepDown.agent": Clears(("reason",)),
    "StepDown.decided_by": ACTED,
    "Recognition.agent": Deletes(),
}
