"""What each mail is about, as `deliver` has read it. Pure."""

from dataclasses import field

from chalicelib.billing.model import Document
from chalicelib.bookings.model import Booking
from chalicelib.claims.find import Owner
from chalicelib.core.facts import Recorded
from chalicelib.core.lazy import dataclass
from chalicelib.identity.model import Host, User
from chalicelib.identity.team.model import Invitation
from chalicelib.legal.model import Mandate
from chalicelib.spaces.model import Space

Context = dict[str, object]
"""What a template may name. `facts` are the labelled lines, `said` what a person wrote, `link` the button's."""


@dataclass(frozen=True)
class BookingCase:
    """A fact of a booking. `coworker` is None once the login is gone; `together` are the dates of a series that it
    pays for, or those that one act cancelled with it, itself included; empty for any other."""

    recorded: Recorded
    booking: Booking
    space: Space
    host: Host
    contact_email: str
    coworker: User | None
    together: tuple[Booking, ...] = ()


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
    """A coworker bought. `buyer` is None once the login is gone; `dates` is how many a series has of which this is
    the first document."""

    recorded: Recorded
    document: Document
    buyer: User | None
    dates: int = 1


@dataclass(frozen=True)
class HostDocumentCase:
    """A host's own invoice to the platform, the platform's to him, or what corrects one of them."""

    recorded: Recorded
    document: Document
    host: Host
    owner: User


@dataclass(frozen=True)
class HostCase:
    """A fact about what a host is owed, as a whole: his account, a month, a payout."""

    recorded: Recorded
    host: Host
    owner: User


@dataclass(frozen=True)
class OwedBookingCase:
    """A fact about what a host is owed for one booking. `coworker` is None once the login is gone."""

    recorded: Recorded
    booking: Booking
    host: Host
    owner: User
    coworker: User | None


@dataclass(frozen=True)
class InvitationCase:
    """Somebody is invited to a team, by `sender`, None once the login is gone. `token` is the secret of the link."""

    recorded: Recorded
    invitation: Invitation
    token: str = field(repr=False)
    host: Host
    sender: User | None


@dataclass(frozen=True)
class ClaimantCase:
    """Imported listings, the first of many, wait for the reader of an address."""

    recorded: Recorded
    owner: Owner
    listings: tuple[Space, ...]


@dataclass(frozen=True)
class MemberCase:
    """A member's role began, changed or ended. `member` is None once the login is gone; `owners` begin with the main
    one."""

    recorded: Recorded
    host: Host
    member: User | None
    owners: tuple[User, ...]


Case = (
    BookingCase
    | SpaceCase
    | MandateCase
    | DocumentCase
    | HostDocumentCase
    | HostCase
    | OwedBookingCase
    | InvitationCase
    | ClaimantCase
    | MemberCase
)
