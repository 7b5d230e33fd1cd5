"""What must be true of bookings and places after any race. Counted here anew, from the items as they lie."""

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import timedelta
from typing import Any

import boto3

from chalicelib.availability.block_store import _block
from chalicelib.availability.blocks import BLOCK_WEIGHT
from chalicelib.availability.slots import WHOLE_WEIGHT, buckets_of, field
from chalicelib.bookings.items import SK, booking_of
from chalicelib.bookings.model import HOLDS_SLOTS, Booking, Status
from chalicelib.kit.outbox import is_fact, recorded_of
from chalicelib.kit.settings import settings
from chalicelib.kit.table import Item
from chalicelib.spaces.model import Room, SoldAs

Quarter = tuple[str, str, str]
"""Room, day, quarter."""

ASKED, SAID_YES, SURE = "BookingRequested", "BookingAccepted", "BookingConfirmed"
MOVED = "BookingMoved"
"""Any number of times, in any story."""

OFFERED = "PlaceOffered"
"""Before any other story, of whoever was in line."""

TOLD: Mapping[Status, Sequence[tuple[str, ...]]] = {
    Status.OFFERED: [(OFFERED,)],
    Status.ABANDONED: [(OFFERED, "OfferPassed")],
    Status.PENDING_HOST: [(ASKED,)],
    Status.CONFIRMED: [(SURE,), (ASKED, SAID_YES, SURE)],
    Status.DECLINED: [(ASKED, "BookingDeclined")],
    Status.EXPIRED: [(ASKED, "BookingExpired")],
    Status.CANCELLED: [
        (ASKED, "BookingCancelled"), (SURE, "BookingCancelled"), (ASKED, SAID_YES, SURE, "BookingCancelled"),
    ],
}  # fmt: skip
"""What the facts of a free booking may tell, by its state."""


def everything(client: Any) -> list[Item]:
    pages = client.get_paginator("scan").paginate(TableName=settings().table_name, ConsistentRead=True)
    return [item for page in pages for item in page["Items"]]


def written(endpoint: str) -> Iterator[Item]:
    """Every version of every item that was ever written, in order: the table's stream, read from its beginning."""
    plain: Any = boto3.client("dynamodb", endpoint_url=endpoint)
    streams: Any = boto3.client("dynamodbstreams", endpoint_url=endpoint)
    arn = plain.describe_table(TableName=settings().table_name)["Table"]["LatestStreamArn"]
    for shard in streams.describe_stream(StreamArn=arn)["StreamDescription"]["Shards"]:
        cursor = streams.get_shard_iterator(
            StreamArn=arn, ShardId=shard["ShardId"], ShardIteratorType="TRIM_HORIZON"
        )["ShardIterator"]
        while cursor:
            page = streams.get_records(ShardIterator=cursor)
            # What is deleted has no new version.
            yield from (
                record["dynamodb"]["NewImage"] for record in page["Records"] if record["eventName"] != "REMOVE"
            )
            cursor = page.get("NextShardIterator") if page["Records"] else None


def bookings(items: Iterable[Item]) -> list[Booking]:
    mine = [item for item in items if item["pk"]["S"].startswith("BK#") and item["sk"]["S"] == SK]
    return [booking_of(item) for item in mine]


def counted(items: Iterable[Item]) -> Counter[Quarter]:
    """What the counters carry, zeros left out."""
    return Counter({
        (item["pk"]["S"], item["sk"]["S"], name): int(value["N"])
        for item in items
        if item["sk"]["S"].startswith("DAY#")
        for name, value in item.items()
        if name not in {"pk", "sk"} and int(value["N"])
    })  # fmt: skip


def held(items: Iterable[Item]) -> Counter[Quarter]:
    """What the bookings and blocks say that the counters carry."""
    places = blocked(items := list(items))
    for booking in bookings(items):
        if booking.status in HOLDS_SLOTS:
            buckets = buckets_of(booking.held, timedelta(minutes=booking.std_offset_minutes))
            for bucket, slots in buckets.items():
                for slot in slots:
                    places[f"ROOM#{booking.room_id}", f"DAY#{bucket:06d}", field(slot)] += booking.weight
    return places


def blocked(items: Iterable[Item]) -> Counter[Quarter]:
    """What the blocks say that the counters carry."""
    places: Counter[Quarter] = Counter()
    for block in (_block(item) for item in items if item["sk"]["S"].startswith("BLOCK#")):
        for bucket, slots in buckets_of([block.period], block.offset).items():
            for slot in slots:
                places[f"ROOM#{block.room_id}", f"DAY#{bucket:06d}", field(slot)] += BLOCK_WEIGHT
    return places


def fault_lines(items: Sequence[Item], rooms: Iterable[Room]) -> list[str]:
    """Everything that is wrong, a line each; nothing if all is well."""
    return [*out_of_bounds(items, rooms), *wrong_sums(items), *wrong_bookings(items)]


def out_of_bounds(items: Iterable[Item], rooms: Iterable[Room]) -> list[str]:
    """Of counters as they are, or as they ever were, beyond the blocks there are now."""
    under = blocked(items := list(items))
    most = {room.key: WHOLE_WEIGHT if room.sold_as is SoldAs.WHOLE else room.capacity for room in rooms}
    days = [item for item in items if item["sk"]["S"].startswith("DAY#")]
    carried = [(at, count) for day in days for at, count in counted([day]).items()]
    return [
        *(f"negative: {at} carries {count}" for at, count in carried if count < 0),
        *(
            f"oversold: {at} carries {count} of {most[at[0]]}"
            for at, count in carried
            if count - under[at] > most[at[0]]
        ),
    ]


def wrong_sums(items: Sequence[Item]) -> list[str]:
    carried, said = counted(items), held(items)
    return [
        f"counters: {at} carries {carried[at]}, bookings say {said[at]}"
        for at in {*carried, *said}
        if carried[at] != said[at]
    ]


def wrong_bookings(items: Sequence[Item]) -> list[str]:
    told: dict[str, list[str]] = defaultdict(list)
    for item in filter(is_fact, items):
        told[item["pk"]["S"]].append(recorded_of(item).fact.kind)
    waiting = {item["pk"]["S"] for item in items if item["sk"]["S"] == SK and "due_pk" in item}
    return [line for booking in bookings(items) for line in _wrong(booking, told[booking.key], waiting)]


def _wrong(booking: Booking, told: list[str], waiting: set[str]) -> Iterable[str]:
    stories = TOLD.get(booking.status, [])
    stories = [*stories, *((OFFERED, *story) for story in stories if OFFERED in told)]
    if sorted(kind for kind in told if kind != MOVED) not in [sorted(story) for story in stories]:
        yield f"facts: {booking.id} is {booking.status}, its facts tell {told}"
    # Accepting is one change and two facts.
    if booking.version != len([kind for kind in told if kind != SAID_YES]):
        yield f"version: {booking.id} is at {booking.version}, its facts tell {told}"
    if (booking.status in {Status.OFFERED, Status.PENDING_HOST}) is not (booking.key in waiting):
        yield f"clock: {booking.id} is {booking.status} and {'is' if booking.key in waiting else 'is not'} awaited"
