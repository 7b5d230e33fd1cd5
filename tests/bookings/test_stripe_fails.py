"""Stripe fails at each step, before or after the effect: the clock finishes what was decided, once."""

from collections.abc import Callable
from datetime import timedelta

import pytest

from chalicelib.bookings import transitions
from chalicelib.bookings.cancel import cancel_as_coworker
from chalicelib.bookings.decide import accept, decline
from chalicelib.bookings.errors import PaymentUnavailable
from chalicelib.bookings.model import Booking, Money, Status
from chalicelib.bookings.settle import move_money, put_off
from tests.make.audit import assert_settled, assert_sound, kinds
from tests.make.sold import LONG_DELAY, NEXT_WEEK, sold
from tests.make.till import Till, latest

FAULTS = [
    "error_before_effect",
    "error_after_effect",
    "rate_limited",
    "key_in_flight",
    "timeout_before_effect",
    "timeout_after_effect",
]
LOOKS = ("error_before_effect", "rate_limited", "timeout_before_effect")

Step = Callable[[Till, Booking], Booking]


def _accept(till: Till, booking: Booking) -> Booking:
    return accept(booking, uow=till.work("host"))


def _decline(till: Till, booking: Booking) -> Booking:
    return decline(booking, reason="", uow=till.work("host"))


def _cancel(till: Till, booking: Booking) -> Booking:
    return cancel_as_coworker(booking, uow=till.work())


def _paid(till: Till) -> Booking:
    return sold(till).paid()


def _confirmed(till: Till) -> Booking:
    return accept(sold(till).paid(), uow=till.work("host"))


MOVES: dict[str, tuple[Callable[[Till], Booking], Step, str, Status, Money]] = {
    "capture": (_paid, _accept, "*/capture", Status.CONFIRMED, Money.CAPTURED),
    "release": (_paid, _decline, "*/cancel", Status.DECLINED, Money.RELEASED),
    "withdrawal": (_paid, _cancel, "*/cancel", Status.CANCELLED, Money.RELEASED),
    "refund": (_confirmed, _cancel, "/v1/refunds", Status.CANCELLED, Money.REFUNDED),
}


@pytest.mark.parametrize("fault", FAULTS)
@pytest.mark.parametrize("move", MOVES)
def test_a_move_that_failed_is_finished_by_the_clock(till: Till, move: str, fault: str) -> None:
    prepare, act, path, status, money = MOVES[move]
    booking = prepare(till)
    till.fail(fault, "POST", path)

    booking = act(till, booking)

    assert booking.status is status or (booking.status is Status.CONFIRMING and status is Status.CONFIRMED)
    assert_sound(till)
    _clock_finishes(till, booking)
    assert (latest(booking).status, latest(booking).money) == (status, money)
    assert_settled(till)


@pytest.mark.parametrize("fault", LOOKS)
@pytest.mark.parametrize("move", MOVES)
def test_a_look_that_failed_is_repeated_by_the_clock(till: Till, move: str, fault: str) -> None:
    prepare, act, _, status, money = MOVES[move]
    booking = prepare(till)
    till.fail(fault, "GET", "/v1/refunds" if move == "refund" else "/v1/payment_intents/*")

    booking = act(till, booking)

    assert_sound(till)
    _clock_finishes(till, booking)
    assert (latest(booking).status, latest(booking).money) == (status, money)
    assert_settled(till)


@pytest.mark.parametrize("fault", ["error_after_effect", "timeout_after_effect"])
@pytest.mark.parametrize("move", MOVES)
def test_the_webhook_of_an_effect_whose_answer_was_lost_settles_it_too(till: Till, move: str, fault: str) -> None:
    prepare, act, path, status, money = MOVES[move]
    booking = prepare(till)
    till.fail(fault, "POST", path)
    booking = act(till, booking)

    till.control("fail_next/cancel")
    till.deliver()
    _clock_finishes(till, booking)

    assert (latest(booking).status, latest(booking).money) == (status, money)
    assert_settled(till)


def test_a_long_outage_is_waited_out_and_nothing_happens_twice(till: Till) -> None:
    confirmed = accept(sold(till).paid(), uow=till.work("host"))
    till.fail("error_before_effect", "*", "*", times=1000)
    booking = cancel_as_coworker(confirmed, uow=till.work())
    for _ in range(6):
        till.later(hours=7)
        till.run_clock()
    assert booking.money is latest(booking).money is Money.REFUNDING
    assert latest(booking).attempts == 7

    till.control("fail_next/cancel")
    _clock_finishes(till, booking)

    assert latest(booking).money is Money.REFUNDED
    assert len(till.refunds(booking.payment_intent_id)) == 1
    assert_settled(till)


@pytest.mark.parametrize("fault", FAULTS)
def test_a_page_that_could_not_be_closed_is_closed_by_the_clock(till: Till, fault: str) -> None:
    booking = sold(till).requested()
    till.fail(fault, "POST", "*/expire")
    with pytest.raises(PaymentUnavailable):
        cancel_as_coworker(booking, uow=till.work())
    assert_sound(till)

    till.control("fail_next/cancel")
    till.later(minutes=33)
    till.run_clock()

    assert latest(booking).status is Status.ABANDONED
    assert_settled(till)


def test_a_hold_that_lapsed_before_the_capture_ends_the_booking_unpaid(till: Till) -> None:
    """Stripe was silent from the acceptance until the card's limit had passed."""
    pending = sold(till, **LONG_DELAY).paid(span=NEXT_WEEK)
    till.later(days=5, hours=23)
    till.fail("error_before_effect", "POST", "*/capture", times=1000)
    booking = _accept(till, pending)
    assert (booking.status, booking.money) == (Status.CONFIRMING, Money.CAPTURING)

    till.control("fail_next/cancel")
    till.later(days=1, hours=2)
    till.run_clock()

    _lost(till, booking)


def test_a_hold_that_lapses_under_the_capture_ends_the_booking_unpaid(till: Till) -> None:
    pending = sold(till, **LONG_DELAY).paid(span=NEXT_WEEK)
    till.fail("charge_expired_for_capture", "POST", "*/capture", times=1)
    booking = _accept(till, pending)
    assert booking.status is Status.EXPIRED
    till.later(minutes=2)
    till.run_clock()
    _lost(till, booking)


def test_a_refused_capture_that_two_workers_asked_for_frees_the_places_once(till: Till) -> None:
    """The slower one finds the booking over: what it came for is no longer wanted."""
    pending = sold(till).paid()
    till.fail("card_declined", "POST", "*/capture", times=1)
    slower = transitions.accepted(pending, till.now).booking
    assert _accept(till, pending).status is Status.EXPIRED

    move_money(slower, till.work)

    _clock_finishes(till, pending)
    _lost(till, pending)


def test_what_was_paid_while_the_clock_saw_no_page_waits_for_its_host(till: Till) -> None:
    unpaid, page = sold(till).request()
    till.pay(page)
    till.deliver()

    put_off(unpaid, till.work)

    assert latest(unpaid).status is Status.PENDING_HOST
    assert latest(unpaid).due_at == latest(unpaid).answer_by
    assert_settled(till)


def test_a_hold_that_lapses_while_the_host_is_silent_frees_the_places(till: Till) -> None:
    booking = sold(till, **LONG_DELAY).paid(span=NEXT_WEEK)
    till.later(days=7, minutes=1)  # and the schedule did not run for a day
    till.deliver()
    _lost(till, booking)


def _lost(till: Till, booking: Booking) -> None:
    assert (latest(booking).status, latest(booking).money) == (Status.EXPIRED, Money.RELEASED)
    assert "BookingExpired" in kinds(booking)
    till.deliver()
    assert_settled(till)


def _clock_finishes(till: Till, booking: Booking) -> None:
    till.control("fail_next/cancel")
    due = latest(booking).due_at
    if due is not None:
        till.at(due + timedelta(seconds=1))
        till.run_clock()
    till.deliver()
