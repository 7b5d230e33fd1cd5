"""Cents, the tax, and the only rounding rule."""

from decimal import Decimal

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from chalicelib.core.money import Amounts, Basis, to_cents, with_vat

cents = st.integers(min_value=0, max_value=100_000_000)
rates = st.integers(min_value=0, max_value=10_000)


@pytest.mark.parametrize(
    ("amount", "basis", "rate", "expected"),
    [
        (10_000, Basis.HT, 2000, (10_000, 2000, 12_000)),
        (12_000, Basis.TTC, 2000, (10_000, 2000, 12_000)),
        (999, Basis.TTC, 2000, (833, 166, 999)),
        (5, Basis.HT, 1000, (5, 1, 6)),
        (10, Basis.HT, 550, (10, 1, 11)),
        (1234, Basis.HT, 0, (1234, 0, 1234)),
        (0, Basis.TTC, 2000, (0, 0, 0)),
    ],
)
def test_the_other_side_of_the_tax_is_derived_half_up(
    amount: int, basis: Basis, rate: int, expected: tuple[int, int, int]
) -> None:
    assert with_vat(amount, basis, rate) == Amounts(*expected)


@settings(deadline=None)
@given(cents, st.sampled_from(Basis), rates)
def test_the_typed_side_never_moves_and_the_sides_always_add_up(amount: int, basis: Basis, rate: int) -> None:
    amounts = with_vat(amount, basis, rate)
    assert (amounts.ht if basis is Basis.HT else amounts.ttc) == amount
    assert amounts.ht + amounts.vat == amounts.ttc
    assert amounts.vat >= 0


@settings(deadline=None)
@given(cents, rates)
def test_the_tax_is_at_most_half_a_cent_from_the_exact_one(amount: int, rate: int) -> None:
    exact = Decimal(amount) * rate / 10_000
    assert abs(with_vat(amount, Basis.HT, rate).vat - exact) <= Decimal("0.5")


@settings(deadline=None)
@given(cents, rates)
def test_a_gross_price_reached_from_a_net_one_leads_back_to_it(amount: int, rate: int) -> None:
    gross = with_vat(amount, Basis.HT, rate).ttc
    assert abs(with_vat(gross, Basis.TTC, rate).ht - amount) <= 1


@pytest.mark.parametrize(("value", "expected"), [("0.5", 1), ("1.5", 2), ("2.5", 3), ("-0.5", -1), ("0.49", 0)])
def test_half_a_cent_goes_away_from_zero(value: str, expected: int) -> None:
    assert to_cents(Decimal(value)) == expected


def test_amounts_that_do_not_add_up_cannot_be_made() -> None:
    with pytest.raises(ValueError, match="HT"):
        Amounts(ht=100, vat=20, ttc=121)
