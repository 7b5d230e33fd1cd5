"""Cents, the tax, and the only rounding rule."""

from decimal import Decimal

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from chalicelib.core.money import FULL_RATE, Amounts, Basis, to_cents, with_vat

cents = st.integers(min_value=0, max_value=100_000_000)
rates = st.integers(min_value=0, max_value=10_000)


@pytest.mark.parametrize(
    ("amount", "basis", "rate", "expected"),
    [
        (10_000, Basis.HT, 2000, (10_000, 2000, 12_000)),
        (12_000, Basis.TTC, 2000, (10_000, 2000, 12_000)),
        (999, Basis.TTC, 2000, (833, 167, 999, -1)),
        (5, Basis.HT, 1000, (5, 1, 6)),
        (10, Basis.HT, 550, (10, 1, 11)),
        (1234, Basis.HT, 0, (1234, 0, 1234)),
        (0, Basis.TTC, 2000, (0, 0, 0)),
    ],
)
def test_the_other_side_of_the_tax_is_derived_half_up(
    amount: int, basis: Basis, rate: int, expected: tuple[int, ...]
) -> None:
    assert with_vat(amount, basis, rate) == Amounts(*expected)


@settings(deadline=None)
@given(cents, st.sampled_from(Basis), rates)
def test_the_typed_side_never_moves_and_the_sides_always_add_up(amount: int, basis: Basis, rate: int) -> None:
    amounts = with_vat(amount, basis, rate)
    assert (amounts.ht if basis is Basis.HT else amounts.ttc) == amount
    assert amounts.ht + amounts.vat + amounts.rounding == amounts.ttc
    assert amounts.vat == with_vat(amounts.ht, Basis.HT, rate).vat >= 0


@settings(deadline=None)
@given(cents, rates)
def test_only_a_gross_price_that_no_net_one_reaches_is_rounded_and_by_one_cent(amount: int, rate: int) -> None:
    assert with_vat(amount, Basis.HT, rate).rounding == 0
    found = with_vat(amount, Basis.TTC, rate)
    reached = {with_vat(found.ht + step, Basis.HT, rate).ttc for step in (-1, 0, 1)}
    assert abs(found.rounding) <= 1
    assert (found.rounding == 0) or amount not in reached


def test_one_gross_price_in_six_at_twenty_per_cent_carries_a_rounding() -> None:
    rounded = [amount for amount in range(1, 6001) if with_vat(amount, Basis.TTC, 2000).rounding]
    assert len(rounded) == 1000


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


@given(cents, rates)
def test_a_tax_is_the_half_up_rounding_of_the_exact_one(amount: int, rate: int) -> None:
    """An oracle in whole numbers: floor of twice the fraction plus one, halved."""
    assert with_vat(amount, Basis.HT, rate).vat == (2 * amount * rate + FULL_RATE) // (2 * FULL_RATE)
    whole = FULL_RATE + rate
    assert with_vat(amount, Basis.TTC, rate).ht == (2 * amount * FULL_RATE + whole) // (2 * whole)


@given(cents, st.integers(min_value=1, max_value=1_000_000), st.sampled_from(Basis), rates)
def test_a_dearer_price_is_cheaper_on_no_side(amount: int, more: int, basis: Basis, rate: int) -> None:
    cheap, dear = with_vat(amount, basis, rate), with_vat(amount + more, basis, rate)
    assert (cheap.ht <= dear.ht, cheap.vat <= dear.vat, cheap.ttc <= dear.ttc) == (True, True, True)
    assert dear.ttc > cheap.ttc


@given(cents, rates, st.integers(min_value=0, max_value=10_000))
def test_a_higher_rate_never_lowers_the_tax(amount: int, rate: int, more: int) -> None:
    assert with_vat(amount, Basis.HT, rate).vat <= with_vat(amount, Basis.HT, rate + more).vat


@given(st.lists(st.tuples(cents, st.sampled_from(Basis), rates), max_size=8))
def test_sums_of_amounts_still_add_up(lines: list[tuple[int, Basis, int]]) -> None:
    sides = [with_vat(*line) for line in lines]
    total = Amounts(*(sum(getattr(one, side) for one in sides) for side in ("ht", "vat", "ttc", "rounding")))
    assert total.ht + total.vat + total.rounding == total.ttc
    assert all(type(value) is int for one in [*sides, total] for value in vars(one).values())


@given(st.decimals(min_value=-(10**9), max_value=10**9, places=4))
def test_rounding_is_the_same_on_both_sides_of_zero_and_half_a_cent_at_most(value: Decimal) -> None:
    assert to_cents(-value) == -to_cents(value)
    assert abs(to_cents(value) - value) <= Decimal("0.5")


@pytest.mark.parametrize(("value", "expected"), [("0.5", 1), ("1.5", 2), ("2.5", 3), ("-0.5", -1), ("0.49", 0)])
def test_half_a_cent_goes_away_from_zero(value: str, expected: int) -> None:
    assert to_cents(Decimal(value)) == expected


def test_amounts_that_do_not_add_up_cannot_be_made() -> None:
    with pytest.raises(ValueError, match="HT"):
        Amounts(ht=100, vat=20, ttc=121)
