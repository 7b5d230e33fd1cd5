"""Each counter of a room and day is the sum of the bookings that hold it; a difference that stands still is told."""

from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest

from chalicelib.availability.audit import places_counted
from chalicelib.bookings import policy, store
from chalicelib.bookings.blocking import Conflicts
from chalicelib.bookings.decide import decline
from chalicelib.kit.aws import dynamodb
from chalicelib.operations.model import Findings
from chalicelib.operations.rules import counters_match_bookings
from chalicelib.spaces.model import SoldAs
from tests.make.audit import places_held, places_taken
from tests.make.bookings import NOW, work
from tests.make.checks import Checks
from tests.make.counted import DAY, NINE, a_free_room, a_house, booked, counts, edited, forgotten
from tests.make.identity import saved_host, saved_user
from tests.make.planning import blocked

RULE = "counters_match_bookings"


@pytest.fixture(autouse=True)
def hurried(table: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(counters_match_bookings, "PAUSES", tuple(0.0 for _ in counters_match_bookings.PAUSES))
    saved_user("coworker")


def look(pause: Callable[[float], object] = lambda _: None) -> Findings:
    return counters_match_bookings.examine(None, NOW, pause=pause)


def told(found: Findings) -> dict[str, str]:
    return {violation.subject: violation.detail for violation in found.violations}


# Nothing is wrong


def test_a_sound_world_has_no_differences(checks: Checks) -> None:
    seats = a_free_room(sold_as=SoldAs.SEAT, capacity=4)
    house = a_house(seats, a_free_room(), a_free_room())
    far = a_house(host=saved_host("owner", key="2").id, timezone="Pacific/Tahiti", std_offset=timedelta(hours=-10))
    booked(house)
    booked(house, day=16, days=2)
    booked(house, room=1, day=20, days=12)
    booked(house, room=1, day=18)
    decline(booked(house, room=1, day=17), reason="", uow=work("owner"))
    booked(far, day=15)
    booked(far, day=28, days=3)
    assert places_taken() == places_held()

    run = checks.run(RULE, NOW)

    assert (run.examined, checks.subjects(RULE)) == (4, [])
    assert checks.metrics("RuleBroken") == [({"rule": RULE}, 0)]
    assert checks.metrics("RuleRepaired") == [({"rule": RULE}, 0)]


def test_a_world_without_hosts_is_examined_to_its_end(checks: Checks) -> None:
    assert checks.run(RULE, NOW).examined == 0


@pytest.mark.parametrize("days", [1, 15, 31])
def test_a_booking_that_began_long_ago_and_is_not_over_still_counts(checks: Checks, days: int) -> None:
    house = a_house()
    long = booked(house, day=16, days=days)
    for now in (long.period.start, long.period.end - timedelta(hours=4), long.period.end + timedelta(days=1)):
        assert checks.run(RULE, now).examined == 1
        assert checks.subjects(RULE) == []


def test_the_longest_booking_is_within_its_reach() -> None:
    """What it reads starts 35 days ago; what it compares began at most two days and a zone before today."""
    assert timedelta(days=policy.LONGEST_DAYS + 3, hours=14) < timedelta(days=policy.LONGEST_DAYS) + timedelta(days=4)


# Something is wrong


@pytest.mark.parametrize(
    ("change", "detail"),
    [
        ({"by": 1}, "1 quarters from 09:00 on: counted 1001, held 1000"),
        ({"by": -1000}, "1 quarters from 09:00 on: counted 0, held 1000"),
        ({"to": -1}, "1 quarters from 09:00 on: counted -1, held 1000"),
        ({"by": 4, "slot": NINE - 1}, "1 quarters from 08:45 on: counted 4, held 0"),
        ({"by": 4, "slot": 95}, "1 quarters from 23:45 on: counted 4, held 0"),
    ],
)  # fmt: skip
def test_a_counter_that_is_wrong_is_told(change: dict[str, int], detail: str) -> None:
    house = a_house()
    booked(house)
    counts(house.rooms[0], **change)
    assert told(look()) == {f"{house.rooms[0].id}/2027-03-16": detail}


def test_blocks_are_counted_with_the_bookings_that_they_lie_over() -> None:
    house = a_house(a_free_room(), a_free_room())
    booking = booked(house)
    blocked(house, conflicts=Conflicts.KEEP, seen=[booking.id])
    blocked(house, house.rooms[1], slots=[("2027-03-15T00:00", "2027-04-14T00:00")], key="long")
    assert told(look()) == {}
    counts(house.rooms[0], by=-1000)
    detail = "1 quarters from 09:00 on: counted 1000, held 2000"
    assert told(look()) == {f"{house.rooms[0].id}/2027-03-16": detail}


def test_a_block_that_no_counter_knows_is_told() -> None:
    house = a_house()
    blocked(house)
    forgotten(house.rooms[0])
    detail = "12 quarters from 09:00 on: counted 0, held 1000"
    assert told(look()) == {f"{house.rooms[0].id}/2027-03-16": detail}


def test_places_that_nobody_holds_are_told(checks: Checks) -> None:
    """As a place looks that was taken and never given back."""
    house = a_house(a_free_room(), a_free_room())
    counts(house.rooms[1], by=1000)
    subject = f"{house.rooms[1].id}/2027-03-16"

    checks.run(RULE, NOW)
    checks.run(RULE, NOW + timedelta(days=1))

    (seen,) = checks.broken(RULE)
    assert (seen.violation.subject, seen.first_seen, seen.last_seen) == (subject, NOW, NOW + timedelta(days=1))
    assert checks.metrics("RuleBroken") == [({"rule": RULE}, 1), ({"rule": RULE}, 1)]

    counts(house.rooms[1], by=-1000)
    checks.run(RULE, NOW + timedelta(days=2))
    assert checks.subjects(RULE) == []
    assert checks.metrics("RuleBroken")[-1] == ({"rule": RULE}, 0)


def test_a_booking_that_no_counter_knows_is_told() -> None:
    house = a_house()
    booked(house)
    forgotten(house.rooms[0])
    detail = "12 quarters from 09:00 on: counted 0, held 1000"
    assert told(look()) == {f"{house.rooms[0].id}/2027-03-16": detail}


def test_a_room_that_is_gone_is_compared_while_a_booking_names_it() -> None:
    house = a_house(a_free_room(), a_free_room())
    booked(house, room=1)
    counts(house.rooms[1], by=1)
    reduced = house.next_version(rooms=house.rooms[:1])
    edited(house, reduced)
    assert list(told(look())) == [f"{house.rooms[1].id}/2027-03-16"]


def test_it_looks_from_yesterday_on_into_the_farthest_future() -> None:
    house = a_house()
    today = DAY - 1
    for days in (-3, -2, -1, 0, 1, 364):
        counts(house.rooms[0], day=today + days, by=1)
    dates = [subject.split("/")[1] for subject in told(look())]
    assert dates == ["2027-03-13", "2027-03-14", "2027-03-15", "2027-03-16", "2028-03-13"], "yesterday in any zone"


def test_many_wrong_days_of_a_room_are_told_by_the_first_five() -> None:
    house = a_house()
    for day in range(DAY, DAY + 8):
        counts(house.rooms[0], day=day, by=1)
    details = list(told(look()).values())
    assert len(details) == 5
    assert details[-1].endswith("; 3 later days as well")
    assert not any("later" in detail for detail in details[:-1])


# Only what stands still


@pytest.mark.parametrize("mended_after", [1, 2])
def test_a_difference_that_goes_away_within_three_readings_is_none(mended_after: int) -> None:
    house = a_house()
    counts(house.rooms[0], by=1000)
    pauses: list[float] = []

    def mend(seconds: float) -> None:
        pauses.append(seconds)
        if len(pauses) == mended_after:
            counts(house.rooms[0], by=-1000)

    assert told(look(mend)) == {}
    assert len(pauses) == mended_after, "there was nothing left to look at again"


def test_a_difference_that_keeps_changing_is_traffic() -> None:
    house = a_house()
    counts(house.rooms[0], by=1)
    assert told(look(lambda _: counts(house.rooms[0], by=1))) == {}


def test_what_stands_still_beside_what_changes_is_told() -> None:
    house = a_house()
    counts(house.rooms[0], by=1)
    counts(house.rooms[0], slot=NINE + 4, by=7)
    found = told(look(lambda _: counts(house.rooms[0], by=1)))
    assert list(found.values()) == ["1 quarters from 10:00 on: counted 7, held 0"]


def test_a_booking_that_the_index_does_not_show_yet_is_no_difference(monkeypatch: pytest.MonkeyPatch) -> None:
    house = a_house()
    booked(house)
    shown, lag = store.keys_of_host, [True]
    monkeypatch.setattr(store, "keys_of_host", lambda *at: ([], None) if lag else shown(*at))
    assert told(look(lambda _: lag.clear())) == {}
    lag.append(True)
    assert len(told(look())) == 1, "the lag is what would have been told"


def test_a_booking_made_between_the_two_readings_of_a_room_is_no_difference(monkeypatch: pytest.MonkeyPatch) -> None:
    house = a_house()
    counted, first = places_counted, [True]

    def late(room_id: str, bucket: int) -> Any:
        if first:
            first.clear()
            booked(house)
        return counted(room_id, bucket)

    monkeypatch.setattr(counters_match_bookings, "places_counted", late)
    assert told(look()) == {}
    assert not first


def test_counters_and_bookings_are_read_strongly(monkeypatch: pytest.MonkeyPatch) -> None:
    house = a_house()
    booked(house)
    asked: list[bool] = []

    def note(params: Any, **_: Any) -> None:
        if str(params.get("ExpressionAttributeValues", {}).get(":pk", {})).find("ROOM#") > 0:
            asked.append(params["ConsistentRead"])
        for of_table in params.get("RequestItems", {}).values():
            asked.append(of_table["ConsistentRead"])

    events = dynamodb().meta.events
    events.register("provide-client-params.dynamodb", note, unique_id="test")
    try:
        look()
    finally:
        events.unregister("provide-client-params.dynamodb", unique_id="test")
    assert len(asked) >= 3
    assert all(asked)
