"""Half-open spans of absolute time."""

from collections.abc import Iterator
from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

from chalicelib.core.lazy import dataclass


@dataclass(frozen=True)
class Period:
    """`[start, end)`, both aware and kept in UTC."""

    start: datetime
    end: datetime

    def __post_init__(self) -> None:
        if self.start >= self.end:
            raise ValueError("a period ends after it starts")
        object.__setattr__(self, "start", self.start.astimezone(UTC))
        object.__setattr__(self, "end", self.end.astimezone(UTC))

    @property
    def minutes(self) -> int:
        return int((self.end - self.start).total_seconds()) // 60

    def intersection(self, other: "Period") -> "Period | None":
        start, end = max(self.start, other.start), min(self.end, other.end)
        return Period(start, end) if start < end else None

    def contains(self, instant: datetime) -> bool:
        return self.start <= instant < self.end

    def local_days(self, zone: ZoneInfo) -> Iterator[date]:
        """Each calendar day of `zone` that the period touches."""
        day = self.start.astimezone(zone).date()
        last = (self.end - timedelta(microseconds=1)).astimezone(zone).date()
        while day <= last:
            yield day
            day += timedelta(days=1)
