"""What one mail says and to whom, from what its fact happened to. Pure: reading is `deliver`'s."""

from dataclasses import dataclass
from datetime import datetime

from chalicelib.billing.model import Document
from chalicelib.bookings.facts import BookingCancelled, BookingRequested, PaymentRefunded, RefundFailed
from chalicelib.bookings.model import Booking
from chalicelib.core.errors import Language
from chalicelib.core.facts import Recorded
from chalicelib.core.zones import zone_named
from chalicelib.identity.model import Host, User
from chalicelib.legal.facts import MandateRevoked
from chalicelib.legal.model import Mandate
from chalicelib.legal.texts import TextKind, text_of
from chalicelib.notifications.labels import labelled
from chalicelib.notifications.mails import Role
from chalicelib.notifications.words import (
    HOME_ZONE,
    capitalised,
    day,
    euros,
    moment,
    one_line,
    people,
    place,
    price,
    span,
)
from chalicelib.spaces.model import MODERATION_DELAY, Space

Context = dict[str, object]
"""What a template may name. `facts` are the labelled lines, `said` what a person wrote, `link` the button's."""

OPERATOR_LANGUAGE: Language = "fr"


@dataclass(frozen=True)
class BookingCase:
    """A fact of a booking. `coworker` is None once the login is gone."""

    recorded: Recorded
    booking: Booking
    space: Space
    host: Host
    contact_email: str
    coworker: User | None


@dataclass(frozen=True)
class SpaceCase:
    recorded: Recorded
    space: Space
    host: Host
    owner: User


@dataclass(frozen=True)
class MandateCase:
    """`mandate` as it is kept: the text that was accepted, whatever is current by now."""

    recorded: Recorded
    mandate: Mandate
    host: Host
    owner: User


@dataclass(frozen=True)
class DocumentCase:
    """`buyer` is None once the login is gone."""

    recorded: Recorded
    document: Document
    buyer: User | None


Case = BookingCase | SpaceCase | MandateCase | DocumentCase


@dataclass(frozen=True)
class Recipient:
    """`reply_to` empty: an answer goes to the sender's address."""

    email: str
    language: Language
    reply_to: str


def recipient(case: Case, role: Role, *, operator_email: str) -> Recipient | None:
    """None when there is nobody to write to.

    A host answers a coworker directly; the address of a space's contact stays with the platform, which therefore
    receives what coworkers answer.
    """
    match case, role:
        case _, Role.OPERATOR:
            return Recipient(operator_email, OPERATOR_LANGUAGE, "") if operator_email else None
        case BookingCase(coworker=coworker), Role.HOST:
            reply_to = coworker.email if coworker else ""
            return Recipient(case.contact_email, case.host.language, reply_to)
        case BookingCase(coworker=User() as coworker), Role.COWORKER:
            return Recipient(coworker.email, case.booking.language, operator_email)
        case DocumentCase(buyer=User() as buyer), Role.COWORKER:
            return Recipient(buyer.email, case.document.draft.language, operator_email)
        case SpaceCase(owner=owner) | MandateCase(owner=owner), Role.OWNER:
            return Recipient(owner.email, case.host.language, operator_email)
        case _:
            return None


def context_of(case: Case, role: Role, language: Language, *, public_url: str) -> Context:
    said = getattr(case.recorded.fact, "reason", "").strip()
    common: Context = {"language": language, "role": role.value, "said": said}
    if isinstance(case, BookingCase):
        return common | _booking(case, role, language, public_url)
    if isinstance(case, MandateCase):
        return common | _mandate(case, language, public_url)
    if isinstance(case, DocumentCase):
        return common | _document(case.document, language, public_url)
    return common | _space(case, role, language, public_url)


def _booking(case: BookingCase, role: Role, language: Language, public_url: str) -> Context:
    booking, fact = case.booking, case.recorded.fact
    start = booking.period.start.astimezone(zone_named(booking.timezone))
    context: Context = {
        "coworker": _name(case.coworker, language),
        "space": one_line(booking.space_name),
        "room": one_line(booking.room_name),
        "day": day(start, language),
        "price": price(booking.amount, language),
        "paid": booking.amount > 0,
        "link": _booking_link(booking, role, public_url),
    }
    match fact:
        case BookingRequested(answer_by=answer_by):
            deadline = datetime.fromisoformat(answer_by)
            context["answer_by"] = moment(deadline, booking.timezone, language)
        case BookingCancelled(refunded=refunded, was_confirmed=was_confirmed):
            context |= {"refunded": refunded, "was_confirmed": was_confirmed}
        case PaymentRefunded(amount=amount):
            context["amount"] = euros(amount, language)
        case RefundFailed(amount=amount, cause=cause):
            context |= {"amount": euros(amount, language), "cause": one_line(cause), "booking": booking.id}
    return context | {"facts": _booking_lines(case, role, language, context)}


def _booking_lines(case: BookingCase, role: Role, language: Language, context: Context) -> list[tuple[str, str]]:
    booking = case.booking
    lines = {
        "coworker": context["coworker"],
        "space": context["space"],
        "room": context["room"],
        "where": place(case.space.address),
        "when": capitalised(span(booking.period, booking.timezone, language)),
        "people": people(booking.people, language),
        "price": context["price"],
        "refund": context.get("amount", ""),
        "cause": context.get("cause", ""),
        "booking": booking.id,
        "payment": booking.payment_intent_id,
    }
    shown = {
        Role.HOST: ("coworker", "space", "room", "when", "people", "price"),
        Role.COWORKER: ("space", "room", "where", "when", "people", "price"),
        Role.OPERATOR: ("refund", "payment", "booking", "cause", "space", "room", "when"),
    }
    return labelled(((name, str(lines[name])) for name in shown[role]), language)


def _space(case: SpaceCase, role: Role, language: Language, public_url: str) -> Context:
    space = case.space
    lines = {
        "host": one_line(case.host.name),
        "space": one_line(space.name),
        "where": place(space.address),
        "rooms": str(len(space.rooms)),
    }
    moderates = role is Role.OPERATOR
    page = "moderation" if moderates else "hote/espaces"
    shown = [name for name in lines if moderates or name != "host"]
    return {
        "space": lines["space"],
        "host": lines["host"],
        "moderate_by": moment(case.recorded.at + MODERATION_DELAY, space.timezone, language),
        "link": f"{public_url}/{page}/{space.id}",
        "facts": labelled(((name, lines[name]) for name in shown), language),
    }


def _mandate(case: MandateCase, language: Language, public_url: str) -> Context:
    mandate = case.mandate
    texts = [text_of(TextKind.MANDATE, mandate.version, language), text_of(TextKind.TERMS, mandate.terms, language)]
    ended = mandate.revoked_at if isinstance(case.recorded.fact, MandateRevoked) else None
    lines = {
        "host": one_line(case.host.name),
        "company": one_line(mandate.entity_name),
        "siren": mandate.siren,
        "signer": one_line(mandate.signer_name),
        "accepted": moment(mandate.accepted_at, HOME_ZONE, language),
        "revoked": moment(ended, HOME_ZONE, language) if ended else "",
        "texts": ", ".join(f"{text.title} {text.version}" for text in texts),
    }
    return {
        "mandate": mandate.version,
        "paragraphs": [line for text in texts for line in _plain(text.title, text.body)],
        "link": f"{public_url}/hote/facturation",
        "facts": labelled(lines.items(), language),
    }


def _document(document: Document, language: Language, public_url: str) -> Context:
    draft, amount = document.draft, euros(document.draft.totals.payable, language)
    back = draft.kind.gives_back
    lines = {
        "number": document.number,
        "what": one_line(draft.lines[0].label),
        "seller": one_line(draft.seller.name),
        "issued": day(document.issued_on, language),
        "cites": draft.corrects.number if draft.corrects else "",
        "why": one_line(draft.reason),
        "given_back" if back else "ttc": price(draft.totals.payable, language),
    }
    return {
        "number": document.number,
        "what": lines["what"],
        "amount": amount,
        "link": f"{public_url}/mes-documents",
        "facts": labelled(lines.items(), language),
    }


def _plain(title: str, body: str) -> list[str]:
    """The paragraphs of a legal text, without the marks of its headings."""
    return [title, *(paragraph.removeprefix("## ") for paragraph in body.split("\n\n"))]


def _booking_link(booking: Booking, role: Role, public_url: str) -> str:
    """The operator gets none: a refund that failed is mended in Stripe's own dashboard."""
    match role:
        case Role.HOST:
            return f"{public_url}/hote/reservations/{booking.id}"
        case Role.COWORKER:
            return f"{public_url}/reservations/{booking.id}"
        case _:
            return ""


def _name(coworker: User | None, language: Language) -> str:
    name = one_line(coworker.name) if coworker else ""
    return name or ("(compte fermé)" if language == "fr" else "(closed login)")
