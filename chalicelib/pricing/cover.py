"""The cheapest cover of a span by the units that a room sells (docs/pricing.md, ADR 0006)."""

from collections.abc import Iterable, Iterator, Sequence
from datetime import date, timedelta
from decimal import Decimal
from itertools import product

from dateutil.relativedelta import relativedelta

from chalicelib.core.money import NOTHING, Basis, to_cents, with_vat
from chalicelib.core.period import Period
from chalicelib.pricing.model import Price, PriceLine, Unit

HALF_DAY_MINUTES = 240
QUARTERS_PER_HOUR = 4
QUARTER_MINUTES = 15

LONG: dict[Unit, timedelta | relativedelta] = {Unit.WEEK: timedelta(days=7), Unit.MONTH: relativedelta(months=1)}
"""From the day on which they begin. A month ends the day before the same date; from the 31st of January, on the 27th
of February."""

FREE = Price(NOTHING, basis=None, vat_rate=0, seats=1, lines=())

Rates = dict[Unit, int]
"""Cents for each unit that is sold."""


def cheapest_cover(
    open_periods: Iterable[tuple[date, Period]], rates: Rates, *, basis: Basis, vat_rate: int, seats: int
) -> Price:
    """Price of a span given as its open parts, each with the local day it belongs to.

    Each local day is covered on its own: by one day, or by half-days of up to four hours and hours by the
    started quarter; several together by a week or a month. Minutes are those that really pass, so the hour that a
    clock change repeats is charged and the one it skips is not.
    """
    minutes: dict[date, int] = {}
    for day, period in open_periods:
        minutes[day] = minutes.get(day, 0) + period.minutes
    lines = _cover_days(sorted(minutes.items()), rates)
    total = sum(line.amount for line in lines) * seats
    return Price(with_vat(total, basis, vat_rate), basis, vat_rate, seats, tuple(lines))


def _cover_days(days: Sequence[tuple[date, int]], rates: Rates) -> list[PriceLine]:
    """Found from the last day backwards: what is best behind a day does not depend on what covers it. Of equal
    covers, the one that begins with the longest unit."""
    best: list[list[PriceLine]] = [[] for _ in range(len(days) + 1)]
    for number in reversed(range(len(days))):
        day, minutes = days[number]
        covers: list[list[PriceLine]] = []
        for unit in (unit for unit in LONG if unit in rates):
            ends = day + LONG[unit]
            behind = next((n for n, (later, _) in enumerate(days) if later >= ends), len(days))
            covers.append([PriceLine(day, unit, Decimal(1), rates[unit], rates[unit]), *best[behind]])
        covers += ([*lines, *best[number + 1]] for lines in _covers_of_day(day, minutes, rates))
        best[number] = min(covers, key=_cost)
    return best[0]


def cover_day(day: date, minutes: int, rates: Rates) -> list[PriceLine]:
    """The cheapest lines that cover `minutes` of one day by its own units; of equal ones, those with the fewest."""
    return min(_covers_of_day(day, minutes, rates), key=_cost)


def _covers_of_day(day: date, minutes: int, rates: Rates) -> Iterator[list[PriceLine]]:
    for days, half_days in product((0, 1), range(-(-minutes // HALF_DAY_MINUTES) + 1)):
        lines = _cover(day, minutes, days, half_days, rates)
        if lines is not None:
            yield lines


def _cost(lines: list[PriceLine]) -> tuple[int, Decimal]:
    return sum(line.amount for line in lines), sum((line.quantity for line in lines), Decimal())


def _cover(day: date, minutes: int, days: int, half_days: int, rates: Rates) -> list[PriceLine] | None:
    left = 0 if days else max(0, minutes - half_days * HALF_DAY_MINUTES)
    quantities = {
        Unit.DAY: Decimal(days),
        Unit.HALF_DAY: Decimal(half_days),
        Unit.HOUR: Decimal(-(-left // QUARTER_MINUTES)) / QUARTERS_PER_HOUR,
    }
    wanted = {unit: quantity for unit, quantity in quantities.items() if quantity}
    if not wanted.keys() <= rates.keys():
        return None
    return [
        PriceLine(day, unit, quantity, rates[unit], to_cents(quantity * rates[unit]))
        for unit, quantity in wanted.items()
    ]
