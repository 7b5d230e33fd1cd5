"""Bookings as JSON shapes, as each side may see them."""

from collections.abc import Callable
from datetime import datetime
from typing import Any, cast
from zoneinfo import ZoneInfo

from chalicelib.billing.find import Listed, documents
from chalicelib.billing.model import Document
from chalicelib.billing.schemas import DocumentKind, DocumentView
from chalicelib.billing.views import document_view
from chalicelib.bookings import facts, policy, schemas
from chalicelib.bookings.arrival_views import attendance_view, check_in_view
from chalicelib.bookings.facts import BookingFact
from chalicelib.bookings.giving_back import percent_of_it
from chalicelib.bookings.model import TAKEN, Booking, Money, Party, SeriesPart, Status
from chalicelib.bookings.papers import documented_amounts, sale_reference
from chalicelib.bookings.quote import Quote
from chalicelib.bookings.trail import trail_of
from chalicelib.core.errors import NotFound
from chalicelib.core.facts import ActorKind, Recorded
from chalicelib.identity.profile import contact_of, names_of
from chalicelib.kit.outbox import facts_of
from chalicelib.kit.shapes import money_view
from chalicelib.ledger.find import journal_of
from chalicelib.legal.model import PLATFORM, SellingTerms
from chalicelib.pricing.model import ALL, Price
from chalicelib.spaces.find import space_of
from chalicelib.spaces.shapes import CancellationStepShape

NEVER_REACHED_THE_HOST = {Status.OFFERED, Status.AWAITING_PAYMENT, Status.ABANDONED}

LEFT_AT_NO_COST = {Status.OFFERED, Status.AWAITING_PAYMENT, Status.PENDING_HOST}

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
        sold_by=price.terms.seller_name if price.terms else None,
    )


def summary(booking: Booking, *, coworker_name: str | None = None) -> schemas.BookingSummary:
    return schemas.BookingSummary(**_summary(booking), coworker_name=coworker_name)


def host_summaries(bookings: list[Booking]) -> list[schemas.BookingSummary]:
    names = names_of([booking.user_id for booking in bookings if not booking.guest])
    return [summary(booking, coworker_name=booking.guest or names.get(booking.user_id)) for booking in bookings]


def coworker_view(booking: Booking, *, now: datetime, checkout_url: str | None = None) -> schemas.BookingView:
    ongoing = booking.status is Status.CONFIRMED and now < booking.period.end
    waits = booking.status in LEFT_AT_NO_COST
    can_cancel = ongoing or (waits and booking.series is None)
    return _view(
        booking,
        documents=_documents(booking, lambda _: True),
        checkout_url=checkout_url,
        can_accept=False,
        can_decline=False,
        can_cancel=can_cancel,
        refund_if_cancelled=refund_if_cancelled(booking, now) if can_cancel else None,
        guest_info=_guest_info(booking) if booking.status is Status.CONFIRMED else None,
        attendance=attendance_view(booking, now=now, for_host=False),
        check_in=check_in_view(booking) if ongoing else None,
    )


def host_view(booking: Booking, *, now: datetime) -> schemas.BookingView:
    pending = booking.status is Status.PENDING_HOST
    coworker = None if booking.guest else contact_of(booking.user_id)
    return _view(
        booking,
        documents=_documents(booking, lambda document: document.draft.seller_id == booking.host_id),
        checkout_url=None,
        can_accept=pending and booking.answer_by is not None and now < booking.answer_by,
        can_decline=pending,
        can_cancel=booking.status is Status.CONFIRMED and now < booking.period.end,
        refund_if_cancelled=None,
        coworker_name=booking.guest or (coworker.name if coworker else None),
        attendance=attendance_view(booking, now=now, for_host=True),
        coworker_email=coworker.email if coworker and booking.status not in NEVER_REACHED_THE_HOST else None,
    )


def price_trail(booking: Booking, *, for_host: bool) -> schemas.PriceTrailView:
    """Reads the documents and what the ledger kept of the price."""
    listed = [one.document for one in _found(booking)]
    kept = _kept_hash(booking)
    trail = trail_of(booking.price, documented_amounts(booking), listed, kept)
    return schemas.PriceTrailView(
        typed=trail.typed,
        discount=0,
        price=price_view(booking.price),
        sale=_sale(booking.price.terms, for_host=for_host) if booking.price.terms else None,
        rule=booking.price.rule,
        steps=list(trail.steps),
        documents=[_printed(document) for document in listed],
        differences=[schemas.TrailDifferenceView(document=one, what=what) for one, what in trail.differences],
        sha256=trail.sha256,
        sealed=kept is not None,
    )


def _sale(terms: SellingTerms, *, for_host: bool) -> schemas.TrailSaleView:
    return schemas.TrailSaleView(
        seller="platform" if terms.seller_id == PLATFORM else "host",
        regime=terms.regime,
        vat_rate=terms.vat_rate,
        vat_rule=terms.vat_rule,
        exemption=terms.exemption,
        commission_rate=terms.commission_rate if for_host else None,
        mandate=terms.mandate if for_host else None,
        terms=terms.terms,
    )


def _printed(document: Document) -> schemas.TrailDocumentView:
    totals = document.draft.totals
    return schemas.TrailDocumentView(
        number=document.number,
        kind=cast(DocumentKind, document.draft.kind.name.lower()),
        ht=totals.ht,
        vat=totals.vat,
        rounding=totals.rounding,
        payable=totals.payable,
    )


def _kept_hash(booking: Booking) -> str | None:
    """None for what was never paid."""
    try:
        return journal_of(sale_reference(booking)).evidence.get("price_sha256")
    except NotFound:
        return None


def _found(booking: Booking) -> list[Listed]:
    """A booking that nobody paid has none, and costs no read."""
    if booking.price.is_free or booking.money not in TAKEN:
        return []
    return documents([*documented_amounts(booking)])


def _documents(booking: Booking, may_see: Callable[[Document], bool]) -> list[DocumentView]:
    return [document_view(one) for one in _found(booking) if may_see(one.document)]


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
            by=cancellation.by,
            refunded=cancellation.refunded,
            reason=cancellation.reason,
            back=booking.back.ttc if cancellation.refunded else 0,
        )
        if cancellation
        else None,
        cancellation_policy=[
            CancellationStepShape(hours=one.hours, kept=one.kept) for one in booking.cancellation_policy
        ],
        timeline=timeline(booking, facts_of(booking.key)),
        **fields,
    )


def _summary(booking: Booking) -> dict[str, Any]:
    zone = ZoneInfo(booking.timezone)
    offered = booking.status is Status.OFFERED
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
        "back": booking.back.ttc,
        "answer_by": booking.answer_by.astimezone(zone) if booking.answer_by else None,
        "offered_until": booking.due_at.astimezone(zone) if offered and booking.due_at else None,
        "created_at": booking.created_at.astimezone(zone),
        "series": _series(booking.series),
        "of_series": booking.of_series or None,
    }


def _series(part: SeriesPart | None) -> schemas.SeriesPartView | None:
    if part is None:
        return None
    return schemas.SeriesPartView(id=part.series_id, payer_id=part.payer_id, dates=part.dates, rank=part.rank)


def _guest_info(booking: Booking) -> schemas.GuestInfoView:
    space = space_of(booking.space_id)
    return schemas.GuestInfoView(
        contact_email=space.contact_email, contact_phone=space.contact_phone, access_notes=space.access_notes
    )


def refund_if_cancelled(booking: Booking, now: datetime) -> int:
    if booking.money in TAKEN:
        kept = policy.kept_percent(booking.cancellation_policy, start=booking.period.start, now=now)
        return percent_of_it(booking, ALL - kept).ttc
    return booking.amount if booking.money is Money.HELD else 0


def _by(booking: Booking, line: Recorded) -> Any:
    if line.actor.kind is not ActorKind.USER:
        return str(line.actor.kind)
    if isinstance(line.fact, facts.BookingCancelled):
        return line.fact.by
    own = line.actor.user_id == booking.user_id and not booking.guest
    return Party.COWORKER if own else Party.HOST
