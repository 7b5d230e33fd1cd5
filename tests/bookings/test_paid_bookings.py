"""A paid booking from the request to the money's last move, with Stripe's double behind it."""

from datetime import timedelta

import pytest

from chalicelib.bookings.cancel import cancel_as_coworker, cancel_as_host
from chalicelib.bookings.checkout import resume_checkout
from chalicelib.bookings.decide import accept, decline
from chalicelib.bookings.errors import AlreadyDecided, CannotCancel, NothingToPay, TooLate
from chalicelib.bookings.model import Money, Status
from tests.make.audit import assert_settled, assert_sound, kinds
from tests.make.sold import AUTOMATIC, LONG_DELAY, NEXT_WEEK, sold
from tests.make.till import BANK_ASKS, NO_FUNDS, REFUND_FAILS, REFUND_LATER, Till, latest


def test_a_request_takes_the_places_and_leads_to_the_page(till: Till) -> None:
    booking, page = sold(till).request()

    assert page is not None
    assert page == till.page_of(booking)
    assert (booking.status, booking.money) == (Status.AWAITING_PAYMENT, Money.AWAITED)
    session = till.sessions(booking)[0]
    assert session["amount_total"] == booking.amount
    assert session["expires_at"] == int((till.now + timedelta(minutes=31)).timestamp())
    assert session["metadata"] == {"booking_id": booking.id, "host_id": booking.host_id}
    assert till.asked("post", "/checkout/sessions") == [f"cs:{booking.id}:1"]
    assert_sound(till)


def test_a_paid_request_is_held_and_put_before_the_host(till: Till) -> None:
    booking = sold(till).paid()

    assert (booking.status, booking.money) == (Status.PENDING_HOST, Money.HELD)
    assert booking.answer_by == booking.period.start - timedelta(hours=1)
    assert kinds(booking) == ["BookingPlaced", "BookingRequested", "HoldPlaced"]
    assert_settled(till)


def test_the_issuers_limit_moves_the_deadline_of_an_early_request(till: Till) -> None:
    booking = sold(till, **LONG_DELAY).paid(span=NEXT_WEEK)
    assert booking.answer_by == till.now + timedelta(days=6)
    assert_settled(till)


def test_accepting_takes_the_money(till: Till) -> None:
    booking = accept(sold(till).paid(), uow=till.work("host"))

    assert (booking.status, booking.money) == (Status.CONFIRMED, Money.CAPTURED)
    assert kinds(booking) == [
        "BookingAccepted", "BookingConfirmed", "BookingPlaced", "BookingRequested", "HoldPlaced", "PaymentCaptured",
    ]  # fmt: skip
    till.deliver()
    assert latest(booking) == booking
    assert_settled(till)


def test_declining_releases_the_hold_and_frees_the_places(till: Till) -> None:
    booking = decline(sold(till).paid(), reason="Travaux", uow=till.work("host"))

    assert (booking.status, booking.money) == (Status.DECLINED, Money.RELEASED)
    assert kinds(booking) == ["BookingDeclined", "BookingPlaced", "BookingRequested", "HoldPlaced", "HoldReleased"]
    till.deliver()
    assert latest(booking) == booking
    assert_settled(till)


def test_silence_releases_the_hold_at_the_deadline_and_not_a_second_before(till: Till) -> None:
    booking = sold(till).paid()
    assert booking.answer_by

    till.at(booking.answer_by - timedelta(seconds=1))
    assert till.run_clock() == 0
    till.at(booking.answer_by)
    assert till.run_clock() == 1

    assert (latest(booking).status, latest(booking).money) == (Status.EXPIRED, Money.RELEASED)
    assert_settled(till)


def test_the_host_is_too_late_at_the_deadline_even_before_the_clock_ran(till: Till) -> None:
    booking = sold(till).paid()
    assert booking.answer_by
    till.at(booking.answer_by)
    with pytest.raises(TooLate):
        accept(booking, uow=till.work("host"))
    assert latest(booking) == booking


def test_only_the_first_answer_counts(till: Till) -> None:
    pending = sold(till).paid()
    accept(pending, uow=till.work("host"))
    with pytest.raises(AlreadyDecided):
        decline(pending, reason="", uow=till.work("host"))
    assert_settled(till)


def test_an_automatic_room_confirms_at_payment(till: Till) -> None:
    booking = sold(till, **AUTOMATIC).paid()

    assert (booking.status, booking.money) == (Status.CONFIRMED, Money.CAPTURED)
    assert kinds(booking) == ["BookingConfirmed", "BookingPlaced", "PaymentCaptured"]
    assert till.asked("post", "/capture") == []
    assert_settled(till)


def test_the_banks_question_holds_nothing_up(till: Till) -> None:
    booking, page = sold(till).request()
    asked = till.pay(page, BANK_ASKS)
    till.deliver()
    assert latest(booking).status is Status.AWAITING_PAYMENT

    till.approve(asked.headers["Location"])
    till.deliver()
    assert latest(booking).money is Money.HELD
    assert_settled(till)


def test_a_refused_card_leaves_the_page_open_for_another(till: Till) -> None:
    booking, page = sold(till).request()
    assert till.pay(page, NO_FUNDS).status_code == 200
    till.deliver()
    assert latest(booking).status is Status.AWAITING_PAYMENT

    assert till.pay(page).status_code == 303
    till.deliver()
    assert latest(booking).money is Money.HELD
    assert_settled(till)


def test_the_page_is_found_again_by_who_left_it(till: Till) -> None:
    booking, page = sold(till).request()
    assert resume_checkout(latest(booking), uow=till.work()) == page
    till.pay(page)
    till.deliver()
    with pytest.raises(NothingToPay):
        resume_checkout(latest(booking), uow=till.work())
    assert len(till.sessions(booking)) == 1


def test_the_coworker_gets_everything_back_before_the_start(till: Till) -> None:
    booking = accept(sold(till).paid(), uow=till.work("host"))
    till.at(booking.period.start - timedelta(seconds=1))

    cancelled = cancel_as_coworker(booking, uow=till.work())

    assert (cancelled.status, cancelled.money) == (Status.CANCELLED, Money.REFUNDED)
    till.deliver()
    assert latest(booking) == cancelled
    assert_settled(till)


def test_the_coworker_gets_nothing_back_from_the_start_on(till: Till) -> None:
    booking = accept(sold(till).paid(), uow=till.work("host"))
    till.at(booking.period.start)

    cancelled = cancel_as_coworker(booking, uow=till.work())

    assert (cancelled.status, cancelled.money) == (Status.CANCELLED, Money.CAPTURED)
    assert "PaymentKept" in kinds(cancelled)
    assert_settled(till)


@pytest.mark.parametrize(
    ("refund", "money", "told"), [(True, Money.REFUNDED, "PaymentRefunded"), (False, Money.CAPTURED, "PaymentKept")]
)
def test_the_host_cancels_with_or_without_refund(till: Till, refund: bool, money: Money, told: str) -> None:
    booking = accept(sold(till).paid(), uow=till.work("host"))

    cancelled = cancel_as_host(booking, refund=refund, reason="Dégât des eaux", uow=till.work("host"))

    assert (cancelled.status, cancelled.money) == (Status.CANCELLED, money)
    assert told in kinds(cancelled)
    assert_settled(till)


def test_a_withdrawn_request_releases_the_hold(till: Till) -> None:
    cancelled = cancel_as_coworker(sold(till).paid(), uow=till.work())
    assert (cancelled.status, cancelled.money) == (Status.CANCELLED, Money.RELEASED)
    assert_settled(till)


def test_cancelling_twice_is_cancelling_once_and_nobody_cancels_after_the_other(till: Till) -> None:
    booking = accept(sold(till).paid(), uow=till.work("host"))
    cancelled = cancel_as_coworker(booking, uow=till.work())
    assert cancel_as_coworker(latest(booking), uow=till.work()) == cancelled
    with pytest.raises(CannotCancel):
        cancel_as_host(booking, refund=True, reason="", uow=till.work("host"))
    assert len(till.asked("post", "/refunds")) == 1
    assert_settled(till)


def test_a_refund_that_takes_its_time_is_told_when_it_arrives(till: Till) -> None:
    booking = accept(sold(till).paid(REFUND_LATER), uow=till.work("host"))
    cancelled = cancel_as_coworker(booking, uow=till.work())
    assert cancelled.money is Money.REFUNDING
    assert_sound(till)

    till.later(hours=2)
    till.deliver()
    assert latest(booking).money is Money.REFUNDED
    till.run_clock()
    assert len(till.asked("post", "/refunds")) == 1
    assert_settled(till)


def test_a_refund_that_fails_afterwards_is_told(till: Till) -> None:
    booking = accept(sold(till).paid(REFUND_FAILS), uow=till.work("host"))
    cancel_as_coworker(booking, uow=till.work())

    till.later(hours=2)
    till.deliver()

    assert latest(booking).money is Money.REFUND_FAILED
    assert "RefundFailed" in kinds(booking)
    assert_settled(till)
