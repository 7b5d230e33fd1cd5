"""What one mail says and to whom, from what its fact happened to. Pure: reading is `deliver`'s."""

from datetime import datetime

from chalicelib.bookings.facts import (
    DatesCancelled,
)
from chalicelib.core.errors import Language
from chalicelib.core.facts import Fact
from chalicelib.core.lazy import dataclass
from chalicelib.identity.model import User
from chalicelib.identity.team.model import State
from chalicelib.legal.facts import MandateRevoked
from chalicelib.legal.texts import TextKind, text_of
from chalicelib.notifications import booking, documents, listings, series, settlement, team
from chalicelib.notifications.cases import (
    BookingCase,
    Case,
    ClaimantCase,
    Context,
    DocumentCase,
    HostCase,
    HostDocumentCase,
    InvitationCase,
    MandateCase,
    MemberCase,
    OwedBookingCase,
    SpaceCase,
)
from chalicelib.notifications.labels import SPACE_FIELDS, labelled
from chalicelib.notifications.mails import Mail, Role
from chalicelib.notifications.words import (
    HOME_ZONE,
    moment,
    one_line,
    place,
)
from chalicelib.payouts.facts import MonthParked
from chalicelib.spaces.facts import ModerationDueSoon
from chalicelib.spaces.model import MODERATION_DELAY

OPERATOR_LANGUAGE: Language = "fr"


@dataclass(frozen=True)
class Recipient:
    """`reply_to` empty: an answer goes to the sender's address. `others` receive the same letter, and see each
    other's addresses: they are of one organisation."""

    email: str
    language: Language
    reply_to: str
    others: tuple[str, ...] = ()


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
        case DocumentCase(buyer=User() as buyer), Role.BUYER:
            return Recipient(buyer.email, case.document.draft.language, operator_email)
        case (
            SpaceCase(host=host, owner=owner)
            | MandateCase(host=host, owner=owner)
            | HostCase(host=host, owner=owner)
            | OwedBookingCase(host=host, owner=owner),
            Role.OWNER,
        ):
            return Recipient(owner.email, host.language, operator_email)
        case HostDocumentCase(host=host, owner=owner), Role.OWNER | Role.BUYER:
            return Recipient(owner.email, host.language, operator_email)
        case InvitationCase(invitation=invitation), Role.INVITED:
            # Withdrawn, or accepted, before its mail left.
            wanted = invitation.state is State.OPEN
            return Recipient(invitation.email, invitation.language, operator_email) if wanted else None
        case ClaimantCase(owner=owner, listings=(_, *_)), Role.CLAIMANT:
            # What was claimed before its mail left waits for nobody.
            return Recipient(owner.claimant.email, owner.claimant.language, operator_email)
        case MemberCase(member=User() as member), Role.MEMBER:
            return Recipient(member.email, member.language, operator_email)
        case MemberCase(owners=(main, *others)), Role.OWNER:
            return Recipient(main.email, case.host.language, operator_email, tuple(one.email for one in others))
        case _:
            return None


def template_of(case: Case, mail: Mail) -> str:
    return mail.to_host if mail.to_host and isinstance(case, HostDocumentCase) else mail.template


def context_of(case: Case, role: Role, language: Language, *, public_url: str) -> Context:
    common: Context = {
        "language": language,
        "role": role.value,
        "said": _said(case.recorded.fact),
        "lists_a_space": isinstance(case, SpaceCase),
    }
    match case:
        case BookingCase() if isinstance(case.recorded.fact, DatesCancelled):
            return (
                common
                | booking.of_booking(case, role, language, public_url)
                | series.of_dates(case, role, language, public_url)
            )
        case BookingCase():
            return common | booking.of_booking(case, role, language, public_url)
        case MandateCase():
            return common | _mandate(case, language, public_url)
        case DocumentCase():
            return common | documents.of_coworker(case, language, public_url)
        case HostDocumentCase():
            return common | documents.of_host(case, language, public_url)
        case HostCase():
            return common | settlement.of_host(case, role, language, public_url)
        case OwedBookingCase():
            return common | settlement.of_booking(case, language, public_url)
        case InvitationCase():
            return common | team.of_invitation(case, language, public_url)
        case ClaimantCase():
            return common | listings.of_claimant(case, language, public_url)
        case MemberCase():
            return common | team.of_member(case, role, language, public_url)
        case SpaceCase():
            return common | _space(case, role, language, public_url)


def _said(fact: Fact) -> str:
    """What a person gave as a reason; that of a month which stands still is the machine's."""
    return "" if isinstance(fact, MonthParked) else str(getattr(fact, "reason", "")).strip()


def _space(case: SpaceCase, role: Role, language: Language, public_url: str) -> Context:
    space, fact = case.space, case.recorded.fact
    lines = {
        "host": one_line(case.host.name),
        "space": one_line(space.name),
        "where": place(space.address),
        "rooms": str(len(space.rooms)),
        "edit": ", ".join(SPACE_FIELDS[language][name] for name in getattr(fact, "fields", ())),
    }
    moderates = role is Role.OPERATOR
    page = "moderation" if moderates else "hote/espaces"
    shown = [name for name in lines if moderates or name != "host"]
    reminder = fact if isinstance(fact, ModerationDueSoon) else None
    moderate_by = datetime.fromisoformat(reminder.moderate_by) if reminder else case.recorded.at + MODERATION_DELAY
    return {
        "space": lines["space"],
        "host": lines["host"],
        "fields": lines["edit"],
        "is_edit": bool(reminder and reminder.is_edit),
        "crossed": getattr(fact, "count", 0),
        "moderate_by": moment(moderate_by, space.timezone, language),
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
        "paragraphs": [line for text in texts for line in _plain(text.title, text.body)],
        "link": f"{public_url}/hote/facturation",
        "facts": labelled(lines.items(), language),
    }


def _plain(title: str, body: str) -> list[str]:
    """The paragraphs of a legal text, without the marks of its headings."""
    return [title, *(paragraph.removeprefix("## ") for paragraph in body.split("\n\n"))]
