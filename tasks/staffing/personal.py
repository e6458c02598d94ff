"""What becomes of staffing's rows when a person has her data erased: all of them are acts for a company."""

from accounts.personal import ACTED, Rule

RULES: dict[str, Rule] = {
    "VolumeSet.created_by": ACTED,
    "VolumeSet.undone_by": ACTED,
    "Forecast.created_by": ACTED,
    "Requirement.created_by": ACTED,
}
