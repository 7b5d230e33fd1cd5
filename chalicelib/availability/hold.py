"""Taking places and giving them back, inside the transaction of whoever holds them."""

from collections.abc import Sequence
from datetime import timedelta

from chalicelib.availability import store
from chalicelib.availability.errors import SlotTaken
from chalicelib.availability.free import fits
from chalicelib.availability.slots import buckets_of, most_before, shifts_of, weight_of
from chalicelib.core.lazy import dataclass
from chalicelib.core.period import Period
from chalicelib.kit.unit_of_work import UnitOfWork
from chalicelib.spaces.model import Room, room_key


@dataclass(frozen=True)
class Holding:
    """What somebody holds of a room: `weight` in every quarter of `held`."""

    room_id: str
    held: Sequence[Period]
    weight: int
    offset: timedelta


def take(uow: UnitOfWork, room: Room, held: Sequence[Period], offset: timedelta, people: int) -> None:
    """Takes places for `people` in every quarter of `held`, or makes the commit raise SlotTaken.

    A cheap read before each try (0.5 RCU a day) spares the crowd at a full room its transactions.
    """

    def look() -> None:
        if not is_free(room, held, offset, people):
            raise SlotTaken

    buckets = buckets_of(held, offset)

    uow.look_first(look)
    store.take(
        uow,
        room.key,
        buckets,
        weight=weight_of(room, people),
        most=most_before(room, people),
        refused=SlotTaken,
    )


def is_free(room: Room, held: Sequence[Period], offset: timedelta, people: int) -> bool:
    """Advisory: eventually consistent, 0.5 RCU a day."""
    buckets = buckets_of(held, offset)
    return fits(room, buckets, store.counters(room.key, min(buckets), max(buckets)), people)


def move(uow: UnitOfWork, before: Holding, room: Room, held: Sequence[Period], people: int) -> None:
    """Gives back one holding and takes another, or makes the commit raise SlotTaken. The same commit must hold the
    compare-and-swap of what holds it. Within a room, quarters of both are left alone."""
    if before.room_id != room.id:
        take(uow, room, held, before.offset, people)
        give_back(uow, room_key(before.room_id), before.held, before.offset, before.weight)
        return
    shifts = shifts_of(
        before.held,
        before.weight,
        held,
        weight_of(room, people),
        most=most_before(room, people),
        offset=before.offset,
    )
    store.shift(uow, room.key, shifts, refused=SlotTaken)


def give_back(uow: UnitOfWork, room_key: str, held: Sequence[Period], offset: timedelta, weight: int) -> None:
    """Frees what `take` took. The same commit must hold the compare-and-swap that ends the holding."""
    store.give_back(uow, room_key, buckets_of(held, offset), weight=weight)
