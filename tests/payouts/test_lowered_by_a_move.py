"""A booking moves to where it costs less and its host gives the difference back: on paper, in the books, at Stripe,
and in what he is owed."""

from datetime import UTC, datetime, timedelta

import pytest

from chalicelib.billing.find import documents
from chalicelib.billing.model import Document
from chalicelib.bookings.cancel import cancel_as_coworker, cancel_as_host
from chalicelib.bookings.documented import shortcomings
from chalicelib.bookings.errors import NothingTakenYet, PriceWouldChange
from chalicelib.bookings.facts import BookingMoved
from chalicelib.bookings.find import booking_of
from chalicelib.bookings.model import Booking, Money, Status
from chalicelib.bookings.move import Target, move
from chalicelib.bookings.moving import Difference
from chalicelib.bookings.papers import credit_note_id, invoice_id
from chalicelib.bookings.reconcile import disagreement
from chalicelib.core.money import Basis
from chalicelib.kit.outbox import facts_of
from chalicelib.ledger import chart
from chalicelib.legal.model import SettlementMode
from chalicelib.payouts import audit
from chalicelib.payouts.explain import month
from chalicelib.payouts.model import State
from chalicelib.payouts.take_back import refund_afterwards
from chalicelib.spaces.model import CancellationStep, Tariff
from tests.make.papers import balances, issue_all, journals
from tests.make.payee import Payee, payee
from tests.make.till import GOOD_CARD, REFUND_FAILS, Till, latest

PER_BOOKING, MONTHLY = SettlementMode.PER_BOOKING, SettlementMode.MONTHLY
STEPS = (CancellationStep(24, 50),)
EVE = datetime(2027, 3, 22, 12, tzinfo=UTC)
"""Less than a day before the booking begins."""


def host_of(till: Till, mode: SettlementMode = PER_BOOKING, basis: Basis = Basis.HT) -> Payee:
    return payee(till, mode=mode, cancellation=STEPS, tariff=Tariff(basis, hour=3333))


def lowered(host: Payee, booking: Booking, end: str, *, difference: Difference = Difference.REFUND) -> Booking:
    host.till.later(minutes=1)
    now = latest(booking)
    target = Target("2027-03-23T09:00", f"2027-03-23T{end}", None, difference)
    return move(now, target, expected=now.version, uow=host.till.work("sub-host"))


def settled(host: Payee, booking: Booking) -> Booking:
    host.till.later(minutes=2)
    host.till.run_clock()
    host.till.deliver()
    host.follow(booking)
    issue_all(host.till, host.id)
    return latest(booking)


def credit_notes(booking: Booking) -> list[Document]:
    return [one.document for one in documents([credit_note_id(booking, number) for number in (1, 2, 3)])]


def assert_explained(host: Payee, booking: Booking) -> None:
    assert shortcomings(booking, host.till.now) == []
    assert list(audit.shortcomings(booking, host.till.now)) == []
    payment = host.till.gateway.payment(booking.payment_intent_id)
    assert disagreement(booking, payment) == ""


@pytest.mark.parametrize(
    ("mode", "basis", "back", "left"),
    [
        (PER_BOOKING, Basis.HT, (3333, 667, 4000), (6666, 7999)),
        (MONTHLY, Basis.HT, (3333, 667, 4000), (6666, 7999)),
        (PER_BOOKING, Basis.TTC, (2778, 556, 3333), (5555, 6666)),
    ],
)  # fmt: skip
def test_the_difference_goes_back_and_the_rest_is_owed(
    till: Till, mode: SettlementMode, basis: Basis, back: tuple[int, int, int], left: tuple[int, int]
) -> None:
    host = host_of(till, mode, basis)
    booking = settled(host, lowered(host, host.books("2027-03-23"), "11:00"))
    assert (booking.status, booking.money, booking.returned) == (Status.CONFIRMED, Money.CAPTURED, back[-1])
    assert [one["amount"] for one in till.refunds(booking.payment_intent_id)] == [back[-1]]
    (note,) = credit_notes(booking)
    assert (note.draft.totals.ht, note.draft.totals.vat, note.draft.totals.payable) == back
    assert "différence de prix" in note.draft.lines[0].detail
    assert note.draft.reason == "réservation déplacée à un horaire moins cher"
    payable = host.payable(booking)
    assert (payable.state, payable.ht, payable.ttc, payable.returned) == (State.WAITING, *left, back[-1])
    assert (host.month("2027-03").count, host.month("2027-03").ht, host.month("2027-03").ttc) == (1, *left)
    assert balances(journals())[chart.PSP] == left[1]
    assert month(host.id, "2027-03").refunded == back[-1]
    (moved,) = [line.fact for line in facts_of(booking.key) if isinstance(line.fact, BookingMoved)]
    assert (moved.refunded, moved.waived) == (back[-1], 0)
    assert_explained(host, booking)


@pytest.mark.parametrize("mode", [PER_BOOKING, MONTHLY])
def test_lowered_twice_then_cancelled_then_granted(till: Till, mode: SettlementMode) -> None:
    """Four decisions about one payment: each goes back once, with a credit note that cites the invoice."""
    host = host_of(till, mode)
    booking = settled(host, lowered(host, host.books("2027-03-23"), "11:30"))
    booking = settled(host, lowered(host, booking, "11:00"))
    assert_explained(host, booking)
    till.at(EVE)
    cancel_as_coworker(latest(booking), uow=till.work("coworker"))
    booking = settled(host, booking)
    assert (booking.status, booking.money, booking.standing.ht) == (Status.CANCELLED, Money.REFUNDED, 3333)
    assert host.payable(booking).ht == 3333
    assert_explained(host, booking)
    till.at(EVE + timedelta(days=2))
    refund_afterwards(host.id, booking.id, "Chauffage en panne.", make_work=lambda: till.work("sub-host"))
    booking = settled(host, booking)
    assert (booking.money, booking.standing.ttc, booking.returned) == (Money.REFUNDED, 0, booking.amount)
    (invoice,) = documents([invoice_id(booking)])
    notes = [one.document for one in documents([credit_note_id(booking, number) for number in (1, 2, 3, 4)])]
    assert {note.draft.corrects.number for note in notes if note.draft.corrects} == {invoice.document.number}
    assert sum(note.draft.totals.payable for note in notes) == booking.amount == 11999
    assert sum(one["amount"] for one in till.refunds(booking.payment_intent_id)) == booking.amount
    assert (host.payable(booking).state, host.owed) == (State.CANCELLED, {})
    assert balances(journals()).get(chart.PSP, 0) == 0
    assert_explained(host, booking)


def test_what_was_lowered_to_is_the_price_that_later_moves_are_compared_with(till: Till) -> None:
    host = host_of(till)
    booking = settled(host, lowered(host, host.books("2027-03-23"), "11:00"))
    now = latest(booking)
    target = Target("2027-03-23T14:00", "2027-03-23T16:00", None, Difference.NONE)
    after = move(now, target, expected=now.version, uow=till.work("sub-host"))
    assert after.returns == booking.returns
    with pytest.raises(PriceWouldChange) as refused:
        lowered(host, after, "12:00", difference=Difference.REFUND)
    assert refused.value.params == {"ttc": 7999, "ttc_there": 11999}


def test_a_request_has_nothing_to_give_back_yet(till: Till) -> None:
    host = payee(till, tariff=Tariff(Basis.HT, hour=3333), automatic_acceptance=False)
    request = host.books("2027-03-23", follow=False)
    assert request.status is Status.PENDING_HOST
    with pytest.raises(NothingTakenYet):
        lowered(host, request, "11:00")
    assert booking_of(request.id) == request


def test_a_refund_that_stripe_cannot_make_now_is_the_clocks(till: Till) -> None:
    host = host_of(till)
    booking = host.books("2027-03-23")
    till.fail("error_before_effect", "POST", "/v1/refunds")
    after = lowered(host, booking, "11:00")
    assert (after.money, after.period.end) == (Money.REFUNDING, latest(booking).period.end)
    till.later(hours=1)
    booking = settled(host, after)
    assert (booking.money, booking.returned) == (Money.CAPTURED, 4000)
    assert_explained(host, booking)


@pytest.mark.parametrize("card", [GOOD_CARD, REFUND_FAILS])
def test_cancelling_gives_back_what_is_left_and_what_bounced(till: Till, card: str) -> None:
    host = host_of(till)
    booking = lowered(host, host.books("2027-03-23", card=card), "11:00")
    till.later(hours=2)
    till.deliver()
    issue_all(till, host.id)
    bounced = card == REFUND_FAILS
    assert latest(booking).money is (Money.REFUND_FAILED if bounced else Money.CAPTURED)
    assert shortcomings(latest(booking), till.now) == []
    cancel_as_host(latest(booking), refund=True, reason="", uow=till.work("sub-host"))
    asked = sum(one["amount"] for one in till.refunds(booking.payment_intent_id) if one["status"] != "failed")
    assert asked == booking.amount
    booking = settled(host, booking)
    assert booking.back.ttc == booking.amount
    assert shortcomings(booking, till.now) == []
