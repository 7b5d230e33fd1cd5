"""Arrivals as JSON shapes."""

from collections.abc import Sequence
from datetime import datetime
from zoneinfo import ZoneInfo

from chalicelib.bookings import arrival_schemas as schemas
from chalicelib.bookings.arrival_code import arrival_code
from chalicelib.bookings.arrivals import Presence, Tally, may_mark, may_undo, presence, tally_of
from chalicelib.bookings.model import Booking, Outcome, Status
from chalicelib.bookings.reception import Day, Figures
from chalicelib.identity.profile import names_of

STILL_EXPECTED = {Presence.EXPECTED, Presence.LATE}


def attendance_view(booking: Booking, *, now: datetime, for_host: bool) -> schemas.AttendanceView | None:
    return _attendance(booking, now, for_host=for_host) if booking.status is Status.CONFIRMED else None


def check_in_view(booking: Booking) -> schemas.CheckInView:
    code = arrival_code(booking.id)
    return schemas.CheckInView(code=code, path=f"/hote/arrivees/{booking.id}#{code}")


def arrivals(found: Day, *, now: datetime) -> schemas.ArrivalsView:
    presences = [presence(booking, now) for booking in found.bookings]
    return schemas.ArrivalsView(
        day=found.day,
        timezone=found.space.timezone,
        arrivals=expected(found.bookings, now=now),
        expected=sum(one in STILL_EXPECTED for one in presences),
        tally=_tally(tally_of(presences)),
    )


def figures(found: Figures) -> schemas.ArrivalFiguresView:
    return schemas.ArrivalFiguresView(
        since=found.since, until=found.until, tally=_tally(found.tally), capped=found.capped
    )


def expected(bookings: Sequence[Booking], *, now: datetime) -> list[schemas.ExpectedView]:
    names = names_of([booking.user_id for booking in bookings if not booking.guest])
    return [_expected(booking, booking.guest or names.get(booking.user_id), now) for booking in bookings]


def _expected(booking: Booking, who: str | None, now: datetime) -> schemas.ExpectedView:
    zone = ZoneInfo(booking.timezone)
    return schemas.ExpectedView(
        id=booking.id,
        space_id=booking.space_id,
        room_name=booking.room_name,
        who=who,
        people=booking.people,
        start=booking.period.start.astimezone(zone),
        end=booking.period.end.astimezone(zone),
        attendance=_attendance(booking, now, for_host=True),
    )


def _attendance(booking: Booking, now: datetime, *, for_host: bool) -> schemas.AttendanceView:
    arrival = booking.arrival
    return schemas.AttendanceView(
        presence=presence(booking, now),
        at=arrival.at.astimezone(ZoneInfo(booking.timezone)) if arrival else None,
        by=arrival.by if arrival else None,
        may_mark=[outcome for outcome in Outcome if for_host and may_mark(booking, outcome, now)],
        may_undo=for_host and may_undo(booking, now),
    )


def _tally(tally: Tally) -> schemas.PresencesView:
    return schemas.PresencesView(arrived=tally.arrived, no_show=tally.no_show, unmarked=tally.unmarked)
