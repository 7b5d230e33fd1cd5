"""What the mails about one booking say, to either side. Pure."""

from datetime import datetime

from chalicelib.bookings.facts import (
    BookingCancelled,
    BookingConfirmed,
    BookingMoved,
    BookingRequested,
    OfferPassed,
    PaymentRefunded,
    PlaceOffered,
    RefundFailed,
)
from chalicelib.bookings.model import Booking
from chalicelib.core.errors import Language
from chalicelib.core.period import Period
from chalicelib.core.zones import zone_named
from chalicelib.notifications.cases import BookingCase, Context
from chalicelib.notifications.conditions import conditions
from chalicelib.notifications.labels import labelled
from chalicelib.notifications.mails import Role
from chalicelib.notifications.words import (
    capitalised,
    day,
    euros,
    moment,
    name_of,
    one_line,
    people,
    place,
    price,
    span,
)


def of_booking(case: BookingCase, role: Role, language: Language, public_url: str) -> Context:
    booking, fact = case.booking, case.recorded.fact
    start = booking.period.start.astimezone(zone_named(booking.timezone))
    context: Context = {
        "coworker": name_of(case.coworker, language),
        "space": one_line(booking.space_name),
        "room": one_line(booking.room_name),
        "day": day(start, language),
        "price": price(booking.charged if case.together else booking.amount, language),
        "dates": len(case.together),
        "paid": booking.amount > 0,
        "link": _link(booking, role, public_url),
    }
    match fact:
        case BookingRequested(answer_by=answer_by):
            deadline = datetime.fromisoformat(answer_by)
            context["answer_by"] = moment(deadline, booking.timezone, language)
        case PlaceOffered(until=until):
            context |= {"until": moment(datetime.fromisoformat(until), booking.timezone, language), "waited": True}
        case OfferPassed():
            context["waited"] = True
        case BookingCancelled(refunded=refunded, was_confirmed=was_confirmed, amount=amount):
            stays = booking.standing.ttc if refunded and was_confirmed else 0
            context |= {
                "refunded": refunded,
                "was_confirmed": was_confirmed,
                "amount": euros(amount, language),
                "kept": euros(stays, language) if stays else "",
            }
        case BookingConfirmed():
            context["conditions"] = conditions(booking.cancellation_policy, language)
            context["told"] = True
        case BookingMoved(changes=changes, refunded=back):
            context["was"] = _was(booking, changes, language)
            context["back"] = euros(back, language) if back else ""
            context["other_room"] = one_line(str(changes["room"][0])) if "room" in changes else ""
        case PaymentRefunded(amount=amount):
            context["amount"] = euros(amount, language)
        case RefundFailed(amount=amount, cause=cause):
            context |= {"amount": euros(amount, language), "cause": one_line(cause), "booking": booking.id}
    return context | {"facts": _lines(case, role, language, context)}


def _dates(together: tuple[Booking, ...], language: Language) -> str:
    """Of a series, all of them; its first says at what time."""
    starts = (one.period.start.astimezone(zone_named(one.timezone)) for one in together)
    return " · ".join(day(start, language) for start in starts)


def _was(booking: Booking, changes: dict[str, list[object]], language: Language) -> str:
    """When the booking was before it moved; what did not change is still its own."""
    start, end = (
        datetime.fromisoformat(str(changes[edge][0])) if edge in changes else own
        for edge, own in (("start", booking.period.start), ("end", booking.period.end))
    )
    return span(Period(start, end), booking.timezone, language)


def _lines(case: BookingCase, role: Role, language: Language, context: Context) -> list[tuple[str, str]]:
    booking = case.booking
    lines = {
        "coworker": context["coworker"],
        "space": context["space"],
        "room": context["room"],
        "where": place(case.space.address),
        "when": capitalised(span(booking.period, booking.timezone, language)),
        "dates": _dates(case.together, language),
        "people": people(booking.people, language),
        "price": context["price"],
        "refund": context.get("amount", ""),
        "cause": context.get("cause", ""),
        "booking": booking.id,
        "payment": booking.payment_intent_id,
        "contact": " · ".join(filter(None, (case.contact_email, case.space.contact_phone))),
        "access": one_line(case.space.access_notes),
    }
    shown = {
        Role.HOST: ("coworker", "space", "room", "when", "dates", "people", "price"),
        Role.COWORKER: ("space", "room", "where", "when", "dates", "people", "price"),
        Role.OPERATOR: ("refund", "payment", "booking", "cause", "space", "room", "when"),
    }
    guest = ("contact", "access") if role is Role.COWORKER and "told" in context else ()
    return labelled(((name, str(lines[name])) for name in (*shown[role], *guest)), language)


def _link(booking: Booking, role: Role, public_url: str) -> str:
    """The operator gets none: a refund that failed is mended in Stripe's own dashboard."""
    match role:
        case Role.HOST:
            return f"{public_url}/hote/reservations/{booking.id}"
        case Role.COWORKER:
            return f"{public_url}/reservations/{booking.id}"
        case _:
            return ""
