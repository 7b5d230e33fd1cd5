"""What holds of every cover, whatever the prices."""

from collections.abc import Iterator
from datetime import UTC, date, datetime, timedelta
from decimal import ROUND_HALF_UP, Decimal
from itertools import product

from hypothesis import given, settings
from hypothesis import strategies as st

from chalicelib.core.money import Basis, with_vat
from chalicelib.core.period import Period
from chalicelib.pricing.cover import HALF_DAY_MINUTES, Rates, cheapest_cover, cover_day
from chalicelib.pricing.model import Unit

DAY = date(2027, 3, 16)
MINUTES = st.integers(1, 96).map(lambda quarters: quarters * 15)
OF_A_DAY = [Unit.HOUR, Unit.HALF_DAY, Unit.DAY]
RATES = st.dictionaries(st.sampled_from(OF_A_DAY), st.integers(1, 100_000), min_size=1)
EVEN_RATES = st.fixed_dictionaries(
    {Unit.HOUR: st.just(400)}, optional={Unit.HALF_DAY: st.just(1600), Unit.DAY: st.just(3200)}
)
"""At which several covers cost the same."""


@given(MINUTES, RATES)
def test_a_cover_covers(minutes: int, rates: Rates) -> None:
    lengths = {Unit.HOUR: 60, Unit.HALF_DAY: HALF_DAY_MINUTES, Unit.DAY: 24 * 60}
    lines = cover_day(DAY, minutes, rates)
    assert sum(line.quantity * lengths[line.unit] for line in lines) >= minutes


@given(MINUTES, RATES)
def test_no_single_unit_is_cheaper(minutes: int, rates: Rates) -> None:
    total = sum(line.amount for line in cover_day(DAY, minutes, rates))
    if Unit.DAY in rates:
        assert total <= rates[Unit.DAY]
    if Unit.HALF_DAY in rates:
        assert total <= rates[Unit.HALF_DAY] * -(-minutes // HALF_DAY_MINUTES)
    if Unit.HOUR in rates:
        assert total <= Decimal(rates[Unit.HOUR]) * minutes / 60 + Decimal("0.5")


@given(MINUTES, RATES)
def test_staying_longer_never_costs_less(minutes: int, rates: Rates) -> None:
    def price(length: int) -> int:
        return sum(line.amount for line in cover_day(DAY, length, rates))

    assert price(minutes + 15) >= price(minutes)


@given(st.integers(0, 10_000_000), st.sampled_from(Basis), st.sampled_from([0, 210, 550, 850, 1000, 2000]))
def test_the_typed_side_is_kept_and_the_sides_add_up(amount: int, basis: Basis, rate: int) -> None:
    sides = with_vat(amount, basis, rate)
    assert (sides.ht if basis is Basis.HT else sides.ttc) == amount
    assert sides.ht + sides.vat + sides.rounding == sides.ttc
    assert abs(Decimal(sides.ht) * rate / 10_000 - sides.vat) <= 1


def cost(minutes: int, rates: Rates) -> int:
    return sum(line.amount for line in cover_day(DAY, minutes, rates))


def every_cover(minutes: int, rates: Rates) -> Iterator[tuple[int, Decimal]]:
    """Price and number of units of each mix of days, half-days and quarters of an hour that is long enough."""
    for days, half_days, quarters in product(range(3), range(8), range(98)):
        units = {Unit.DAY: Decimal(days), Unit.HALF_DAY: Decimal(half_days), Unit.HOUR: Decimal(quarters) / 4}
        wanted = {unit: quantity for unit, quantity in units.items() if quantity}
        if wanted.keys() <= rates.keys() and (days or half_days * HALF_DAY_MINUTES + quarters * 15 >= minutes):
            yield (
                sum(half_up(quantity * rates[unit]) for unit, quantity in wanted.items()),
                sum(wanted.values(), Decimal()),
            )


def half_up(value: Decimal) -> int:
    return int(value.quantize(Decimal(1), ROUND_HALF_UP))


@settings(max_examples=25)
@given(MINUTES, RATES | EVEN_RATES)
def test_no_other_cover_is_cheaper_nor_as_cheap_with_fewer_units(minutes: int, rates: Rates) -> None:
    lines = cover_day(DAY, minutes, rates)
    chosen = sum(line.amount for line in lines), sum((line.quantity for line in lines), Decimal())
    assert chosen == min(every_cover(minutes, rates))


@given(MINUTES, RATES, st.sampled_from(Unit), st.integers(1, 100_000))
def test_one_more_unit_on_sale_never_makes_it_dearer(minutes: int, rates: Rates, unit: Unit, price: int) -> None:
    assert cost(minutes, rates) >= cost(minutes, {**rates, unit: min(price, rates.get(unit, price))})


@given(MINUTES, RATES, st.sampled_from(Unit), st.integers(1, 1000))
def test_a_unit_that_gets_dearer_never_makes_it_cheaper(minutes: int, rates: Rates, unit: Unit, more: int) -> None:
    dearer = {**rates, unit: rates[unit] + more} if unit in rates else rates
    assert cost(minutes, dearer) >= cost(minutes, rates)


@given(
    st.lists(st.tuples(st.integers(0, 4), MINUTES), min_size=1, max_size=6),
    RATES,
    st.sampled_from(Basis),
    st.sampled_from([0, 210, 550, 850, 1000, 2000]),
    st.integers(1, 40),
)
def test_a_price_is_the_sum_of_its_lines_and_of_its_days_times_its_seats(
    parts: list[tuple[int, int]], rates: Rates, basis: Basis, vat_rate: int, seats: int
) -> None:
    """Days may come in several parts, as around a lunch break."""
    price = cheapest_cover(map(open_part, parts), rates, basis=basis, vat_rate=vat_rate, seats=seats)
    minutes: dict[int, int] = {}
    for number, length in parts:
        minutes[number] = minutes.get(number, 0) + length
    typed = price.amounts.ht if basis is Basis.HT else price.amounts.ttc
    assert typed == sum(line.amount for line in price.lines) * seats
    assert typed == sum(cost(length, rates) for length in minutes.values()) * seats
    assert price.amounts == with_vat(typed, basis, vat_rate)
    assert [line.day for line in price.lines] == sorted(line.day for line in price.lines)
    for line in price.lines:
        assert line.amount == half_up(line.quantity * line.unit_price)
        assert (type(line.quantity), type(line.amount)) == (Decimal, int)


def open_part(part: tuple[int, int]) -> tuple[date, Period]:
    number, length = part
    start = datetime(2027, 3, 16, tzinfo=UTC) + timedelta(days=number)
    return DAY + timedelta(days=number), Period(start, start + timedelta(minutes=length))
