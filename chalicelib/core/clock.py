"""The only place that asks what time it is. Verbs receive `now` as an argument."""

from collections.abc import Callable
from datetime import UTC, datetime
from time import monotonic

Clock = Callable[[], datetime]


def _system() -> datetime:
    return datetime.now(UTC)


_clock: Clock = _system


def now() -> datetime:
    """Current instant, aware, in UTC."""
    return _clock()


def stopwatch(seconds: float) -> Callable[[], bool]:
    """Whether so many seconds have passed since now, whatever the clock is set to."""
    began = monotonic()
    return lambda: monotonic() - began > seconds


def use(clock: Clock | None) -> None:
    """Replaces the clock (tests and the local product move it); None restores the system's."""
    global _clock
    _clock = clock or _system
