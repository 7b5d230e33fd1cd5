"""Keeping time out of sale, and giving it back.

A block weighs on the counters like a booking of the whole room, but asks for no free place: it may lie over bookings
and over other blocks. The condition of every later booking refuses what it covers.
"""

from collections.abc import Sequence
from datetime import datetime

from chalicelib.availability import block_store, store
from chalicelib.availability.facts import BlockCancelled, BlockMade
from chalicelib.availability.model import Block
from chalicelib.availability.slots import WHOLE_WEIGHT, Buckets, buckets_of
from chalicelib.core.ids import derived_id
from chalicelib.core.lazy import dataclass
from chalicelib.core.period import Period
from chalicelib.kit.unit_of_work import Replayed, UnitOfWork
from chalicelib.spaces.model import Space, room_key

BLOCK_WEIGHT = WHOLE_WEIGHT
"""More than any room's capacity: nobody finds a place under a block, however the room is sold."""


@dataclass(frozen=True)
class Wish:
    """One save: each period in each room. `key` is the call's Idempotency-Key."""

    room_ids: tuple[str, ...]
    periods: tuple[Period, ...]
    reason: str
    user_id: str
    key: str


class Gone(Exception):
    """Somebody cancelled this block before."""


def block(space: Space, wish: Wish, *, uow: UnitOfWork) -> list[Block]:
    """One transaction for each room and period; a repetition finds those that are there and makes the others."""
    made = blocks_of(space, wish)
    for one in made:
        _make(space, one, uow.again())
    return made


def blocks_of(space: Space, wish: Wish) -> list[Block]:
    """The same call always means the same blocks."""
    batch = derived_id("bb", wish.user_id, space.id, wish.key)
    return [
        Block(
            id=derived_id("bl", batch, room_id, period.start.isoformat(), period.end.isoformat()),
            batch_id=batch,
            room_id=room_id,
            period=period,
            offset=space.std_offset,
            reason=wish.reason,
            created_by=wish.user_id,
        )
        for room_id in wish.room_ids
        for period in wish.periods
    ]


def cancel_block(space: Space, room_id: str, start: datetime, block_id: str, *, uow: UnitOfWork) -> bool:
    """Twice is harmless: False says that it was gone already."""
    found = block_store.get(room_id, start, block_id)
    if found is None:
        return False
    block_store.remove(uow, found, refused=Gone)
    store.give_back(uow, room_key(room_id), _buckets(found), weight=BLOCK_WEIGHT)
    uow.record(
        BlockCancelled(
            subject=room_key(room_id),
            host_id=space.host_id,
            space_id=space.id,
            block=found.id,
            start=found.period.start.isoformat(),
            end=found.period.end.isoformat(),
        )
    )
    try:
        uow.commit()
    except Gone:
        return False
    return True


def blocks_over(room_ids: Sequence[str], span: Period) -> dict[str, list[Block]]:
    """Those that touch `span`, by room: one strong query each."""
    return {room_id: list(block_store.of_room(room_id, span)) for room_id in room_ids}


def _make(space: Space, made: Block, uow: UnitOfWork) -> None:
    block_store.add(uow, made)
    store.add(uow, room_key(made.room_id), _buckets(made), weight=BLOCK_WEIGHT)
    uow.record(
        BlockMade(
            subject=room_key(made.room_id),
            host_id=space.host_id,
            space_id=space.id,
            block=made.id,
            batch=made.batch_id,
            start=made.period.start.isoformat(),
            end=made.period.end.isoformat(),
            reason=made.reason,
        )
    )
    try:
        uow.commit()
    except Replayed:
        # The same call made it before, and died before it could say so.
        return


def _buckets(one: Block) -> Buckets:
    return buckets_of([one.period], one.offset)
