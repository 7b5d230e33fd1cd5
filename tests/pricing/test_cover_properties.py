"""What holds of every cover, whatever the prices."""

from datetime import date
from decimal import Decimal

from hypothesis import given
from hypothesis import strategies as st

from chalicelib.core.money import Basis, with_vat
from chalicelib.pricing.cover import HALF_DAY_MINUTES, Rates, cover_day
from chalicelib.pricing.model import Unit

DAY = date(2027, 3, 16)
MINUTES = st.integers(1, 96).map(lambda quarters: quarters * 15)
RATES = st.dictionaries(st.sampled_from(Unit), st.integers(1, 100_000), min_size=1)


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
    assert sides.ht + sides.vat == sides.ttc
    assert abs(Decimal(sides.ht) * rate / 10_000 - sides.vat) <= 1
