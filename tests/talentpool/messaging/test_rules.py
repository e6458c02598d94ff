"""When to try again and when not to disturb."""

from datetime import UTC, datetime, time, timedelta

from hypothesis import given
from hypothesis import strategies as st

from talentpool.messaging import rules


@given(st.integers(1, 200))
def test_pauses_never_shrink_and_never_pass_an_hour(attempts: int) -> None:
    assert rules.pause_after(attempts) <= rules.pause_after(attempts + 1) <= timedelta(hours=1)


@given(
    st.integers(0, 365 * 24 * 60).map(lambda minutes: datetime(2026, 1, 1, tzinfo=UTC) + timedelta(minutes=minutes)),
    st.times(),
    st.times(),
    st.sampled_from(["Asia/Shanghai", "Europe/Berlin", "America/New_York"]),
)
def test_nothing_is_sent_in_quiet_hours_and_never_later_than_a_day(
    at: datetime, start: time, end: time, zone: str
) -> None:
    due = rules.after_quiet(at=at, start=start, end=end, zone=zone)
    assert at <= due <= at + timedelta(hours=26)
    assert rules.after_quiet(at=due, start=start, end=end, zone=zone) - due <= timedelta(
        hours=2
    )  # a clock change at most


def test_quiet_at_midday_ends_the_same_day() -> None:
    noon = datetime(2026, 5, 1, 12, 30, tzinfo=UTC)
    assert rules.after_quiet(at=noon, start=time(12), end=time(14), zone="UTC") == datetime(2026, 5, 1, 14, tzinfo=UTC)
