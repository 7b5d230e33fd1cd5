"""Two workers cross at every turn of the first: the other does all of his work right there, then the first goes on.

What a race finds by luck, this finds by counting.
"""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import timedelta

import pytest

from tests.faults import stages
from tests.faults.crossing import crossed
from tests.faults.ends import (
    ABANDONED,
    CONFIRMED,
    DECLINED,
    KEPT,
    REFUNDED,
    SILENT,
    WITHDRAWN,
)
from tests.faults.toll import End, Prepare, end_of
from tests.faults.world import Desk, World
from tests.make.bookings import NOW
from tests.make.sold import AUTOMATIC

pytestmark = pytest.mark.engine

Act = Callable[[World, Desk], object]

MOST_TURNS = 20


def _pays(world: World, desk: Desk) -> None:
    """And Stripe tells it at once."""
    found = desk.found
    page = next((session["url"] for session in world.till.sessions(found)), None) if found else None
    if page and world.till.pay(page).status_code == 303:
        _hears(world, desk)


def _hears(world: World, desk: Desk) -> None:
    """All that Stripe has to tell of this booking, whether or not it was told before."""
    world.hand_over([message for message in world.all_events() if desk.booking_id in message.body])


def _hears_of_the_hold(world: World, desk: Desk) -> None:
    world.hand_over([world.news_of(desk, "payment_intent.amount_capturable_updated")])


def _clock(**later: float) -> Act:
    def act(world: World, _: Desk) -> None:
        world.till.later(**later)
        world.run("run_deadlines")

    return act


def _at_the_deadline(world: World, desk: Desk) -> None:
    due = desk.booking.due_at
    if due:
        world.till.at(due + timedelta(seconds=1))
    world.run("run_deadlines")


def _stripe_fails(kind: str, method: str, path: str, act: Act) -> Act:
    def failing(world: World, desk: Desk) -> None:
        world.till.fail(kind, method, path)
        act(world, desk)
        world.till.control("fail_next/cancel")

    return failing


def _accepts(world: World, desk: Desk) -> None:
    world.answer(desk, "acceptance")


def _accepts_elsewhere(world: World, desk: Desk) -> None:
    """In another window, with another key."""
    world.answer(desk, "acceptance", key="another")


def _declines(world: World, desk: Desk) -> None:
    world.answer(desk, "decline", {"reason": ""}, key="decline")


def _cancels(world: World, desk: Desk) -> None:
    world.cancel(desk)


def _cancels_elsewhere(world: World, desk: Desk) -> None:
    world.cancel(desk, key="another")


def _host_keeps_the_money(world: World, desk: Desk) -> None:
    world.answer(desk, "cancellation", {"refund": False, "reason": "Trop tard"}, key="host")


def _requests(world: World, desk: Desk) -> None:
    world.request(desk)


@dataclass(frozen=True)
class Crossing:
    prepare: Prepare
    one: Act
    other: Act
    ends: set[End]


CROSSINGS: dict[str, Crossing] = {
    "two requests of one call": Crossing(World.desk, _requests, _requests, {ABANDONED}),
    "a request, paid and told before we note its page": Crossing(World.desk, _requests, _pays, {SILENT, ABANDONED}),
    "an automatic request, paid and told before we note its page": Crossing(
        lambda world: world.desk(**AUTOMATIC), _requests, _pays, {CONFIRMED, ABANDONED}
    ),
    "a request and the clock an hour later": Crossing(World.desk, _requests, _clock(hours=1), {ABANDONED}),
    "two acceptances": Crossing(stages.paid, _accepts, _accepts_elsewhere, {CONFIRMED}),
    "two acceptances of a hold that Stripe will not capture": Crossing(
        stages.paid, _stripe_fails("card_declined", "POST", "*/capture", _accepts), _accepts_elsewhere, {SILENT}
    ),
    "an acceptance and a refusal": Crossing(stages.paid, _accepts, _declines, {CONFIRMED, DECLINED}),
    "an acceptance and a withdrawal": Crossing(stages.paid, _accepts, _cancels, {CONFIRMED, WITHDRAWN, REFUNDED}),
    "an acceptance and the deadline": Crossing(stages.paid, _accepts, _at_the_deadline, {CONFIRMED, SILENT}),
    "an acceptance and the clock that finishes it": Crossing(stages.paid, _accepts, _clock(minutes=2), {CONFIRMED}),
    "an acceptance and what Stripe tells": Crossing(stages.paid, _accepts, _hears, {CONFIRMED}),
    "a refusal and a withdrawal": Crossing(stages.paid, _declines, _cancels, {DECLINED, WITHDRAWN}),
    "a withdrawal and what Stripe tells": Crossing(stages.paid, _cancels, _hears, {WITHDRAWN}),
    "two cancellations": Crossing(stages.confirmed, _cancels, _cancels_elsewhere, {REFUNDED}),
    "a cancellation of either side": Crossing(stages.confirmed, _cancels, _host_keeps_the_money, {REFUNDED, KEPT}),
    "a cancellation and what Stripe tells": Crossing(stages.confirmed, _cancels, _hears, {REFUNDED}),
    "a cancellation and the clock that finishes it": Crossing(
        stages.confirmed, _cancels, _clock(minutes=2), {REFUNDED}
    ),
    "leaving unpaid and paying": Crossing(stages.requested, _cancels, _pays, {ABANDONED, WITHDRAWN, SILENT}),
    "the clock that closes a page, and paying": Crossing(
        stages.requested, _at_the_deadline, _pays, {ABANDONED, SILENT}
    ),
    "the clock that cannot see a page, and news that it is paid": Crossing(
        stages.paid_unheard,
        _stripe_fails("error_before_effect", "GET", "/v1/checkout/sessions/*", _at_the_deadline),
        _hears_of_the_hold,
        {SILENT},
    ),
    "the same news twice": Crossing(stages.paid_unheard, _hears, _hears, {SILENT}),
    "news of a payment and the clock that closes its page": Crossing(
        stages.paid_unheard, _hears, _clock(minutes=40), {SILENT}
    ),
    "two runs of the clock": Crossing(stages.paid, _at_the_deadline, _clock(seconds=1), {SILENT}),
}


@pytest.mark.parametrize("name", CROSSINGS)
def test_two_who_cross_leave_the_world_sound(world: World, name: str) -> None:
    crossing = CROSSINGS[name]
    desks = []
    for at in range(1, MOST_TURNS):
        world.till.at(NOW)
        desk = crossing.prepare(world)
        world.new_events()
        met, turns = crossed(
            lambda desk=desk: crossing.one(world, desk),  # type: ignore[misc]
            world.wires,
            other=lambda desk=desk: crossing.other(world, desk),  # type: ignore[misc]
            at=at,
        )
        if not met:
            break
        _an_answer_is_awaited_until_its_deadline(desk)
        world.put_in_order()
        desks.append((at, turns[at - 1], desk))

    world.till.at(world.till.furthest)
    world.put_in_order()

    ends = {(at, turn): end_of(desk) for at, turn, desk in desks}
    assert ends
    assert set(ends.values()) <= crossing.ends, ends
    world.assert_in_order()


def _an_answer_is_awaited_until_its_deadline(desk: Desk) -> None:
    found = desk.found
    if found and found.answer_by and found.status == "pending_host":
        assert found.due_at == found.answer_by
