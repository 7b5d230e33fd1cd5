"""Days on which French banks move money. Pure.

Not on weekends, not on public holidays (code du travail L3133-1), nor when the euro payment system is closed (TARGET:
Good Friday and 26 December besides).
"""

from datetime import date, timedelta
from functools import lru_cache

from dateutil.easter import easter

ONE_DAY = timedelta(days=1)
SATURDAY = 5
FIXED = ((1, 1), (5, 1), (5, 8), (7, 14), (8, 15), (11, 1), (11, 11), (12, 25), (12, 26))
AFTER_EASTER = (-2, 1, 39, 50)
"""Good Friday, Easter Monday, Ascension, Whit Monday."""

YEARS_KEPT = 64


def is_business_day(day: date) -> bool:
    return day.weekday() < SATURDAY and day not in _holidays(day.year)


def business_day_from(day: date) -> date:
    """`day`, or the first business day behind it."""
    while not is_business_day(day):
        day += ONE_DAY
    return day


def after_business_days(day: date, count: int) -> date:
    """The `count`th business day behind `day`."""
    for _ in range(count):
        day = business_day_from(day + ONE_DAY)
    return day


@lru_cache(maxsize=YEARS_KEPT)
def _holidays(year: int) -> frozenset[date]:
    movable = (easter(year) + timedelta(days=days) for days in AFTER_EASTER)
    return frozenset({*(date(year, month, day) for month, day in FIXED), *movable})
