"""What a month comes to: to the cent, in both modes, whatever the prices."""

from datetime import datetime, timedelta
from decimal import Decimal

from hypothesis import given
from hypothesis import strategies as some

from chalicelib.billing.model import Annex, totals, vat_lines
from chalicelib.core.money import Basis, to_cents, with_vat
from chalicelib.legal.model import Exemption, SettlementMode, Tax, VatCategory, VatRegime
from chalicelib.payouts import documents
from chalicelib.payouts.model import Month, Payable, State
from chalicelib.payouts.shares import commission_of, statement_of

STANDARD = Tax(VatCategory.STANDARD, 2000)
REUNION = Tax(VatCategory.STANDARD, 850)
FRANCHISE = Tax(VatCategory.EXEMPT, 0, Exemption.FRANCHISE)
ENDS = datetime(2027, 3, 1, 9)
MONTH = Month("ho_1", "2027-03")


def a_payable(number: int, ht: int, *, tax: Tax = STANDARD, mode: SettlementMode, rate: int = 1500) -> Payable:
    return Payable(
        host_id="ho_1",
        month="2027-03",
        ends=ENDS + timedelta(hours=number),
        booking_id=f"bk_{number:04}",
        label=f"Salle {number % 3}",
        mode=mode,
        ht=ht,
        ttc=with_vat(ht, Basis.HT, 2000).ttc,
        tax=tax,
        commission_rate=rate,
        commission_tax=STANDARD,
    )


prices = some.lists(some.integers(min_value=42, max_value=200_000), min_size=1, max_size=60)
rates = some.sampled_from([0, 1, 333, 1250, 1500, 3000])
taxes = some.sampled_from([STANDARD, REUNION, FRANCHISE])


@given(prices, rates, taxes)
def test_a_self_billed_invoice_is_the_sum_of_its_bookings(hts: list[int], rate: int, tax: Tax) -> None:
    payables = [
        a_payable(number, ht, tax=tax, mode=SettlementMode.MONTHLY, rate=rate) for number, ht in enumerate(hts)
    ]
    statement = statement_of(payables)
    paper = documents.Paper(VatRegime.NORMAL, "fr", ENDS.astimezone())
    order = documents.self_billed_order(MONTH, statement.lines, paper, Annex("annexes/x.json", "0" * 64))
    found = totals(order.lines, payable=order.payable)
    assert (found.ht, found.vat, found.rounding) == (sum(hts), to_cents(Decimal(sum(hts)) * tax.rate / 10_000), 0)
    assert found.payable == sum(share.gross.ttc for _, share in statement.lines)
    assert statement.gross.ttc - statement.commission.ttc == sum(share.net for _, share in statement.lines)
    # No booking is off by more than the cent that the largest remainder gives it.
    for payable, share in statement.lines:
        assert abs(Decimal(share.gross.vat) - Decimal(payable.ht) * tax.rate / 10_000) < 1


@given(prices, rates)
def test_a_commission_invoice_is_what_was_withheld(hts: list[int], rate: int) -> None:
    lines = statement_of(
        [a_payable(n, ht, mode=SettlementMode.PER_BOOKING, rate=rate) for n, ht in enumerate(hts)]
    ).lines
    earned = [line for line in lines if line[1].commission.ttc]
    if not earned:
        return
    paper = documents.Paper(VatRegime.NORMAL, "fr", ENDS.astimezone())
    order = documents.commission_order(MONTH, earned, paper, Annex("annexes/x.json", "0" * 64))
    found = totals(order.lines, payable=order.payable, prepaid=order.payable, roundings=order.roundings)
    assert (found.due, found.payable) == (0, sum(commission_of(payable).ttc for payable, _ in earned))
    assert found.vat == sum(one.vat for one in vat_lines(order.lines))
    assert abs(found.rounding) <= len(earned)


@given(prices)
def test_what_is_not_owed_is_not_counted(hts: list[int]) -> None:
    payables = [a_payable(number, ht, mode=SettlementMode.MONTHLY) for number, ht in enumerate(hts)]
    gone = [payable.next(state=State.CANCELLED) for payable in payables[::2]]
    statement = statement_of([*gone, *payables[1::2]])
    assert statement.gross.ht == sum(hts[1::2])


@given(prices, taxes)
def test_the_order_of_payables_changes_nobodys_share(hts: list[int], tax: Tax) -> None:
    payables = [a_payable(number, ht, tax=tax, mode=SettlementMode.MONTHLY) for number, ht in enumerate(hts)]
    assert statement_of(payables) == statement_of(payables[::-1])


def test_both_modes_in_one_month() -> None:
    """A host who changed his mode: the platform bought one, he sold the other himself."""
    bought = a_payable(1, 9000, mode=SettlementMode.MONTHLY, tax=FRANCHISE)
    sold = a_payable(2, 9000, mode=SettlementMode.PER_BOOKING)
    shares = {payable.booking_id: share for payable, share in statement_of([bought, sold]).lines}
    assert (shares["bk_0001"].gross.ttc, shares["bk_0002"].gross.ttc) == (9000, 10800)
    assert shares["bk_0001"].commission == shares["bk_0002"].commission
