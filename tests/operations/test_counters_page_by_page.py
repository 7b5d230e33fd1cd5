"""The walk through all hosts and rooms: a few at a time, each once, and again only what differs."""

from typing import Any

import pytest

from chalicelib.availability.audit import places_counted
from chalicelib.bookings import audit
from chalicelib.identity.hosts import rename_host
from chalicelib.operations.rules import counters_match_bookings
from tests.make.bookings import NOW, work
from tests.make.checks import Checks
from tests.make.counted import a_free_room, a_house, booked, counts, edited
from tests.make.identity import saved_host, saved_user

RULE = "counters_match_bookings"


@pytest.fixture(autouse=True)
def hurried(table: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(counters_match_bookings, "PAUSES", tuple(0.0 for _ in counters_match_bookings.PAUSES))
    saved_user("coworker")


def test_hosts_come_a_few_a_page_and_each_once(checks: Checks, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(counters_match_bookings, "HOSTS", 2)
    houses = [a_house(host=saved_host("owner", key=f"{number}").id) for number in range(5)]
    for house in houses:
        counts(house.rooms[0], by=1)

    pages, cursor = [], None
    while True:
        found = counters_match_bookings.examine(cursor, NOW)
        pages.append(len(found.violations))
        cursor = found.cursor
        if cursor is None:
            break

    assert pages == [2, 2, 1]
    assert checks.run(RULE, NOW).examined == 5
    assert sorted(checks.subjects(RULE)) == sorted(f"{house.rooms[0].id}/2027-03-16" for house in houses)


@pytest.mark.parametrize("rooms_a_page", [1, 2, 3, 5, 6])
def test_a_host_with_many_rooms_is_cut_between_them(
    checks: Checks, monkeypatch: pytest.MonkeyPatch, rooms_a_page: int
) -> None:
    monkeypatch.setattr(counters_match_bookings, "ROOMS", rooms_a_page)
    monkeypatch.setattr(counters_match_bookings, "SPACES", 1)
    host = saved_host("owner").id
    first, second = (a_house(a_free_room(), a_free_room(), host=host, name=name) for name in "AB")
    third = a_house(a_free_room(), host=host, name="C")
    other = a_house(host=saved_host("owner", key="2").id)
    rooms = [*first.rooms, *second.rooms, *third.rooms, *other.rooms]
    gone = booked(first, room=1)
    edited(first, first.next_version(rooms=first.rooms[:1]))
    for room in rooms:
        counts(room, by=1)

    run = checks.run(RULE, NOW)

    assert gone.room_id == rooms[1].id
    assert run.examined == len(rooms) - 1, "the one that is gone comes with its booking"
    assert sorted(checks.subjects(RULE)) == sorted(f"{room.id}/2027-03-16" for room in rooms)


@pytest.mark.parametrize("rooms_a_page", [1, 2, 4])
def test_a_host_cut_into_parts_is_read_once_and_the_next_host_follows(
    checks: Checks, monkeypatch: pytest.MonkeyPatch, rooms_a_page: int
) -> None:
    monkeypatch.setattr(counters_match_bookings, "ROOMS", rooms_a_page)
    monkeypatch.setattr(audit, "BATCH", 2)
    large, small = sorted(saved_host("owner", key=f"{number}").id for number in range(2))
    houses = [a_house(*(a_free_room() for _ in range(5)), host=large), a_house(host=small)]
    bookings = [booked(house, room=number) for house in houses for number in range(len(house.rooms))]
    read = reads_of_rooms(monkeypatch)

    run = checks.run(RULE, NOW)

    assert (run.examined, checks.subjects(RULE)) == (6, [])
    assert sorted(read) == sorted(booking.room_id for booking in bookings)


def reads_of_rooms(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """The rooms whose counters are read from now on."""
    read: list[str] = []

    def spy(room_id: str, bucket: int) -> Any:
        read.append(room_id)
        return places_counted(room_id, bucket)

    monkeypatch.setattr(counters_match_bookings, "places_counted", spy)
    return read


def test_a_host_that_is_renamed_stays_among_the_hosts(checks: Checks) -> None:
    host = saved_host("owner")
    a_house(host=host.id)
    rename_host(host, expected=1, name="Autre", language="fr", uow=work("owner"))
    assert checks.run(RULE, NOW).examined == 1


def test_only_what_differs_is_read_again(monkeypatch: pytest.MonkeyPatch) -> None:
    house = a_house(*(a_free_room() for _ in range(4)))
    counts(house.rooms[2], by=1)
    read = reads_of_rooms(monkeypatch)
    counters_match_bookings.examine(None, NOW)
    assert len(read) == 4 + 1 + 1
    assert read.count(house.rooms[2].id) == 3
