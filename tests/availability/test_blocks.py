"""A block keeps time out of sale, whatever lies there already, and gives it back once."""

import pytest

from chalicelib.availability.audit import places_blocked, places_counted
from chalicelib.availability.blocks import BLOCK_WEIGHT, blocks_over, cancel_block
from chalicelib.availability.errors import SlotTaken
from chalicelib.availability.model import Block
from chalicelib.bookings.quote import Span
from chalicelib.core.facts import Recorded
from chalicelib.kit.outbox import facts_of
from chalicelib.spaces.model import SoldAs, Space
from tests.make.bookings import book, work
from tests.make.counted import DAY, NINE, a_free_room, a_house
from tests.make.identity import saved_user
from tests.make.planning import blocked, slot
from tests.make.spaces import a_live_space, saved

pytestmark = pytest.mark.usefixtures("table")


def weight_at(space: Space, slot_number: int, room: int = 0) -> int:
    return places_counted(space.rooms[room].id, DAY).get(DAY, [0] * 96)[slot_number]


def told(space: Space) -> list[str]:
    found: list[Recorded] = facts_of(space.rooms[0].key)
    return [one.fact.kind for one in found]


def gone(space: Space, block: Block) -> bool:
    return cancel_block(space, block.room_id, block.period.start, block.id, uow=work("owner"))


def test_a_blocked_slot_is_refused_to_everybody() -> None:
    saved_user("coworker")
    house = a_house(a_free_room(sold_as=SoldAs.SEAT, capacity=500))
    blocked(house)
    with pytest.raises(SlotTaken):
        book(house, house.rooms[0], expected_ttc=0)
    book(house, house.rooms[0], span=Span("2027-03-16T12:00", "2027-03-16T13:00", 1), expected_ttc=0, key="later")


def test_all_rooms_are_blocked_at_once_and_each_block_is_told() -> None:
    house = a_house(a_free_room(), a_free_room())
    made = blocked(house, slots=[slot("09:00", "10:00"), slot("14:00", "15:00")]).blocks
    assert len(made) == 4
    assert len({one.batch_id for one in made}) == 1
    assert [weight_at(house, NINE, room) for room in (0, 1)] == [BLOCK_WEIGHT, BLOCK_WEIGHT]
    assert told(house) == ["BlockMade", "BlockMade"]


def test_slots_that_touch_become_one_block() -> None:
    house = a_house()
    made = blocked(house, slots=[slot("10:00", "11:00"), slot("09:00", "10:00"), slot("10:30", "12:00")]).blocks
    assert [one.period.minutes for one in made] == [180]
    assert weight_at(house, NINE + 6) == BLOCK_WEIGHT


def test_the_same_save_repeated_blocks_once() -> None:
    house = a_house()
    assert blocked(house).blocks == blocked(house).blocks
    assert weight_at(house, NINE) == BLOCK_WEIGHT
    assert told(house) == ["BlockMade"]


def test_blocks_stack_and_each_is_taken_back_by_itself() -> None:
    house = a_house()
    first, second = (blocked(house, key=key).blocks[0] for key in ("one", "two"))
    assert weight_at(house, NINE) == 2 * BLOCK_WEIGHT
    assert gone(house, first)
    assert weight_at(house, NINE) == BLOCK_WEIGHT
    assert gone(house, second)
    assert weight_at(house, NINE) == 0


def test_a_block_cancelled_twice_gives_back_once() -> None:
    house = a_house()
    (block,) = blocked(house).blocks
    assert [gone(house, block), gone(house, block)] == [True, False]
    assert weight_at(house, NINE) == 0
    assert sorted(told(house)) == ["BlockCancelled", "BlockMade"]


def test_a_block_covers_the_wall_time_as_given_outside_opening_hours() -> None:
    """And on the night when the clocks go forward: 23 hours are 92 quarters."""
    house = saved(a_live_space(rooms=(a_free_room(),), opening_hours=((),) * 7))
    (block,) = blocked(house, slots=[("2027-03-28T00:00", "2027-03-29T00:00")]).blocks
    assert block.period.minutes == 23 * 60
    carried = places_blocked(house.rooms[0].id, DAY)
    assert sum(sum(quarters) for quarters in carried.values()) == 92 * BLOCK_WEIGHT


def test_a_long_block_is_found_from_its_last_day() -> None:
    house = a_house()
    (block,) = blocked(house, slots=[("2027-03-01T00:00", "2027-03-31T12:00")]).blocks
    room = house.rooms[0].id
    last = blocked(house, slots=[slot("09:00", "10:00", "2027-03-31")], key="other").blocks[0].period
    assert block in blocks_over([room], last)[room]
