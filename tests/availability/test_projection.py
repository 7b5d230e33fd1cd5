"""The projection is what the counters are, whatever comes late, twice, in another order, or never."""

import json
from collections.abc import Callable, Iterator
from dataclasses import replace
from itertools import permutations
from types import SimpleNamespace
from typing import Any

import pytest

import app
from chalicelib.availability import store as counters
from chalicelib.availability.projection import directory, project, rebuild, store, work
from chalicelib.availability.projection.bitmaps import PER_SHARD
from chalicelib.availability.projection.listing import list_space
from chalicelib.availability.projection.model import ShardDay, listing_from, listing_of, text_of
from chalicelib.bookings.cancel import cancel_as_coworker
from chalicelib.core.errors import Busy
from chalicelib.core.facts import SYSTEM, Recorded
from chalicelib.kit import outbox
from chalicelib.kit.queue import Unreadable
from chalicelib.kit.unit_of_work import UnitOfWork
from chalicelib.spaces.facts import SpacePublished
from chalicelib.spaces.model import Address, DayHours, Location, SoldAs, Space, SpaceStatus
from tests.make.bookings import NOW
from tests.make.bookings import work as at_work
from tests.make.counted import DAY, a_free_room, a_house, booked, counts, edited
from tests.make.identity import saved_user
from tests.make.projection import (
    TUESDAY,
    entry,
    entry_counted,
    everything,
    hear,
    listed,
    place_of,
    rebuilt,
    rooms_before,
    wiped,
)
from tests.make.spaces import a_live_space, a_room, an_open_space, saved


@pytest.fixture(autouse=True)
def clean(table: str, monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    monkeypatch.setattr(project, "FIRST_PAUSE", 0.0)
    monkeypatch.setattr(rebuild, "HORIZON", 30)
    saved_user("coworker")
    directory.forget()
    yield
    directory.forget()


def house(*rooms: Any, **changes: Any) -> Space:
    space = a_house(*rooms, **changes)
    listed(space)
    return space


def rooms_of(space: Space) -> list[str]:
    return [room.id for room in space.rooms]


# Days


def test_a_booking_shows_in_the_bits_of_its_room_and_no_other() -> None:
    space = house(a_free_room(), a_free_room())
    booked(space)
    hear(space.rooms[0].id)
    assert entry(space.rooms[0].id) == entry_counted(space.rooms[0].id) is not None
    assert entry(space.rooms[1].id) is None


def test_what_is_given_back_is_free_again() -> None:
    space = house()
    room = space.rooms[0].id
    booking = booked(space)
    hear(room)
    cancel_as_coworker(booking, uow=at_work())
    hear(room)
    assert entry(room) is None


def test_the_last_word_is_the_truth_in_every_order_of_events() -> None:
    space = house(a_free_room(sold_as=SoldAs.SEAT, capacity=4))
    room = space.rooms[0].id
    booked(space)
    booked(space, day=17)
    for order in permutations([DAY, DAY + 1, DAY, DAY + 2]):
        wiped(["FREE#"], own=False)
        for bucket in order:
            hear(room, bucket)
        assert [entry(room, bucket) for bucket in (DAY, DAY + 1, DAY + 2)] == [
            entry_counted(room, bucket) for bucket in (DAY, DAY + 1, DAY + 2)
        ]


def test_an_event_that_comes_twice_writes_nothing_the_second_time() -> None:
    space = house()
    booked(space)
    assert project.project_day(space.rooms[0].id, DAY)
    assert not project.project_day(space.rooms[0].id, DAY)


def meanwhile(monkeypatch: pytest.MonkeyPatch, act: Callable[[], object]) -> None:
    """Something happens once, after the counters were read and before the shard is written."""
    plain = store.put_shard_day
    acts = iter([act])

    def put(*arguments: Any, **named: Any) -> bool:
        next(acts, lambda: None)()
        return plain(*arguments, **named)

    monkeypatch.setattr(store, "put_shard_day", put)


def test_who_saw_older_counters_does_not_overwrite_who_saw_newer_ones(monkeypatch: pytest.MonkeyPatch) -> None:
    space = house(a_free_room(sold_as=SoldAs.SEAT, capacity=8))
    room = space.rooms[0]
    counts(room, to=1)

    def another() -> None:
        counts(room, to=7)
        assert project.project_day(room.id, DAY)

    meanwhile(monkeypatch, another)
    hear(room.id)
    assert entry(room.id) == entry_counted(room.id)


def test_two_rooms_of_a_shard_do_not_lose_each_others_bits(monkeypatch: pytest.MonkeyPatch) -> None:
    space = house(a_free_room(), a_free_room())
    first, second = space.rooms
    counts(first, to=1)
    counts(second, to=1)
    meanwhile(monkeypatch, lambda: project.project_day(second.id, DAY))
    hear(first.id)
    assert None not in (entry(first.id), entry(second.id))


def test_who_never_gets_through_comes_back_later(monkeypatch: pytest.MonkeyPatch) -> None:
    space = house()
    booked(space)
    monkeypatch.setattr(store, "put_shard_day", lambda *_, **__: False)
    with pytest.raises(Busy):
        hear(space.rooms[0].id)


def test_a_room_that_is_not_listed_has_no_bits() -> None:
    space = a_house()
    booked(space)
    hear(space.rooms[0].id)
    assert not everything()


# The directory


def test_a_listing_is_stored_and_read_as_it_was() -> None:
    space = a_live_space(location=Location(48.8722, 2.3776), exceptional_days=(DayHours(TUESDAY, (), "Travaux"),))
    listing = listing_of(space, {room.id: number for number, room in enumerate(space.rooms)})
    assert listing_from(text_of(listing)) == listing
    assert listing.hours_on(TUESDAY) == ""
    assert listing.week[0] == "09:00-18:00"


def test_rooms_are_numbered_as_they_come_and_keep_their_numbers() -> None:
    first = house(a_free_room(), a_free_room())
    second = a_house(a_free_room(), host=first.host_id)
    listed(second)
    assert [place_of(room).number for room in (*rooms_of(first), *rooms_of(second))] == [0, 1, 2]
    new = a_free_room()
    edited(first, first.next_version(rooms=(new, first.rooms[1])))
    listed(first)
    assert [place_of(room.id).number for room in (first.rooms[1], second.rooms[0], new)] == [1, 2, 3]
    assert store.places([first.rooms[0].id]) == []


def test_a_space_that_moves_leaves_its_city() -> None:
    space = house()
    moved = space.next_version(address=Address("1 quai", "", "69002", "Lyon"))
    booked(space)
    edited(space, moved)
    _told(space)
    assert store.directory("paris") == []
    assert [one.space_id for one in store.directory("lyon")] == [space.id]
    assert entry(space.rooms[0].id) == entry_counted(space.rooms[0].id)
    assert place_of(space.rooms[0].id).city == "lyon"


def test_a_space_that_is_no_longer_published_is_taken_out() -> None:
    space = house()
    edited(space, space.next_version(status=SpaceStatus.REFUSED))
    listed(space)
    assert store.directory("paris") == []
    assert store.places(rooms_of(space)) == []


def test_listing_again_writes_nothing_when_nothing_changed() -> None:
    space = house()
    version = store.head("paris").version
    list_space(space.id, now=NOW)
    assert store.head("paris").version == version


def test_two_who_list_at_once_do_not_give_a_number_twice(monkeypatch: pytest.MonkeyPatch) -> None:
    first = a_house()
    second = a_house(host=first.host_id)
    plain, acts = store.save, iter([lambda: listed(second)])

    def save(*arguments: Any) -> None:
        next(acts, lambda: None)()
        plain(*arguments)

    monkeypatch.setattr(store, "save", save)
    listed(first)
    assert sorted(place_of(room).number for room in (*rooms_of(first), *rooms_of(second))) == [0, 1]


def _told(space: Space) -> None:
    """As a fact about the space would, without the fact."""
    work._look_at(space.id, NOW)


def test_a_smaller_capacity_reaches_the_days_that_are_booked() -> None:
    room = a_free_room(sold_as=SoldAs.SEAT, capacity=8)
    space = house(room)
    counts(room, to=3)
    hear(room.id)
    before = entry(room.id)
    edited(space, space.next_version(rooms=(replace(room, capacity=4),)))
    _told(space)
    assert before != entry(room.id) == entry_counted(room.id)


# Losses


def world() -> list[Space]:
    """Three spaces in two cities, in one of them across two shards; three rooms are booked, nothing is projected."""
    rooms_before(PER_SHARD - 2)
    some = a_house(*(a_free_room(sold_as=SoldAs.SEAT, capacity=6) for _ in range(2)))
    more = a_house(a_free_room(), a_free_room(), host=some.host_id)
    far = a_house(host=some.host_id, address=Address("1 rue", "", "69001", "Lyon"))
    booked(some, room=1, day=16, days=3)
    booked(more, room=0, day=18)
    booked(far, day=17)
    return [some, more, far]


def is_true(spaces: list[Space]) -> bool:
    rooms = [room for space in spaces for room in rooms_of(space)]
    return all(entry(room, day) == entry_counted(room, day) for room in rooms for day in range(DAY, DAY + 4))


@pytest.mark.parametrize("city", ["", "paris"])
def test_a_rebuild_makes_all_of_it_from_spaces_and_counters(city: str) -> None:
    spaces = world()
    steps = rebuilt(city)
    assert {step["rebuild"] for step in steps} == ({"spaces", "cities", "days"} if not city else {"spaces", "days"})
    assert is_true(spaces if not city else spaces[:2])
    assert {place_of(room).shard for space in spaces[:2] for room in rooms_of(space)} == {0, 1}
    once = everything()
    rebuilt(city)
    assert everything() == once, "a rebuild of what is right changes nothing"


def test_a_rebuild_mends_what_was_lost_and_what_was_made_up() -> None:
    spaces = world()
    rebuilt()
    right = everything()
    # Messages were lost, items too, and somebody wrote what no counter says, also on a day that nobody booked.
    wiped(["FREE#lyon", "CITY#paris"], own=False)
    place = place_of(spaces[0].rooms[0].id)
    for bucket in (DAY, DAY + 20):
        at = ShardDay(place.city, place.shard, bucket)
        _, version = store.shard_day(at)
        store.put_shard_day(at, {place.position: bytes(48)}, version=version)
    rebuilt()
    assert is_true(spaces)
    assert entry(spaces[0].rooms[0].id, DAY + 20) is None
    assert {key: item for key, item in everything().items() if key in right} == right


@pytest.mark.parametrize("crash_at", range(5))
def test_a_rebuild_survives_a_crash_at_any_step(crash_at: int) -> None:
    spaces = world()
    assert len(rebuilt(crash_at=crash_at)) > 5
    assert is_true(spaces)


def test_a_projector_that_dies_between_reading_and_writing_is_caught_up(monkeypatch: pytest.MonkeyPatch) -> None:
    spaces = world()
    rebuilt()
    room = spaces[0].rooms[0]

    def die() -> None:
        raise MemoryError("killed")

    with monkeypatch.context() as dying:
        meanwhile(dying, die)
        counts(room, to=5)
        with pytest.raises(MemoryError):
            hear(room.id)
    assert entry(room.id) != entry_counted(room.id), "its message is lost with it"
    rebuilt("paris")
    assert is_true(spaces)


def test_a_rebuild_takes_out_what_is_no_longer_published() -> None:
    spaces = world()
    rebuilt()
    edited(spaces[2], spaces[2].next_version(status=SpaceStatus.REFUSED))
    rebuilt()
    assert store.directory("lyon") == []


# The queue


@pytest.mark.parametrize("body", ["", "[]", "{", '{"room": "rm_1"}', "{}", '{"pk": "SPACE#1"}'])
def test_a_message_that_nobody_can_read_is_said_to_be_so(body: str) -> None:
    with pytest.raises(Unreadable):
        work.handle(body, NOW)


def test_a_counter_that_changes_is_told_by_its_room_and_bucket(monkeypatch: pytest.MonkeyPatch) -> None:
    sent: list[dict[str, Any]] = []
    monkeypatch.setattr(rebuild, "send", sent.append)
    key = {"pk": {"S": "ROOM#rm_1"}, "sk": {"S": counters.day_key(DAY)}}
    assert work.is_day(key)
    work.tell(key)
    assert sent == [{"room": "rm_1", "bucket": DAY}]
    assert not work.is_day({"pk": {"S": "ROOM#rm_1"}, "sk": {"S": "PLACE"}})
    assert json.dumps(sent)


@pytest.mark.parametrize("event", ["INSERT", "MODIFY", "REMOVE"])
def test_the_stream_tells_the_queue_of_counters_and_does_no_more(event: str, monkeypatch: pytest.MonkeyPatch) -> None:
    told: list[Any] = []
    monkeypatch.setattr(work, "tell", told.append)
    monkeypatch.setattr(outbox, "relay", lambda *_: pytest.fail("a counter is no fact"))
    key = {"pk": {"S": "ROOM#rm_1"}, "sk": {"S": counters.day_key(DAY)}}
    app._relay(SimpleNamespace(raw_event={"eventName": event, "dynamodb": {"Keys": key}}))
    assert told == [key]


def test_whatever_happens_to_a_space_is_wanted_and_nothing_else() -> None:
    def recorded(subject: str) -> Recorded:
        fact = SpacePublished(subject=subject, host_id="ho_1", space_id="sp_1", space_name="La Fabrique")
        return Recorded("fc_1", NOW, SYSTEM, fact)

    assert work.wants(recorded("SPACE#sp_1"))
    assert not work.wants(recorded("BK#bk_1"))


def test_a_fact_about_a_space_lists_it_and_its_booked_days() -> None:
    space = a_house()
    booked(space)
    uow = UnitOfWork(now=NOW, actor=SYSTEM)
    uow.record(SpacePublished(subject=space.key, host_id=space.host_id, space_id=space.id, space_name=space.name))
    uow.commit()
    item = outbox.item_of(uow.facts[0])
    work.handle(json.dumps({"pk": item["pk"]["S"], "sk": item["sk"]["S"]}), NOW)
    assert entry(space.rooms[0].id) == entry_counted(space.rooms[0].id) is not None


def test_spaces_are_saved_for_the_search_whatever_they_sell() -> None:
    space = saved(a_live_space(rooms=(a_room(), an_open_space())))
    rebuilt("paris")
    assert [len(one.rooms) for one in store.directory("paris")] == [2]
    assert space.id in {one.space_id for one in store.directory("paris")}
