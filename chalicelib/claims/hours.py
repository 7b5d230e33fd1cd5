"""Opening hours as a cell spells them: "mon-fri 09:00-12:30 13:30-18:00 | sat 09:00-12:00", or in French. Pure."""

import re

from chalicelib.spaces.model import WEEKDAYS, OpeningHours, OpenInterval, minutes_of

ENGLISH = ("mon", "tue", "wed", "thu", "fri", "sat", "sun")
FRENCH = ("lun", "mar", "mer", "jeu", "ven", "sam", "dim")
DAYS = {name: number for names in (ENGLISH, FRENCH) for number, name in enumerate(names)}
CLOCK = r"([01][0-9]|2[0-3]):(?:00|15|30|45)"
SPAN = re.compile(rf"({CLOCK})-({CLOCK}|24:00)")
GROUPS = re.compile(r"[|;]")
MOST_SPANS = 4


class UnreadableHours(ValueError):
    """Not days, then spans on the quarter that follow each other."""


def hours_of(text: str) -> OpeningHours:
    """Days that are not named are closed. Raises UnreadableHours."""
    week: dict[int, tuple[OpenInterval, ...]] = {}
    for group in filter(None, map(str.strip, GROUPS.split(text.lower()))):
        days, *spans = group.split()
        intervals = _intervals(spans)
        for day in _days(days):
            if day in week:
                raise UnreadableHours
            week[day] = intervals
    return tuple(week.get(day, ()) for day in range(WEEKDAYS))


def _days(text: str) -> list[int]:
    """ "mon-fri", "sat,sun"."""
    found: list[int] = []
    for part in text.split(","):
        first, _, last = part.partition("-")
        if first not in DAYS or (last or first) not in DAYS:
            raise UnreadableHours
        days = list(range(DAYS[first], DAYS[last or first] + 1))
        if not days or set(days) & set(found):
            raise UnreadableHours
        found += days
    return found


def _intervals(texts: list[str]) -> tuple[OpenInterval, ...]:
    found: list[OpenInterval] = []
    for text in texts:
        span = SPAN.fullmatch(text)
        if span is None:
            raise UnreadableHours
        one = OpenInterval(minutes_of(span[1]), minutes_of(span[3]))
        if one.opens >= one.closes or (found and found[-1].closes > one.opens):
            raise UnreadableHours
        found.append(one)
    if not 1 <= len(found) <= MOST_SPANS:
        raise UnreadableHours
    return tuple(found)
