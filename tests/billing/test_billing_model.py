"""Lines, VAT and totals: every sum adds up to the cent, whatever is sold."""

import random
from collections.abc import Callable
from decimal import Decimal
from itertools import groupby
from typing import Any

import pytest

from chalicelib.billing.model import (
    Kind,
    Line,
    Series,
    Totals,
    VatKey,
    VatLine,
    document_id,
    line,
    totals,
    vat_lines,
)
from chalicelib.legal.model import Exemption, VatCategory

FULL, REDUCED = VatKey(VatCategory.STANDARD, 2000), VatKey(VatCategory.STANDARD, 850)
NONE = VatKey(VatCategory.EXEMPT, 0, Exemption.FRANCHISE)
BASKETS = 20_000


def sold(cents: int, key: VatKey = FULL) -> Line:
    return line("Salle", Decimal(1), Decimal(cents), key)


# One line


@pytest.mark.parametrize(
    ("quantity", "unit_price", "discount", "net"),
    [
        ("3", "3500", 0, 10_500),
        ("1.25", "3333", 0, 4_166),  # 4166.25
        ("0.5", "1", 0, 1),  # half a cent goes up
        ("1.75", "10.02", 0, 18),  # 17.535
        ("2", "3500", 500, 6_500),
        ("1", "3500", 3_500, 0),
        ("1", "0", 0, 0),
    ],
)
def test_a_line_is_its_quantity_times_its_price_less_its_discount(
    quantity: str, unit_price: str, discount: int, net: int
) -> None:
    made = line("Salle", Decimal(quantity), Decimal(unit_price), FULL, discount=discount)
    assert (made.net, made.discount) == (net, discount)


@pytest.mark.parametrize(
    ("quantity", "unit_price", "discount"),
    [("0", "3500", 0), ("-1", "3500", 0), ("1", "-1", 0), ("1", "3500", -1), ("1", "3500", 3_501)],
)
def test_what_no_invoice_may_hold_is_no_line(quantity: str, unit_price: str, discount: int) -> None:
    with pytest.raises(ValueError, match="a line has"):
        line("Salle", Decimal(quantity), Decimal(unit_price), FULL, discount=discount)


# VAT and totals


def test_vat_is_computed_per_rate_on_the_sum_and_not_line_by_line() -> None:
    """Three times 0.33 € at 20 % are 0.20 € of VAT; line by line they would be 0.21 €."""
    assert vat_lines([sold(33)] * 3) == (VatLine(FULL, 99, 20),)
    assert 3 * vat_lines([sold(33)])[0].vat == 21


def test_each_rate_has_its_own_line_and_so_has_each_reason_to_charge_none() -> None:
    abroad = VatKey(VatCategory.EXEMPT, 0, Exemption.TERRITORY)
    found = vat_lines([sold(1000), sold(1000, REDUCED), sold(500), sold(700, NONE), sold(300, abroad)])
    assert found == (
        VatLine(FULL, 1500, 300),
        VatLine(REDUCED, 1000, 85),
        VatLine(NONE, 700, 0),
        VatLine(abroad, 300, 0),
    )


def test_the_last_cent_of_a_price_typed_with_its_tax_is_a_rounding() -> None:
    """9.99 € at 20 % is reached by no price net of VAT: 8.33 + 1.67 is 10.00."""
    assert totals([sold(833)], payable=999) == Totals(833, 167, 1000, rounding=-1)
    assert totals([sold(832)], payable=999) == Totals(832, 166, 998, rounding=1)
    assert totals([sold(833)]) == Totals(833, 167, 1000)
    assert totals([sold(833)], payable=999).payable == 999


def test_what_was_paid_before_is_taken_off_what_is_due() -> None:
    assert totals([sold(833)], payable=999, prepaid=999).due == 0
    assert totals([sold(1000)], prepaid=400).due == 800
    assert totals([sold(1000)], prepaid=400).payable == 1200


@pytest.mark.parametrize("payable", [998, 1002, 0, -1000])
def test_a_price_that_is_further_off_than_a_cent_is_refused(payable: int) -> None:
    with pytest.raises(ValueError, match="differ"):
        totals([sold(833)], payable=payable)


@pytest.mark.parametrize(("payable", "roundings", "is_explained"), [
    (997, 3, True), (1003, 3, True), (996, 3, False), (1004, 3, False), (1001, 0, False), (1000, 0, True),
])  # fmt: skip
def test_amounts_that_were_rounded_before_they_were_added_explain_a_cent_each(
    payable: int, roundings: int, is_explained: bool
) -> None:
    if is_explained:
        assert totals([sold(833)], payable=payable, roundings=roundings).rounding == payable - 1000
    else:
        with pytest.raises(ValueError, match="differ"):
            totals([sold(833)], payable=payable, roundings=roundings)


def test_no_lines_are_worth_nothing() -> None:
    assert totals([]) == Totals(0, 0, 0)


# Every basket


def basket(chance: random.Random) -> list[Line]:
    keys = [FULL, REDUCED, NONE, VatKey(VatCategory.STANDARD, 550), VatKey(VatCategory.STANDARD, 210)]
    return [_any_line(chance, chance.choice(keys)) for _ in range(chance.randint(1, 8))]


def _any_line(chance: random.Random, key: VatKey) -> Line:
    quantity = Decimal(chance.randint(1, 4_000)) / chance.choice([1, 4, 100])
    unit_price = Decimal(chance.randint(0, 5_000_000)) / chance.choice([1, 100])
    whole = line("Salle", quantity, unit_price, key).net
    return line("Salle", quantity, unit_price, key, discount=chance.choice([0, chance.randint(0, whole)]))


def problems(lines: list[Line], said: Totals) -> list[str]:
    """What a reader with a pocket calculator would hold against these totals."""
    found = []
    by_key: Callable[[Line], Any] = lambda one: (one.vat.category, one.vat.rate, one.vat.exemption or "")  # noqa: E731
    taxes = 0
    for (_, rate, _), same in groupby(sorted(lines, key=by_key), key=by_key):
        # In whole hundredths of a cent, half up: nothing here divides a float.
        taxes += (sum(one.net for one in same) * rate * 2 + 10_000) // 20_000
    if said.ht != sum(one.net for one in lines):
        found.append("ht")
    if said.vat != taxes:
        found.append("vat")
    if said.ht + said.vat != said.ttc or said.due != said.ttc + said.rounding - said.prepaid:
        found.append("sum")
    return found


def test_twenty_thousand_baskets_add_up() -> None:
    chance = random.Random(20270315)
    for _ in range(BASKETS):
        lines = basket(chance)
        plain = totals(lines)
        cent, prepaid = chance.choice([-1, 0, 1]), chance.randint(0, plain.ttc)
        told = totals(lines, payable=plain.ttc + cent, prepaid=prepaid)
        assert problems(lines, told) == []
        assert (told.payable, told.rounding, told.due) == (plain.ttc + cent, cent, plain.ttc + cent - prepaid)
        for one in vat_lines(lines):
            assert abs(Decimal(one.base) * one.key.rate / 10_000 - one.vat) <= Decimal("0.5")
        assert sum(one.base for one in vat_lines(lines)) == told.ht


def test_the_calculator_would_see_a_cent_too_many() -> None:
    lines = basket(random.Random(1))
    said = totals(lines)
    assert problems(lines, Totals(said.ht + 1, said.vat, said.ttc + 1)) == ["ht"]
    assert problems(lines, Totals(said.ht, said.vat + 1, said.ttc + 1)) == ["vat"]
    assert problems(lines, Totals(said.ht, said.vat, said.ttc + 1)) == ["sum"]


# Names of things


def test_the_same_sale_and_purpose_are_the_same_document() -> None:
    names = {document_id(source, purpose) for source in ("BK#1", "BK#2") for purpose in ("invoice", "credit_note")}
    assert len(names) == 4
    assert document_id("BK#1", "invoice") in names


def test_every_kind_of_every_seller_has_its_own_series() -> None:
    assert len({Series(seller, kind).key for seller in ("ho_1", "ho_2", "platform") for kind in Kind}) == 15


def test_what_gives_money_back_are_the_two_credit_notes() -> None:
    assert {kind for kind in Kind if kind.gives_back} == {Kind.CREDIT_NOTE, Kind.SELF_BILLED_CREDIT_NOTE}
