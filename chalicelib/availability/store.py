"""The room-day counters. Raw client: pynamodb doubles the cost of the 96-quarter condition (docs/adr/0003).

pk ROOM#<room>   sk DAY#<bucket, 6 digits>   s00..s95, sparse: an absent quarter counts as 0
"""

from collections.abc import Iterable, Mapping, Sequence
from itertools import chain
from typing import Any

from chalicelib.availability.slots import PER_BUCKET, Buckets, Shift, field
from chalicelib.kit import table
from chalicelib.kit.table import Item
from chalicelib.kit.unit_of_work import Refused, UnitOfWork

Counters = dict[int, int]
"""Quarter of a bucket -> what it carries; absent means 0."""


def day_key(bucket: int) -> str:
    return f"DAY#{bucket:06d}"


def take(uow: UnitOfWork, room_key: str, buckets: Buckets, *, weight: int, most: int, refused: Refused) -> None:
    """Adds `weight` to each quarter, unless one of them already carries more than `most`: 2 WCU a day."""
    for bucket, slots in buckets.items():
        names = [field(slot) for slot in slots]
        uow.update(
            room_key,
            day_key(bucket),
            refused=refused,
            UpdateExpression="ADD " + ", ".join(f"{name} :w" for name in names),
            # One NOT over an OR: 96 quarters as AND-ed clauses pass the 4 KB that an expression may have.
            ConditionExpression="NOT (" + " OR ".join(f"{name} > :most" for name in names) + ")",
            ExpressionAttributeValues={":w": {"N": str(weight)}, ":most": {"N": str(most)}},
        )


def add(uow: UnitOfWork, room_key: str, buckets: Buckets, *, weight: int) -> None:
    """Adds `weight` to each quarter, whatever it carries: for what may lie over bookings."""
    _add_blindly(uow, room_key, buckets, weight)


def give_back(uow: UnitOfWork, room_key: str, buckets: Buckets, *, weight: int) -> None:
    """Takes `weight` off each quarter. Only ever beside the compare-and-swap of the booking that held it."""
    _add_blindly(uow, room_key, buckets, -weight)


def shift(uow: UnitOfWork, room_key: str, shifts: Mapping[int, Shift], *, refused: Refused) -> None:
    """Changes what one holding carries, a write a day: a quarter that gets heavier must carry no more than its
    `most`, one that gets lighter is asked nothing."""
    days: dict[int, dict[int, Shift]] = {}
    for number, one in shifts.items():
        bucket, slot = divmod(number, PER_BUCKET)
        days.setdefault(bucket, {})[slot] = one
    for bucket, slots in sorted(days.items()):
        uow.update(room_key, day_key(bucket), refused=refused, **_expressions(slots))


def counters(room_key: str, first: int, last: int, *, consistent: bool = False) -> dict[int, Counters]:
    """The counters of buckets `first` to `last`: one query, 0.5 RCU per 4 KB, twice that if `consistent`."""
    items = table.partition(room_key, day_key(first), day_key(last), consistent=consistent)
    return {_bucket(item): _counters(item) for item in items}


def counters_of_many(
    room_keys: Sequence[str], buckets: Iterable[int], *, consistent: bool = False
) -> dict[str, dict[int, Counters]]:
    """The counters of many rooms over a few buckets, 0.5 RCU an item, twice that if `consistent`."""
    keys = [table.key(room_key, day_key(bucket)) for bucket in sorted(set(buckets)) for room_key in room_keys]
    found: dict[str, dict[int, Counters]] = {room_key: {} for room_key in room_keys}
    for item in table.read_many(keys, consistent=consistent):
        found[item["pk"]["S"]][_bucket(item)] = _counters(item)
    return found


def _add_blindly(uow: UnitOfWork, room_key: str, buckets: Buckets, weight: int) -> None:
    for bucket, slots in buckets.items():
        uow.update(
            room_key,
            day_key(bucket),
            refused=AssertionError,
            UpdateExpression="ADD " + ", ".join(f"{field(slot)} :w" for slot in slots),
            ExpressionAttributeValues={":w": {"N": str(weight)}},
        )


def _expressions(slots: Mapping[int, Shift]) -> dict[str, Any]:
    """Each distinct weight and limit once; a holding has two weights and one limit, unless its room was edited."""
    weights = {by: f":w{number}" for number, by in enumerate({one.by for one in slots.values()})}
    heavier = {slot: one for slot, one in slots.items() if one.by > 0}
    limits = {most: f":most{number or ''}" for number, most in enumerate({one.most for one in heavier.values()})}
    expressions: dict[str, Any] = {
        "UpdateExpression": "ADD " + ", ".join(f"{field(slot)} {weights[one.by]}" for slot, one in slots.items()),
        "ExpressionAttributeValues": {
            name: {"N": str(value)} for value, name in chain(weights.items(), limits.items())
        },
    }
    if heavier:
        clauses = (f"{field(slot)} > {limits[one.most]}" for slot, one in heavier.items())
        expressions["ConditionExpression"] = "NOT (" + " OR ".join(clauses) + ")"
    return expressions


def _bucket(item: Item) -> int:
    return int(item["sk"]["S"].removeprefix("DAY#"))


def _counters(item: Item) -> Counters:
    return {int(name[1:]): int(value["N"]) for name, value in item.items() if name[0] == "s" and name[1:].isdigit()}
