from datetime import UTC, datetime, timedelta

from hypothesis import given
from hypothesis import strategies as st

from chalicelib.core.ids import ALPHABET, LENGTH
from chalicelib.core.money import Basis
from chalicelib.spaces.amenities import Amenity
from chalicelib.spaces.items import room_item, space_item, space_of
from chalicelib.spaces.model import (
    WEEKDAYS,
    Address,
    OpenInterval,
    Room,
    RoomKind,
    SoldAs,
    Space,
    SpaceStatus,
    Tariff,
)
from tests.make.spaces import a_live_space, a_space, a_submitted_space

# What UTF-8 cannot carry never passes the API: surrogates are not text.
texts = st.text(st.characters(exclude_categories=["Cs"]), max_size=40)
instants = st.datetimes(datetime(2020, 1, 1), datetime(2100, 1, 1), timezones=st.just(UTC))
cents = st.none() | st.integers(1, 100_000_000)
tariffs = st.builds(Tariff, st.sampled_from(Basis), hour=cents, half_day=cents, day=cents)


def ids(prefix: str) -> st.SearchStrategy[str]:
    return st.text(ALPHABET, min_size=LENGTH, max_size=LENGTH).map(f"{prefix}_".__add__)


rooms = st.builds(
    Room,
    id=ids("rm"),
    name=texts,
    description=texts,
    kind=st.sampled_from(RoomKind),
    capacity=st.integers(1, 500),
    sold_as=st.sampled_from(SoldAs),
    colour=texts,
    tariff=st.none() | tariffs,
    automatic_acceptance=st.booleans(),
    answer_delay=st.integers(1, 144).map(lambda hours: timedelta(hours=hours)),
)
intervals = st.builds(OpenInterval, st.integers(0, 1425), st.integers(15, 1440))
days = st.lists(intervals, max_size=4).map(tuple)
spaces = st.builds(
    Space,
    id=ids("sp"),
    host_id=ids("ho"),
    name=texts,
    description=texts,
    address=st.builds(Address, texts, texts, texts, texts, texts),
    timezone=texts,
    std_offset=st.integers(-720, 840).map(lambda minutes: timedelta(minutes=minutes)),
    amenities=st.lists(st.sampled_from(Amenity), unique=True).map(tuple),
    opening_hours=st.lists(days, min_size=WEEKDAYS, max_size=WEEKDAYS).map(tuple),
    contact_email=texts,
    contact_phone=texts,
    rooms=st.lists(rooms, max_size=5, unique_by=lambda room: room.id).map(tuple),
    created_at=instants,
    status=st.sampled_from(SpaceStatus),
    submitted_at=st.none() | instants,
    refusal_reason=texts,
    version=st.integers(1, 10**9),
)


@given(spaces)
def test_what_is_stored_is_what_is_read_whatever_the_order_of_the_rooms(space: Space) -> None:
    room_items = sorted((room_item(space, room) for room in space.rooms), key=lambda item: item["sk"]["S"])
    assert space_of(space_item(space), room_items) == space


def test_only_a_space_in_moderation_stands_in_the_queue() -> None:
    waiting = a_submitted_space(submitted_at=datetime(2027, 1, 4, 10, tzinfo=UTC))
    item = space_item(waiting)
    assert item["due_pk"]["S"] == "MODERATION"
    assert item["due_sk"]["S"] == f"2027-01-04T10:00:00.000000+00:00#{waiting.id}"
    for space in (a_space(), a_live_space(), a_submitted_space(status=SpaceStatus.REFUSED)):
        assert not {"due_pk", "due_sk"} & space_item(space).keys()


def test_only_a_live_space_is_listed() -> None:
    live = a_live_space(address=Address("1 place du Peuple", "", "42000", "Saint-Étienne"))
    item = space_item(live)
    assert (item["listed_pk"]["S"], item["listed_sk"]["S"]) == ("LIVE", f"saint-etienne#{live.id}")
    for space in (a_space(), a_submitted_space(), a_submitted_space(status=SpaceStatus.REFUSED)):
        assert not {"listed_pk", "listed_sk"} & space_item(space).keys()
