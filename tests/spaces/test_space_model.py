from datetime import UTC, date, datetime

import pytest

from chalicelib.core.period import Period
from chalicelib.core.words import slug_of
from chalicelib.spaces.model import (
    WEEKDAYS,
    OpenInterval,
    SpaceStatus,
    clock_of,
    minutes_of,
)
from tests.make.spaces import a_live_space, a_space, a_submitted_space


@pytest.mark.parametrize(("clock", "minutes"), [("00:00", 0), ("09:15", 555), ("23:45", 1425), ("24:00", 1440)])
def test_a_clock_time_is_a_number_of_minutes_and_back(clock: str, minutes: int) -> None:
    assert minutes_of(clock) == minutes
    assert clock_of(minutes) == clock


@pytest.mark.parametrize(
    ("city", "slug"),
    [
        ("Saint-Étienne", "saint-etienne"),
        ("L'Haÿ-les-Roses", "l-hay-les-roses"),
        ("Mandelieu-la-Napoule", "mandelieu-la-napoule"),
        ("  Œting ", "oeting"),
        ("Paris  20e", "paris-20e"),
        ("東京", ""),
    ],
)
def test_a_city_is_sought_without_accents_or_punctuation(city: str, slug: str) -> None:
    assert slug_of(city) == slug


def test_moderators_owe_an_answer_48_hours_after_submission() -> None:
    space = a_submitted_space(submitted_at=datetime(2027, 1, 4, 10, tzinfo=UTC))
    assert space.moderate_by == datetime(2027, 1, 6, 10, tzinfo=UTC)


def test_nobody_owes_an_answer_before_submission_or_after_the_decision() -> None:
    assert a_space().moderate_by is None
    assert a_live_space().moderate_by is None
    assert a_submitted_space(status=SpaceStatus.REFUSED).moderate_by is None


def test_opening_hours_are_wall_times_of_the_space_in_winter_and_in_summer() -> None:
    space = a_space()
    assert space.open_periods(date(2027, 1, 4)) == [_utc(2027, 1, 4, 8, 17)]
    assert space.open_periods(date(2027, 7, 5)) == [_utc(2027, 7, 5, 7, 16)]
    assert space.open_periods(date(2027, 7, 4)) == []


def test_a_day_open_around_the_clock_has_the_hours_that_the_clocks_show() -> None:
    always = a_space(opening_hours=((OpenInterval(0, 1440),),) * WEEKDAYS)
    lengths = [
        sum(period.minutes for period in always.open_periods(day)) // 60
        for day in (date(2027, 3, 28), date(2027, 3, 29), date(2027, 10, 31))
    ]
    assert lengths == [23, 24, 25]


def _utc(year: int, month: int, day: int, opens: int, closes: int) -> Period:
    return Period(datetime(year, month, day, opens, tzinfo=UTC), datetime(year, month, day, closes, tzinfo=UTC))
