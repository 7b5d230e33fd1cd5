"""The negative controls: a product that forgets, leaks or believes is caught, so the other tests mean something."""

from collections.abc import Callable
from dataclasses import replace
from typing import Any

import pytest

from chalicelib.availability import hold
from chalicelib.bookings import items, outcomes, settle, store
from chalicelib.bookings.change import Change
from chalicelib.bookings.commit import commit
from chalicelib.kit import outbox, queue
from chalicelib.notifications import deliver
from chalicelib.notifications.mails import mails_for
from chalicelib.notifications.post import post
from chalicelib.payments.model import ProviderUnavailable
from tests.faults import stages
from tests.faults.crossing import crossed
from tests.faults.deaths import Moment
from tests.faults.world import World
from tests.make.audit import assert_sound as assert_the_table_is_sound
from tests.make.sold import FREE

pytestmark = pytest.mark.engine


def _nothing(*_: Any, **__: Any) -> None:
    return None


def test_a_worker_dies_exactly_where_it_is_told(world: World) -> None:
    desks = [world.desk(**FREE) for _ in range(3)]
    before = world.killed(lambda: world.request(desks[0]), at=1, moment=Moment.BEFORE)
    after = world.killed(lambda: world.request(desks[1]), at=1, moment=Moment.AFTER)
    lived = world.killed(lambda: world.request(desks[2]), at=2, moment=Moment.BEFORE)
    assert (before.died, after.died, lived.died) == (True, True, False)
    assert before.steps == after.steps == lived.steps == ["TransactWriteItems"]
    assert [desk.found is not None for desk in desks] == [False, True, True]


def test_a_worker_that_fails_by_itself_is_not_taken_for_a_dead_one(world: World) -> None:
    with pytest.raises(AssertionError, match="failed by itself"):
        world.killed(lambda: stages.requested(world, capacity=0), at=99, moment=Moment.BEFORE)


def test_places_that_are_not_given_back_are_seen(world: World, monkeypatch: pytest.MonkeyPatch) -> None:
    desk = stages.paid(world)
    monkeypatch.setattr(hold, "give_back", _nothing)
    assert world.answer(desk, "decline", {"reason": ""}).well
    _the_table_is_unsound(world)


def test_places_that_are_given_back_twice_are_seen(world: World, monkeypatch: pytest.MonkeyPatch) -> None:
    desk = stages.paid(world)
    give_back = hold.give_back

    def twice(uow: Any, room_key: str, held: Any, offset: Any, weight: int) -> None:
        give_back(uow, room_key, held, offset, 2 * weight)

    monkeypatch.setattr(hold, "give_back", twice)
    assert world.answer(desk, "decline", {"reason": ""}).well
    _the_table_is_unsound(world)


@pytest.mark.parametrize("fault", ["timeout_after_effect", "timeout_before_effect"])
def test_a_capture_whose_answer_is_lost_and_that_nobody_looks_up_is_seen(
    world: World, monkeypatch: pytest.MonkeyPatch, fault: str
) -> None:
    desk = stages.paid(world)
    world.till.fail(fault, "POST", "*/capture")

    def let_go(booking: Any, now: Any) -> Any:
        return Change(replace(outcomes.postponed(booking, now).booking, due_at=None), ())

    monkeypatch.setattr(settle, "postponed", let_go)
    world.answer(desk, "acceptance")
    _the_table_is_unsound(world)


def test_a_capture_that_is_believed_without_an_answer_is_seen(world: World, monkeypatch: pytest.MonkeyPatch) -> None:
    desk = stages.paid(world)
    world.till.fail("timeout_before_effect", "POST", "*/capture")
    capture = settle._capture

    def believed(booking: Any, uow: Any) -> Any:
        try:
            return capture(booking, uow)
        except ProviderUnavailable:
            return commit(outcomes.captured(booking), uow)

    monkeypatch.setattr(settle, "_capture", believed)
    assert world.answer(desk, "acceptance").well
    _the_table_is_unsound(world)


def test_a_booking_without_its_facts_is_seen(world: World, monkeypatch: pytest.MonkeyPatch) -> None:
    desk = stages.paid(world)
    released = outcomes.released
    monkeypatch.setattr(outcomes, "released", lambda booking: Change(released(booking).booking, ()))
    assert world.answer(desk, "decline", {"reason": ""}).well
    _the_table_is_unsound(world)


Mutate = Callable[[pytest.MonkeyPatch], None]

SILENCES: dict[str, Mutate] = {
    "a relay that sends nothing": lambda patch: patch.setattr(queue, "sqs", _Deaf),
    "a relay that numbers nothing": lambda patch: patch.setattr(outbox, "_number", _nothing),
    "a postman who writes down what he did not send": lambda patch: patch.setattr(
        deliver, "post", lambda *_: "never sent"
    ),
    "a postman who forgets the host": lambda patch: patch.setattr(
        deliver, "mails_for", lambda fact: mails_for(fact)[1:]
    ),
}


class _Deaf:
    def send_message(self, **_: Any) -> None:
        return None


@pytest.mark.parametrize("name", SILENCES)
def test_a_side_that_is_not_told_is_seen(world: World, monkeypatch: pytest.MonkeyPatch, name: str) -> None:
    stages.requested(world, **FREE)
    SILENCES[name](monkeypatch)
    world.settle()
    with pytest.raises(AssertionError):
        world.assert_sound()


def test_a_letter_that_leaves_twice_is_seen(world: World, monkeypatch: pytest.MonkeyPatch) -> None:
    stages.requested(world, **FREE)

    def twice(letter: Any, to: Any) -> str:
        post(letter, to)
        return post(letter, to)

    monkeypatch.setattr(deliver, "post", twice)
    world.settle()
    assert world.copies() > 0
    with pytest.raises(AssertionError):
        world.assert_sound()


def test_two_who_cross_without_compare_and_swap_are_seen(world: World, monkeypatch: pytest.MonkeyPatch) -> None:
    """Without the condition on the version, whoever writes last wins, and the places are freed under the winner."""
    desk = stages.paid(world)

    def overwrite(uow: Any, booking: Any) -> None:
        uow.put(items.item_of(booking, changed_at=uow.now))

    monkeypatch.setattr(store, "save", overwrite)
    met, _ = crossed(
        lambda: world.answer(desk, "acceptance"),
        world.wires,
        other=lambda: world.answer(desk, "decline", {"reason": ""}, key="decline"),
        at=1,
    )

    assert met
    _the_table_is_unsound(world)


def _the_table_is_unsound(world: World) -> None:
    with pytest.raises(AssertionError):
        assert_the_table_is_sound(world.till)
