"""The planning, blocks and conflicts as JSON shapes."""

from collections.abc import Mapping, Sequence
from datetime import datetime
from zoneinfo import ZoneInfo

from chalicelib.availability.model import Block
from chalicelib.availability.slots import QUARTER
from chalicelib.bookings import planning_schemas as schemas
from chalicelib.bookings.blocking import Done
from chalicelib.bookings.model import Booking, Status
from chalicelib.bookings.moving import MOVABLE
from chalicelib.bookings.planning import PlannedRoom, Planning
from chalicelib.core.period import Period
from chalicelib.identity.profile import names_of
from chalicelib.spaces.model import Space

Names = Mapping[str, str]


def planning(found: Planning, *, now: datetime) -> schemas.PlanningView:
    zone = found.space.zone
    names = _names([booking for room in found.rooms for booking in room.bookings])
    return schemas.PlanningView(
        timezone=found.space.timezone,
        quarter_minutes=int(QUARTER.total_seconds()) // 60,
        days=[
            schemas.PlannedDayView(
                day=day.day,
                start=day.period.start.astimezone(zone),
                end=day.period.end.astimezone(zone),
                open=[_span(period, zone) for period in day.opened],
            )
            for day in found.days
        ],
        rooms=[_room(room, zone, names, now) for room in found.rooms],
    )


def conflicts(bookings: Sequence[Booking]) -> list[schemas.ConflictView]:
    names = _names(bookings)
    return [_conflict(booking, names) for booking in bookings]


def done(space: Space, made: Done) -> schemas.BlocksMadeView:
    return schemas.BlocksMadeView(
        blocks=[block(one, space.zone) for one in made.blocks],
        cancelled=conflicts(made.cancelled),
        left=conflicts(made.left),
    )


def block(one: Block, zone: ZoneInfo) -> schemas.BlockView:
    return schemas.BlockView(
        id=one.id,
        batch_id=one.batch_id,
        room_id=one.room_id,
        start=one.period.start.astimezone(zone),
        end=one.period.end.astimezone(zone),
        reason=one.reason,
    )


def _names(bookings: Sequence[Booking]) -> Names:
    return names_of([booking.user_id for booking in bookings if not booking.guest])


def _who(booking: Booking, names: Names) -> str | None:
    return booking.guest or names.get(booking.user_id)


def _room(room: PlannedRoom, zone: ZoneInfo, names: Names, now: datetime) -> schemas.PlannedRoomView:
    return schemas.PlannedRoomView(
        id=room.id,
        name=room.name,
        colour=room.colour,
        listed=room.listed,
        bookings=[_booking(booking, zone, names, now) for booking in room.bookings],
        blocks=[block(one, zone) for one in room.blocks],
    )


def _booking(booking: Booking, zone: ZoneInfo, names: Names, now: datetime) -> schemas.PlannedBookingView:
    pending = booking.status is Status.PENDING_HOST
    return schemas.PlannedBookingView(
        id=booking.id,
        start=booking.period.start.astimezone(zone),
        end=booking.period.end.astimezone(zone),
        status=booking.status,
        money=booking.money,
        people=booking.people,
        who=_who(booking, names),
        entered=bool(booking.guest),
        note=booking.note,
        total=booking.standing.ttc,
        answer_by=booking.answer_by.astimezone(zone) if pending and booking.answer_by else None,
        can_accept=pending and booking.answer_by is not None and now < booking.answer_by,
        can_decline=pending,
        can_move=booking.status in MOVABLE and now < booking.period.start,
        version=booking.version,
    )


def _conflict(booking: Booking, names: Names) -> schemas.ConflictView:
    zone = ZoneInfo(booking.timezone)
    return schemas.ConflictView(
        id=booking.id,
        room_id=booking.room_id,
        room_name=booking.room_name,
        start=booking.period.start.astimezone(zone),
        end=booking.period.end.astimezone(zone),
        status=booking.status,
        who=_who(booking, names),
        people=booking.people,
        total=booking.standing.ttc,
    )


def _span(period: Period, zone: ZoneInfo) -> schemas.SpanView:
    return schemas.SpanView(start=period.start.astimezone(zone), end=period.end.astimezone(zone))
