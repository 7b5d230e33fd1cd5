"""Days to book on, counted from the product's clock so that the journeys pass whenever they run."""

from datetime import date, datetime, timedelta
from zoneinfo import ZoneInfo

PARIS = ZoneInfo("Europe/Paris")
SATURDAY = 5


def working_day(now: datetime, ahead: int) -> date:
    """The first Monday to Friday that is at least `ahead` days after the Paris day of `now`."""
    day = now.astimezone(PARIS).date() + timedelta(days=ahead)
    while day.weekday() >= SATURDAY:
        day += timedelta(days=1)
    return day


def wall(day: date, clock: str) -> str:
    """A wall time as the API takes it."""
    return f"{day.isoformat()}T{clock}"


def in_paris(day: date, clock: str) -> datetime:
    return datetime.fromisoformat(wall(day, clock)).replace(tzinfo=PARIS)
