"""The tasks of a launch: four stages, both sides, each due at a share of the time that is there."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta

from tasks.orders.states import LaunchRoad, LaunchSide, LaunchStage

CLOCK_DAYS = 5
COLD_WEEKS = 4


@dataclass(frozen=True)
class Template:
    """One task. day: of the five-day clock by which it is done, counted from 0; in a cold launch of its weeks."""

    code: str
    stage: str
    side: str
    day: float
    name: dict[str, str]
    cold_only: bool = False


def _task(code: str, stage: str, side: str, day: float, en: str, zh: str, *, cold_only: bool = False) -> Template:
    return Template(code, stage, side, day, {"en": en, "zh-hans": zh}, cold_only)


_C, _P = LaunchSide.CLIENT, LaunchSide.PLATFORM
TASKS = (
    _task("kinds", LaunchStage.DESIGN, _C, 0.5, "Say which contact types are meant, and who answers questions",
          "确认联络类型与答疑人"),
    _task("plan", LaunchStage.DESIGN, _P, 0.5, "Confirm the fill plan", "确认补员方案"),
    _task("accounts", LaunchStage.PROCESS, _C, 1.5, "Open accounts for telephony, console and knowledge base",
          "开通话务、工作台与知识库账号"),
    _task("security", LaunchStage.PROCESS, _C, 1.5, "Confirm the security profile", "确认安全要求"),
    _task("knowledge", LaunchStage.PROCESS, _C, 2, "Hand over the knowledge base and the hard cases",
          "交付知识库与疑难案例"),
    _task("recruit", LaunchStage.TRAINING, _P, 1.5, "Recruit and admit to the course", "招募并录取学员", cold_only=True),
    _task("course", LaunchStage.TRAINING, _P, 3, "Train and examine on the project course", "项目课程培训与考试"),
    _task("trial", LaunchStage.TRAINING, _C, 4, "Listen to trial contacts and approve", "试接并验收"),
    _task("bonus", LaunchStage.INCENTIVES, _P, 2.5, "Publish pay, bonus and what counts", "公布报酬、奖励与计分规则"),
    _task("waves", LaunchStage.INCENTIVES, _P, 3.5, "Send the waves and fill the standby", "发出邀约批次并备齐候补"),
    _task("lead", LaunchStage.INCENTIVES, _P, 4.5, "Name team leads for the first day", "确定首日班组长"),
    _task("go", LaunchStage.INCENTIVES, _C, 5, "Say go", "确认上线"),
)  # fmt: skip


def tasks_for(road: str, *, starts: datetime, first: datetime) -> Iterator[tuple[Template, datetime]]:
    """Each task with the moment by which it is done.

    The clock of five days (four weeks from cold) is used where there is that much time before the first shift; with
    less it is pressed together, so that everything is done before anybody works.
    """
    clock = timedelta(weeks=COLD_WEEKS) if road == LaunchRoad.COLD else timedelta(days=CLOCK_DAYS)
    span = max(timedelta(minutes=30), min(clock, first - starts))
    for task in TASKS:
        if road == LaunchRoad.COLD or not task.cold_only:
            yield task, starts + span * (task.day / CLOCK_DAYS)
