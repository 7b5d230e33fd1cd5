"""The mails that one fact calls for, each once."""

from datetime import datetime

from aws_lambda_powertools.metrics import MetricUnit

from chalicelib.billing.facts import DocumentStored
from chalicelib.billing.find import documents
from chalicelib.bookings.facts import BookingFact
from chalicelib.bookings.find import booking_of
from chalicelib.core.facts import Recorded
from chalicelib.identity.hosts import host_of, owner_of
from chalicelib.identity.profile import contact_of
from chalicelib.kit.observability import logger, metrics
from chalicelib.kit.settings import settings
from chalicelib.legal.facts import MandateFact
from chalicelib.legal.mandate import mandate_of
from chalicelib.notifications import store
from chalicelib.notifications.context import (
    BookingCase,
    Case,
    DocumentCase,
    MandateCase,
    SpaceCase,
    context_of,
    recipient,
)
from chalicelib.notifications.mails import Mail, mails_for
from chalicelib.notifications.post import NotSentYet, RefusedForGood, post
from chalicelib.notifications.render import render
from chalicelib.notifications.store import Claim, Outcome
from chalicelib.spaces.find import space_of


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
    failures: list[Exception] = []
    for mail in due:
        try:
            _deliver_one(mail, case, now=now)
        except Exception as failure:  # noqa: BLE001  one mail that fails must not hold back the fact's others
            failures.append(failure)
    if failures:
        raise ExceptionGroup(f"mails of {recorded.id} still due", failures)


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
    letter = render(mail.template, to.language, context)
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
    subject_id = recorded.fact.subject.partition("#")[2]
    if isinstance(recorded.fact, BookingFact):
        booking = booking_of(subject_id)
        space = space_of(booking.space_id)
        return BookingCase(
            recorded=recorded,
            booking=booking,
            space=space,
            host=host_of(booking.host_id),
            contact_email=space.contact_email or owner_of(booking.host_id).email,
            coworker=contact_of(booking.user_id),
        )
    if isinstance(recorded.fact, MandateFact):
        return MandateCase(recorded, mandate_of(recorded.fact), host_of(subject_id), owner_of(subject_id))
    if isinstance(recorded.fact, DocumentStored):
        (listed,) = documents([subject_id])
        return DocumentCase(recorded, listed.document, contact_of(listed.document.draft.buyer_id))
    space = space_of(subject_id)
    return SpaceCase(recorded, space, host_of(space.host_id), owner_of(space.host_id))
