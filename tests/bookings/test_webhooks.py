"""Stripe's events twice, thrice, late, first, in any order: the booking ends where Stripe's money is."""

import json
import random
from typing import Any

import pytest

from chalicelib.bookings.cancel import cancel_as_coworker
from chalicelib.bookings.decide import accept, decline
from chalicelib.bookings.model import Money, Status
from chalicelib.core.errors import NotFound
from tests.make.audit import assert_settled, assert_sound, everything, kinds
from tests.make.sold import AUTOMATIC, sold
from tests.make.till import Till, latest

LIVES: dict[str, tuple[Any, dict[str, Any], Status, Money]] = {
    "accepted": (lambda one, till: accept(one, uow=till.work("host")), {}, Status.CONFIRMED, Money.CAPTURED),
    "declined": (
        lambda one, till: decline(one, reason="", uow=till.work("host")), {}, Status.DECLINED, Money.RELEASED,
    ),
    "withdrawn": (lambda one, till: cancel_as_coworker(one, uow=till.work()), {}, Status.CANCELLED, Money.RELEASED),
    "cancelled": (
        lambda one, till: cancel_as_coworker(accept(one, uow=till.work("host")), uow=till.work()),
        {}, Status.CANCELLED, Money.REFUNDED,
    ),
    "automatic, cancelled": (
        lambda one, till: cancel_as_coworker(one, uow=till.work()), AUTOMATIC, Status.CANCELLED, Money.REFUNDED,
    ),
}  # fmt: skip


@pytest.mark.parametrize("seed", range(3))
@pytest.mark.parametrize("life", LIVES)
def test_all_events_tripled_and_shuffled_after_the_end_change_nothing(till: Till, life: str, seed: int) -> None:
    act, room, status, money = LIVES[life]
    booking = act(sold(till, **room).paid(), till)
    told = kinds(booking)
    bodies = till.events() * 3
    random.Random(seed).shuffle(bodies)

    for body in bodies:
        till.receive(body)

    assert (latest(booking).status, latest(booking).money) == (status, money)
    assert kinds(booking) == told
    assert_settled(till)


@pytest.mark.parametrize("seed", range(3))
def test_the_first_news_of_a_payment_may_be_any_of_them_and_come_thrice(till: Till, seed: int) -> None:
    booking, page = sold(till).request()
    till.pay(page)
    bodies = till.events() * 3
    random.Random(seed).shuffle(bodies)

    for body in bodies:
        till.receive(body)

    assert latest(booking).money is Money.HELD
    assert kinds(booking) == ["BookingPlaced", "BookingRequested", "HoldPlaced"]
    assert_settled(till)


@pytest.mark.parametrize("kind", ["checkout.session.completed", "payment_intent.amount_capturable_updated"])
def test_one_event_of_a_payment_is_enough(till: Till, kind: str) -> None:
    booking, page = sold(till).request()
    till.pay(page)
    (body,) = till.events(kind)
    till.receive(body)
    assert latest(booking).money is Money.HELD
    assert_settled(till)


def test_an_event_leaves_its_mark_so_that_it_counts_once(till: Till) -> None:
    sold(till).paid()
    ids = {json.loads(body)["id"] for body in till.events()}
    marks = {item["pk"]["S"] for item in everything() if item["pk"]["S"].startswith("EV#")}
    assert marks == {f"EV#stripe#{event_id}" for event_id in ids}
    assert all("ttl" in item for item in everything() if item["pk"]["S"] in marks)


def test_a_handled_event_comes_back_without_effect_even_if_the_world_has_moved(till: Till) -> None:
    desk = sold(till)
    booking = decline(desk.paid(), reason="", uow=till.work("host"))
    version = latest(booking).version
    for body in till.events("checkout.session.completed"):
        till.receive(body)
    assert latest(booking).version == version


def test_events_of_others_are_left_alone(till: Till) -> None:
    booking = sold(till).paid()
    event = json.loads(till.events("checkout.session.completed")[0])
    event["id"] = "evt_of_somebody_else"
    event["data"]["object"]["metadata"] = {}
    till.receive(json.dumps(event))
    event["type"] = "customer.created"
    till.receive(json.dumps(event))
    assert latest(booking) == booking


def test_an_event_of_a_booking_that_we_never_had_is_not_swallowed(till: Till) -> None:
    sold(till).paid()
    event = json.loads(till.events("checkout.session.completed")[0])
    event["id"], event["data"]["object"]["metadata"] = "evt_unknown", {"booking_id": "bk_unknown"}
    with pytest.raises(NotFound):
        till.receive(json.dumps(event))


def test_what_the_payload_says_is_not_believed(till: Till) -> None:
    """A forged or stale payload only says where to look."""
    booking = sold(till).requested()
    till.pay(till.page_of(booking), "4000000000009995")
    event = {
        "id": "evt_liar", "type": "payment_intent.succeeded",
        "data": {"object": {**till.intents(booking)[0], "status": "succeeded"}},
    }  # fmt: skip
    till.receive(json.dumps(event))
    assert latest(booking).status is Status.AWAITING_PAYMENT
    assert_sound(till)


@pytest.mark.parametrize("kind", ["checkout.session.expired", "checkout.session.completed"])
def test_early_news_of_a_page_that_is_still_open_frees_nothing(till: Till, kind: str) -> None:
    booking, page = sold(till).request()
    session = {**till.sessions(booking)[0], "status": "expired"}
    till.receive(json.dumps({"id": "evt_early", "type": kind, "data": {"object": session}}))
    assert latest(booking) == booking
    assert till.pay(page).status_code == 303
    till.deliver()
    assert latest(booking).money is Money.HELD
    assert_settled(till)
