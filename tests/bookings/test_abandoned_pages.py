"""Who never pays gives the places back: once Stripe says that nobody can pay any more, and not before."""

import pytest

from chalicelib.bookings.cancel import cancel_as_coworker
from chalicelib.bookings.errors import PaymentUnavailable
from chalicelib.bookings.model import Money, Status
from tests.make.audit import assert_settled, assert_sound, kinds, places_taken
from tests.make.sold import sold
from tests.make.till import BANK_ASKS, NO_FUNDS, Till, latest


def test_an_unpaid_page_frees_its_places_a_minute_after_it_closed(till: Till) -> None:
    booking = sold(till).requested()
    till.later(minutes=31)
    assert till.run_clock() == 0
    assert latest(booking).status is Status.AWAITING_PAYMENT

    till.later(minutes=1)
    till.run_clock()

    assert (latest(booking).status, latest(booking).money) == (Status.ABANDONED, Money.NONE)
    assert kinds(booking) == ["BookingAbandoned", "BookingPlaced"]
    assert not places_taken()
    assert_settled(till)


def test_stripes_own_word_frees_them_as_well(till: Till) -> None:
    booking = sold(till).requested()
    till.later(minutes=31, seconds=5)

    till.deliver()

    assert latest(booking).status is Status.ABANDONED
    assert_settled(till)


def test_a_page_that_stripe_still_holds_open_is_closed_before_its_places_are_freed(till: Till) -> None:
    booking = sold(till).requested()
    booked_at = till.now
    hour_at_stripe = till.later(minutes=20)
    till.now = booked_at + (hour_at_stripe - booked_at) * 2  # our clock is ahead of Stripe's

    till.run_clock()

    assert till.sessions(booking)[0]["status"] == "expired"
    assert latest(booking).status is Status.ABANDONED
    assert_settled(till)


@pytest.mark.parametrize("kind", ["error_before_effect", "rate_limited", "timeout_before_effect"])
def test_while_stripe_does_not_answer_the_places_stay_taken(till: Till, kind: str) -> None:
    booking = sold(till).requested()
    till.later(minutes=32)
    till.fail(kind, "GET", "/v1/checkout/sessions/*")

    till.run_clock()
    assert latest(booking).status is Status.AWAITING_PAYMENT
    assert_sound(till)

    till.control("fail_next/cancel")
    till.later(minutes=1)
    till.run_clock()
    assert latest(booking).status is Status.ABANDONED
    assert_settled(till)


def test_a_page_paid_at_the_last_second_is_a_booking(till: Till) -> None:
    booking, page = sold(till).request()
    till.later(minutes=30, seconds=50)
    assert till.pay(page).status_code == 303
    till.later(minutes=2)

    till.run_clock()  # no webhook ever came

    assert latest(booking).money is Money.HELD
    assert_settled(till)


@pytest.mark.parametrize("card", [NO_FUNDS, BANK_ASKS], ids=["card refused", "bank never answered"])
@pytest.mark.parametrize("news", ["the clock", "the webhook", "both"])
def test_a_failed_attempt_to_pay_does_not_keep_the_places(till: Till, card: str, news: str) -> None:
    booking, page = sold(till).request()
    till.pay(page, card)
    till.deliver()
    till.later(minutes=32)

    if news != "the clock":
        till.deliver()
    if news != "the webhook":
        till.run_clock()

    assert latest(booking).status is Status.ABANDONED
    assert not places_taken()
    assert_settled(till)


def test_the_coworker_leaves_before_paying(till: Till) -> None:
    booking, page = sold(till).request()

    left = cancel_as_coworker(booking, uow=till.work())

    assert left.status is Status.ABANDONED
    assert till.pay(page).status_code == 410
    till.deliver()
    assert_settled(till)


def test_the_coworker_leaves_after_a_refused_card(till: Till) -> None:
    booking, page = sold(till).request()
    till.pay(page, NO_FUNDS)

    assert cancel_as_coworker(latest(booking), uow=till.work()).status is Status.ABANDONED
    till.deliver()
    assert_settled(till)


def test_the_coworker_leaves_a_page_that_was_just_paid_and_the_hold_is_released(till: Till) -> None:
    booking, page = sold(till).request()
    till.pay(page)

    left = cancel_as_coworker(booking, uow=till.work())

    assert (left.status, left.money) == (Status.CANCELLED, Money.RELEASED)
    till.deliver()
    assert_settled(till)


def test_leaving_is_refused_while_stripe_does_not_answer(till: Till) -> None:
    booking = sold(till).requested()
    till.fail("error_before_effect", "POST", "*/expire")
    with pytest.raises(PaymentUnavailable):
        cancel_as_coworker(booking, uow=till.work())
    assert latest(booking).status is Status.AWAITING_PAYMENT
    assert_sound(till)


@pytest.mark.parametrize(("automatic", "money"), [(False, Money.RELEASED), (True, Money.REFUNDED)])
def test_money_that_arrives_for_an_ended_booking_goes_back(
    till: Till, monkeypatch: pytest.MonkeyPatch, automatic: bool, money: Money
) -> None:
    """Cannot happen while Stripe keeps its word; if it breaks it, nobody's money stays behind."""
    from chalicelib.bookings import outcomes
    from chalicelib.bookings.commit import commit

    booking, page = sold(till, automatic_acceptance=automatic).request()
    commit(outcomes.abandoned(latest(booking)), till.work())
    till.pay(page)
    till.deliver()
    assert latest(booking).status is Status.ABANDONED

    till.later(minutes=1)
    till.run_clock()
    till.deliver()

    assert latest(booking).money is money
    assert_settled(till)
