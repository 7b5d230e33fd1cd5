"""Bookings as JSON shapes, as each side may see them."""

from datetime import datetime
from typing import Any
from zoneinfo import ZoneInfo

from chalicelib.bookings import facts, policy, schemas
from chalicelib.bookings.facts import BookingFact
from chalicelib.bookings.model import Booking, Money, Party, Status
from chalicelib.bookings.quote import Quote
from chalicelib.core.facts import ActorKind, Recorded
from chalicelib.identity.profile import contact_of, names_of
from chalicelib.kit.outbox import facts_of
from chalicelib.kit.shapes import money_view
from chalicelib.pricing.model import Price

NEVER_REACHED_THE_HOST = {Status.AWAITING_PAYMENT, Status.ABANDONED}

MONEY_MOVED = (
    facts.BookingPlaced,
    facts.HoldPlaced,
    facts.PaymentCaptured,
    facts.HoldReleased,
    facts.PaymentRefunded,
    facts.RefundFailed,
    facts.PaymentKept,
)


def preview(quoted: Quote, *, free: bool) -> schemas.PreviewView:
    zone = quoted.space.zone
    return schemas.PreviewView(
        start=quoted.period.start.astimezone(zone),
        end=quoted.period.end.astimezone(zone),
        timezone=quoted.space.timezone,
        people=quoted.people,
        price=price_view(quoted.price),
        automatic=quoted.room.automatic_acceptance,
        answer_by=quoted.answer_by.astimezone(zone) if quoted.answer_by else None,
        free=free,
    )


def price_view(price: Price) -> schemas.PriceView:
    return schemas.PriceView(
        total=money_view(price.amounts),
        basis=price.basis,
        vat_rate=price.vat_rate,
        seats=price.seats,
        lines=[
            schemas.PriceLineView(
                day=line.day,
                unit=line.unit,
                quantity=float(line.quantity),
                unit_price=line.unit_price,
                amount=line.amount,
            )
            for line in price.lines
        ],
    )


def summary(booking: Booking, *, coworker_name: str | None = None) -> schemas.BookingSummary:
    return schemas.BookingSummary(**_summary(booking), coworker_name=coworker_name)


def host_summaries(bookings: list[Booking]) -> list[schemas.BookingSummary]:
    names = names_of([booking.user_id for booking in bookings])
    return [summary(booking, coworker_name=names.get(booking.user_id)) for booking in bookings]


def coworker_view(booking: Booking, *, now: datetime, checkout_url: str | None = None) -> schemas.BookingView:
    ongoing = booking.status is Status.CONFIRMED and now < booking.period.end
    can_cancel = ongoing or booking.status in {Status.AWAITING_PAYMENT, Status.PENDING_HOST}
    return _view(
        booking,
        checkout_url=checkout_url,
        can_accept=False,
        can_decline=False,
        can_cancel=can_cancel,
        refund_if_cancelled=_refund_if_cancelled(booking, now) if can_cancel else None,
    )


def host_view(booking: Booking, *, now: datetime) -> schemas.BookingView:
    pending = booking.status is Status.PENDING_HOST
    coworker = contact_of(booking.user_id)
    return _view(
        booking,
        checkout_url=None,
        can_accept=pending and booking.answer_by is not None and now < booking.answer_by,
        can_decline=pending,
        can_cancel=booking.status is Status.CONFIRMED and now < booking.period.end,
        refund_if_cancelled=None,
        coworker_name=coworker.name if coworker else None,
        coworker_email=coworker.email if coworker and booking.status not in NEVER_REACHED_THE_HOST else None,
    )


def timeline(booking: Booking, recorded: list[Recorded]) -> list[schemas.TimelineEntryView]:
    zone = ZoneInfo(booking.timezone)
    return [
        schemas.TimelineEntryView(
            at=line.at.astimezone(zone),
            kind=line.fact.kind,
            by=_by(booking, line),
            amount=getattr(line.fact, "amount", None) if isinstance(line.fact, MONEY_MOVED) else None,
            reason=getattr(line.fact, "reason", None) or None,
        )
        for line in recorded
        if isinstance(line.fact, BookingFact)
    ]


def _view(booking: Booking, **fields: Any) -> schemas.BookingView:
    zone = ZoneInfo(booking.timezone)
    cancellation = booking.cancellation
    awaiting = booking.status is Status.AWAITING_PAYMENT
    return schemas.BookingView(
        **_summary(booking),
        price=price_view(booking.price),
        automatic=booking.automatic,
        pay_until=booking.pay_until.astimezone(zone) if awaiting and booking.pay_until else None,
        cancellation=schemas.CancellationView(
            by=cancellation.by, refunded=cancellation.refunded, reason=cancellation.reason
        )
        if cancellation
        else None,
        timeline=timeline(booking, facts_of(booking.key)),
        **fields,
    )


def _summary(booking: Booking) -> dict[str, Any]:
    zone = ZoneInfo(booking.timezone)
    return {
        "id": booking.id,
        "status": booking.status,
        "money": booking.money,
        "version": booking.version,
        "space_id": booking.space_id,
        "room_id": booking.room_id,
        "space_name": booking.space_name,
        "room_name": booking.room_name,
        "start": booking.period.start.astimezone(zone),
        "end": booking.period.end.astimezone(zone),
        "timezone": booking.timezone,
        "people": booking.people,
        "total": money_view(booking.price.amounts),
        "answer_by": booking.answer_by.astimezone(zone) if booking.answer_by else None,
        "created_at": booking.created_at.astimezone(zone),
    }


def _refund_if_cancelled(booking: Booking, now: datetime) -> int:
    if booking.money is Money.CAPTURED:
        return policy.coworker_refund(booking.amount, start=booking.period.start, now=now)
    return booking.amount if booking.money is Money.HELD else 0


def _by(booking: Booking, line: Recorded) -> Any:
    if line.actor.kind is not ActorKind.USER:
        return str(line.actor.kind)
    if isinstance(line.fact, facts.BookingCancelled):
        return line.fact.by
    return Party.COWORKER if line.actor.user_id == booking.user_id else Party.HOST
