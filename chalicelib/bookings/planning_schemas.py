"""Shapes of the planning, of blocks and of moves."""

import datetime as dt
from typing import Annotated, Literal

from pydantic import AwareDatetime, Field

from chalicelib.bookings.blocking import Conflicts
from chalicelib.bookings.model import Money, Status
from chalicelib.bookings.moving import Difference
from chalicelib.bookings.schemas import Identifier, People, WallTime
from chalicelib.kit.shapes import Day, Instant, Shape

MOST_DAYS = 42
MOST_SLOTS = 60


class PlanningQuery(Shape):
    """`days` local days from `from` on."""

    first: Annotated[Day, Field(alias="from")]
    days: Annotated[int, Field(ge=1, le=MOST_DAYS)] = 7


class SpanView(Shape):
    start: Instant
    end: Instant


class PlannedDayView(Shape):
    """`start` and `end` are its midnights: 23 or 25 hours apart when the clocks change."""

    day: dt.date
    start: Instant
    end: Instant
    open: list[SpanView]


class PlannedBookingView(Shape):
    """`total` in TTC cents. `who` is the coworker's name, or the guest's for a booking that the host `entered`. Only
    what `can_move` may be dragged; `version` goes with a move."""

    id: str
    start: Instant
    end: Instant
    status: Status
    money: Money
    people: int
    who: str | None
    entered: bool
    note: str
    total: int
    answer_by: Instant | None
    can_accept: bool
    can_decline: bool
    can_move: bool
    version: int


class BlockView(Shape):
    id: str
    batch_id: str
    room_id: str
    start: Instant
    end: Instant
    reason: str


class PlannedRoomView(Shape):
    """`listed` false: the space no longer has this room, and something still lies in it."""

    id: str
    name: str
    colour: str
    listed: bool
    bookings: list[PlannedBookingView]
    blocks: list[BlockView]


class PlanningView(Shape):
    timezone: str
    quarter_minutes: int
    days: list[PlannedDayView]
    rooms: list[PlannedRoomView]


class SlotBody(Shape):
    """Wall times of the space's zone, on the quarter; 31 days at most."""

    start: WallTime
    end: WallTime


class BlockPlanBody(Shape):
    rooms: Literal["all"] | Annotated[list[Identifier], Field(min_length=1, max_length=100)]
    periods: Annotated[list[SlotBody], Field(min_length=1, max_length=MOST_SLOTS)]


class BlocksBody(BlockPlanBody):
    """`conflicts` says what becomes of the bookings under the blocks, `seen` which of them the host was shown: any
    other one is refused first. `reason` is a note of the host's; whoever is cancelled reads it."""

    reason: Annotated[str, Field(max_length=200)] = ""
    conflicts: Conflicts | None = None
    seen: list[Identifier] = Field(default_factory=list, max_length=1000)


class ConflictView(Shape):
    """A booking or request under a block. `total` in TTC cents."""

    id: str
    room_id: str
    room_name: str
    start: Instant
    end: Instant
    status: Status
    who: str | None
    people: int
    total: int


class ConflictsView(Shape):
    conflicts: list[ConflictView]


class BlocksMadeView(Shape):
    """`cancelled` were ended and paid back; `left` still lie under the blocks."""

    blocks: list[BlockView]
    cancelled: list[ConflictView]
    left: list[ConflictView]


class BlockRef(Shape):
    """A block as the planning shows it."""

    id: Identifier
    room_id: Identifier
    start: Annotated[
        AwareDatetime,
        Field(ge=dt.datetime(2000, 1, 1, tzinfo=dt.UTC), le=dt.datetime(2101, 1, 1, tzinfo=dt.UTC)),
    ]


class BlockCancellationBody(Shape):
    blocks: Annotated[list[BlockRef], Field(min_length=1, max_length=120)]


class BlockCancellationView(Shape):
    """Those that were there; the others were cancelled before."""

    cancelled: list[str]


class MoveBody(Shape):
    """`room_id` absent: stays in its room. `difference`: `waive` keeps the agreed price where the new time costs more
    or less; `refund` gives the coworker back what it costs less; `none` refuses it."""

    start: WallTime
    end: WallTime
    room_id: Identifier | None = None
    difference: Difference = Difference.NONE


class EntryBody(Shape):
    """A booking that the host enters for a guest: free of charge."""

    room_id: Identifier
    start: WallTime
    end: WallTime
    people: People = 1
    guest_name: Annotated[str, Field(min_length=1, max_length=100)]
    note: Annotated[str, Field(max_length=500)] = ""
