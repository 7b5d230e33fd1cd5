"""Series as JSON shapes."""

from datetime import datetime

from chalicelib.bookings import views
from chalicelib.bookings.find import bookings_among
from chalicelib.bookings.model import HOLDS_SLOTS, Booking, Status
from chalicelib.bookings.series import schemas
from chalicelib.bookings.series.follow import UNDECIDED
from chalicelib.bookings.series.model import Date, Series
from chalicelib.bookings.series.plan import Plan, Planned
from chalicelib.core.money import Amounts
from chalicelib.core.zones import instants_of, zone_named
from chalicelib.kit.shapes import MoneyView, money_view
from chalicelib.spaces.model import Room, Space


def preview(space: Space, room: Room, planned: Plan) -> schemas.SeriesPreviewView:
    first = next(iter(planned.bookable), None)
    return schemas.SeriesPreviewView(
        dates=[_planned(one) for one in planned.dates],
        bookable=len(planned.bookable),
        total=_sum([one.price.amounts for one in planned.bookable]),
        automatic=room.automatic_acceptance,
        answer_by=first.answer_by.astimezone(space.zone) if first and first.answer_by else None,
    )


def series_view(
    series: Series, *, now: datetime, checkout_url: str | None = None, for_host: bool = False
) -> schemas.SeriesView:
    """Reads its bookings strongly, in one batch, and for the host the coworker's name."""
    found = {booking.id: booking for booking in bookings_among(series.known_ids)}
    payer = found[series.payer_id]
    together = [one for one in found.values() if one.payer_id == payer.id]
    return schemas.SeriesView(
        id=series.id,
        space_id=series.space_id,
        room_id=series.room_id,
        space_name=payer.space_name,
        room_name=payer.room_name,
        timezone=payer.timezone,
        people=series.people,
        mode=series.mode,
        payer=views.host_summaries([payer])[0] if for_host else views.summary(payer),
        waits=payer.status in UNDECIDED,
        total=_sum([one.price.amounts for one in together]),
        dates=[_date(one, found.get(one.booking_id), payer.timezone, now) for one in series.dates],
        checkout_url=checkout_url,
    )


def _planned(one: Planned) -> schemas.PlannedDateView:
    return schemas.PlannedDateView(
        start=one.start,
        end=one.end,
        outcome=one.outcome,
        why=one.why,
        total=money_view(one.quote.price.amounts) if one.quote else None,
    )


def _date(one: Date, booking: Booking | None, timezone: str, now: datetime) -> schemas.SeriesDateView:
    cancellable = booking is not None and booking.status is Status.CONFIRMED and now < booking.period.end
    gone = booking is None or booking.status not in HOLDS_SLOTS
    return schemas.SeriesDateView(
        start=one.start,
        end=one.end,
        outcome=one.outcome,
        why=one.why,
        booking=views.summary(booking) if booking else None,
        refund_if_cancelled=views.refund_if_cancelled(booking, now) if booking and cancellable else None,
        can_book=gone and _is_ahead(one, timezone, now),
    )


def _is_ahead(one: Date, timezone: str, now: datetime) -> bool:
    return any(now < instant for instant in instants_of(datetime.fromisoformat(one.start), zone_named(timezone)))


def _sum(amounts: list[Amounts]) -> MoneyView:
    ht, vat, ttc = (sum(getattr(one, side) for one in amounts) for side in ("ht", "vat", "ttc"))
    return money_view(Amounts(ht, vat, ttc, rounding=ttc - ht - vat))
