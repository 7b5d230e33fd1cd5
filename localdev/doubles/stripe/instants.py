"""How v2 writes instants, and the days on which banks move money."""

from datetime import UTC, datetime, time, timedelta

_SATURDAY = 5
DAY_SECONDS = 24 * 3600


def iso(seconds: int) -> str:
    return datetime.fromtimestamp(seconds, UTC).strftime("%Y-%m-%dT%H:%M:%S.000Z")


def next_midnight(seconds: int) -> int:
    return (seconds // DAY_SECONDS + 1) * DAY_SECONDS


def business_days_after(seconds: int, days: int) -> int:
    """Midnight (UTC) of that day; holidays are left out, which only makes the double's bank a little fast."""
    day = datetime.fromtimestamp(seconds, UTC).date()
    while days > 0:
        day += timedelta(days=1)
        days -= day.weekday() < _SATURDAY
    return int(datetime.combine(day, time(), UTC).timestamp())
