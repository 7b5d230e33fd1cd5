"""What Stripe holds and what the bookings say is compared: all of it, at rest, and nothing else."""

from datetime import datetime
from typing import Any

import pytest

from chalicelib.bookings.cancel import cancel_as_coworker, cancel_as_host
from chalicelib.bookings.decide import accept, decline
from chalicelib.bookings.model import Booking, Money
from chalicelib.operations import listed
from chalicelib.operations.rules import payments_match_bookings
from chalicelib.payments import stripe_gateway
from chalicelib.payments.model import ProviderUnavailable
from chalicelib.spaces.model import CancellationStep, SoldAs
from tests.make.audit import assert_sound
from tests.make.checks import Checks
from tests.make.dashboard import hold_with, second_page
from tests.make.sold import AUTOMATIC, LONG_DELAY, NEXT_WEEK, Sold, sold
from tests.make.till import NO_FUNDS, REFUND_FAILS, Till, latest

RULE = "payments_match_bookings"
SEATS: dict[str, Any] = {"sold_as": SoldAs.SEAT, "capacity": 20}
STRICT: dict[str, Any] = {"cancellation": (CancellationStep(720, 40),)}


def a_full_day(till: Till) -> None:
    """One booking in each state that money can be in."""
    desk, quick = sold(till, **SEATS), sold(till, **SEATS, **AUTOMATIC)
    strict = sold(till, **SEATS, **AUTOMATIC, **STRICT)
    desk.paid(key="held")
    accept(desk.paid(key="captured"), uow=till.work("host"))
    decline(desk.paid(key="released"), reason="", uow=till.work("host"))
    cancel_as_coworker(accept(desk.paid(key="refunded"), uow=till.work("host")), uow=till.work())
    cancel_as_coworker(strict.paid(key="refunded in part"), uow=till.work())
    cancel_as_coworker(quick.paid(REFUND_FAILS, key="not refunded"), uow=till.work())
    cancel_as_host(quick.paid(key="kept"), refund=False, reason="Trop tard.", uow=till.work("host"))
    _, refused_card = desk.request(key="refused")
    till.pay(refused_card, NO_FUNDS)
    cancel_as_coworker(desk.requested(key="left"), uow=till.work())
    twice, page = quick.request(key="twice")
    second = second_page(till, twice)
    till.pay(page)
    till.pay(second)
    till.later(hours=2)
    till.deliver()
    till.run_clock()
    till.deliver()


def test_a_sound_world_is_left_as_it_is(till: Till, checks: Checks) -> None:
    a_full_day(till)
    before = {one["id"]: one["status"] for one in till._list("payment_intents")}

    assert checks.looked(till, RULE) == (0, [])

    assert {one["id"]: one["status"] for one in till._list("payment_intents")} == before
    assert len(before) == 10
    assert checks.metrics("RuleBroken") == [({"rule": RULE}, 0)]
    assert checks.metrics("RuleRepaired") == [({"rule": RULE}, 0)]


def test_what_is_under_way_belongs_to_the_clock(till: Till, checks: Checks) -> None:
    desk = sold(till, **SEATS)
    till.fail("error_before_effect", "POST", "*/capture")
    accept(desk.paid(key="a"), uow=till.work("host"))
    till.fail("error_before_effect", "POST", "*/cancel")
    decline(desk.paid(key="b"), reason="", uow=till.work("host"))
    assert checks.looked(till, RULE) == (0, [])
    assert till.asked("post", "/capture")
    assert till.asked("post", "/cancel")


def test_what_moved_a_moment_ago_is_left_alone(till: Till, checks: Checks) -> None:
    """The page was opened long ago; what counts is when it was paid."""
    booking, page = sold(till).request()
    till.later(minutes=20)
    till.pay(page, NO_FUNDS)
    till.later(minutes=9)
    till.pay(page)

    assert checks.looked(till, RULE, minutes=9) == (0, [])
    assert latest(booking).money is Money.AWAITED
    assert checks.looked(till, RULE, minutes=2) == (1, [])


def test_a_hold_that_just_lapsed_is_left_to_its_webhook(till: Till, checks: Checks) -> None:
    booking = sold(till, **LONG_DELAY).paid(span=NEXT_WEEK)
    till.later(days=7)
    assert till.intents(booking)[0]["status"] == "canceled"
    assert checks.looked(till, RULE, minutes=5) == (0, [])
    assert checks.looked(till, RULE, minutes=6) == (1, [])


def test_others_who_share_the_account_are_none_of_our_business(till: Till, checks: Checks) -> None:
    hold_with(till, {"order_of_a_shop": "17"})
    till.later(minutes=11)
    assert checks.run(RULE, till.now).repaired == 0
    assert checks.subjects(RULE) == []


def test_a_decision_between_the_list_and_the_look_is_no_difference(
    till: Till, checks: Checks, monkeypatch: pytest.MonkeyPatch
) -> None:
    booking = sold(till).paid()
    payments = till.gateway.payments

    def aged(**window: Any) -> Any:
        page = payments(**window)
        decline(latest(booking), reason="", uow=till.work("host"))
        return page

    monkeypatch.setattr(till.gateway, "payments", aged)
    assert checks.looked(till, RULE) == (0, [])
    assert latest(booking).money is Money.RELEASED


@pytest.mark.parametrize("path", ["/v1/payment_intents", "/v1/payment_intents/*", "/v1/refunds"])
def test_while_stripe_does_not_answer_the_step_fails_and_is_repeated(till: Till, checks: Checks, path: str) -> None:
    booking, page = sold(till).request()
    till.pay(page)
    cancel_as_coworker(sold(till, **AUTOMATIC).paid(key="other"), uow=till.work())
    till.later(minutes=11)
    till.fail("error_before_effect", "GET", path)

    with pytest.raises(ProviderUnavailable):
        examine_all(till.now)

    till.control("fail_next/cancel")
    assert checks.looked(till, RULE)[1] == []
    assert latest(booking).money is Money.HELD
    assert_sound(till)


def examine_all(now: datetime) -> list[int]:
    """What each page examined."""
    examined, cursor = [], None
    while True:
        found = payments_match_bookings.examine(cursor, now)
        examined.append(found.examined)
        cursor = found.cursor
        if cursor is None:
            return examined


def many(till: Till, number: int) -> list[Booking]:
    """Paid, and nobody told us."""
    desk = sold(till, **SEATS)
    return [_paid_unheard(till, desk, f"key-{index}") for index in range(number)]


def _paid_unheard(till: Till, desk: Sold, key: str) -> Booking:
    booking, page = desk.request(key=key)
    till.later(seconds=1)
    till.pay(page)
    return booking


def test_every_page_of_the_list_is_gone_through(till: Till, checks: Checks, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(stripe_gateway, "MOST_LISTED", 2)
    bookings = many(till, 5)
    till.later(minutes=11)
    run = checks.run(RULE, till.now)
    assert (run.examined, run.repaired) == (5 + 5, 5), "five at Stripe, then our five that wait"
    assert {latest(booking).money for booking in bookings} == {Money.HELD}
    lists = [one for one in till.contract.sent if one.path == "/v1/payment_intents" and one.method == "get"]
    assert len(lists) == 3
    assert len({one.params["created"]["gte"] for one in lists}) == 1, "the window stands still"


def test_many_troubles_are_cut_into_steps(till: Till, checks: Checks, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(listed, "MOST_TROUBLES", 2)
    bookings = many(till, 5)
    till.later(minutes=11)
    assert examine_all(till.now) == [2, 2, 1, 5]
    assert {latest(booking).money for booking in bookings} == {Money.HELD}
    assert_sound(till)


def test_a_step_that_is_repeated_repairs_nothing_twice(till: Till) -> None:
    many(till, 2)
    till.later(minutes=11)
    assert payments_match_bookings.examine(None, till.now).repaired == 2
    assert payments_match_bookings.examine(None, till.now).repaired == 0
    assert_sound(till)
