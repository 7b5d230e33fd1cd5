"""The search shows published rooms that suit and are free, whatever its bits say."""

import json
from collections.abc import Callable, Iterator
from datetime import timedelta
from typing import Any

import pytest

import app
from chalicelib.availability.projection import directory, find, store
from chalicelib.availability.projection.cells import cell_of, cells_around, km_between
from chalicelib.availability.projection.model import ShardDay, hourly_of
from chalicelib.availability.search import Candidate, affordable, search
from chalicelib.availability.wish import Wish
from chalicelib.core.money import Basis
from chalicelib.kit.aws import dynamodb
from chalicelib.kit.settings import settings
from chalicelib.legal.model import Condition
from chalicelib.spaces.amenities import Amenity, Equipment
from chalicelib.spaces.model import (
    Address,
    BookingRules,
    DayHours,
    Location,
    OpenInterval,
    RoomKind,
    SoldAs,
    Space,
    SpaceStatus,
    Tariff,
)
from localdev.gateway import Gateway
from tests.conftest import SetClock
from tests.make.bookings import NOW
from tests.make.counted import DAY, a_free_room, booked, counts, edited
from tests.make.identity import saved_user
from tests.make.legal import SELLS
from tests.make.projection import TUESDAY, hear, listed, wish
from tests.make.spaces import a_live_space, a_room, an_open_space, saved

BELLEVILLE, LOUVRE, LYON = Location(48.8722, 2.3776), Location(48.8606, 2.3376), Location(45.7640, 4.8357)


@pytest.fixture(autouse=True)
def clean(table: str) -> Iterator[None]:
    saved_user("coworker")
    directory.forget()
    yield
    directory.forget()


def offered(*rooms: Any, **changes: Any) -> Space:
    space = saved(a_live_space(rooms=rooms or (a_free_room(),), **changes))
    listed(space)
    return space


def in_city(city: str, postcode: str, *rooms: Any, **changes: Any) -> Space:
    return offered(*rooms, address=Address("1 rue Haute", "", postcode, city), **changes)


def found(asked: Wish, limit: int = 12) -> dict[str, list[str]]:
    """Rooms by space, over all pages."""
    told: dict[str, list[str]] = {}
    after = None
    while True:
        page, after = search(asked, after=after, limit=limit, now=NOW)
        assert len(page) <= limit
        assert not told.keys() & {space.id for space, _ in page}, "a space on two pages"
        told |= {space.id: [candidate.room.id for candidate in rooms] for space, rooms in page}
        if after is None:
            return told


# What is free


def test_a_free_room_is_found_and_a_taken_one_is_not() -> None:
    space = offered(a_free_room(), a_free_room())
    assert found(wish()) == {space.id: [room.id for room in space.rooms]}
    booked(space)
    hear(space.rooms[0].id)
    assert found(wish()) == {space.id: [space.rooms[1].id]}
    assert found(wish(start="12:00", end="14:00")) == {space.id: [room.id for room in space.rooms]}


def test_what_is_shown_is_looked_at_exactly_though_the_bits_lag_behind() -> None:
    space = offered()
    booked(space)
    assert found(wish()) == {}


def test_bits_spare_the_exact_look(monkeypatch: pytest.MonkeyPatch) -> None:
    full = offered()
    booked(full)
    hear(full.rooms[0].id)
    assert find.page(wish(), after=None, limit=5) == ([], None)


@pytest.mark.parametrize("people", range(1, 13))
def test_a_party_finds_a_room_with_so_many_seats_left_and_no_fewer(people: int) -> None:
    rooms = [a_free_room(sold_as=SoldAs.SEAT, capacity=12) for _ in range(13)]
    space = offered(*rooms)
    for taken, room in enumerate(rooms):
        counts(room, to=taken)
        hear(room.id)
    assert found(wish(people=people)) == {space.id: [room.id for room in rooms[: 13 - people]]}


def test_a_space_that_is_closed_at_either_end_is_not_found() -> None:
    offered()
    assert found(wish(start="08:45", end="10:00")) == {}
    assert found(wish(start="17:00", end="18:15")) == {}
    assert found(wish(day=TUESDAY + timedelta(days=4))) == {}, "a Saturday"
    assert found(wish(start="17:00", end="18:00"))


def test_a_break_in_between_is_not_asked_to_be_free() -> None:
    halves = (OpenInterval(540, 720), OpenInterval(840, 1080))
    space = offered(opening_hours=(halves,) * 7)
    counts(space.rooms[0], slot=50, to=1000)
    hear(space.rooms[0].id)
    assert found(wish(start="09:00", end="18:00")) == {space.id: [space.rooms[0].id]}
    counts(space.rooms[0], slot=60, to=1000)
    hear(space.rooms[0].id)
    assert found(wish(start="09:00", end="18:00")) == {}


def test_exceptional_days_count_instead_of_the_week() -> None:
    offered(exceptional_days=(DayHours(TUESDAY, ()),))
    late = offered(exceptional_days=(DayHours(TUESDAY, (OpenInterval(1200, 1440),)),))
    assert found(wish()) == {}
    assert found(wish(start="20:00", end="24:00")) == {late.id: [late.rooms[0].id]}


def test_the_past_is_not_found() -> None:
    offered()
    assert found(wish(day=NOW.date(), start="09:00", end="10:00"))
    assert found(wish(day=NOW.date() - timedelta(days=7), start="09:00", end="10:00")) == {}


def test_a_room_is_found_only_when_its_own_rules_let_it_be_booked() -> None:
    hour, day = timedelta(hours=1), timedelta(days=1)
    rules = {
        "shortest": BookingRules(shortest=4 * hour), "longest": BookingRules(longest=2 * hour),
        "notice": BookingRules(notice=3 * day), "horizon": BookingRules(horizon=hour),
        "buffer": BookingRules(buffer=hour), "fine": BookingRules(shortest=hour, longest=8 * hour, notice=hour),
    }  # fmt: skip
    rooms = [a_free_room(name=name, rules=rule) for name, rule in rules.items()]
    space = offered(*rooms)
    counts(rooms[4], slot=12 * 4, to=1000)
    assert found(wish()) == {space.id: [rooms[5].id]}


def test_zones_of_one_city_name_each_keep_their_own_clock() -> None:
    near = in_city("Saint-Denis", "93200")
    far = in_city("Saint-Denis", "97400", timezone="Indian/Reunion", std_offset=timedelta(hours=4))
    counts(near.rooms[0], slot=9 * 4, to=1000)
    hear(near.rooms[0].id)
    assert found(wish("saint-denis")) == {far.id: [far.rooms[0].id]}
    assert found(wish("974")) == {far.id: [far.rooms[0].id]}


# What suits


def test_places_are_meant_by_the_start_of_a_city_or_postcode() -> None:
    paris, parthenay = in_city("Paris", "75019"), in_city("Parthenay", "79200")
    lyon = in_city("Lyon", "69001")
    second = in_city("Paris", "75002")
    expected = {
        "": {paris, parthenay, lyon, second}, "par": {paris, second, parthenay}, "PARIS": {paris, second},
        "75": {paris, second}, "75019": {paris}, "7": {paris, second, parthenay}, "東京": set(), "nantes": set(),
    }  # fmt: skip
    assert {place: set(found(wish(place))) for place in expected} == {
        place: {space.id for space in spaces} for place, spaces in expected.items()
    }


def test_a_page_goes_on_where_the_last_one_ended(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(find, "MOST_CITIES", 2)
    spaces = [in_city(city, "01000") for city in ("Aix", "Brest", "Brest", "Brest", "Caen", "Dole", "Evian")]
    full = in_city("Brest", "29200")
    booked(full)
    hear(full.rooms[0].id)
    for where in ("", "01"):
        assert set(found(wish(where), limit=2)) == {space.id for space in spaces}


@pytest.mark.parametrize("dated", [True, False])
def test_filters_keep_the_rooms_that_suit(dated: bool) -> None:
    hourly = a_room(tariff=Tariff(Basis.HT, hour=3000), kind=RoomKind.TRAINING_ROOM, capacity=12)
    daily = a_room(tariff=Tariff(Basis.TTC, day=8001), equipment=(Equipment.PROJECTOR,))
    monthly = a_room(tariff=Tariff(Basis.TTC, month=90000), kind=RoomKind.CLOSED_OFFICE)
    free = an_open_space(tariff=None)
    space = offered(hourly, daily, monthly, free, amenities=(Amenity.WIFI, Amenity.PARKING))

    def rooms(**asked: Any) -> list[str]:
        day: dict[str, Any] = {} if dated else {"day": None, "start": None, "end": None}
        return found(wish(**asked, **day)).get(space.id, [])

    assert rooms(kind=RoomKind.TRAINING_ROOM) == [hourly.id]
    assert rooms(offers=("parking", "projector")) == [daily.id]
    assert rooms(offers=("parking", "wifi")) == [hourly.id, daily.id, monthly.id, free.id]
    assert rooms(offers=("shower",)) == []
    assert rooms(max_price=3000) == [hourly.id, daily.id, free.id]
    assert rooms(max_price=2999) == [daily.id, free.id]
    assert rooms(max_price=1000) == [free.id]
    assert rooms(max_price=1001, kind=RoomKind.MEETING_ROOM) == [daily.id]
    assert rooms(max_price=9000, people=9) == [hourly.id, free.id]


def test_a_highest_price_counts_what_is_shown_with_the_tax_of_the_place() -> None:
    net, gross = a_room(tariff=Tariff(Basis.HT, hour=1000)), a_room(tariff=Tariff(Basis.TTC, hour=1200))
    daily, monthly = a_room(tariff=Tariff(Basis.HT, day=8001)), a_room(tariff=Tariff(Basis.HT, month=1))
    space = a_live_space(rooms=(net, gross, daily, monthly, a_free_room()))
    every = [(space, [Candidate(room, None) for room in space.rooms])]

    def left(most: int, condition: Condition = SELLS) -> list[str]:
        found = affordable(every, {space.id: condition}, most)
        return [one.room.id for _, rooms in found for one in rooms]

    free = space.rooms[-1].id
    assert left(1201) == [net.id, gross.id, daily.id, free]
    assert left(1200) == [net.id, gross.id, free]
    assert left(1199) == [free]
    # While nobody knows the rate, what was typed is what is shown.
    assert left(1000, Condition(None, ("billing.entity",))) == [net.id, free]
    assert affordable([(space, [Candidate(net, None)])], {space.id: SELLS}, 1199) == []


def test_prices_of_other_units_are_compared_by_the_hour() -> None:
    assert hourly_of(None) == 0
    assert hourly_of(Tariff(Basis.HT, hour=500, day=800)) == 500
    assert hourly_of(Tariff(Basis.HT, half_day=1001, day=2400)) == 251
    assert hourly_of(Tariff(Basis.HT, week=1000)) is None


def test_the_nearest_comes_first_and_nothing_beyond_the_circle() -> None:
    louvre, belleville = offered(location=LOUVRE), offered(location=BELLEVILLE)
    lyon = in_city("Lyon", "69001", location=LYON)
    offered()
    assert list(found(wish("", near=BELLEVILLE, km=5))) == [belleville.id, louvre.id]
    assert list(found(wish("", near=LOUVRE, km=5), limit=1)) == [louvre.id, belleville.id]
    assert list(found(wish("", near=BELLEVILLE, km=2))) == [belleville.id]
    assert list(found(wish("", near=LYON, km=50))) == [lyon.id]
    assert found(wish("lyon", near=BELLEVILLE, km=50)) == {}
    booked(belleville)
    assert list(found(wish("", near=BELLEVILLE, km=5))) == [louvre.id]
    assert list(found(Wish("", None, None, None, 1, near=BELLEVILLE, km=5))) == [belleville.id, louvre.id]


def test_distances_are_those_of_the_earth() -> None:
    assert 391 < km_between(BELLEVILLE, LYON) < 396
    assert km_between(Location(0, 179.9), Location(0, -179.9)) < 23
    assert km_between(LYON, LYON) == 0


@pytest.mark.parametrize("middle", [BELLEVILLE, Location(-17.5, 179.99), Location(0, -180), Location(89.95, 10)])
def test_cells_cover_the_whole_circle(middle: Location) -> None:
    covered = {(row, column) for row, first, last in cells_around(middle, 50) for column in range(first, last + 1)}
    for north in range(-9, 10):
        for east in range(-18, 19):
            longitude = (middle.longitude + east / 20 + 180) % 360 - 180
            point = Location(min(90.0, middle.latitude + north / 20), longitude)
            if km_between(middle, point) <= 50:
                assert cell_of(point) in covered


def test_what_is_no_longer_published_is_not_shown_though_it_is_listed() -> None:
    space = offered()
    edited(space, space.next_version(status=SpaceStatus.REFUSED))
    assert found(wish()) == {}
    assert find.page(wish(), after=None, limit=5)[0] != []


def test_a_new_space_is_found_at_once_in_a_container_that_knows_its_city() -> None:
    first = offered()
    assert set(found(wish())) == {first.id}
    second = offered()
    assert set(found(wish())) == {first.id, second.id}


def test_a_known_city_is_not_read_again(monkeypatch: pytest.MonkeyPatch) -> None:
    offered()
    found(wish())
    monkeypatch.setattr(store, "directory", lambda _: pytest.fail("read again"))
    assert found(wish())


# Over HTTP


@pytest.fixture
def ask(at: SetClock) -> Callable[[str], tuple[int, Any]]:
    at(NOW)
    gateway = Gateway(app.app)

    def call(query: str) -> tuple[int, Any]:
        answer = gateway.call("GET", f"/v1/catalogue/spaces?{query}", {}, b"")
        return answer.status, answer.json()

    return call


SPAN = "date=2027-03-16&start=09:00&end=12:00"


def test_filters_go_by_the_address(ask: Callable[[str], tuple[int, Any]]) -> None:
    space = offered(a_free_room(), location=BELLEVILLE)
    here = f"{SPAN}&near=48.87,2.37&radius_km=3&kind=meeting_room&amenities=wifi,coffee&max_price=0&people=2"
    status, page = ask(here)
    assert (status, [item["id"] for item in page["items"]], page["next_cursor"]) == (200, [space.id], None)
    assert ask(f"{here}&amenities=shower")[1]["items"] == []


def test_a_cursor_belongs_to_its_filters(ask: Callable[[str], tuple[int, Any]]) -> None:
    offered(), offered()
    _, page = ask(f"{SPAN}&limit=1&amenities=wifi,coffee")
    assert len(page["items"]) == 1
    assert ask(f"{SPAN}&limit=1&amenities=coffee,wifi&cursor={page['next_cursor']}")[0] == 200
    assert ask(f"{SPAN}&limit=1&amenities=wifi&cursor={page['next_cursor']}")[0] == 422


@pytest.mark.parametrize(
    "query",
    [
        "near=1", "near=a,b", "near=91,0", "near=0,181", "near=48.87,2.37&radius_km=0", "radius_km=51",
        "max_price=-1", "kind=castle", "amenities=gold", "radius_km=nan", "near=nan,nan",
    ],
)  # fmt: skip
def test_what_makes_no_sense_is_refused_in_words(ask: Callable[[str], tuple[int, Any]], query: str) -> None:
    status, problem = ask(query)
    assert status == 422
    assert json.dumps(problem)


# What it costs


def test_a_city_of_five_thousand_rooms_is_read_for_twenty_units_at_most() -> None:
    """By the sizes of what is stored for 2,980 rooms with entries of noise, which nothing can compress."""
    noise = {position: bytes((position * 89 + byte * 151) ** 2 % 251 for byte in range(48)) for position in range(50)}
    for shard in range(100):
        entries = {position: noise[position] for position in range(30 if shard < 80 else 29)}
        store.put_shard_day(ShardDay("a-city-with-a-rather-long-name", shard, DAY), entries, version=0)
    answer = dynamodb().query(
        TableName=settings().table_name,
        KeyConditionExpression="pk = :pk",
        ExpressionAttributeValues={":pk": {"S": f"FREE#a-city-with-a-rather-long-name#{DAY:06d}"}},
    )
    size = sum(_size(item) for item in answer["Items"])
    assert len(answer["Items"]) == 100
    assert 0.5 * -(-size // 4096) <= 20
    assert len(store.stored_on("a-city-with-a-rather-long-name", DAY)) == 100


def _size(item: dict[str, Any]) -> int:
    told = {kind: content for value in item.values() for kind, content in value.items()}
    assert told
    names = sum(len(name) for name in item)
    values = sum(
        len(content) if kind in "SB" else len(content) // 2 + 2
        for value in item.values()
        for kind, content in value.items()
    )
    return names + values
