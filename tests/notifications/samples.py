"""Cases of every mail, with neutral people, and a hostile one."""

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
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
    BookingMoved,
    BookingRequested,
    BookingsCrossedEdit,
    DatesCancelled,
    OfferPassed,
    PaymentRefunded,
    PlaceOffered,
    RefundFailed,
)
from chalicelib.bookings.model import Booking, Cancellation, Money, Party, Status
from chalicelib.claims.facts import ClaimantInvited
from chalicelib.claims.find import Owner
from chalicelib.claims.model import Claim, Claimant
from chalicelib.core.errors import Language
from chalicelib.core.facts import SYSTEM, Fact, Recorded
from chalicelib.core.money import Amounts, Basis
from chalicelib.core.period import Period
from chalicelib.identity.model import Host, HostRole, User
from chalicelib.identity.team.facts import (
    InvitationFact,
    InvitationSentAgain,
    MemberFact,
    MemberInvited,
    MemberJoined,
    MemberLeft,
    MemberRemoved,
    MemberRoleChanged,
)
from chalicelib.identity.team.model import LASTS, Invitation
from chalicelib.legal.facts import ConnectedAccountChanged, MandateAccepted, MandateFact, MandateRevoked
from chalicelib.legal.model import PLATFORM, Mandate
from chalicelib.legal.texts import current_mandate, current_terms
from chalicelib.notifications.cases import (
    BookingCase,
    Case,
    ClaimantCase,
    DocumentCase,
    HostCase,
    HostDocumentCase,
    InvitationCase,
    MandateCase,
    MemberCase,
    OwedBookingCase,
    SpaceCase,
)
from chalicelib.payouts.facts import (
    DisputeClosed,
    DisputeOpened,
    MonthContested,
    MonthParked,
    PayoutFailed,
    PayoutSent,
    TransferTakenBack,
)
from chalicelib.pricing.cover import FREE
from chalicelib.pricing.model import Price, PriceLine, Unit
from chalicelib.spaces.facts import (
    ModerationDueSoon,
    SpaceEditApproved,
    SpaceEditProposed,
    SpaceEditRefused,
    SpacePublished,
    SpaceRefused,
    SpaceSubmitted,
)
from chalicelib.spaces.model import Address, Space
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
MEMBER = User("us_member", "membre@canal.example", "Membre", "Canal", "fr")
CO_OWNER = User("us_co_owner", "associee@canal.example", "Associée", "Canal", "fr")
INVITATION = Invitation(
    id="in_1",
    host_id="ho_1",
    email="invitee@mail.example",
    role=HostRole.RECEPTION,
    sent_by=OWNER.id,
    language="fr",
    sent_at=NOW,
    expires_at=NOW + LASTS,
)
TOKEN = "a-token-of-the-tests"

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

A_WEEK = timedelta(weeks=1)
TOGETHER = (
    replace(
        BOOKING,
        status=Status.CANCELLED,
        cancellation=Cancellation(Party.COWORKER, refunded=True, kept=50),
        returns=(Amounts(2500, 500, 3000),),
    ),
    replace(
        BOOKING,
        id="bk_2",
        period=Period(PERIOD.start + A_WEEK, PERIOD.end + A_WEEK),
        status=Status.CANCELLED,
        cancellation=Cancellation(Party.COWORKER, refunded=True),
        returns=(SIXTY.amounts,),
    ),
)
"""Two dates of a series that one act cancelled, the first too late for all of its price."""

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
OF_PURSE: dict[str, Any] = {"subject": "PURSE#ho_1", "host_id": "ho_1"}
OF_MONTH: dict[str, Any] = {"subject": "MONTH#ho_1#2027-04", "host_id": "ho_1", "month": "2027-04"}
OF_ACCOUNT: dict[str, Any] = {"subject": "HOST#ho_1", "host_id": "ho_1", "waits_for": ["individual.dob.day"]}
OF_INVITATION: dict[str, Any] = {
    "subject": "HOST#ho_1", "host_id": "ho_1", "invitation": INVITATION.id, "role": "reception",
}  # fmt: skip
OF_MEMBER: dict[str, Any] = {"subject": "HOST#ho_1", "host_id": "ho_1", "member": MEMBER.id}
MOVED = {
    "start": ["2027-04-13T12:00:00+00:00", "2027-04-14T07:00:00+00:00"],
    "end": ["2027-04-13T15:00:00+00:00", "2027-04-14T10:00:00+00:00"],
}
EDITED = ["name", "pictures"]
DUE_SOON: dict[str, Any] = {"since": "2027-04-10T21:00:00+00:00", "moderate_by": "2027-04-12T21:00:00+00:00"}
ABOUT_SPACES = (
    SpaceSubmitted | SpacePublished | SpaceRefused
    | SpaceEditProposed | SpaceEditApproved | SpaceEditRefused | ModerationDueSoon
    | BookingsCrossedEdit
)  # fmt: skip
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
    BookingMoved(**OF_BOOKING, changes=MOVED),
    BookingMoved(**OF_BOOKING, changes=MOVED | {"room": ["Salle Quai", "Salle Écluse"]}, waived=1500),
    BookingMoved(**OF_BOOKING, changes=MOVED, refunded=2000),
    PlaceOffered(**OF_BOOKING, amount=6000, until="2027-04-12T08:30:00+00:00"),
    OfferPassed(**OF_BOOKING, cause="silence"),
    OfferPassed(**OF_BOOKING, cause="withdrawn"),
    OfferPassed(**OF_BOOKING, cause="withdrawn", reason=REASON),
    DatesCancelled(subject="WEEKLY#se_1", host_id="ho_1", bookings=["bk_1", "bk_2"], back=9000),
    PaymentRefunded(**OF_BOOKING, amount=6000),
    RefundFailed(**OF_BOOKING, amount=6000, cause="charge_disputed"),
    SpaceSubmitted(**OF_SPACE),
    SpacePublished(**OF_SPACE),
    SpaceRefused(**OF_SPACE, reason=REASON),
    SpaceEditProposed(**OF_SPACE, fields=EDITED, again=False),
    SpaceEditApproved(**OF_SPACE, fields=EDITED),
    SpaceEditRefused(**OF_SPACE, fields=EDITED, reason=REASON),
    BookingsCrossedEdit(**OF_SPACE, bookings=["bk_1"], count=1),
    BookingsCrossedEdit(**OF_SPACE, bookings=["bk_1", "bk_2"], count=2),
    ModerationDueSoon(**OF_SPACE, **DUE_SOON, is_edit=False),
    ModerationDueSoon(**OF_SPACE, **DUE_SOON, is_edit=True),
    MandateAccepted(**OF_MANDATE, terms=MANDATE.terms),
    MandateRevoked(**OF_MANDATE),
    DocumentStored(**OF_DOCUMENT, number="F-2027-000012", document_kind="invoice"),
    DocumentStored(**OF_DOCUMENT, number="A-2027-000003", document_kind="credit_note"),
    DocumentStored(**OF_DOCUMENT, number="AF-2027-000004", document_kind="self_billed"),
    DocumentStored(**OF_DOCUMENT, number="AAF-2027-000001", document_kind="self_billed_credit_note"),
    ConnectedAccountChanged(**OF_ACCOUNT, state="restricted", was="active"),
    ConnectedAccountChanged(**OF_ACCOUNT, state="rejected", was="restricted"),
    MonthParked(**OF_MONTH, reason="no_mandate"),
    MonthParked(**OF_MONTH, reason="counted 3 bookings, 15000 HT, 18000 TTC, found 2 bookings, 10000 HT, 12000 TTC"),
    MonthContested(**OF_MONTH, reason=REASON),
    PayoutSent(**OF_PURSE, payout=12, amount=123450, arrives_on="2027-05-12"),
    PayoutFailed(**OF_PURSE, payout=12, amount=123450, cause="account_closed"),
    PayoutFailed(**OF_PURSE, payout=12, amount=123450, cause="something_new"),
    TransferTakenBack(**OF_PURSE, booking="bk_1", amount=2000, debt=3400, cause="disputed"),
    TransferTakenBack(**OF_PURSE, booking="bk_1", amount=0, debt=5400, cause="not_billable"),
    DisputeOpened(**OF_BOOKING, dispute="du_1", amount=6000),
    DisputeClosed(**OF_BOOKING, dispute="du_1", amount=6000, won=True),
    DisputeClosed(**OF_BOOKING, dispute="du_1", amount=6000, won=False),
    ClaimantInvited(subject="CLAIM#cl_1", claimant_id="cl_1"),
    MemberInvited(**OF_INVITATION),
    InvitationSentAgain(**OF_INVITATION),
    MemberJoined(**OF_MEMBER, invitation=INVITATION.id, changes={"role": [None, "reception"]}),
    MemberRoleChanged(**OF_MEMBER, changes={"role": ["reception", "manager"]}),
    MemberRemoved(**OF_MEMBER, changes={"role": ["accountant", None]}),
    MemberLeft(**OF_MEMBER, changes={"role": ["owner", None]}),
]

HOSTILE = "<script>alert(1)</script>\r\nBcc: everyone@mail.example"


def recorded(fact: Fact) -> Recorded:
    return Recorded("fc_1", NOW, SYSTEM, fact)


def case_of(fact: Fact, language: Language = "fr", *, sold_to_host: bool = False, **changes: Any) -> Case:
    """`changes` apply to the booking of a fact about one; `sold_to_host` to an invoice, or a credit note."""
    host = Host("ho_1", "Les Quais Partagés", language, OWNER.id)
    if isinstance(fact, DocumentStored):
        document = document_of(fact, language, sold_to_host=sold_to_host)
        if document.draft.buyer_id == COWORKER.id:
            return DocumentCase(recorded(fact), document, COWORKER)
        return HostDocumentCase(recorded(fact), document, host, OWNER)
    if isinstance(fact, MandateFact):
        return MandateCase(recorded(fact), MANDATE, host, OWNER)
    if isinstance(fact, ClaimantInvited):
        claimant = Claimant("cl_1", "lucie@host.example", language)
        owner = Owner(claimant, (Claim("cl_1", "ho_1", "Les Quais Partagés"),))
        return ClaimantCase(recorded(fact), owner, (SPACE,))
    if isinstance(fact, InvitationFact):
        return InvitationCase(recorded(fact), replace(INVITATION, language=language), TOKEN, host, OWNER)
    if isinstance(fact, MemberFact):
        return MemberCase(recorded(fact), host, replace(MEMBER, language=language), (OWNER, CO_OWNER))
    if isinstance(fact, ABOUT_SPACES):
        return SpaceCase(recorded(fact), SPACE, host, OWNER)
    booking = replace(BOOKING, language=language, **changes)
    if isinstance(fact, BookingCancelled) and fact.was_confirmed and fact.refunded:
        booking = replace(booking, returns=(booking.price.amounts,))
    if isinstance(fact, DatesCancelled):
        together = tuple(replace(one, language=language, **changes) for one in TOGETHER)
        case = BookingCase(recorded(fact), booking, SPACE, host, SPACE.contact_email, COWORKER)
        return replace(case, together=together)
    if isinstance(fact, BookingFact):
        return BookingCase(recorded(fact), booking, SPACE, host, SPACE.contact_email, COWORKER)
    if isinstance(fact, TransferTakenBack | DisputeOpened | DisputeClosed):
        return OwedBookingCase(recorded(fact), booking, host, OWNER, COWORKER)
    return HostCase(recorded(fact), host, OWNER)


def document_of(
    fact: DocumentStored, language: Language, *, label: str = "Salle Écluse", sold_to_host: bool = False
) -> Document:
    """Of a coworker, unless its kind, or `sold_to_host`, says that it is of a host's month."""
    kind = Kind[fact.document_kind.upper()]
    bought = kind in {Kind.SELF_BILLED, Kind.SELF_BILLED_CREDIT_NOTE}
    of_month = not kind.gives_back and (bought or sold_to_host)
    document = a_document(
        a_line(label=label, unit_price=5000),
        kind=kind,
        language=language,
        seller_id="ho_1" if bought or not sold_to_host else PLATFORM,
        buyer_id=PLATFORM if bought else "ho_1" if sold_to_host else COWORKER.id,
        period=(date(2027, 4, 1), date(2027, 4, 30)) if of_month else None,
        corrects=Reference("F-2027-000012", date(2027, 4, 14)) if kind.gives_back else None,
        reason="réservation annulée" if kind.gives_back else "",
        issued_on=date(2027, 5, 1),
    )
    return replace(document, number=fact.number, due_on=date(2027, 5, 10))


def free_case_of(fact: Fact, language: Language = "fr") -> Case:
    return case_of(fact, language, price=FREE, money=Money.NONE, returns=())


def hostile_case_of(fact: Fact, language: Language = "fr", *, sold_to_host: bool = False) -> Case:
    """Everything that a person types is an attack."""
    if isinstance(fact, BookingDeclined | BookingCancelled | SpaceRefused | SpaceEditRefused | MonthContested):
        fact = replace(fact, reason=HOSTILE)
    case = case_of(fact, language, sold_to_host=sold_to_host)
    if isinstance(case, DocumentCase | HostDocumentCase):
        assert isinstance(fact, DocumentStored)
        case = replace(case, document=document_of(fact, language, label=HOSTILE, sold_to_host=sold_to_host))
    if isinstance(case, DocumentCase):
        return case
    if isinstance(case, ClaimantCase):
        return replace(case, listings=(_hostile_space(SPACE), _hostile_space(SPACE)))
    host = replace(case.host, name=HOSTILE)
    if isinstance(case, MandateCase):
        return replace(case, host=host, mandate=replace(MANDATE, entity_name=HOSTILE, signer_name=HOSTILE))
    if isinstance(case, SpaceCase):
        return replace(case, host=host, space=_hostile_space(case.space))
    if isinstance(case, HostCase | HostDocumentCase):
        return replace(case, host=host)
    if isinstance(case, InvitationCase):
        return replace(case, host=host, sender=replace(OWNER, given_name=HOSTILE))
    if isinstance(case, MemberCase):
        return replace(case, host=host, member=replace(MEMBER, given_name=HOSTILE))
    coworker = replace(COWORKER, given_name=HOSTILE, family_name=HOSTILE)
    booking = replace(case.booking, space_name=HOSTILE, room_name=HOSTILE)
    if isinstance(case, OwedBookingCase):
        return replace(case, host=host, coworker=coworker, booking=booking)
    return replace(case, host=host, space=_hostile_space(case.space), coworker=coworker, booking=booking)


def _hostile_space(space: Space) -> Space:
    return replace(space, name=HOSTILE, address=Address(HOSTILE, HOSTILE, HOSTILE, HOSTILE))
