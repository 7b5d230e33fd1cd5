"""Which of a city's 5,000 rooms are free: asking each room's counters, against asking the projection."""

import random
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from statistics import median
from typing import Any
from unittest.mock import patch

from botocore.client import BaseClient

from bench.ground import call
from bench.replay import recorded
from chalicelib.availability.free import fits
from chalicelib.availability.projection import directory, find, store
from chalicelib.availability.projection.bitmaps import PER_SHARD, Entries, entry_of
from chalicelib.availability.projection.listing import list_space
from chalicelib.availability.projection.model import ShardDay
from chalicelib.availability.slots import PER_BUCKET, Buckets, quarter_number
from chalicelib.availability.store import counters_of_many, day_key
from chalicelib.availability.wish import Wish
from chalicelib.kit import secrets
from chalicelib.kit.aws import dynamodb
from chalicelib.kit.settings import settings
from chalicelib.kit.table import key, put_many
from chalicelib.spaces.model import Address, OpenInterval, Room, SoldAs, Space, room_key
from tests.make.spaces import a_live_space, a_room, saved

CITY = "Villeneuve"
SPACES, ROOMS = 1000, 5
BOOKED = 2980
PARTY = 4
CAPACITIES = (1, 4, 6, 8, 12, 20)
HOURS = ((480, 1080), (480, 1200), (540, 1080), (540, 1140), (420, 1320), (0, 1440))
LONGEST, SHORTEST = 16, 4
"""Quarters of a booking."""

ROUNDS = 15


@dataclass(frozen=True)
class Side:
    """Calls to DynamoDB, read units and milliseconds of processor, the client of AWS included."""

    calls: int
    units: float
    cpu: float


@dataclass(frozen=True)
class Search:
    """The same rooms by both ways. `first_page` is one page's candidates, `handler` the whole answer over HTTP, with
    the spaces, the prices and the exact look at what it shows."""

    rooms: int
    booked: int
    free: int
    one_by_one: Side
    projection: Side
    first_page: Side
    handler: Side
    stored: int
    """Bytes of the city's day."""

    @property
    def ratio(self) -> float:
        return self.projection.cpu / self.one_by_one.cpu


def searching(spaces: int = SPACES, rounds: int = ROUNDS) -> Search:
    day = datetime.now(UTC).date() + timedelta(days=30)
    day += timedelta(days=(2 - day.weekday()) % 7)
    booked = spaces * ROOMS * BOOKED // (SPACES * ROOMS)
    made = _city(spaces)
    bucket = _bucket(day)
    _book(made, bucket, booked)
    wish = Wish("villeneuve", day, "10:00", "12:00", PARTY)
    directory.forget()
    slots: Buckets = {bucket: [quarter for quarter in range(PER_BUCKET) if _ten(day) <= quarter < _ten(day) + 8]}
    rooms = [room for space in made for room in space.rooms if _open(space) and room.capacity >= PARTY]

    def one_by_one() -> set[str]:
        taken = counters_of_many([room.key for room in rooms], slots)
        return {room.id for room in rooms if fits(room, slots, taken[room.key], PARTY)}

    def projected() -> set[str]:
        (fresh,) = store.heads_from("villeneuve", "", 1)
        return {room_id for match in find.free_in(fresh, wish) for room_id in match.room_ids}

    if projected() != one_by_one():
        raise RuntimeError("the two ways find different rooms")
    # A cursor is signed; a warm container has read the key.
    known = secrets.Secrets("sk_of_the_bench", "whsec_of_the_bench", "of-the-bench")
    query = {"where": CITY, "date": f"{day}", "start": "10:00", "end": "12:00", "people": str(PARTY)}
    with patch.object(secrets, "_read", lambda: known):
        secrets.forget()
        handler = _measured(lambda: call("GET", "/v1/catalogue/spaces", query=query), rounds)
    return Search(
        rooms=spaces * ROOMS,
        booked=booked,
        free=len(projected()),
        one_by_one=_measured(one_by_one, min(rounds, 5)),
        projection=_measured(projected, rounds),
        first_page=_measured(lambda: find.page(wish, after=None, limit=12), rounds),
        handler=handler,
        stored=_stored("villeneuve", bucket),
    )


def _city(spaces: int) -> list[Space]:
    chance = random.Random(7)
    made: list[Space] = []
    for number in range(spaces):
        opens, closes = HOURS[number % len(HOURS)]
        rooms = tuple(
            a_room(
                tariff=None,
                capacity=chance.choice(CAPACITIES),
                sold_as=chance.choice((SoldAs.WHOLE, SoldAs.WHOLE, SoldAs.SEAT)),
            )
            for _ in range(ROOMS)
        )
        space = a_live_space(
            rooms=rooms,
            address=Address(f"{number} rue Haute", "", "69100", CITY),
            opening_hours=((OpenInterval(opens, closes),),) * 7,
        )
        made.append(saved(space))
        list_space(space.id, now=datetime.now(UTC))
    return made


def _book(spaces: list[Space], bucket: int, booked: int) -> None:
    """One to four bookings in each room, and what the projector makes of them: a shard at a time, since 2,980
    messages would measure the queue."""
    chance = random.Random(11)
    rooms = [room for space in spaces for room in space.rooms]
    counted = {room.id: _counters(room, chance) for room in chance.sample(rooms, booked)}
    put_many([_item(room_id, bucket, counters) for room_id, counters in counted.items()])
    shards: dict[int, Entries] = {}
    for place in store.places(counted):
        entry = entry_of(counted[place.room_id], capacity=place.capacity, sold_as=place.sold_as)
        if entry:
            shards.setdefault(place.number // PER_SHARD, {})[place.position] = entry
    for shard, entries in shards.items():
        store.put_shard_day(ShardDay("villeneuve", shard, bucket), entries, version=0)


def _counters(room: Room, chance: random.Random) -> dict[int, int]:
    counters: dict[int, int] = {}
    for _ in range(chance.randint(1, 4)):
        weight = 1000 if room.sold_as is SoldAs.WHOLE else chance.randint(1, room.capacity)
        start = chance.randrange(7 * 4, 19 * 4, 2)
        for slot in range(start, start + chance.randrange(SHORTEST, LONGEST + 1, 2)):
            if room.sold_as is SoldAs.WHOLE:
                counters[slot] = weight
            elif counters.get(slot, 0) + weight <= room.capacity:
                counters[slot] = counters.get(slot, 0) + weight
    return counters


def _item(room_id: str, bucket: int, counters: dict[int, int]) -> dict[str, Any]:
    fields = {f"s{slot:02d}": {"N": str(count)} for slot, count in counters.items()}
    return key(room_key(room_id), day_key(bucket)) | fields


def _measured(act: Callable[[], object], rounds: int) -> Side:
    act()
    with recorded() as calls:
        act()
    times = []
    for _ in range(rounds):
        began = time.process_time()
        act()
        times.append((time.process_time() - began) * 1000)
    with _weighed() as units:
        act()
    return Side(len(calls), sum(units), median(times))


@contextmanager
def _weighed() -> Iterator[list[float]]:
    """What each call consumed, as DynamoDB tells it."""
    units: list[float] = []
    plain = BaseClient._make_api_call  # type: ignore[attr-defined]

    def ask(client: Any, operation: str, parameters: dict[str, Any]) -> Any:
        answer = plain(client, operation, parameters | {"ReturnConsumedCapacity": "TOTAL"})
        told = answer.get("ConsumedCapacity", [])
        units.extend(one["CapacityUnits"] for one in (told if isinstance(told, list) else [told]))
        return answer

    with patch.object(BaseClient, "_make_api_call", ask):
        yield units


def _stored(city: str, bucket: int) -> int:
    answer = dynamodb().query(
        TableName=settings().table_name,
        KeyConditionExpression="pk = :pk",
        ExpressionAttributeValues={":pk": {"S": f"FREE#{city}#{bucket:06d}"}},
    )
    return sum(len(item["bits"]["B"]) for item in answer["Items"])


def _open(space: Space) -> bool:
    (hours,) = space.opening_hours[0]
    return hours.opens <= 600 and hours.closes >= 720


def _bucket(day: date) -> int:
    return quarter_number(datetime(day.year, day.month, day.day, 12, tzinfo=UTC), timedelta(hours=1)) // PER_BUCKET


def _ten(day: date) -> int:
    """The quarter of ten o'clock in Paris on the spaces' constant clock."""
    local = a_live_space().zone
    return quarter_number(datetime(day.year, day.month, day.day, 10, tzinfo=local), timedelta(hours=1)) % PER_BUCKET
