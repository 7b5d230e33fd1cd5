"""The cheapest cover of a span by the units that a room sells (docs/pricing.md, ADR 0006)."""

from collections.abc import Iterable
from datetime import date
from decimal import Decimal
from itertools import product

from chalicelib.core.money import Amounts, Basis, to_cents, with_vat
from chalicelib.core.period import Period
from chalicelib.pricing.model import Price, PriceLine, Unit

HALF_DAY_MINUTES = 240
QUARTERS_PER_HOUR = 4
QUARTER_MINUTES = 15

FREE = Price(Amounts(0, 0, 0), basis=None, vat_rate=0, seats=1, lines=())

Rates = dict[Unit, int]
"""Cents for each unit that is sold."""


def cheapest_cover(
    open_periods: Iterable[tuple[date, Period]], rates: Rates, *, basis: Basis, vat_rate: int, seats: int
) -> Price:
    """Price of a span given as its open parts, each with the local day it belongs to.

    Each local day is covered on its own: by one day, or by half-days of up to four hours and hours by the
    started quarter. Minutes are those that really pass, so the hour that a clock change repeats is charged and
    the one it skips is not.
    """
    minutes: dict[date, int] = {}
    for day, period in open_periods:
        minutes[day] = minutes.get(day, 0) + period.minutes
    lines = [line for day, length in sorted(minutes.items()) for line in cover_day(day, length, rates)]
    total = sum(line.amount for line in lines) * seats
    return Price(with_vat(total, basis, vat_rate), basis, vat_rate, seats, tuple(lines))


def cover_day(day: date, minutes: int, rates: Rates) -> list[PriceLine]:
    """The cheapest lines that cover `minutes` of one day; of equal ones, those with the fewest units."""
    covers = [
        lines
        for days, half_days in product((0, 1), range(-(-minutes // HALF_DAY_MINUTES) + 1))
        if (lines := _cover(day, minutes, days, half_days, rates)) is not None
    ]
    return min(covers, key=lambda lines: (sum(line.amount for line in lines), sum(q.quantity for q in lines)))


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
