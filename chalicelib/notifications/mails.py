"""Which fact calls for which mails. The only place to look for « who is told when … »."""

from collections.abc import Callable, Mapping
from enum import StrEnum
from typing import Any

from chalicelib.billing.facts import DocumentStored
from chalicelib.billing.model import Kind
from chalicelib.bookings.facts import (
    BookingCancelled,
    BookingConfirmed,
    BookingDeclined,
    BookingExpired,
    BookingMoved,
    BookingRequested,
    BookingsCrossedEdit,
    DatesCancelled,
    OfferPassed,
    PaymentRefunded,
    PlaceOffered,
    RefundFailed,
)
from chalicelib.bookings.model import Party
from chalicelib.bookings.waiting.offering import SILENCE, WITHDRAWN
from chalicelib.claims.facts import ClaimantInvited
from chalicelib.core.facts import Fact
from chalicelib.core.lazy import dataclass
from chalicelib.identity.team.facts import (
    InvitationSentAgain,
    MemberInvited,
    MemberJoined,
    MemberLeft,
    MemberRemoved,
    MemberRoleChanged,
)
from chalicelib.legal.facts import ConnectedAccountChanged, MandateAccepted, MandateRevoked
from chalicelib.legal.model import ConnectedState
from chalicelib.payouts.closing import NO_MANDATE
from chalicelib.payouts.facts import (
    DisputeClosed,
    DisputeOpened,
    MonthContested,
    MonthParked,
    PayoutFailed,
    PayoutSent,
    TransferTakenBack,
)
from chalicelib.spaces.facts import (
    ModerationDueSoon,
    SpaceEditApproved,
    SpaceEditProposed,
    SpaceEditRefused,
    SpacePublished,
    SpaceRefused,
    SpaceSubmitted,
)


class Role(StrEnum):
    """HOST is the contact of the space; OWNER the main owner of the host organisation, or all of them if it is about
    its team; OPERATOR the platform's team; BUYER whoever a document is addressed to, a coworker or the owner of a
    host organisation; INVITED whoever is asked to join a team; MEMBER whose role it is about;
    CLAIMANT for whom imported listings wait."""

    HOST = "host"
    COWORKER = "coworker"
    OWNER = "owner"
    OPERATOR = "operator"
    BUYER = "buyer"
    INVITED = "invited"
    MEMBER = "member"
    CLAIMANT = "claimant"


def _always(_: Any) -> bool:
    return True


def _by_coworker_alone(fact: BookingCancelled) -> bool:
    """Several dates of a series that he gives up at once are told together."""
    return fact.by == Party.COWORKER and not fact.act


def _is(*kinds: Kind) -> Callable[[DocumentStored], bool]:
    names = {kind.name.lower() for kind in kinds}
    return lambda fact: fact.document_kind in names


def _becomes(state: ConnectedState) -> Callable[[ConnectedAccountChanged], bool]:
    """Once: what the provider waits for may change many times while the state stays."""
    return lambda fact: fact.state == state != fact.was


def _lacks_a_mandate(fact: MonthParked) -> bool:
    return fact.reason == NO_MANDATE


@dataclass(frozen=True)
class Mail:
    """One letter to one role. `when` looks at the fact, for those that do not always call for it.

    `to_host` is the template for a buyer who is a host: facts of documents do not say who bought.
    """

    role: Role
    template: str
    when: Callable[[Any], bool] = _always
    to_host: str = ""

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
    BookingMoved: (Mail(Role.COWORKER, "booking_moved"),),
    PlaceOffered: (Mail(Role.COWORKER, "place_offered"),),
    OfferPassed: (
        Mail(Role.COWORKER, "offer_passed", when=lambda fact: fact.cause == SILENCE),
        Mail(Role.COWORKER, "offer_withdrawn", when=lambda fact: fact.cause == WITHDRAWN),
    ),
    BookingCancelled: (
        Mail(Role.HOST, "coworker_cancelled", when=_by_coworker_alone),
        Mail(Role.COWORKER, "own_cancellation", when=_by_coworker_alone),
        Mail(Role.COWORKER, "host_cancelled", when=lambda fact: fact.by == Party.HOST),
    ),
    DatesCancelled: (
        Mail(Role.HOST, "coworker_cancelled_dates"),
        Mail(Role.COWORKER, "own_cancellation_of_dates"),
    ),
    PaymentRefunded: (Mail(Role.COWORKER, "refund_made"),),
    RefundFailed: (Mail(Role.OPERATOR, "refund_failed"),),
    SpaceSubmitted: (
        Mail(Role.OWNER, "space_submitted"),
        Mail(Role.OPERATOR, "space_to_moderate"),
    ),
    SpacePublished: (Mail(Role.OWNER, "space_published"),),
    SpaceRefused: (Mail(Role.OWNER, "space_refused"),),
    SpaceEditProposed: (Mail(Role.OPERATOR, "edit_to_moderate", when=lambda fact: not fact.again),),
    SpaceEditApproved: (Mail(Role.OWNER, "edit_approved"),),
    SpaceEditRefused: (Mail(Role.OWNER, "edit_refused"),),
    BookingsCrossedEdit: (Mail(Role.OWNER, "bookings_crossed_edit"),),
    ModerationDueSoon: (Mail(Role.OPERATOR, "moderation_due_soon"),),
    MandateAccepted: (Mail(Role.OWNER, "mandate_accepted"),),
    MandateRevoked: (Mail(Role.OWNER, "mandate_revoked"),),
    DocumentStored: (
        Mail(Role.BUYER, "invoice_ready", _is(Kind.INVOICE, Kind.DEPOSIT), to_host="commission_invoice"),
        Mail(Role.BUYER, "credit_note_ready", _is(Kind.CREDIT_NOTE), to_host="commission_credit_note"),
        Mail(Role.OWNER, "self_billed_invoice", when=_is(Kind.SELF_BILLED)),
        Mail(Role.OWNER, "self_billed_credit_note", when=_is(Kind.SELF_BILLED_CREDIT_NOTE)),
    ),
    ConnectedAccountChanged: (
        Mail(Role.OWNER, "account_restricted", when=_becomes(ConnectedState.RESTRICTED)),
        Mail(Role.OWNER, "account_rejected", when=_becomes(ConnectedState.REJECTED)),
    ),
    MonthParked: (
        Mail(Role.OWNER, "mandate_missing", when=_lacks_a_mandate),
        Mail(Role.OPERATOR, "month_parked", when=lambda fact: not _lacks_a_mandate(fact)),
    ),
    MonthContested: (Mail(Role.OPERATOR, "month_contested"),),
    PayoutSent: (Mail(Role.OWNER, "payout_sent"),),
    PayoutFailed: (Mail(Role.OWNER, "payout_failed"),),
    TransferTakenBack: (Mail(Role.OWNER, "debt_arisen", when=lambda fact: fact.debt > 0),),
    DisputeOpened: (Mail(Role.OWNER, "dispute_opened"),),
    DisputeClosed: (Mail(Role.OWNER, "dispute_closed"),),
    ClaimantInvited: (Mail(Role.CLAIMANT, "listings_wait"),),
    MemberInvited: (Mail(Role.INVITED, "invited"),),
    InvitationSentAgain: (Mail(Role.INVITED, "invited"),),
    MemberJoined: (Mail(Role.OWNER, "member_joined"),),
    MemberRoleChanged: (Mail(Role.MEMBER, "role_changed"),),
    MemberRemoved: (Mail(Role.MEMBER, "no_longer_member"),),
    MemberLeft: (Mail(Role.MEMBER, "no_longer_member"),),
}


def mails_for(fact: Fact) -> list[Mail]:
    return [mail for mail in MAILS.get(type(fact), ()) if mail.when(fact)]
