"""What the search believes is compared with what is; what stands wrong is mended, and told if it cannot be."""

from datetime import timedelta

import pytest

from chalicelib.availability.projection import audit, project, rebuild, store
from chalicelib.availability.projection.bitmaps import PER_SHARD
from chalicelib.availability.projection.model import ShardDay
from chalicelib.operations.rules import projection_matches_counters as rule
from chalicelib.spaces.model import Address, Space
from tests.make.bookings import NOW
from tests.make.checks import Checks
from tests.make.counted import DAY, a_free_room, a_house, booked, edited
from tests.make.identity import saved_user
from tests.make.projection import entry, entry_counted, everything, listed, place_of, rebuilt, rooms_before, wiped

RULE = "projection_matches_counters"


@pytest.fixture(autouse=True)
def hurried(table: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(rule, "PAUSES", (0.0, 0.0))
    monkeypatch.setattr(rule, "SPACES", 2)
    monkeypatch.setattr(rebuild, "HORIZON", 30)
    monkeypatch.setattr(project, "FIRST_PAUSE", 0.0)
    saved_user("coworker")


@pytest.fixture
def world() -> list[Space]:
    """Three spaces in two cities, in one of them across two shards, one room booked; projected as they are."""
    rooms_before(PER_SHARD - 2)
    some = a_house(a_free_room(), a_free_room())
    more = a_house(a_free_room(), a_free_room(), host=some.host_id)
    far = a_house(host=some.host_id, address=Address("1 rue", "", "69001", "Lyon"))
    booked(more, room=1)
    rebuilt()
    return [some, more, far]


def plant(room_id: str, bucket: int = DAY, bits: bytes = bytes(48)) -> None:
    """Somebody writes what no counter says."""
    place = place_of(room_id)
    at = ShardDay(place.city, place.shard, bucket)
    entries, version = store.shard_day(at)
    assert store.put_shard_day(at, entries | {place.position: bits}, version=version)


def test_a_sound_world_is_examined_to_its_end(checks: Checks, world: list[Space]) -> None:
    run = checks.run(RULE, NOW)
    assert (run.examined, run.repaired, checks.subjects(RULE)) == (3 + 5, 0, [])


def test_a_world_without_spaces_is_examined_to_its_end(checks: Checks) -> None:
    assert checks.run(RULE, NOW).examined == 0


def test_wrong_bits_are_mended_wherever_they_are(checks: Checks, world: list[Space]) -> None:
    wrong = [(world[0].rooms[0].id, DAY), (world[1].rooms[1].id, DAY), (world[2].rooms[0].id, DAY + 20)]
    for room_id, bucket in wrong:
        plant(room_id, bucket)
    run = checks.run(RULE, NOW)
    assert (run.repaired, checks.subjects(RULE)) == (3, [])
    assert all(entry(room_id, bucket) == entry_counted(room_id, bucket) for room_id, bucket in wrong)
    assert checks.run(RULE, NOW + timedelta(days=1)).repaired == 0


def test_what_no_message_told_is_mended(checks: Checks, world: list[Space]) -> None:
    booked(world[0], room=1)
    wiped(["FREE#"], own=False)
    assert checks.run(RULE, NOW).repaired == 2
    assert entry(world[0].rooms[1].id) == entry_counted(world[0].rooms[1].id) is not None


def test_a_projection_that_is_gone_is_made_again(checks: Checks, world: list[Space]) -> None:
    wiped()
    assert everything() == {}
    run = checks.run(RULE, NOW)
    assert (run.repaired, checks.subjects(RULE)) == (3, [])
    assert entry(world[1].rooms[1].id) == entry_counted(world[1].rooms[1].id) is not None
    assert checks.run(RULE, NOW + timedelta(days=1)).repaired == 0


def test_a_space_that_is_not_listed_as_it_is_is_listed(checks: Checks, world: list[Space]) -> None:
    edited(world[2], world[2].next_version(amenities=()))
    fresh = a_house(host=world[0].host_id)
    booked(fresh)
    assert checks.run(RULE, NOW).repaired == 2
    assert entry(fresh.rooms[0].id) == entry_counted(fresh.rooms[0].id)
    assert checks.run(RULE, NOW + timedelta(days=1)).repaired == 0


def test_what_cannot_be_mended_is_told(checks: Checks, world: list[Space], monkeypatch: pytest.MonkeyPatch) -> None:
    plant(world[0].rooms[0].id)
    unlisted = a_house(host=world[0].host_id)
    monkeypatch.setattr(audit, "mend", lambda _: None)
    monkeypatch.setattr(audit, "list_again", lambda *_: None)
    checks.run(RULE, NOW)
    assert checks.subjects(RULE) == sorted([f"{world[0].rooms[0].id}/{DAY}", unlisted.id])
    assert checks.metrics("RuleBroken") == [({"rule": RULE}, 2)]


def test_a_change_on_its_way_is_no_difference(world: list[Space], monkeypatch: pytest.MonkeyPatch) -> None:
    """The queue works between two looks."""
    booked(world[2])
    late = a_house(host=world[0].host_id)

    def queue_works(_: float) -> None:
        listed(late)
        project.project_day(world[2].rooms[0].id, DAY)

    for cursor in (None, '{"city": "lyon", "shard": 0}'):
        found = rule.examine(cursor, NOW, pause=queue_works)
        assert (found.repaired, found.violations) == (0, [])
