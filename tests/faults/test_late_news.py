"""Stripe's news a day late, thrice, in any order, when everything was decided without it."""

import random
from datetime import timedelta

import pytest

from chalicelib.bookings.model import Status
from tests.faults import stages
from tests.faults.ends import ABANDONED, CONFIRMED, DECLINED, REFUNDED, SILENT
from tests.faults.toll import end_of
from tests.faults.world import World
from tests.make.audit import bookings
from tests.make.sold import AUTOMATIC

pytestmark = pytest.mark.engine


def _everything_known(world: World) -> list[str]:
    """Bookings and facts, to the last version."""
    kept = [item for item in world.eyes.scan() if item["pk"]["S"].startswith(("BK#", "ROOM#", "JOURNAL#"))]
    return sorted(map(repr, kept))


@pytest.mark.parametrize("seed", range(3))
def test_news_that_comes_a_day_late_thrice_and_shuffled_changes_nothing(world: World, seed: int) -> None:
    by_hand = [stages.paid_unheard(world) for _ in range(3)]
    automatic = stages.paid_unheard(world, **AUTOMATIC)
    unpaid = stages.requested(world)
    world.till.later(minutes=33)
    world.run("run_deadlines")
    assert {desk.booking.status for desk in by_hand} == {Status.PENDING_HOST}
    assert world.answer(by_hand[0], "acceptance").well
    assert world.answer(by_hand[1], "decline", {"reason": ""}).well
    assert world.cancel(automatic).well
    world.pump.stream()
    world.till.later(days=1)
    world.run("run_deadlines")
    world.run("relay_missed_facts")
    known = _everything_known(world)
    late = world.all_events() * 3
    random.Random(seed).shuffle(late)

    assert world.hand_over(late) == []

    assert _everything_known(world) == known
    ends = [end_of(desk) for desk in (*by_hand, automatic, unpaid)]
    assert ends == [CONFIRMED, DECLINED, SILENT, REFUNDED, ABANDONED]
    world.settle()
    world.assert_sound()


def test_news_that_is_told_while_its_booking_is_decided_is_heard_at_any_moment(world: World) -> None:
    """Each event thrice, in a new order after each decision."""
    dice = random.Random(7)
    desks = [stages.paid_unheard(world) for _ in range(4)]

    def told() -> None:
        events = world.all_events() * 3
        dice.shuffle(events)
        assert world.hand_over(events) == []

    told()
    assert world.answer(desks[0], "acceptance").well
    assert world.answer(desks[1], "decline", {"reason": ""}).well
    told()
    assert world.cancel(desks[0]).well
    assert world.cancel(desks[2]).well
    told()
    world.till.at(max(one.due_at or world.till.now for one in bookings()) + timedelta(seconds=1))
    world.run("run_deadlines")
    told()

    world.settle()

    assert [desk.booking.money for desk in desks] == ["refunded", "released", "released", "released"]
    world.assert_sound()
