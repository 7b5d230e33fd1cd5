"""EventBridge's cron expressions: `cron(minutes hours day-of-month month day-of-week year)`, in UTC.

Numbers, names, lists, ranges and steps; one of the two days is `?`. `L`, `W` and `#` are not understood here.
"""

import re
from collections.abc import Mapping
from datetime import UTC, date, datetime, time, timedelta
from functools import lru_cache

MONTHS = {
    name: n
    for n, name in enumerate(["JAN", "FEB", "MAR", "APR", "MAY", "JUN", "JUL", "AUG", "SEP", "OCT", "NOV", "DEC"], 1)
}
WEEKDAYS = {name: n for n, name in enumerate(["SUN", "MON", "TUE", "WED", "THU", "FRI", "SAT"], 1)}

# A 29th of February that falls on a given weekday comes back within forty years.
_LONGEST_WAIT = timedelta(days=41 * 366)
_FORM = re.compile(r"cron\((\S+) (\S+) (\S+) (\S+) (\S+) (\S+)\)")
_PART = re.compile(r"(?:(\*)|(\w+)(?:-(\w+))?)(?:/(\d+))?")

Fields = tuple[frozenset[int], ...]


def latest(expression: str, now: datetime) -> datetime | None:
    """The last instant of it that is not after `now`; None for none. Raises ValueError."""
    minutes, hours, days, months, weekdays, years = _read(expression)
    now = now.astimezone(UTC)
    day = now.date()
    while day >= now.date() - _LONGEST_WAIT:
        if (
            day.year in years and day.month in months and day.day in days
            and day.isoweekday() % 7 + 1 in weekdays
        ):  # fmt: skip
            instants = [_at(day, hour, minute) for hour in hours for minute in minutes]
            past = [instant for instant in instants if instant <= now]
            if past:
                return max(past)
        day -= timedelta(days=1)
    return None


@lru_cache(maxsize=16)
def _read(expression: str) -> Fields:
    found = _FORM.fullmatch(expression)
    if found is None:
        raise ValueError(f"no cron expression: {expression}")
    minutes, hours, days, months, weekdays, years = found.groups()
    if (days == "?") is (weekdays == "?"):
        raise ValueError(f"exactly one of both days of a cron expression is ?: {expression}")
    return (
        _values(minutes, 0, 59),
        _values(hours, 0, 23),
        _values(days.replace("?", "*"), 1, 31),
        _values(months, 1, 12, MONTHS),
        _values(weekdays.replace("?", "*"), 1, 7, WEEKDAYS),
        _values(years, 1970, 2199),
    )


def _values(field: str, least: int, most: int, names: Mapping[str, int] | None = None) -> frozenset[int]:
    found: set[int] = set()
    for part in field.split(","):
        read = _PART.fullmatch(part)
        if read is None:
            raise ValueError(f"not understood in a cron expression: {part}")
        anything, first, last, step = read.groups()
        begin = least if anything else _number(first, names)
        # `5/20` begins at five and has no end of its own.
        end = most if anything or (step and not last) else _number(last or first, names)
        if not least <= begin <= end <= most:
            raise ValueError(f"out of range in a cron expression: {part}")
        found.update(range(begin, end + 1, int(step or 1)))
    return frozenset(found)


def _number(text: str, names: Mapping[str, int] | None) -> int:
    if names and text in names:
        return names[text]
    if not text.isdecimal():
        raise ValueError(f"not understood in a cron expression: {text}")
    return int(text)


def _at(day: date, hour: int, minute: int) -> datetime:
    return datetime.combine(day, time(hour, minute), UTC)
