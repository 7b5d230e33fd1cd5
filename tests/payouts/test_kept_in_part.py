"""A cancellation that keeps a part: what goes back, on paper and in the books, and what the host is owed of it."""

from datetime import UTC, datetime, timedelta

import pytest

from chalicelib.billing.find import documents
from chalicelib.billing.model import Document
from chalicelib.bookings.cancel import cancel_as_coworker
from chalicelib.bookings.documented import shortcomings
from chalicelib.bookings.errors import CannotRefund
from chalicelib.bookings.model import Booking, Money
from chalicelib.bookings.papers import credit_note_id
from chalicelib.core.money import Basis
from chalicelib.ledger import chart
from chalicelib.legal.model import SettlementMode
from chalicelib.payouts import audit
from chalicelib.payouts.explain import month
from chalicelib.payouts.model import State
from chalicelib.payouts.take_back import refund_afterwards
from chalicelib.spaces.model import CancellationStep, Tariff
from tests.make.papers import balances, issue_all, journals
from tests.make.payee import Payee, payee
from tests.make.till import REFUND_LATER, Till, latest

PER_BOOKING, MONTHLY = SettlementMode.PER_BOOKING, SettlementMode.MONTHLY
STEPS = (CancellationStep(72, 33), CancellationStep(24, 50))
EVE = datetime(2027, 3, 22, 9, tzinfo=UTC)
"""A day and a half before the booking begins."""


def host_with_conditions(till: Till, mode: SettlementMode, *, basis: Basis = Basis.HT) -> Payee:
    return payee(till, mode=mode, cancellation=STEPS, tariff=Tariff(basis, hour=3333))


def cancelled(host: Payee, booking: Booking, at: datetime = EVE) -> Booking:
    till = host.till
    till.at(at)
    cancel_as_coworker(latest(booking), uow=till.work("coworker"))
    till.later(minutes=2)
    till.run_clock()
    till.deliver()
    host.follow(booking)
    issue_all(till, host.id)
    return latest(booking)


def credit_note(booking: Booking) -> Document:
    (found,) = documents([credit_note_id(booking)])
    return found.document


@pytest.mark.parametrize(
    ("mode", "basis", "back", "kept"),
    [
        # 99.99 HT is 119.99 TTC; the half cent is the coworker's.
        (PER_BOOKING, Basis.HT, (5000, 1000, 6000), (4999, 5999)),
        (MONTHLY, Basis.HT, (5000, 1000, 6000), (4999, 5999)),
        (PER_BOOKING, Basis.TTC, (4167, 833, 5000), (4166, 4999)),
    ],
)  # fmt: skip
def test_half_goes_back_and_half_is_owed(
    till: Till, mode: SettlementMode, basis: Basis, back: tuple[int, ...], kept: tuple[int, int]
) -> None:
    host = host_with_conditions(till, mode, basis=basis)
    booking = cancelled(host, host.books("2027-03-23"))
    assert booking.money is Money.REFUNDED
    assert [one["amount"] for one in till.refunds(booking.payment_intent_id)] == [back[-1]]
    totals = credit_note(booking).draft.totals
    assert (totals.ht, totals.vat, totals.payable) == back
    payable = host.payable(booking)
    assert (payable.state, payable.ht, payable.ttc) == (State.WAITING, *kept)
    assert (host.month("2027-03").count, host.month("2027-03").ht, host.month("2027-03").ttc) == (1, *kept)
    assert shortcomings(booking, till.now) == []
    assert list(audit.shortcomings(booking, till.now)) == []
    assert balances(journals())[chart.PSP] == kept[1]
    assert month(host.id, "2027-03").refunded == back[-1]


def test_what_is_kept_is_transferred_like_any_other(till: Till) -> None:
    payee(till, name="sub-other").books("2027-03-23", end="17:00")
    host = host_with_conditions(till, PER_BOOKING)
    booking = cancelled(host, host.books("2027-03-23"))
    till.at(datetime(2027, 3, 26, 9, tzinfo=UTC))
    host.settles()
    payable = host.payable(booking)
    commission = 750 + 150
    assert (payable.state, payable.net) == (State.SENT, 5999 - commission)


def test_long_before_all_comes_back(till: Till) -> None:
    host = host_with_conditions(till, PER_BOOKING)
    booking = cancelled(host, host.books("2027-03-23"), at=datetime(2027, 3, 18, 9, tzinfo=UTC))
    assert (booking.money, host.payable(booking).state, host.owed) == (Money.REFUNDED, State.CANCELLED, {})
    assert shortcomings(booking, till.now) == []


def test_a_part_that_the_bank_takes_its_time_over_is_asked_for_once(till: Till) -> None:
    host = host_with_conditions(till, PER_BOOKING)
    booking = cancelled(host, host.books("2027-03-23", card=REFUND_LATER))
    for _ in range(3):
        till.later(hours=7)
        till.run_clock()
    assert [one["amount"] for one in till.refunds(booking.payment_intent_id)] == [6000]


def test_conditions_are_those_of_the_day_of_booking(till: Till) -> None:
    host = host_with_conditions(till, PER_BOOKING)
    booking = host.books("2027-03-23")
    assert booking.cancellation_policy == STEPS


def test_what_was_kept_may_be_given_back_afterwards_and_once(till: Till) -> None:
    host = host_with_conditions(till, PER_BOOKING)
    booking = cancelled(host, host.books("2027-03-23"))
    till.at(EVE + timedelta(days=3))
    refund_afterwards(host.id, booking.id, "Geste commercial.", make_work=lambda: till.work("sub-host"))
    till.later(minutes=2)
    till.run_clock()
    issue_all(till, host.id)
    booking = latest(booking)
    assert (booking.money, booking.returned, host.payable(booking).state) == (Money.REFUNDED, 11999, State.CANCELLED)
    assert [one["amount"] for one in till.refunds(booking.payment_intent_id)] == [5999, 6000]
    assert shortcomings(booking, till.now) == []
    with pytest.raises(CannotRefund):
        refund_afterwards(host.id, booking.id, "Encore.", make_work=lambda: till.work("sub-host"))
