"""Campaigns, applications, gates, questions, interviews, formalities."""

from talentpool.screening.models.application import Application
from talentpool.screening.models.campaign import Campaign, Gate, Question
from talentpool.screening.models.document import (
    DocumentLook,
    DocumentPage,
    IdentityDocument,
    PaperStandard,
)
from talentpool.screening.models.filters import SavedFilter
from talentpool.screening.models.formality import Formality
from talentpool.screening.models.importing import ListedPerson, PeopleList
from talentpool.screening.models.published import PublishedModel
from talentpool.screening.models.tally import StageTally
from talentpool.screening.models.trial import GateAttempt, Interview, KitHelp, Recording, Scorecard

__all__ = [
    "Application",
    "Campaign",
    "DocumentLook",
    "DocumentPage",
    "Formality",
    "Gate",
    "GateAttempt",
    "IdentityDocument",
    "Interview",
    "KitHelp",
    "ListedPerson",
    "PaperStandard",
    "PeopleList",
    "PublishedModel",
    "Question",
    "Recording",
    "SavedFilter",
    "Scorecard",
    "StageTally",
]
