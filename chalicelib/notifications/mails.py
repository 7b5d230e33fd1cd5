"""Which fact calls for which mails. The only place to look for « who is told when … »."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from enum import StrEnum
from typing import Any

from chalicelib.billing.facts import DocumentStored
from chalicelib.billing.model import Kind
from chalicelib.bookings.facts import (
    BookingCancelled,
    BookingConfirmed,
    BookingDeclined,
    BookingExpired,
    BookingRequested,
    PaymentRefunded,
    RefundFailed,
)
from chalicelib.bookings.model import Party
from chalicelib.core.facts import Fact
from chalicelib.legal.facts import MandateAccepted, MandateRevoked
from chalicelib.spaces.facts import SpacePublished, SpaceRefused, SpaceSubmitted


class Role(StrEnum):
    """HOST is the contact of the space; OWNER the owner of the host organisation; OPERATOR the platform's team."""

    HOST = "host"
    COWORKER = "coworker"
    OWNER = "owner"
    OPERATOR = "operator"


def _always(_: Any) -> bool:
    return True


def _is(*kinds: Kind) -> Callable[[DocumentStored], bool]:
    """Of a document: what the platform buys from a host in his own name is sold to no coworker."""
    names = {kind.name.lower() for kind in kinds}
    return lambda fact: fact.document_kind in names


@dataclass(frozen=True)
class Mail:
    """One letter to one role. `when` looks at the fact, for those that do not always call for it."""

    role: Role
    template: str
    when: Callable[[Any], bool] = _always

    @property
    def key(self) -> str:
        return f"{self.template}#{self.role}"


MAILS: Mapping[type[Fact], tuple[Mail, ...]] = {
    BookingRequested: (
        Mail(Role.HOST, "new_request"),
        Mail(Role.COWORKER, "request_sent"),
    ),
    BookingConfirmed: (
        Mail(Role.HOST, "new_booking", when=lambda fact: fact.automatic),
        Mail(Role.COWORKER, "booking_confirmed"),
    ),
    BookingDeclined: (Mail(Role.COWORKER, "request_declined"),),
    BookingExpired: (
        Mail(Role.HOST, "request_lapsed", when=lambda fact: fact.cause == "silence"),
        Mail(Role.COWORKER, "request_unanswered", when=lambda fact: fact.cause == "silence"),
        Mail(Role.HOST, "hold_lost", when=lambda fact: fact.cause == "hold_lost"),
        Mail(Role.COWORKER, "payment_not_taken", when=lambda fact: fact.cause == "hold_lost"),
    ),
    BookingCancelled: (
        Mail(Role.HOST, "coworker_cancelled", when=lambda fact: fact.by == Party.COWORKER),
        Mail(Role.COWORKER, "own_cancellation", when=lambda fact: fact.by == Party.COWORKER),
        Mail(Role.COWORKER, "host_cancelled", when=lambda fact: fact.by == Party.HOST),
    ),
    PaymentRefunded: (Mail(Role.COWORKER, "refund_made"),),
    RefundFailed: (Mail(Role.OPERATOR, "refund_failed"),),
    SpaceSubmitted: (
        Mail(Role.OWNER, "space_submitted"),
        Mail(Role.OPERATOR, "space_to_moderate"),
    ),
    SpacePublished: (Mail(Role.OWNER, "space_published"),),
    SpaceRefused: (Mail(Role.OWNER, "space_refused"),),
    MandateAccepted: (Mail(Role.OWNER, "mandate_accepted"),),
    MandateRevoked: (Mail(Role.OWNER, "mandate_revoked"),),
    DocumentStored: (
        Mail(Role.COWORKER, "invoice_ready", when=_is(Kind.INVOICE, Kind.DEPOSIT)),
        Mail(Role.COWORKER, "credit_note_ready", when=_is(Kind.CREDIT_NOTE)),
    ),
}


def mails_for(fact: Fact) -> list[Mail]:
    return [mail for mail in MAILS.get(type(fact), ()) if mail.when(fact)]
