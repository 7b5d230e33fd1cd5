"""What is held and charged is the time that really passes, whatever the clocks do in the meantime."""

from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from chalicelib.availability.errors import OutsideOpeningHours
from chalicelib.availability.slots import QUARTER, buckets_of
from chalicelib.bookings.quote import Quote, Span, quote
from chalicelib.core.money import Basis
from chalicelib.core.zones import standard_offset, zone_named
from chalicelib.spaces.model import OpeningHours, OpenInterval, Tariff
from tests.make.legal import some_terms
from tests.make.spaces import a_room, a_space

NIGHTS = {
    "Europe/Paris": (date(2026, 3, 29), date(2026, 10, 25), date(2027, 3, 28), date(2027, 10, 31)),
    "America/Miquelon": (date(2026, 3, 8), date(2026, 11, 1), date(2027, 3, 14), date(2027, 11, 7)),
    "Australia/Lord_Howe": (date(2026, 4, 5), date(2026, 10, 4), date(2027, 4, 4), date(2027, 10, 3)),
    "Indian/Reunion": (date(2026, 3, 29), date(2027, 10, 31)),
    "Pacific/Marquesas": (date(2026, 10, 25), date(2027, 3, 28)),
}
HOURLY = Tariff(Basis.HT, hour=400)
A_QUARTER = 100
ROUND_THE_CLOCK: OpeningHours = ((OpenInterval(0, 1440),),) * 7
SPANS = st.tuples(st.integers(-100, 100), st.integers(1, 200))
"""Quarters from the midnight that begins the night of the change, and how many."""


def asked(name: str, start: datetime, end: datetime, hours: OpeningHours = ROUND_THE_CLOCK) -> Quote:
    """A price asked for a few days before, start and end with their offsets."""
    zone = zone_named(name)
    space = a_space(timezone=name, std_offset=standard_offset(zone, start.year), opening_hours=hours)
    first, last = (instant.astimezone(zone).isoformat() for instant in (start, end))
    span = Span(first, last, people=1)
    return quote(space, a_room(tariff=HOURLY), span, some_terms(), now=start - timedelta(days=3))


def midnight(day: date, name: str) -> datetime:
    return datetime(day.year, day.month, day.day, tzinfo=ZoneInfo(name)).astimezone(UTC)


@pytest.mark.parametrize(("name", "night"), [(name, night) for name, nights in NIGHTS.items() for night in nights])
@settings(max_examples=40)
@given(span=SPANS)
def test_each_quarter_that_passes_is_held_and_charged_once(name: str, night: date, span: tuple[int, int]) -> None:
    start = midnight(night, name) + span[0] * QUARTER
    end = start + span[1] * QUARTER
    quoted = asked(name, start, end)
    held = buckets_of(quoted.held, quoted.space.std_offset)
    assert (quoted.period.start, quoted.period.end) == (start, end)
    assert sum(map(len, held.values())) == len({(b, s) for b, slots in held.items() for s in slots}) == span[1]
    assert sum(part.minutes for part in quoted.held) == span[1] * 15
    assert quoted.price.amounts.ht == span[1] * A_QUARTER


@pytest.mark.parametrize(
    ("night", "start", "end", "minutes"),
    [
        (date(2027, 3, 28), "01:00", "04:00", 120),
        (date(2027, 10, 31), "01:00", "04:00", 240),
        (date(2027, 10, 31), "02:00+02:00", "02:00+01:00", 60),
        (date(2027, 3, 28), "00:00", "23:45", 23 * 60 - 15),
    ],
    ids=["the short night", "the long night", "the doubled hour alone", "the short day"],
)
def test_a_night_in_paris_is_charged_as_long_as_it_lasts(night: date, start: str, end: str, minutes: int) -> None:
    space = a_space(opening_hours=ROUND_THE_CLOCK)
    span = Span(f"{night}T{start}", f"{night}T{end}", people=1)
    quoted = quote(
        space, a_room(tariff=HOURLY), span, some_terms(), now=midnight(night, "Europe/Paris") - timedelta(days=3)
    )
    assert quoted.period.minutes == minutes
    assert quoted.price.amounts.ht == minutes // 15 * A_QUARTER


def test_a_stay_over_the_change_pays_the_same_for_the_days_on_either_side() -> None:
    """Nine to six is nine hours on Friday in winter time and on Monday in summer time; the week-end is closed."""
    friday, monday = date(2027, 3, 26), date(2027, 3, 29)
    hours: OpeningHours = (*[(OpenInterval(540, 1080),)] * 5, (), ())
    zone = ZoneInfo("Europe/Paris")
    start = datetime(2027, 3, 26, 9, tzinfo=zone).astimezone(UTC)
    end = datetime(2027, 3, 29, 18, tzinfo=zone).astimezone(UTC)
    quoted = asked("Europe/Paris", start, end, hours)
    assert end - start != timedelta(days=3, hours=9)
    assert [(line.day, line.amount) for line in quoted.price.lines] == [(friday, 3600), (monday, 3600)]


def test_a_clock_change_opens_no_door_that_is_closed() -> None:
    """An hour before opening stays an hour before opening on the day after the change."""
    hours: OpeningHours = ((OpenInterval(540, 1080),),) * 7
    early = datetime(2027, 3, 29, 8, tzinfo=ZoneInfo("Europe/Paris")).astimezone(UTC)
    with pytest.raises(OutsideOpeningHours):
        asked("Europe/Paris", early, early + timedelta(hours=2), hours)
    assert asked("Europe/Paris", early + timedelta(hours=1), early + timedelta(hours=3), hours).period.minutes == 120
