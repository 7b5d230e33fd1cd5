"""Rules, what a page of one found, and how far a run has come."""

from collections.abc import Callable, Sequence
from datetime import datetime, timedelta

from chalicelib.core.lazy import dataclass


@dataclass(frozen=True)
class Violation:
    """`subject` names what is wrong, by id, the same in every run; `detail` says how, in numbers and codes, without
    personal data."""

    subject: str
    detail: str


@dataclass(frozen=True)
class Findings:
    """What one page held. `cursor` starts the next page; None after the last one."""

    examined: int
    violations: Sequence[Violation] = ()
    repaired: int = 0
    cursor: str | None = None

    def __post_init__(self) -> None:
        if self.cursor == "":
            raise ValueError("an empty cursor would start all over again, for ever")


Examine = Callable[[str | None, datetime], Findings]
"""Looks at the page that starts at the cursor (None: the first one). May be repeated."""


@dataclass(frozen=True)
class Rule:
    """Examined afresh when `every` has passed since a run began."""

    name: str
    every: timedelta
    examine: Examine


@dataclass(frozen=True)
class Run:
    """`id` is when it began, so that of two runs the later has the greater one. `cursor` is the page to look at next;
    `moved_at` when it last advanced or was taken up again."""

    id: str
    cursor: str | None
    examined: int
    repaired: int
    began_at: datetime
    moved_at: datetime
    finished_at: datetime | None


@dataclass(frozen=True)
class Seen:
    """A violation that stands, since `first_seen`."""

    violation: Violation
    first_seen: datetime
    last_seen: datetime


STALLED = timedelta(minutes=80)
"""A run that has not moved for so long has lost its message: the queue itself brings one back for 72 minutes."""

HOPELESS = timedelta(days=1)
"""A run that stalls after so long keeps failing at one page, which the next run may meet in another state."""


def is_due(rule: Rule, run: Run | None, now: datetime) -> bool:
    return run is None or (run.finished_at is not None and now - run.began_at >= rule.every)


def is_stalled(run: Run, now: datetime) -> bool:
    return run.finished_at is None and now - run.moved_at >= STALLED


def is_hopeless(run: Run, now: datetime) -> bool:
    return is_stalled(run, now) and now - run.began_at >= HOPELESS
