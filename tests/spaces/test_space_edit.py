from dataclasses import replace
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest

from chalicelib.core.errors import StaleVersion
from chalicelib.core.facts import Actor, ActorKind
from chalicelib.core.zones import UnknownZone
from chalicelib.kit import outbox
from chalicelib.kit.unit_of_work import UnitOfWork
from chalicelib.spaces.edit import create_space, update_space
from chalicelib.spaces.errors import RoomTwice, UnknownRoom, ZoneIsFixed
from chalicelib.spaces.facts import SpaceCreated, SpaceUpdated
from chalicelib.spaces.find import host_spaces, queue, space_of
from chalicelib.spaces.model import Room, Space, SpaceStatus
from chalicelib.spaces.schemas import SpaceBody
from chalicelib.spaces.views import room_view
from tests.make.identity import saved_host, saved_user
from tests.make.legal import SELLS
from tests.make.spaces import a_live_space, a_room, a_space, a_submitted_space, room_body, saved, space_body

pytestmark = pytest.mark.usefixtures("table")
NOW = datetime(2027, 3, 1, 9, tzinfo=UTC)


def work(user_id: str = "sub-ada", *, now: datetime = NOW) -> UnitOfWork:
    return UnitOfWork(now=now, actor=Actor(ActorKind.USER, user_id, "203.0.113.7"))


def create(*, key: str = "key-1", user_id: str = "sub-ada", host_id: str = "ho_1", **changes: Any) -> Space:
    body = SpaceBody.model_validate(space_body(**changes))
    return create_space(body, host_id=host_id, key=key, uow=work(user_id))


def update(space: Space, *, expected: int | None = None, **changes: Any) -> Space:
    """Saves the page of `space` with `changes` typed in it."""
    body = SpaceBody.model_validate(page_of(space) | changes)
    return update_space(space, body, expected=expected or space.version, uow=work())


def page_of(space: Space) -> dict[str, Any]:
    rooms = [_typed(room) for room in space.rooms]
    return space_body(name=space.name, contact_email=space.contact_email, rooms=rooms)


def with_room(room: Room, **changes: Any) -> dict[str, Any]:
    return _typed(room) | changes


def facts_of(space: Space) -> list[Any]:
    return [recorded.fact for recorded in outbox.facts_of(space.key)]


def test_a_created_space_is_a_draft_of_its_host_and_reads_as_it_was_made() -> None:
    space = create(rooms=[room_body(name="Une"), room_body(name="Deux", tariff=None)])
    assert (space.status, space.version, space.host_id) == (SpaceStatus.DRAFT, 1, "ho_1")
    assert [room.name for room in space.rooms] == ["Une", "Deux"]
    assert space.rooms[1].tariff is None
    assert space.rooms[0].answer_delay == timedelta(hours=72)
    assert space_of(space.id) == space


def test_a_creation_is_a_fact_of_the_host() -> None:
    space = create()
    assert facts_of(space) == [
        SpaceCreated(subject=space.key, host_id="ho_1", space_id=space.id, space_name=space.name)
    ]


def test_the_same_key_of_the_same_user_creates_once() -> None:
    first, again = create(), create()
    assert again == first
    assert host_spaces("ho_1", after=None, limit=10)[0] == [first]
    assert len(facts_of(first)) == 1


def test_another_key_user_or_host_creates_another_space() -> None:
    ids = {create().id, create(key="key-2").id, create(user_id="sub-bob").id, create(host_id="ho_2").id}
    assert len(ids) == 4


@pytest.mark.parametrize(
    ("timezone", "hours"), [("Europe/Paris", 1), ("Indian/Reunion", 4), ("America/Martinique", -4)]
)
def test_storage_counts_days_from_the_standard_offset_of_the_zone(timezone: str, hours: int) -> None:
    assert create(timezone=timezone).std_offset == timedelta(hours=hours)


def test_an_unknown_zone_points_at_its_field() -> None:
    with pytest.raises(UnknownZone) as refusal:
        create(timezone="Europe/Atlantis")
    assert refusal.value.pointer == "timezone"


def test_without_a_contact_requests_go_to_the_owner_of_the_host() -> None:
    saved_user("sub-ada", email="ada@fabrique.example")
    host = saved_host("sub-ada")
    space = create(host_id=host.id, contact_email=None)
    assert space.contact_email == "ada@fabrique.example"
    moved = update(space, contact_email="accueil@fabrique.example")
    assert update(moved, contact_email=None).contact_email == "ada@fabrique.example"


def test_a_new_space_cannot_take_the_rooms_of_another() -> None:
    other = saved(a_space())
    with pytest.raises(UnknownRoom) as refusal:
        create(rooms=[room_body(), room_body(id=other.rooms[0].id)])
    assert refusal.value.pointer == "rooms/1/id"


def test_amenities_are_kept_once_each() -> None:
    assert create(amenities=["wifi", "coffee", "wifi"]).amenities == ("wifi", "coffee")


def test_an_edit_saves_what_was_typed_under_the_next_version() -> None:
    space = saved(a_space())
    edited = update(space, name="La Manufacture", rooms=[with_room(space.rooms[1], capacity=12)])
    assert (edited.version, edited.name) == (2, "La Manufacture")
    assert edited.rooms == (replace(space.rooms[1], capacity=12),)
    assert space_of(space.id) == edited


def test_an_edit_tells_what_changed() -> None:
    space = saved(a_space(rooms=(a_room(name="Atelier"),)))
    update(space, name="La Manufacture", rooms=[with_room(space.rooms[0], capacity=2)])
    [fact] = facts_of(space)
    assert isinstance(fact, SpaceUpdated)
    assert (fact.host_id, fact.space_name) == (space.host_id, "La Manufacture")
    assert fact.changes == {
        "name": ["La Fabrique de Belleville", "La Manufacture"],
        "room.Atelier.capacity": [8, 2],
    }


def test_rooms_come_go_and_change_places() -> None:
    space = saved(a_space(rooms=(a_room(id="rm_a"), a_room(id="rm_b"), a_room(id="rm_c"))))
    first, _, last = space.rooms
    edited = update(space, rooms=[with_room(last), room_body(name="Nouvelle"), with_room(first)])
    assert [edited.rooms[0], edited.rooms[2]] == [last, first]
    assert edited.rooms[1].name == "Nouvelle"
    assert edited.rooms[1].id not in {"rm_a", "rm_b", "rm_c"}
    assert space_of(space.id) == edited


def test_an_edit_that_changes_nothing_writes_nothing() -> None:
    space = saved(a_space())
    assert update(space).version == space.version
    assert facts_of(space) == []


def test_an_edit_of_an_older_version_is_refused() -> None:
    space = saved(a_space())
    newer = update(space, name="La Manufacture")
    with pytest.raises(StaleVersion):
        update(newer, expected=1, name="La Ruche")
    assert space_of(space.id) == newer


def test_an_edit_that_lost_the_race_after_reading_is_refused_whole() -> None:
    space = saved(a_space())
    winner = update(space, name="La Manufacture")
    with pytest.raises(StaleVersion):
        update(space, name="La Ruche", rooms=[])
    assert space_of(space.id) == winner


def test_the_room_of_another_space_is_unknown() -> None:
    space, other = saved(a_space()), saved(a_space())
    with pytest.raises(UnknownRoom) as refusal:
        update(space, rooms=[with_room(space.rooms[0]), with_room(other.rooms[0])])
    assert refusal.value.pointer == "rooms/1/id"


def test_a_room_appears_once() -> None:
    space = saved(a_space())
    with pytest.raises(RoomTwice) as refusal:
        update(space, rooms=[with_room(space.rooms[0]), with_room(space.rooms[0], capacity=1)])
    assert refusal.value.pointer == "rooms/1/id"


def test_a_draft_may_move_to_another_zone() -> None:
    moved = update(saved(a_space()), timezone="Indian/Reunion")
    assert (moved.timezone, moved.std_offset) == ("Indian/Reunion", timedelta(hours=4))


@pytest.mark.parametrize("status", [SpaceStatus.IN_MODERATION, SpaceStatus.LIVE, SpaceStatus.REFUSED])
def test_a_space_that_was_ever_submitted_keeps_its_zone(status: SpaceStatus) -> None:
    space = saved(a_submitted_space(status=status))
    with pytest.raises(ZoneIsFixed) as refusal:
        update(space, timezone="Indian/Reunion")
    assert refusal.value.pointer == "timezone"
    assert update(space, name="La Manufacture").std_offset == space.std_offset


def test_an_edited_live_space_stays_live() -> None:
    assert update(saved(a_live_space()), name="La Manufacture").status is SpaceStatus.LIVE


def test_an_edited_space_keeps_its_place_in_the_queue() -> None:
    first = saved(a_submitted_space(submitted_at=NOW - timedelta(hours=2)))
    second = saved(a_submitted_space(submitted_at=NOW - timedelta(hours=1)))
    edited = update(first, name="La Manufacture")
    assert queue(after=None, limit=10)[0] == [edited, second]


def _typed(room: Room) -> dict[str, Any]:
    """A room as its page sends it: the rate of VAT is shown there, not typed."""
    shown = room_view(room, SELLS).model_dump()
    tariff = shown["tariff"]
    return shown | {"tariff": tariff and {name: value for name, value in tariff.items() if name != "vat_rate"}}
