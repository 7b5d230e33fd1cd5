"""Weeks and months: what is found is the cheapest of all ways to cover the days of a span."""

from collections.abc import Sequence
from datetime import UTC, date, datetime, timedelta
from functools import cache

from dateutil.relativedelta import relativedelta
from hypothesis import given
from hypothesis import strategies as st

from chalicelib.core.money import Basis
from chalicelib.core.period import Period
from chalicelib.pricing.cover import Rates, cheapest_cover, cover_day
from chalicelib.pricing.model import Price, Unit

FIRST = st.dates(date(2027, 1, 1), date(2028, 3, 1))
SHUT = st.sets(st.integers(0, 30), max_size=12)
RATES = st.dictionaries(st.sampled_from(Unit), st.integers(1, 2_000), min_size=1)
HOURS = (9, 12)
ONE_DAY = timedelta(days=1)


def opened(first: date, days: int, shut: set[int]) -> list[date]:
    return [first + number * ONE_DAY for number in range(days) if number not in shut]


def covered(days: Sequence[date], rates: Rates) -> Price:
    start, end = HOURS
    parts = [
        (day, Period(datetime(day.year, day.month, day.day, start, tzinfo=UTC),
                     datetime(day.year, day.month, day.day, end, tzinfo=UTC)))
        for day in days
    ]  # fmt: skip
    return cheapest_cover(parts, rates, basis=Basis.HT, vat_rate=2000, seats=1)


def least(days: Sequence[date], rates: Rates) -> int:
    """By trying everything, forwards."""
    minutes = (HOURS[1] - HOURS[0]) * 60
    short: Rates = {unit: price for unit, price in rates.items() if unit in {Unit.HOUR, Unit.HALF_DAY, Unit.DAY}}
    of_a_day = sum(line.amount for line in cover_day(days[0], minutes, short)) if short and days else None

    @cache
    def from_day(number: int) -> int:
        if number == len(days):
            return 0
        found = [] if of_a_day is None else [of_a_day + from_day(number + 1)]
        lengths = {Unit.WEEK: relativedelta(days=7), Unit.MONTH: relativedelta(months=1)}
        for unit in lengths.keys() & rates.keys():
            behind = [n for n, day in enumerate(days) if day >= days[number] + lengths[unit]]
            found.append(rates[unit] + from_day(behind[0] if behind else len(days)))
        return min(found)

    return from_day(0)


@given(FIRST, st.integers(1, 31), SHUT, RATES)
def test_nothing_is_cheaper(first: date, length: int, shut: set[int], rates: Rates) -> None:
    days = opened(first, length, shut)
    assert covered(days, rates).amounts.ht == least(days, rates)


@given(FIRST, st.integers(1, 31), SHUT, RATES)
def test_every_open_day_is_covered(first: date, length: int, shut: set[int], rates: Rates) -> None:
    days = opened(first, length, shut)
    reach = {Unit.WEEK: relativedelta(days=7), Unit.MONTH: relativedelta(months=1)}
    lines = covered(days, rates).lines
    for day in days:
        assert any(line.day <= day < line.day + reach.get(line.unit, relativedelta(days=1)) for line in lines)


@given(FIRST, st.integers(1, 30), SHUT, RATES)
def test_another_day_never_costs_less(first: date, length: int, shut: set[int], rates: Rates) -> None:
    shorter, longer = (covered(opened(first, days, shut), rates) for days in (length, length + 1))
    assert longer.amounts.ht >= shorter.amounts.ht
