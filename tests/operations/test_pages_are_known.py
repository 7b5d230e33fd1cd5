"""Each payment page belongs to a booking that knows it, and is closed once nobody should pay it any more."""

from dataclasses import replace
from datetime import timedelta
from typing import Any

import pytest

from chalicelib.bookings import outcomes
from chalicelib.bookings.cancel import cancel_as_coworker
from chalicelib.bookings.checkout import order_of
from chalicelib.bookings.commit import commit
from chalicelib.bookings.model import Booking, Status
from chalicelib.operations.rules import pages_are_known
from chalicelib.payments import stripe_gateway
from chalicelib.payments.model import ProviderUnavailable
from chalicelib.spaces.model import SoldAs
from tests.make.audit import assert_sound
from tests.make.checks import Checks
from tests.make.dashboard import says, second_page
from tests.make.sold import sold
from tests.make.till import Till, latest

RULE = "pages_are_known"


def page_of_nobody(till: Till, metadata: dict[str, str]) -> str:
    order = order_of(sold(till).requested(key="lends its order"))
    assert order
    return till.gateway.open_checkout(replace(order, metadata=metadata), key="cs:nobody").id


def over_but_open(till: Till, key: str = "key") -> Booking:
    """It ended without its page being closed, which no verb does."""
    booking = sold(till).requested(key=key)
    return commit(outcomes.abandoned(latest(booking)), till.work())


def status_of(till: Till, page_id: str) -> str:
    return till.gateway.checkout(page_id).status


def test_pages_in_every_state_of_bookings_that_know_them_are_left_alone(till: Till, checks: Checks) -> None:
    desk = sold(till, sold_as=SoldAs.SEAT, capacity=9)
    desk.paid(key="paid")
    cancel_as_coworker(desk.requested(key="left"), uow=till.work())
    awaits = desk.requested(key="awaits")

    till.later(minutes=11)
    run = checks.run(RULE, till.now)

    assert (run.examined, run.repaired, checks.subjects(RULE)) == (3, 0, [])
    assert status_of(till, latest(awaits).checkout_id) == "open"
    assert checks.metrics("RuleBroken") == [({"rule": RULE}, 0)]


def test_a_page_that_is_not_noted_yet_is_left_to_be_found_by_its_key(till: Till, checks: Checks) -> None:
    booking = sold(till).requested()
    page = latest(booking).checkout_id
    says(till, booking, checkout_id="")
    assert checks.looked(till, RULE) == (0, [])
    assert status_of(till, page) == "open"


def test_a_page_that_was_made_anew_since_with_more_time_is_known(till: Till, checks: Checks) -> None:
    booking = sold(till).requested()
    assert booking.pay_until
    says(till, booking, checkout_id="cs_later", pay_until=booking.pay_until + timedelta(minutes=9))
    assert checks.looked(till, RULE) == (0, [])


def test_an_open_page_of_a_booking_that_is_over_is_closed(till: Till, checks: Checks) -> None:
    booking = over_but_open(till)

    assert checks.looked(till, RULE) == (1, [])

    assert status_of(till, booking.checkout_id) == "expired"
    assert checks.metrics("RuleRepaired") == [({"rule": RULE}, 1)]
    assert checks.looked(till, RULE) == (0, [])
    till.deliver()
    assert latest(booking).status is Status.ABANDONED
    assert_sound(till)


def test_a_second_page_of_a_booking_that_was_paid_is_closed(till: Till, checks: Checks) -> None:
    booking, page = sold(till).request()
    second = second_page(till, booking)
    till.pay(page)
    till.deliver()
    assert checks.looked(till, RULE) == (1, [])
    assert till.pay(second).status_code == 410


def test_a_page_that_is_paid_while_we_look_is_left_to_its_payment(
    till: Till, checks: Checks, monkeypatch: pytest.MonkeyPatch
) -> None:
    booking = over_but_open(till)
    checkouts = till.gateway.checkouts

    def aged(**window: Any) -> Any:
        listed = checkouts(**window)
        till.pay(till.page_of(booking))
        return listed

    monkeypatch.setattr(till.gateway, "checkouts", aged)
    assert checks.looked(till, RULE) == (0, [])
    assert status_of(till, booking.checkout_id) == "complete"


def test_a_page_of_a_booking_that_we_never_had_is_told_and_not_touched(till: Till, checks: Checks) -> None:
    page = page_of_nobody(till, {"booking_id": "bk_of_nobody"})
    assert checks.looked(till, RULE) == (0, [page])
    first_seen = till.now
    assert checks.looked(till, RULE) == (0, [page])
    (seen,) = checks.broken(RULE)
    assert (seen.first_seen, seen.last_seen) == (first_seen, till.now)
    assert seen.violation.detail == "bk_of_nobody, which we do not know: open"
    assert status_of(till, page) == "open"
    assert checks.metrics("RuleBroken") == [({"rule": RULE}, 1)] * 2

    assert checks.looked(till, RULE, days=2) == (0, []), "out of reach, and closed long ago"


def test_an_open_page_beside_the_one_that_its_booking_knows_is_told(till: Till, checks: Checks) -> None:
    booking = sold(till).requested()
    second_page(till, booking)
    (stranger,) = [one["id"] for one in till.sessions(booking) if one["id"] != latest(booking).checkout_id]
    assert checks.looked(till, RULE) == (0, [stranger])
    assert checks.detail(RULE) == f"{booking.id} leads to {latest(booking).checkout_id}"
    assert status_of(till, stranger) == "open"


def test_pages_of_others_who_share_the_account_are_none_of_our_business(till: Till, checks: Checks) -> None:
    page = page_of_nobody(till, {"order_of_a_shop": "17"})
    assert checks.looked(till, RULE) == (0, [])
    assert status_of(till, page) == "open"


def test_a_page_that_stripe_will_not_close_is_told(till: Till, checks: Checks) -> None:
    booking = over_but_open(till)
    till.control("fail_next", kind="card_declined", method="POST", path="*/expire", times=1)
    assert checks.looked(till, RULE) == (0, [booking.checkout_id])
    assert checks.detail(RULE) == f"{booking.id} is abandoned, its page was open; Stripe: card_declined"
    assert checks.looked(till, RULE) == (1, [])


@pytest.mark.parametrize(("method", "path"), [("GET", "/v1/checkout/sessions"), ("POST", "*/expire")])
def test_while_stripe_does_not_answer_the_step_fails_and_is_repeated(
    till: Till, checks: Checks, method: str, path: str
) -> None:
    booking = over_but_open(till)
    till.fail("error_before_effect", method, path)
    with pytest.raises(ProviderUnavailable):
        pages_are_known.examine(None, till.now)
    till.control("fail_next/cancel")
    assert checks.looked(till, RULE) == (1, [])
    assert status_of(till, booking.checkout_id) == "expired"


def test_every_page_of_the_list_is_gone_through(till: Till, checks: Checks, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(stripe_gateway, "MOST_LISTED", 2)
    bookings = [over_but_open(till, f"key-{index}") for index in range(5)]
    till.later(minutes=1)
    run = checks.run(RULE, till.now)
    assert (run.examined, run.repaired) == (5, 5)
    assert {status_of(till, booking.checkout_id) for booking in bookings} == {"expired"}
