"""What nobody but a person can settle between Stripe and the bookings is told, and not touched."""

from dataclasses import replace
from typing import Any

import pytest

from chalicelib.bookings.cancel import cancel_as_coworker
from chalicelib.bookings.decide import accept, decline
from chalicelib.bookings.model import Money, Status
from chalicelib.core.money import Amounts
from tests.make.checks import Checks
from tests.make.dashboard import at_dashboard, hold_with, says, second_page, second_payment, states
from tests.make.sold import AUTOMATIC, LONG_DELAY, NEXT_WEEK, sold
from tests.make.till import Till, latest

RULE = "payments_match_bookings"


def test_a_hold_of_nobody_is_told_until_it_is_gone_and_never_touched(till: Till, checks: Checks) -> None:
    hold = hold_with(till, {"booking_id": "bk_of_nobody"})
    assert checks.looked(till, RULE) == (0, [hold])
    first_seen = till.now
    assert checks.detail(RULE) == "bk_of_nobody, which we do not know: held 10800"

    assert checks.looked(till, RULE, hours=1) == (0, [hold])
    (seen,) = checks.broken(RULE)
    assert (seen.first_seen, seen.last_seen) == (first_seen, till.now)
    assert till.gateway.intent(hold).status == "held"
    assert checks.metrics("RuleBroken") == [({"rule": RULE}, 1), ({"rule": RULE}, 1)]

    at_dashboard(till, "cancel", hold)
    assert checks.looked(till, RULE) == (0, [])
    assert checks.metrics("RuleBroken")[-1] == ({"rule": RULE}, 0)


def test_money_taken_of_nobody_is_told_until_it_went_back(till: Till, checks: Checks) -> None:
    taken = hold_with(till, {"booking_id": "bk_of_nobody"})
    at_dashboard(till, "capture", taken)
    assert checks.looked(till, RULE) == (0, [taken])
    assert checks.detail(RULE) == "bk_of_nobody, which we do not know: taken 10800"
    at_dashboard(till, "refund", taken)
    assert checks.looked(till, RULE) == (0, [])


def test_a_request_that_staff_charged_at_stripe_is_told(till: Till, checks: Checks) -> None:
    booking = sold(till).paid()
    at_dashboard(till, "capture", booking.payment_intent_id)
    assert checks.looked(till, RULE) == (0, [booking.payment_intent_id])
    assert checks.detail(RULE) == f"{booking.id}: pending_host / held 10800; payment taken 10800"
    assert latest(booking) == booking


@pytest.mark.parametrize(("amount", "word"), [(10800, "given back"), (500, "partly given back")])
def test_a_refund_that_staff_made_of_a_booking_that_stands_is_told(
    till: Till, checks: Checks, amount: int, word: str
) -> None:
    booking = sold(till, **AUTOMATIC).paid()
    at_dashboard(till, "refund", booking.payment_intent_id, amount=amount)
    assert checks.looked(till, RULE) == (0, [booking.payment_intent_id])
    assert checks.detail(RULE) == f"{booking.id}: confirmed / captured 10800; payment {word} 10800"
    assert states(booking) == (Status.CONFIRMED, Money.CAPTURED)


def test_a_part_that_staff_captured_is_told(till: Till, checks: Checks) -> None:
    booking = sold(till).paid()
    part: Any = {"amount_to_capture": 500}
    till.gateway.client.v1.payment_intents.capture(booking.payment_intent_id, part, {"idempotency_key": "part"})
    accept(booking, uow=till.work("host"))
    assert states(booking) == (Status.CONFIRMED, Money.CAPTURED)
    assert checks.looked(till, RULE) == (0, [booking.payment_intent_id])
    assert "taken in part (500) 10800" in checks.detail(RULE)


@pytest.mark.parametrize(
    ("lie", "there"),
    [
        ({"status": Status.DECLINED, "money": Money.RELEASED, "due_at": None}, "held"),
        ({"status": Status.CONFIRMED, "money": Money.CAPTURED, "due_at": None}, "held"),
        ({"status": Status.CANCELLED, "money": Money.REFUNDED, "due_at": None}, "held"),
        ({"status": Status.CONFIRMED, "money": Money.NONE, "due_at": None}, "held"),
    ],
    ids=lambda value: str(value.get("money", "")) if isinstance(value, dict) else value,
)
def test_a_booking_that_says_what_stripe_does_not_is_told(
    till: Till, checks: Checks, lie: dict[str, Any], there: str
) -> None:
    booking = sold(till).paid()
    says(till, booking, **lie)
    assert checks.looked(till, RULE) == (0, [booking.payment_intent_id])
    assert f"payment {there} 10800" in checks.detail(RULE)


def test_a_booking_that_says_refunded_while_the_money_is_still_here_is_told(till: Till, checks: Checks) -> None:
    booking = sold(till, **AUTOMATIC).paid()
    says(till, booking, status=Status.CANCELLED, money=Money.REFUNDED)
    assert checks.looked(till, RULE) == (0, [booking.payment_intent_id])


def test_a_booking_that_says_captured_of_a_cancelled_payment_is_told(till: Till, checks: Checks) -> None:
    booking = decline(sold(till).paid(), reason="", uow=till.work("host"))
    says(till, booking, status=Status.CONFIRMED, money=Money.CAPTURED)
    assert checks.looked(till, RULE) == (0, [booking.payment_intent_id])
    assert "payment nothing 10800" in checks.detail(RULE)


def test_another_amount_is_told(till: Till, checks: Checks) -> None:
    booking = sold(till).paid()
    says(till, booking, price=replace(booking.price, amounts=Amounts(100, 20, 120)))
    assert checks.looked(till, RULE) == (0, [booking.payment_intent_id])
    assert checks.detail(RULE) == f"{booking.id}: pending_host / held 120; payment held 10800"


def test_a_hold_of_ours_that_stripe_does_not_have_is_told(till: Till, checks: Checks) -> None:
    booking = sold(till).paid()
    till.control("reset")
    till.at(till.now)
    assert checks.looked(till, RULE) == (0, [booking.payment_intent_id])
    assert checks.detail(RULE) == f"{booking.id} says that it is held; Stripe: resource_missing"


def test_a_hold_of_ours_older_than_the_list_is_compared_as_well(till: Till, checks: Checks) -> None:
    booking = sold(till, **LONG_DELAY).paid(span=NEXT_WEEK)
    assert checks.looked(till, RULE, days=9) == (1, [])
    assert states(booking) == (Status.EXPIRED, Money.RELEASED)


def test_what_stripe_refuses_to_mend_is_told(till: Till, checks: Checks) -> None:
    booking, page = sold(till).request()
    till.pay(page)
    till.deliver()
    till.pay(second_page(till, booking))
    other = second_payment(till, booking)["id"]
    till.control("fail_next", kind="card_declined", method="POST", path="*/cancel", times=1)

    assert checks.looked(till, RULE) == (0, [other])
    assert checks.detail(RULE).endswith("; Stripe: card_declined")
    assert checks.looked(till, RULE) == (1, [])


def test_a_refund_that_stripe_does_not_make_for_most_of_a_day_is_told(till: Till, checks: Checks) -> None:
    till.fail("error_before_effect", "POST", "/v1/refunds", times=1000)
    booking = cancel_as_coworker(sold(till, **AUTOMATIC).paid(), uow=till.work())
    told: list[list[str]] = []
    while latest(booking).attempts < 10:
        due = latest(booking).due_at
        assert due
        till.at(due)
        till.run_clock()
        told.append(checks.looked(till, RULE, seconds=1)[1])
    assert told == [[]] * 8 + [[booking.id]]
    assert checks.detail(RULE) == "cancelled / refunding: tried 10 times in vain"

    till.control("fail_next/cancel")
    due = latest(booking).due_at
    assert due
    till.at(due)
    till.run_clock()
    assert checks.looked(till, RULE) == (0, [])
