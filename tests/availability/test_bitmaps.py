"""What bits say of a room's day is what its counters say: exactly for 1, 2, 4 and 8 people and for whole rooms, and
never less than the truth for any other party."""

from hypothesis import given
from hypothesis import strategies as st

from chalicelib.availability.free import fits
from chalicelib.availability.projection.bitmaps import (
    ENTRY_BYTES,
    LEVELS,
    PER_SHARD,
    entries_of,
    entry_of,
    level_for,
    mask_of,
    packed,
    shard_of,
)
from chalicelib.availability.slots import PER_BUCKET, WHOLE_WEIGHT
from chalicelib.spaces.model import Room, SoldAs
from tests.make.spaces import a_room

ROOMS = st.builds(
    lambda capacity, sold_as: a_room(capacity=capacity, sold_as=sold_as),
    st.integers(1, 20),
    st.sampled_from(SoldAs),
)
COUNTERS = st.dictionaries(
    st.integers(0, PER_BUCKET - 1),
    st.one_of(st.integers(0, 21), st.sampled_from([WHOLE_WEIGHT, 2 * WHOLE_WEIGHT, WHOLE_WEIGHT + 3])),
    max_size=12,
)
SLOTS = st.lists(st.integers(0, PER_BUCKET - 1), min_size=1, unique=True)


def told(room: Room, counters: dict[int, int], slots: list[int], people: int, position: int = 7) -> bool:
    entry = entry_of(counters, capacity=room.capacity, sold_as=room.sold_as)
    shard = shard_of(packed({} if entry is None else {position: entry}))
    return not shard.taken(level_for(people), mask_of(slots)) >> position & 1


@given(ROOMS, COUNTERS, SLOTS, st.data())
def test_a_party_that_is_a_level_is_told_the_truth(
    room: Room, counters: dict[int, int], slots: list[int], data: st.DataObject
) -> None:
    people = data.draw(st.sampled_from([level for level in LEVELS if level <= room.capacity]))
    assert told(room, counters, slots, people) == fits(room, {0: slots}, {0: counters}, people)


@given(ROOMS, COUNTERS, SLOTS, st.data())
def test_no_party_is_refused_a_room_that_is_free(
    room: Room, counters: dict[int, int], slots: list[int], data: st.DataObject
) -> None:
    people = data.draw(st.integers(1, room.capacity))
    free = fits(room, {0: slots}, {0: counters}, people)
    assert told(room, counters, slots, people) >= free
    if room.sold_as is SoldAs.WHOLE:
        assert told(room, counters, slots, people) == free


def test_a_party_of_three_may_be_shown_a_room_for_two() -> None:
    room = a_room(capacity=4, sold_as=SoldAs.SEAT)
    assert told(room, {36: 2}, [36], 3)
    assert not told(room, {36: 3}, [36], 3)


@given(st.dictionaries(st.integers(0, PER_SHARD - 1), st.binary(min_size=ENTRY_BYTES, max_size=ENTRY_BYTES)))
def test_a_shard_is_stored_and_read_as_it_was(entries: dict[int, bytes]) -> None:
    assert entries_of(packed(entries)) == entries


def test_a_day_that_carries_nothing_has_no_entry() -> None:
    assert entry_of({36: 0}, capacity=4, sold_as=SoldAs.SEAT) is None
    assert shard_of(packed({})).taken(0, mask_of(range(PER_BUCKET))) == 0


def test_each_room_of_a_shard_has_bits_of_its_own() -> None:
    full, half = bytes(ENTRY_BYTES), b"\xff" * ENTRY_BYTES
    shard = shard_of(packed({49: full, 0: full, 7: half, 8: full}))
    assert shard.taken(2, 1) == mask_of([0, 8, 49])


def test_a_shard_of_noise_stays_within_what_the_cost_assumes() -> None:
    noise = {position: bytes((position * 89 + byte * 151) ** 2 % 251 for byte in range(48)) for position in range(50)}
    assert len(packed(noise)) <= 7 + 50 * ENTRY_BYTES + 20
