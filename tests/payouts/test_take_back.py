"""Refunds and disputes after the transfer: the reversal first; what it cannot recover is a debt."""

from datetime import UTC, datetime
from typing import Any

import pytest

from chalicelib.billing.find import documents
from chalicelib.bookings.errors import CannotRefund, ReasonRequired
from chalicelib.bookings.model import Booking, Money
from chalicelib.legal.model import SettlementMode
from chalicelib.payouts import store
from chalicelib.payouts.closing import close
from chalicelib.payouts.documents import corrections_of
from chalicelib.payouts.model import Block, State
from chalicelib.payouts.take_back import refund_afterwards
from tests.make.payee import Payee, payee
from tests.make.till import Till, latest

SATURDAY = datetime(2027, 3, 27, 11, 30, tzinfo=UTC)
"""On which no payout leaves: what was transferred is still on the account."""

DUE = datetime(2027, 3, 25, 11, 30, tzinfo=UTC)
FIRST = datetime(2027, 4, 1, 12, tzinfo=UTC)
PAYDAY = datetime(2027, 4, 9, 9, tzinfo=UTC)
REASON = "Le chauffage était en panne."


def refund(host: Payee, booking: Booking) -> Booking:
    host.till.later(seconds=1)
    refund_afterwards(host.id, booking.id, REASON, make_work=lambda: host.till.work("sub-host"))
    host.till.later(minutes=2)
    host.till.run_clock()
    return latest(booking)


def dispute(host: Payee, booking: Booking) -> str:
    """Opened by the coworker's bank, and told."""
    charge = host.till.intents(booking)[0]["latest_charge"]
    charge_id = charge if isinstance(charge, str) else charge["id"]
    host.till.control(f"charges/{charge_id}/dispute")
    host.till.deliver()
    return host.till.gateway.client.v1.disputes.list({"charge": charge_id}).data[0].id


def closes(host: Payee, dispute_id: str, outcome: str) -> None:
    host.till.control(f"disputes/{dispute_id}/close", outcome=outcome)
    host.till.later(seconds=1)
    host.till.deliver()


def cushion(till: Till) -> None:
    """Money of the platform's own: Stripe takes its fees, and those of disputes, from the same balance."""
    payee(till, name="sub-other").books("2027-03-22", end="17:00")


def transfers_of(host: Payee) -> list[Any]:
    found = host.till.gateway.client.v1.transfers.list({"limit": 100}).data
    return [(one.amount, one.amount_reversed) for one in reversed(found)]


def test_before_its_release_a_refund_cancels_what_was_owed(till: Till) -> None:
    host = payee(till)
    booking = host.books("2027-03-23")
    till.at(datetime(2027, 3, 24, 9, tzinfo=UTC))
    assert refund(host, booking).money is Money.REFUNDED
    till.at(DUE)
    host.settles()
    assert (host.payable(booking).state, transfers_of(host), host.owed) == (State.CANCELLED, [], {})
    assert (host.month("2027-03").count, host.month("2027-03").ttc) == (0, 0)


def test_after_the_transfer_the_reversal_comes_first(till: Till) -> None:
    cushion(till)
    host = payee(till)
    booking = host.books("2027-03-25")
    till.at(SATURDAY)
    host.settles()
    assert host.payable(booking).state is State.SENT
    assert refund(host, booking).money is Money.REFUNDED
    asked = [sent.path for sent in till.contract.sent if sent.method.upper() == "POST"]
    reversal = next(n for n, path in enumerate(asked) if path.endswith("/reversals"))
    assert reversal < next(n for n, path in enumerate(asked) if path.endswith("/refunds"))
    assert (transfers_of(host), store.purse(host.id).debt, host.owed) == ([(9180, 9180)], 0, {})
    till.later(days=3)
    host.settles()
    assert store.purse(host.id).payouts == 0


def test_what_left_for_the_bank_becomes_a_debt_that_the_next_booking_pays(till: Till) -> None:
    cushion(till)
    host = payee(till)
    first = host.books("2027-03-23")
    till.at(DUE)
    host.settles()
    assert host.payout().amount == 9180
    assert refund(host, first).money is Money.REFUNDED
    assert store.purse(host.id).debt == 9180
    second = host.books("2027-03-30", end="13:00")
    till.at(datetime(2027, 4, 1, 12, tzinfo=UTC))
    host.settles()
    sent = host.payable(second)
    # Half a day is 100.00 HT, 120.00 TTC, less 18.00 of commission: 102.00, of which the debt takes 91.80.
    assert (sent.recovered, sent.net, store.purse(host.id).debt) == (9180, 1020, 0)
    till.later(days=6)
    host.delivers()
    host.settles()
    till.later(days=6)
    host.delivers()
    assert host.bank == [9180, 1020]
    assert host.owed == {}


def test_a_refund_after_the_month_was_billed_is_credited_on_both_documents(till: Till) -> None:
    host = payee(till, mode=SettlementMode.MONTHLY)
    kept, back = host.books("2027-03-23"), host.books("2027-03-24")
    till.at(FIRST)
    close(host.id, "2027-03", now=till.now)
    till.at(PAYDAY)
    assert refund(host, back).money is Money.REFUNDED
    host.issues()
    corrected, commission = (one.document for one in documents(list(corrections_of(back.id))))
    assert (corrected.draft.totals.payable, commission.draft.totals.payable) == (10800, 1620)
    assert corrected.draft.corrects
    host.settles()
    assert host.payout().amount == 10800 - 1620
    assert host.payable(kept).state is State.SENT
    till.later(days=6)
    host.delivers()
    assert host.owed == {}


def test_a_refund_wants_a_reason_and_an_end(till: Till) -> None:
    host = payee(till)
    booking = host.books("2027-03-23")
    with pytest.raises(CannotRefund):
        refund_afterwards(host.id, booking.id, REASON, make_work=lambda: till.work("sub-host"))
    till.at(DUE)
    with pytest.raises(ReasonRequired):
        refund_afterwards(host.id, booking.id, "", make_work=lambda: till.work("sub-host"))


def test_a_dispute_freezes_what_is_owed_and_a_won_one_frees_it(till: Till) -> None:
    cushion(till)
    host = payee(till)
    booking = host.books("2027-03-23")
    opened = dispute(host, booking)
    till.at(DUE)
    host.settles()
    assert (host.payable(booking).state, host.payable(booking).block) == (State.WAITING, Block.DISPUTED)
    closes(host, opened, "won")
    till.later(hours=1)
    host.settles()
    assert (host.payable(booking).state, host.payable(booking).net) == (State.SENT, 9180)


def test_a_won_dispute_is_paid_again_as_another_attempt(till: Till) -> None:
    cushion(till)
    host = payee(till)
    booking = host.books("2027-03-25")
    till.at(SATURDAY)
    host.settles()
    assert host.payable(booking).state is State.SENT
    opened = dispute(host, booking)
    assert transfers_of(host) == [(9180, 9180)]
    assert (host.payable(booking).attempt, host.payable(booking).disputed) == (2, True)
    closes(host, opened, "won")
    till.later(hours=1)
    host.settles()
    assert transfers_of(host) == [(9180, 9180), (9180, 0)]
    assert host.payable(booking).net == 9180


def test_for_a_lost_dispute_nothing_is_owed(till: Till) -> None:
    host = payee(till)
    booking = host.books("2027-03-23")
    closes(host, dispute(host, booking), "lost")
    till.at(DUE)
    host.settles()
    assert (host.payable(booking).state, transfers_of(host), host.owed) == (State.CANCELLED, [], {})
    with pytest.raises(CannotRefund):
        refund(host, booking)
    assert (host.month("2027-03").count, store.reserve()) == (0, 0)


def test_a_dispute_told_twice_is_booked_once(till: Till) -> None:
    cushion(till)
    host = payee(till)
    booking = host.books("2027-03-23")
    opened = dispute(host, booking)
    for body in till.events("charge.dispute.created"):
        till.receive(body)
    closes(host, opened, "won")
    for body in till.events("charge.dispute.created", "charge.dispute.closed"):
        till.receive(body)
    till.at(DUE)
    host.settles()
    assert host.payable(booking).net == 9180
