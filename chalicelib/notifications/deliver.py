"""The mails that one fact calls for, each once."""

from dataclasses import replace
from datetime import datetime

from aws_lambda_powertools.metrics import MetricUnit

from chalicelib.billing.facts import DocumentStored
from chalicelib.billing.find import documents
from chalicelib.billing.model import Document, Kind
from chalicelib.bookings.facts import (
    BookingCancelled,
    BookingConfirmed,
    BookingDeclined,
    BookingExpired,
    BookingFact,
    BookingRequested,
    BookingsCrossedEdit,
    DatesCancelled,
    PaymentRefunded,
)
from chalicelib.bookings.find import booking_of, bookings_among
from chalicelib.bookings.model import Booking, booking_key
from chalicelib.bookings.series.find import goes_back_together
from chalicelib.bookings.series.follow import parts_of
from chalicelib.claims import find as claims
from chalicelib.claims.facts import ClaimantInvited
from chalicelib.core.facts import Fact, Recorded
from chalicelib.identity.hosts import host_of, owner_of
from chalicelib.identity.profile import contact_of
from chalicelib.identity.team.facts import InvitationFact, MemberFact
from chalicelib.identity.team.find import invitation_of, owners_of
from chalicelib.identity.team.links import token_of
from chalicelib.kit.observability import logger, metrics
from chalicelib.kit.settings import settings
from chalicelib.legal.buyers import HOST_IDS
from chalicelib.legal.facts import MandateFact
from chalicelib.legal.mandate import mandate_of
from chalicelib.legal.model import PLATFORM
from chalicelib.notifications import store
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
from chalicelib.notifications.context import context_of, recipient, template_of
from chalicelib.notifications.mails import Mail, mails_for
from chalicelib.notifications.post import NotSentYet, RefusedForGood, post
from chalicelib.notifications.render import render
from chalicelib.notifications.store import Claim, Outcome
from chalicelib.payouts.facts import DisputeClosed, DisputeOpened, TransferTakenBack
from chalicelib.spaces.facts import (
    ModerationDueSoon,
    SpaceEditApproved,
    SpaceEditProposed,
    SpaceEditRefused,
    SpacePublished,
    SpaceRefused,
    SpaceSubmitted,
)
from chalicelib.spaces.find import space_of

BOOKING = booking_key("")


def wants(recorded: Recorded) -> bool:
    """Whether a fact calls for any mail."""
    return bool(mails_for(recorded.fact))


def deliver(recorded: Recorded, *, now: datetime) -> None:
    """Sends, then records. SES knows no idempotency key, so one of two evils had to be chosen: nobody is missed, and
    a second copy follows only a death, or an answer lost on the wire, between sending and recording.

    Raises an ExceptionGroup of what went wrong for now; the queue brings the fact back for the mails still due.
    """
    due = mails_for(recorded.fact)
    if not due:
        return
    case = _case_of(recorded)
    if _is_for_nobody(case):
        return
    failures: list[Exception] = []
    for mail in due:
        try:
            _deliver_one(mail, case, now=now)
        except Exception as failure:  # noqa: BLE001  one mail that fails must not hold back the fact's others
            failures.append(failure)
    if failures:
        raise ExceptionGroup(f"mails of {recorded.id} still due", failures)


def _is_for_nobody(case: Case) -> bool:
    """Of a guest whom the host entered nobody knows the address; what concerns a whole series is told once, by the
    booking that pays for it, and what several dates give back by the act that cancelled them."""
    match case:
        case BookingCase(booking=booking, recorded=Recorded(fact=PaymentRefunded())):
            return goes_back_together(booking.id)
        case BookingCase(booking=booking, recorded=recorded):
            return bool(booking.guest) or (booking.follows and _is_of_a_whole_series(recorded.fact))
        case DocumentCase(dates=dates):
            return dates == 0
    return False


def _deliver_one(mail: Mail, case: Case, *, now: datetime) -> None:
    fact_id = case.recorded.id
    claim = store.claim(fact_id, mail.key, now=now)
    if claim is Claim.SETTLED:
        return
    if claim is Claim.ELSEWHERE:
        raise NotSentYet("being sent elsewhere")
    to = recipient(case, mail.role, operator_email=settings().operator_email)
    if to is None:
        _give_up(mail, fact_id, "no_recipient", now=now)
        return
    context = context_of(case, mail.role, to.language, public_url=settings().public_url)
    letter = render(template_of(case, mail), to.language, context)
    try:
        message_id = post(letter, to)
    except RefusedForGood as refusal:
        _give_up(mail, fact_id, str(refusal), now=now)
        return
    except NotSentYet:
        store.let_go(fact_id, mail.key)
        raise
    metrics.add_metric("MailSent", MetricUnit.Count, 1)
    store.settle(fact_id, mail.key, Outcome.SENT, message_id, now=now)


def _give_up(mail: Mail, fact_id: str, cause: str, *, now: datetime) -> None:
    store.settle(fact_id, mail.key, Outcome.FAILED, cause, now=now)
    logger.error("mail given up", extra={"fact": fact_id, "mail": mail.key, "cause": cause})
    metrics.add_metric("MailFailed", MetricUnit.Count, 1)


def _case_of(recorded: Recorded) -> Case:
    """Read now rather than kept in the fact: what a person corrected since is what the mail says."""
    fact = recorded.fact
    subject_id = fact.subject.partition("#")[2]
    match fact:
        case DatesCancelled(bookings=booking_ids):
            dates = bookings_among(booking_ids)
            return replace(_booking_case(recorded, dates[0]), together=tuple(dates))
        case BookingFact():
            return _booking_case(recorded, booking_of(subject_id))
        case MandateFact():
            return MandateCase(recorded, mandate_of(fact), host_of(subject_id), owner_of(subject_id))
        case DocumentStored():
            (listed,) = documents([subject_id])
            return _document_case(recorded, listed.document)
        case DisputeOpened() | DisputeClosed():
            return _owed_case(recorded, booking_of(subject_id))
        case TransferTakenBack():
            return _owed_case(recorded, booking_of(fact.booking))
        case (
            SpaceSubmitted()
            | SpacePublished()
            | SpaceRefused()
            | SpaceEditProposed()
            | SpaceEditApproved()
            | SpaceEditRefused()
            | ModerationDueSoon()
            | BookingsCrossedEdit()
        ):
            space = space_of(subject_id)
            return SpaceCase(recorded, space, host_of(space.host_id), owner_of(space.host_id))
        case InvitationFact():
            invitation = invitation_of(subject_id, fact.invitation)
            sender = contact_of(invitation.sent_by)
            return InvitationCase(recorded, invitation, token_of(invitation.id), host_of(subject_id), sender)
        case ClaimantInvited():
            owner = claims.owner_of(fact.claimant_id)
            return ClaimantCase(recorded, owner, tuple(claims.listings_of(owner)))
        case MemberFact():
            owners = tuple(owners_of(subject_id))
            return MemberCase(recorded, host_of(subject_id), contact_of(fact.member), owners)
        case _:
            host_id = fact.host_id or ""
            return HostCase(recorded, host_of(host_id), owner_of(host_id))


def _booking_case(recorded: Recorded, booking: Booking) -> BookingCase:
    space = space_of(booking.space_id)
    return BookingCase(
        recorded=recorded,
        booking=booking,
        space=space,
        host=host_of(booking.host_id),
        contact_email=space.contact_email or owner_of(booking.host_id).email,
        coworker=contact_of(booking.user_id),
        together=_together(booking, recorded),
    )


def _together(booking: Booking, recorded: Recorded) -> tuple[Booking, ...]:
    pays_for_others = booking.series is not None and not booking.follows
    return tuple(parts_of(booking)) if pays_for_others and _is_of_a_whole_series(recorded.fact) else ()


def _is_of_a_whole_series(fact: Fact) -> bool:
    """Once it is confirmed, each date is cancelled by itself."""
    if isinstance(fact, BookingCancelled):
        return not fact.was_confirmed
    return isinstance(fact, BookingRequested | BookingConfirmed | BookingDeclined | BookingExpired)


def _owed_case(recorded: Recorded, booking: Booking) -> OwedBookingCase:
    host_id = booking.host_id
    return OwedBookingCase(recorded, booking, host_of(host_id), owner_of(host_id), contact_of(booking.user_id))


def _document_case(recorded: Recorded, document: Document) -> DocumentCase | HostDocumentCase:
    """The platform buys from a host only, in his name; whoever else buys is a host, by his id, or a coworker."""
    draft = document.draft
    host_id = draft.seller_id if draft.buyer_id == PLATFORM else draft.buyer_id
    if host_id.startswith(HOST_IDS):
        return HostDocumentCase(recorded, document, host_of(host_id), owner_of(host_id))
    return DocumentCase(recorded, document, contact_of(draft.buyer_id), _dates_of(document))


def _dates_of(document: Document) -> int:
    """How many dates its reader is told of with this document: all of a series with the first invoice, none with
    others, nor with the credit notes of dates that were cancelled together."""
    if not document.draft.source.startswith(BOOKING):
        return 1
    booking_id = document.draft.source.removeprefix(BOOKING)
    if document.draft.kind is Kind.CREDIT_NOTE:
        return 0 if goes_back_together(booking_id) else 1
    if document.draft.kind is not Kind.INVOICE:
        return 1
    booking = booking_of(booking_id)
    if booking.follows:
        return 0
    return booking.series.dates if booking.series else 1
