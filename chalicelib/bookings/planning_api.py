"""The host's planning: `/v1/hosts/{host_id}/spaces/{space_id}/planning`, its blocks, moves and entered bookings."""

from chalicelib.availability.blocks import cancel_block
from chalicelib.availability.errors import SlotTaken
from chalicelib.bookings import planning_schemas as schemas
from chalicelib.bookings import planning_views as shown
from chalicelib.bookings import views
from chalicelib.bookings.blocking import Choice, Plan, block_slots, conflicts_of, plan_of
from chalicelib.bookings.enter import Entry, enter_booking
from chalicelib.bookings.errors import (
    CannotMove,
    ConflictingBookings,
    NothingTakenYet,
    PriceWouldChange,
    TooManyBlocks,
)
from chalicelib.bookings.find import booking_of_host
from chalicelib.bookings.move import Target, move
from chalicelib.bookings.planning import planning_of
from chalicelib.bookings.quote import SPAN_REFUSALS, Span
from chalicelib.bookings.schemas import BookingView
from chalicelib.core.errors import NotFound, StaleVersion
from chalicelib.identity.access import HOST_DESK
from chalicelib.kit.call import Call
from chalicelib.kit.http import Api, Repetition
from chalicelib.kit.idempotency import require_key
from chalicelib.spaces.find import host_space
from chalicelib.spaces.model import Space

api = Api("planning", __name__)


@api.route(
    "GET", "/hosts/{host_id}/spaces/{space_id}/planning", access=HOST_DESK,
    summary="All rooms of a space side by side, day by day", query=schemas.PlanningQuery,
    answer=schemas.PlanningView, refusals=[NotFound],
)  # fmt: skip
def get_planning(call: Call) -> schemas.PlanningView:
    query: schemas.PlanningQuery = call.query
    return shown.planning(planning_of(_space(call), query.first, query.days), now=call.now)


@api.route(
    "POST", "/hosts/{host_id}/spaces/{space_id}/blocks/preview", access=HOST_DESK,
    summary="The bookings and requests that blocks would lie over", body=schemas.BlockPlanBody,
    answer=schemas.ConflictsView, repetition=Repetition.HARMLESS, refusals=[*SPAN_REFUSALS, NotFound, TooManyBlocks],
)  # fmt: skip
def post_block_preview(call: Call) -> schemas.ConflictsView:
    space = _space(call)
    return schemas.ConflictsView(conflicts=shown.conflicts(conflicts_of(space, _plan(space, call.body))))


@api.route(
    "POST", "/hosts/{host_id}/spaces/{space_id}/blocks", access=HOST_DESK, status=201,
    summary="Keep slots out of sale", body=schemas.BlocksBody, answer=schemas.BlocksMadeView,
    refusals=[*SPAN_REFUSALS, NotFound, TooManyBlocks, ConflictingBookings],
)  # fmt: skip
def post_blocks(call: Call) -> schemas.BlocksMadeView:
    space, body = _space(call), call.body
    choice = Choice(body.conflicts, frozenset(body.seen), body.reason)
    made = block_slots(
        space, _plan(space, body), choice, user_id=call.user_id, key=require_key(call), uow=call.work()
    )
    return shown.done(space, made)


@api.route(
    "POST", "/hosts/{host_id}/spaces/{space_id}/blocks/cancellation", access=HOST_DESK,
    summary="Put blocked slots up for sale again; twice is harmless", body=schemas.BlockCancellationBody,
    answer=schemas.BlockCancellationView, repetition=Repetition.HARMLESS, refusals=[NotFound],
)  # fmt: skip
def post_block_cancellation(call: Call) -> schemas.BlockCancellationView:
    space, work = _space(call), call.work()
    known = {room.id for room in space.rooms}
    if not {one.room_id for one in call.body.blocks} <= known:
        raise NotFound
    return schemas.BlockCancellationView(
        cancelled=[
            one.id
            for one in call.body.blocks
            if cancel_block(space, one.room_id, one.start, one.id, uow=work.again())
        ]
    )


@api.route(
    "POST", "/hosts/{host_id}/bookings/{booking_id}/move", access=HOST_DESK, versioned=True,
    summary="Move a booking to another time or room", body=schemas.MoveBody, answer=BookingView,
    refusals=[*SPAN_REFUSALS, NotFound, StaleVersion, CannotMove, PriceWouldChange, NothingTakenYet, SlotTaken],
)  # fmt: skip
def post_move(call: Call) -> BookingView:
    booking, body = booking_of_host(call.path["host_id"], call.path["booking_id"]), call.body
    target = Target(body.start, body.end, body.room_id, body.difference)
    moved = move(booking, target, expected=call.expected_version, uow=call.work())
    return views.host_view(moved, now=call.now)


@api.route(
    "POST", "/hosts/{host_id}/spaces/{space_id}/bookings", access=HOST_DESK, status=201,
    summary="Enter a booking for a guest, free of charge", body=schemas.EntryBody, answer=BookingView,
    repetition=Repetition.OWN, refusals=[*SPAN_REFUSALS, NotFound, SlotTaken],
)  # fmt: skip
def post_entry(call: Call) -> BookingView:
    body: schemas.EntryBody = call.body
    entry = Entry(
        user_id=call.user_id,
        room_id=body.room_id,
        span=Span(body.start, body.end, body.people),
        guest=body.guest_name,
        note=body.note,
        key=require_key(call),
        language=call.language,
    )
    return views.host_view(enter_booking(_space(call), entry, uow=call.work()), now=call.now)


def _space(call: Call) -> Space:
    return host_space(call.path["host_id"], call.path["space_id"])


def _plan(space: Space, body: schemas.BlockPlanBody) -> Plan:
    wanted = None if body.rooms == "all" else body.rooms
    return plan_of(space, wanted, [(slot.start, slot.end) for slot in body.periods])
