"""What an event that was lost, or a call that was never made, left behind at Stripe has its effect after all."""

from typing import Any

import pytest

from chalicelib.bookings import outcomes
from chalicelib.bookings.cancel import cancel_as_coworker
from chalicelib.bookings.commit import commit
from chalicelib.bookings.decide import decline
from chalicelib.bookings.model import Money, Status
from tests.make.audit import assert_sound, kinds
from tests.make.checks import Checks
from tests.make.dashboard import at_dashboard, says, second_page, second_payment, states
from tests.make.sold import AUTOMATIC, LONG_DELAY, NEXT_WEEK, sold
from tests.make.till import REFUND_FAILS, Till, latest

RULE = "payments_match_bookings"


@pytest.mark.parametrize(
    ("room", "after"),
    [({}, (Status.PENDING_HOST, Money.HELD)), (AUTOMATIC, (Status.CONFIRMED, Money.CAPTURED))],
    ids=["held", "charged"],
)
def test_a_payment_that_nobody_told_us_of_is_taken_in(
    till: Till, checks: Checks, room: dict[str, Any], after: tuple[Status, Money]
) -> None:
    booking, page = sold(till, **room).request()
    till.pay(page)

    assert checks.looked(till, RULE) == (1, [])

    assert states(booking) == after
    assert_sound(till)
    assert checks.metrics("RuleRepaired") == [({"rule": RULE}, 1)]
    assert checks.looked(till, RULE) == (0, [])
    till.deliver()
    assert states(booking) == after
    assert_sound(till)


def test_a_hold_that_lapsed_unheard_ends_the_request(till: Till, checks: Checks) -> None:
    booking = sold(till, **LONG_DELAY).paid(span=NEXT_WEEK)
    assert checks.looked(till, RULE, days=7, minutes=11) == (1, [])
    assert states(booking) == (Status.EXPIRED, Money.RELEASED)
    assert_sound(till)


@pytest.mark.parametrize(("room", "money"), [({}, Money.RELEASED), (AUTOMATIC, Money.REFUNDED)])
def test_money_of_a_booking_that_is_over_goes_back(
    till: Till, checks: Checks, room: dict[str, Any], money: Money
) -> None:
    booking, page = sold(till, **room).request()
    commit(outcomes.abandoned(latest(booking)), till.work())
    till.pay(page)

    assert checks.looked(till, RULE) == (1, [])

    assert states(booking) == (Status.ABANDONED, money)
    assert_sound(till)


@pytest.mark.parametrize("room", [{}, AUTOMATIC], ids=["held", "charged"])
def test_a_second_payment_goes_back_once(till: Till, checks: Checks, room: dict[str, Any]) -> None:
    booking, page = sold(till, **room).request()
    till.pay(page)
    till.deliver()
    till.pay(second_page(till, booking))
    before = states(booking)

    assert checks.looked(till, RULE) == (1, [])
    assert checks.looked(till, RULE) == (0, [])

    other = second_payment(till, booking)
    back = sum(refund["amount"] for refund in till.refunds(other["id"]))
    assert other["status"] == "canceled" or back == booking.amount
    assert states(booking) == before


def test_a_refund_that_failed_unheard_is_told(till: Till, checks: Checks) -> None:
    booking = sold(till, **AUTOMATIC).paid(REFUND_FAILS)
    cancel_as_coworker(booking, uow=till.work())
    assert latest(booking).money is Money.REFUNDED

    assert checks.looked(till, RULE, hours=2) == (1, [])

    assert latest(booking).money is Money.REFUND_FAILED
    assert_sound(till)


def test_a_refund_that_staff_made_after_it_had_failed_is_told(till: Till, checks: Checks) -> None:
    booking = sold(till, **AUTOMATIC).paid(REFUND_FAILS)
    cancel_as_coworker(booking, uow=till.work())
    till.later(hours=2)
    till.deliver()
    assert latest(booking).money is Money.REFUND_FAILED
    at_dashboard(till, "refund", latest(booking).payment_intent_id)

    assert checks.looked(till, RULE) == (1, [])

    assert latest(booking).money is Money.REFUNDED
    assert "PaymentRefunded" in kinds(booking)
    assert checks.looked(till, RULE) == (0, [])


def test_a_decision_that_the_clock_forgot_is_carried_out(till: Till, checks: Checks) -> None:
    booking = sold(till).paid()
    till.fail("error_before_effect", "POST", "*/cancel")
    decline(booking, reason="", uow=till.work("host"))
    says(till, booking, due_at=None)

    assert checks.looked(till, RULE) == (1, [])

    assert states(booking) == (Status.DECLINED, Money.RELEASED)
    assert_sound(till)
