"""What becomes of training's rows when a person has her data erased."""

from accounts.personal import ACTED, Clears, Deletes, Keeps, Rule

RULES: dict[str, Rule] = {
    "Enrolment.agent": Clears(("reason",)),
    "Enrolment.decided_by": ACTED,
    "Sitting.examiner": ACTED,
    "Certificate.agent": Keeps("a public link proves it without a name; only an unrevoked one counts"),
    "LessonProposal.agent": Deletes(),
    "TrainingClass.trainer": ACTED,
    "Attended.marked_by": ACTED,
}
