"""Cases of every mail, with neutral people, and a hostile one."""

from dataclasses import replace
from datetime import UTC, date, datetime
from decimal import Decimal
from typing import Any

from chalicelib.billing.facts import DocumentStored
from chalicelib.billing.model import Document, Kind, Reference
from chalicelib.bookings.facts import (
    BookingCancelled,
    BookingConfirmed,
    BookingDeclined,
    BookingExpired,
    BookingFact,
    BookingRequested,
    PaymentRefunded,
    RefundFailed,
)
from chalicelib.bookings.model import Booking, Money, Status
from chalicelib.core.errors import Language
from chalicelib.core.facts import SYSTEM, Fact, Recorded
from chalicelib.core.money import Amounts, Basis
from chalicelib.core.period import Period
from chalicelib.identity.model import Host, User
from chalicelib.legal.facts import MandateAccepted, MandateFact, MandateRevoked
from chalicelib.legal.model import Mandate
from chalicelib.legal.texts import current_mandate, current_terms
from chalicelib.notifications.context import BookingCase, Case, DocumentCase, MandateCase, SpaceCase
from chalicelib.pricing.cover import FREE
from chalicelib.pricing.model import Price, PriceLine, Unit
from chalicelib.spaces.facts import SpacePublished, SpaceRefused, SpaceSubmitted
from chalicelib.spaces.model import Address
from tests.make.documents import a_document, a_line
from tests.make.spaces import a_space

NOW = datetime(2027, 4, 12, 8, tzinfo=UTC)
PUBLIC_URL = "https://pupitre.example"
OPERATOR = "exploitation@pupitre.example"

PERIOD = Period(datetime(2027, 4, 14, 7, tzinfo=UTC), datetime(2027, 4, 14, 10, tzinfo=UTC))
SIXTY = Price(
    Amounts(ht=5000, vat=1000, ttc=6000),
    Basis.TTC,
    2000,
    1,
    (PriceLine(date(2027, 4, 14), Unit.HOUR, Decimal(3), 2000, 6000),),
)

SPACE = a_space(
    id="sp_1",
    host_id="ho_1",
    name="L'Atelier du Canal",
    address=Address("12 quai du Canal", "", "75010", "Paris"),
    contact_email="accueil@canal.example",
)
OWNER = User("us_owner", "gerant@canal.example", "Gérant", "Canal", "fr")
COWORKER = User("us_coworker", "coworker@mail.example", "Coworker", "Un", "fr")

BOOKING = Booking(
    id="bk_1",
    user_id=COWORKER.id,
    host_id="ho_1",
    space_id="sp_1",
    room_id="ro_1",
    space_name=SPACE.name,
    room_name="Salle Écluse",
    timezone="Europe/Paris",
    std_offset_minutes=60,
    period=PERIOD,
    held=(PERIOD,),
    people=4,
    weight=8,
    price=SIXTY,
    automatic=False,
    answer_delay_minutes=4320,
    created_at=NOW,
    body_hash="",
    language="fr",
    status=Status.PENDING_HOST,
    money=Money.HELD,
    payment_intent_id="pi_1",
)

OF_BOOKING: dict[str, Any] = {"subject": BOOKING.key, "host_id": "ho_1"}
OF_SPACE: dict[str, Any] = {
    "subject": SPACE.key,
    "host_id": "ho_1",
    "space_id": SPACE.id,
    "space_name": SPACE.name,
}
MANDATE = Mandate(
    host_id="ho_1",
    version=current_mandate(),
    signer_id=OWNER.id,
    signer_name="Gérant Canal",
    accepted_at=NOW,
    ip="203.0.113.7",
    revoked_at=NOW,
    terms=current_terms(),
    entity_name="Les Quais Partagés SAS",
    siren="732829320",
)
OF_MANDATE: dict[str, Any] = {
    "subject": "HOST#ho_1",
    "host_id": "ho_1",
    "version": MANDATE.version,
    "accepted_at": NOW.isoformat(),
}
OF_DOCUMENT: dict[str, Any] = {"subject": "DOC#doc-1", "host_id": "ho_1", "amount": 6000, "sha256": "0" * 64}
REASON = "La salle est en travaux cette semaine-là.\nDésolé !"

FACTS: list[Fact] = [
    BookingRequested(**OF_BOOKING, amount=6000, answer_by="2027-04-13T12:00:00+00:00"),
    BookingConfirmed(**OF_BOOKING, automatic=True, amount=6000),
    BookingConfirmed(**OF_BOOKING, automatic=False, amount=6000),
    BookingDeclined(**OF_BOOKING),
    BookingDeclined(**OF_BOOKING, reason=REASON),
    BookingExpired(**OF_BOOKING, cause="silence"),
    BookingExpired(**OF_BOOKING, cause="hold_lost"),
    BookingCancelled(**OF_BOOKING, by="coworker", refunded=True, was_confirmed=True, amount=6000),
    BookingCancelled(**OF_BOOKING, by="coworker", refunded=False, was_confirmed=True, amount=6000),
    BookingCancelled(**OF_BOOKING, by="coworker", refunded=False, was_confirmed=False, amount=6000),
    BookingCancelled(**OF_BOOKING, by="host", refunded=True, was_confirmed=True, amount=6000),
    BookingCancelled(**OF_BOOKING, by="host", refunded=False, was_confirmed=True, amount=6000, reason=REASON),
    PaymentRefunded(**OF_BOOKING, amount=6000),
    RefundFailed(**OF_BOOKING, amount=6000, cause="charge_disputed"),
    SpaceSubmitted(**OF_SPACE),
    SpacePublished(**OF_SPACE),
    SpaceRefused(**OF_SPACE, reason=REASON),
    MandateAccepted(**OF_MANDATE, terms=MANDATE.terms),
    MandateRevoked(**OF_MANDATE),
    DocumentStored(**OF_DOCUMENT, number="F-2027-000012", document_kind="invoice"),
    DocumentStored(**OF_DOCUMENT, number="A-2027-000003", document_kind="credit_note"),
]

HOSTILE = "<script>alert(1)</script>\r\nBcc: everyone@mail.example"


def recorded(fact: Fact) -> Recorded:
    return Recorded("fc_1", NOW, SYSTEM, fact)


def case_of(fact: Fact, language: Language = "fr", **changes: Any) -> Case:
    """`changes` apply to the booking of a booking's fact."""
    host = Host("ho_1", "Les Quais Partagés", language, OWNER.id)
    if isinstance(fact, MandateFact):
        return MandateCase(recorded(fact), MANDATE, host, OWNER)
    if isinstance(fact, DocumentStored):
        return DocumentCase(recorded(fact), document_of(fact, language), COWORKER)
    if not isinstance(fact, BookingFact):
        return SpaceCase(recorded(fact), SPACE, host, OWNER)
    booking = replace(BOOKING, language=language, **changes)
    return BookingCase(recorded(fact), booking, SPACE, host, SPACE.contact_email, COWORKER)


def document_of(fact: DocumentStored, language: Language, label: str = "Salle Écluse") -> Document:
    kind = Kind[fact.document_kind.upper()]
    corrects = Reference("F-2027-000012", date(2027, 4, 14)) if kind.gives_back else None
    document = a_document(
        a_line(label=label, unit_price=5000), kind=kind, language=language, buyer_id=COWORKER.id, corrects=corrects
    )
    return replace(document, number=fact.number)


def free_case_of(fact: Fact, language: Language = "fr") -> Case:
    return case_of(fact, language, price=FREE, money=Money.NONE)


def hostile_case_of(fact: Fact, language: Language = "fr") -> Case:
    """Everything that a person types is an attack."""
    if isinstance(fact, BookingDeclined | BookingCancelled | SpaceRefused):
        fact = replace(fact, reason=HOSTILE)
    case = case_of(fact, language)
    if isinstance(case, DocumentCase):
        assert isinstance(fact, DocumentStored)
        return replace(case, document=document_of(fact, language, label=HOSTILE))
    host = replace(case.host, name=HOSTILE)
    if isinstance(case, MandateCase):
        return replace(case, host=host, mandate=replace(MANDATE, entity_name=HOSTILE, signer_name=HOSTILE))
    space = replace(case.space, name=HOSTILE, address=Address(HOSTILE, HOSTILE, HOSTILE, HOSTILE))
    if isinstance(case, SpaceCase):
        return replace(case, host=host, space=space)
    coworker = replace(COWORKER, given_name=HOSTILE, family_name=HOSTILE)
    booking = replace(case.booking, space_name=HOSTILE, room_name=HOSTILE)
    return replace(case, host=host, space=space, coworker=coworker, booking=booking)
