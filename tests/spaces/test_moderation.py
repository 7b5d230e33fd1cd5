"""From submission to the moderator's decision."""

from collections.abc import Callable
from datetime import UTC, datetime
from typing import Any

import pytest

from chalicelib.core.errors import StaleVersion
from chalicelib.core.facts import Actor, ActorKind
from chalicelib.kit import outbox
from chalicelib.kit.unit_of_work import UnitOfWork
from chalicelib.spaces.errors import AlreadySubmitted, NotInModeration, SpaceIncomplete
from chalicelib.spaces.facts import SpacePublished, SpaceRefused, SpaceSubmitted
from chalicelib.spaces.find import live_spaces, queue, space_of
from chalicelib.spaces.model import Space, SpaceStatus
from chalicelib.spaces.moderate import publish, refuse
from chalicelib.spaces.submit import submit
from tests.make.spaces import a_live_space, a_space, a_submitted_space, saved

pytestmark = pytest.mark.usefixtures("table")
NOW = datetime(2027, 3, 1, 9, tzinfo=UTC)


def work() -> UnitOfWork:
    return UnitOfWork(now=NOW, actor=Actor(ActorKind.USER, "sub-mod"))


def waiting() -> list[Space]:
    return queue(after=None, limit=10)[0]


def listed() -> list[Space]:
    return live_spaces("", after=None, limit=10)[0]


def last_fact(space: Space) -> Any:
    return outbox.facts_of(space.key)[-1].fact


def test_a_submitted_space_waits_for_the_moderators() -> None:
    space = saved(a_space())
    submitted = submit(space, uow=work())
    assert (submitted.status, submitted.submitted_at) == (SpaceStatus.IN_MODERATION, NOW)
    assert waiting() == [submitted] == [space_of(space.id)]
    assert listed() == []
    assert last_fact(space) == SpaceSubmitted(
        subject=space.key, host_id=space.host_id, space_id=space.id, space_name=space.name
    )


def test_an_incomplete_space_is_not_submitted() -> None:
    space = saved(a_space(rooms=(), description="Bientôt"))
    with pytest.raises(SpaceIncomplete) as refusal:
        submit(space, uow=work())
    assert refusal.value.params == {"missing": ["description", "rooms"]}
    assert space_of(space.id) == space


@pytest.mark.parametrize("make", [a_submitted_space, a_live_space])
def test_a_space_is_submitted_once(make: Callable[[], Space]) -> None:
    with pytest.raises(AlreadySubmitted):
        submit(saved(make()), uow=work())


def test_a_published_space_leaves_the_queue_and_is_listed() -> None:
    space = saved(a_submitted_space())
    live = publish(space, expected=space.version, uow=work())
    assert live.status is SpaceStatus.LIVE
    assert waiting() == []
    assert listed() == [live] == [space_of(space.id)]
    assert last_fact(space) == SpacePublished(
        subject=space.key, host_id=space.host_id, space_id=space.id, space_name=space.name
    )


def test_a_refused_space_leaves_the_queue_with_the_reason() -> None:
    space = saved(a_submitted_space())
    refused = refuse(space, expected=space.version, reason="L'adresse est introuvable.", uow=work())
    assert (refused.status, refused.refusal_reason) == (SpaceStatus.REFUSED, "L'adresse est introuvable.")
    assert waiting() == listed() == []
    assert space_of(space.id) == refused
    assert last_fact(space) == SpaceRefused(
        subject=space.key,
        host_id=space.host_id,
        space_id=space.id,
        space_name=space.name,
        reason="L'adresse est introuvable.",
    )


def test_a_refused_space_may_be_submitted_again_and_its_reason_goes() -> None:
    refused = saved(a_submitted_space(status=SpaceStatus.REFUSED, refusal_reason="Trop court."))
    again = submit(refused, uow=work())
    assert (again.status, again.submitted_at, again.refusal_reason) == (SpaceStatus.IN_MODERATION, NOW, "")


def test_a_space_emptied_while_it_waited_is_not_published() -> None:
    space = saved(a_submitted_space(rooms=()))
    with pytest.raises(SpaceIncomplete):
        publish(space, expected=space.version, uow=work())
    assert waiting() == [space]


@pytest.mark.parametrize("make", [a_space, a_live_space, lambda: a_submitted_space(status=SpaceStatus.REFUSED)])
def test_only_a_waiting_space_is_decided(make: Callable[[], Space]) -> None:
    space = saved(make())
    with pytest.raises(NotInModeration):
        publish(space, expected=space.version, uow=work())
    with pytest.raises(NotInModeration):
        refuse(space, expected=space.version, reason="Non.", uow=work())
    assert space_of(space.id) == space


def test_what_was_saved_since_the_moderator_looked_is_not_decided_on() -> None:
    space = saved(a_submitted_space(version=4))
    with pytest.raises(StaleVersion):
        publish(space, expected=3, uow=work())
    with pytest.raises(StaleVersion):
        refuse(space, expected=3, reason="Non.", uow=work())
    assert waiting() == [space]


def test_of_two_moderators_at_once_one_decides() -> None:
    space = saved(a_submitted_space())
    live = publish(space, expected=space.version, uow=work())
    with pytest.raises(StaleVersion):
        refuse(space, expected=space.version, reason="Trop tard.", uow=work())
    assert space_of(space.id) == live
