"""Typed refusals of the pool; each names its rule and the next step."""

from django.utils.translation import gettext_lazy as _

from talentpool.kernel.errors import BadInput, Refusal


class Overlaps(Refusal):
    """She is bound to something else at that time, perhaps for another client."""

    code = "overlaps"
    message = _("You are already booked at that time.")
    next_step = _("Look at your schedule: give the other one back first, or choose other hours.")


class TooLittleRest(Refusal):
    """Less than her rest between two shifts."""

    code = "too_little_rest"
    message = _("Between two shifts there must be %(hours)s hours of rest.")
    next_step = _("Choose a shift that leaves you time to rest.")


class OverDailyCap(Refusal):
    code = "over_daily_cap"
    message = _("This would be %(minutes)s minutes over your daily cap on %(day)s.")
    next_step = _("Choose a shorter shift or another day, or raise your cap under “My work”.")


class OverWeeklyCap(Refusal):
    code = "over_weekly_cap"
    message = _("This would be %(minutes)s minutes over your weekly cap in the week of %(day)s.")
    next_step = _("Choose another week, or raise your cap under “My work”.")


class OverDailyLimit(Refusal):
    code = "over_daily_limit"
    message = _("This would be %(minutes)s minutes over what the rules where you live allow on %(day)s.")
    next_step = _("Choose a shorter shift or another day; “My work” says how many hours the rules allow.")


class OverWeeklyLimit(Refusal):
    code = "over_weekly_limit"
    message = _("This would be %(minutes)s minutes over what the rules where you live allow in the week of %(day)s.")
    next_step = _("Choose another week; “My work” says how many hours the rules allow.")


class NotOnGrid(BadInput):
    """A time that is not on the quarter-hour grid, or ends before it begins."""

    code = "not_on_grid"
    message = _("Times lie on quarter-hours, and end after they begin.")
    next_step = _("Correct the times and save again.")


class OutOfBounds(BadInput):
    """A wish beyond what the house allows."""

    code = "out_of_bounds"
    status = 422
    message = _("The house, and the rules where you live, allow at most %(daily)s hours a day and %(weekly)s a week.")
    next_step = _("Choose less; the published rules say why.")


class ReasonNeeded(BadInput):
    """A decision about a person needs a reason in writing."""

    code = "reason_needed"
    status = 422
    message = _("Write down why.")
    next_step = _("The person reads it, and may appeal.")


class OwnCase(Refusal):
    code = "own_case"
    status = 403
    message = _("Nobody decides about herself.")


class NotMeasured(BadInput):
    """A kit check without measures."""

    code = "not_measured"
    status = 422
    message = _("Nothing was measured, and a declaration is not enough.")
    next_step = _("Open this page in a browser with scripts switched on, or work from a hub.")
