"""SIGKILL of the worker of each call at each of its steps: the caller calls again, or never returns.

Right after one step and right before the next are the same for the world outside. So each state in between is left
once to a caller who repeats, killed before each step, and once to the clock alone, killed after each.
"""

from collections.abc import Callable
from dataclasses import dataclass

import pytest

from tests.faults import stages
from tests.faults.deaths import Moment
from tests.faults.ends import (
    ABANDONED,
    CONFIRMED,
    DECLINED,
    FREE_CONFIRMED,
    FREE_SILENT,
    KEPT,
    REFUNDED,
    SILENT,
    WITHDRAWN,
)
from tests.faults.toll import End, Prepare, Toll, end_of
from tests.faults.world import Desk, Told, World
from tests.make.sold import AUTOMATIC, FREE

pytestmark = pytest.mark.engine

DECIDED_BEFORE = {"already_decided", "cannot_cancel"}
"""What a second decision hears where the first was heard and its answer lost."""


@dataclass(frozen=True)
class Call:
    """`ends` is where the booking ends if the caller is heard, `otherwise` if he is not. `writes` are the least
    steps that the call must have, for the test to have killed anything."""

    prepare: Prepare
    make: Callable[[World, Desk], Told]
    ends: End
    otherwise: End | None
    writes: tuple[str, ...]


def _host(decision: str, **body: object) -> Callable[[World, Desk], Told]:
    return lambda world, desk: world.answer(desk, decision, body or None)


CLOSE = "Stripe POST checkout/sessions/{id}/expire"
KEPT_ANSWER = ("PutItem", "UpdateItem")
PAGE = ("TransactWriteItems", "Stripe POST checkout/sessions", "TransactWriteItems")
CAPTURE, RELEASE = "Stripe POST payment_intents/{id}/capture", "Stripe POST payment_intents/{id}/cancel"

CALLS: dict[str, Call] = {
    "request": Call(World.desk, World.request, ABANDONED, None, PAGE),
    "request, free": Call(lambda world: world.desk(**FREE), World.request, FREE_SILENT, None, PAGE[:1]),
    "request, free and automatic": Call(
        lambda world: world.desk(**FREE, **AUTOMATIC), World.request, FREE_CONFIRMED, None, PAGE[:1]
    ),
    "accept": Call(stages.paid, _host("acceptance"), CONFIRMED, SILENT, (*KEPT_ANSWER, CAPTURE)),
    "decline": Call(stages.paid, _host("decline", reason="Travaux"), DECLINED, SILENT, (*KEPT_ANSWER, RELEASE)),
    "withdraw": Call(stages.paid, World.cancel, WITHDRAWN, SILENT, (*KEPT_ANSWER, RELEASE)),
    "leave unpaid": Call(stages.requested, World.cancel, ABANDONED, ABANDONED, (*KEPT_ANSWER, CLOSE)),
    "cancel": Call(stages.confirmed, World.cancel, REFUNDED, CONFIRMED, (*KEPT_ANSWER, "Stripe POST refunds")),
    "keep the money": Call(
        stages.confirmed, _host("cancellation", refund=False, reason="Trop tard"), KEPT, CONFIRMED, KEPT_ANSWER
    ),
}  # fmt: skip


@pytest.mark.parametrize("name", CALLS)
def test_a_caller_whose_worker_died_calls_again_and_is_heard(world: World, name: str) -> None:
    call, toll = CALLS[name], Toll(world)
    desks = []
    for desk in toll.deaths(call.prepare, lambda desk: call.make(world, desk), Moment.BEFORE):
        _call_again(world, call, desk)
        desks.append(desk)

    world.settle()

    assert set(call.writes) <= set(toll.steps)
    with toll.told():
        assert {desk.booking_id: end_of(desk) for desk in desks} == {desk.booking_id: call.ends for desk in desks}
        world.assert_sound()


@pytest.mark.parametrize("name", CALLS)
def test_a_caller_whose_worker_died_never_returns_and_the_clock_puts_it_in_order(world: World, name: str) -> None:
    call, toll = CALLS[name], Toll(world)
    desks = list(toll.deaths(call.prepare, lambda desk: call.make(world, desk), Moment.AFTER))

    world.settle()

    with toll.told():
        assert {end_of(desk) for desk in desks} <= {call.ends, call.otherwise}
        assert end_of(desks[-1]) == call.ends
        world.assert_sound()


def test_a_payer_whose_request_died_is_led_to_his_page_and_pays_once(world: World) -> None:
    toll = Toll(world)
    desks = []
    for desk in toll.deaths(World.desk, world.request, Moment.AFTER):
        stages.pay(world, world.request(desk).body["checkout_url"])
        desks.append(desk)
    assert not world.hand_over(world.new_events())
    assert {world.answer(desk, "acceptance").status for desk in desks} == {200}

    world.settle()

    with toll.told():
        assert {end_of(desk) for desk in desks} == {CONFIRMED}
        world.assert_sound()


def _call_again(world: World, call: Call, desk: Desk) -> None:
    """With the same Idempotency-Key: it may still be in flight, until the dead worker's time is over."""
    told = call.make(world, desk)
    if told.code == "idempotency_key_in_flight":
        world.eyes.end_invocations()
        told = call.make(world, desk)
    assert told.well or told.code in DECIDED_BEFORE, told
