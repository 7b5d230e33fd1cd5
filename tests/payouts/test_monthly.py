"""*Monthly*: self-billed on the 1st, in the host's bank between the 10th and the 15th."""

from datetime import UTC, date, datetime

from chalicelib.billing.find import documents
from chalicelib.legal.model import SettlementMode, VatRegime
from chalicelib.payouts.closing import close
from chalicelib.payouts.model import MonthState, PayoutState, State
from tests.make.payee import payee
from tests.make.till import Till

FIRST = datetime(2027, 4, 1, 12, tzinfo=UTC)
PAYDAY = datetime(2027, 4, 9, 9, tzinfo=UTC)


def test_a_month_is_billed_and_paid(till: Till) -> None:
    host = payee(till, mode=SettlementMode.MONTHLY)
    bookings = [host.books(f"2027-03-{day}") for day in (23, 24, 25)]
    till.at(FIRST)
    billed = close(host.id, "2027-03", now=till.now)
    assert billed.state is MonthState.CLOSED
    host.issues()
    invoice, commission = documents([billed.self_billed, billed.commission])
    assert invoice.document.draft.totals.ht == 27000
    assert invoice.document.due_on == date(2027, 4, 15)
    assert invoice.document.draft.totals.payable == 32400
    assert commission.document.draft.totals.payable == 4860
    host.settles()
    assert host.bank == []
    till.at(PAYDAY)
    host.settles()
    assert [host.payable(one).state for one in bookings] == [State.SENT] * 3
    assert host.payout().amount == 32400 - 4860
    arrives = host.payout().arrives_on
    assert arrives
    assert (arrives.month, 10 <= arrives.day <= 15) == (4, True)
    till.later(days=6)
    host.delivers()
    assert host.payout().state is PayoutState.PAID
    assert host.bank == [27540]
    assert host.owed == {}


def test_a_host_in_franchise_invoices_without_vat(till: Till) -> None:
    host = payee(till, mode=SettlementMode.MONTHLY, regime=VatRegime.FRANCHISE)
    host.books("2027-03-23")
    till.at(FIRST)
    billed = close(host.id, "2027-03", now=till.now)
    host.issues()
    invoice = documents([billed.self_billed])[0].document
    assert (invoice.draft.totals.ht, invoice.draft.totals.vat, invoice.draft.totals.payable) == (9000, 0, 9000)
    till.at(PAYDAY)
    host.settles()
    # 15 % of 90.00 is 13.50, 16.20 with VAT.
    assert host.payout().amount == 9000 - 1620
