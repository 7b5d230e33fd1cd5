"""Legal entities, their dated tax regimes and settlement modes, mandates, and what a sale is made under. Pure."""

from collections.abc import Sequence
from datetime import date, datetime
from enum import StrEnum
from typing import Generic, TypeVar

from chalicelib.core.lazy import dataclass
from chalicelib.core.zones import zone_named
from chalicelib.identity.model import host_key

T = TypeVar("T")

ZONE = "Europe/Paris"
"""Where the platform is: regimes, modes and rates change at its midnight."""

PLATFORM = "platform"
"""The id under which the platform keeps billing settings of its own, where a host's are under his."""


class VatRegime(StrEnum):
    """`normal`: VAT is due when a service is paid (CGI 269-2 c). `debits`: by option, when it is invoiced.
    `franchise`: no VAT (CGI 293 B). `public_body`: outside the scope of VAT (CGI 256 B)."""

    NORMAL = "normal"
    DEBITS = "debits"
    FRANCHISE = "franchise"
    PUBLIC_BODY = "public_body"

    @property
    def charges_vat(self) -> bool:
        return self in {VatRegime.NORMAL, VatRegime.DEBITS}


class SettlementMode(StrEnum):
    """`per_booking`: the host sells, the platform invoices in his name. `monthly`: the platform buys and resells."""

    PER_BOOKING = "per_booking"
    MONTHLY = "monthly"


class VatCategory(StrEnum):
    """UNTDID 5305, as EN 16931 uses it: standard (any positive rate), exempt, outside the scope."""

    STANDARD = "S"
    EXEMPT = "E"
    OUTSIDE = "O"


class Exemption(StrEnum):
    """Why no VAT is charged; the words and codes are in the dated table of `billing.rendering.texts`."""

    FRANCHISE = "franchise"
    PUBLIC_BODY = "public_body"
    TERRITORY = "territory"
    """French Guiana and Mayotte, where VAT does not apply for the time being (CGI 294-1)."""


@dataclass(frozen=True)
class Dated(Generic[T]):
    """A value in force from `since` on, in the platform's zone, until the next one."""

    since: date
    value: T


def in_force(values: Sequence[Dated[T]], day: date) -> T | None:
    """The latest that began on `day` or before; they may come in any order."""
    begun = [dated for dated in values if dated.since <= day]
    return max(begun, key=lambda dated: dated.since).value if begun else None


def legal_day(instant: datetime) -> date:
    """The day on which the platform's clocks show `instant`."""
    return instant.astimezone(zone_named(ZONE)).date()


@dataclass(frozen=True)
class PostalAddress:
    """`country` is ISO 3166-1 alpha-2; overseas departments are FR with their own postcodes."""

    line1: str
    postcode: str
    city: str
    line2: str = ""
    country: str = "FR"


@dataclass(frozen=True)
class LegalEntity:
    """Somebody as a document names him. A private person has a name, an address and an e-mail only.

    `capital` in cents, None where the form has none; `register` is where it is registered ("RCS Paris", "RNE").
    """

    name: str
    address: PostalAddress
    email: str = ""
    is_company: bool = True
    form: str = ""
    capital: int | None = None
    siren: str = ""
    siret: str = ""
    register: str = ""
    vat_number: str = ""


@dataclass(frozen=True)
class Mandate:
    """The host's mandate to issue invoices in his name (CGI 289 I-2), as he gave it. `ip` as seen by the edge.

    `terms` is the version of the terms of sale whose host side was accepted with it. `entity_name` and `siren` say
    who gave it: a mandate does not pass to another company. `revoked_at` also ends one that a later one replaced.
    """

    host_id: str
    version: str
    signer_id: str
    signer_name: str
    accepted_at: datetime
    ip: str
    revoked_at: datetime | None = None
    terms: str = ""
    entity_name: str = ""
    siren: str = ""

    @property
    def is_active(self) -> bool:
        return self.revoked_at is None


@dataclass(frozen=True)
class BillingSettings:
    """The billing settings of a host, or of the platform (`owner_id` PLATFORM).

    `payment_days` is the term of invoices that are not paid at once. `commissions`: basis points of the HT price;
    those of the platform hold for every host who has none of his own.
    """

    owner_id: str
    entity: LegalEntity
    regimes: tuple[Dated[VatRegime], ...]
    modes: tuple[Dated[SettlementMode], ...] = ()
    commissions: tuple[Dated[int], ...] = ()
    footer: str = ""
    payment_days: int = 30
    logo: str = ""
    mandate: Mandate | None = None
    version: int = 1

    @property
    def key(self) -> str:
        return host_key(self.owner_id)

    @property
    def active_mandate(self) -> Mandate | None:
        """None too when it was given by another company than the one that these settings name now."""
        found = self.mandate
        return found if found and found.is_active and found.siren == self.entity.siren else None


class ConnectedState(StrEnum):
    """`to_finish`: the form was begun. `under_review`: the provider checks it. `active`: money can be sent there.
    `restricted`: it could, and the provider wants something more. `rejected`: it never will."""

    TO_FINISH = "to_finish"
    UNDER_REVIEW = "under_review"
    ACTIVE = "active"
    RESTRICTED = "restricted"
    REJECTED = "rejected"


@dataclass(frozen=True)
class ConnectedAccount:
    """Where a host's money goes: his account at the payment provider, as the provider last described it at `seen_at`.

    `waits_for` says whose turn it is, in the provider's codes, `due_by` until when. `holds_payouts`: nothing leaves
    the account but what we send, so that each bank payout can be explained.
    """

    host_id: str
    account_id: str
    state: ConnectedState
    seen_at: datetime
    waits_for: tuple[str, ...] = ()
    due_by: datetime | None = None
    holds_payouts: bool = False
    version: int = 1

    @property
    def key(self) -> str:
        return host_key(self.host_id)

    @property
    def can_receive(self) -> bool:
        return self.state is ConnectedState.ACTIVE and self.holds_payouts


BLANK_ENTITY = LegalEntity(name="", address=PostalAddress("", "", ""))


def blank_settings(owner_id: str) -> BillingSettings:
    """Those of somebody who has saved none: version 0."""
    return BillingSettings(owner_id, BLANK_ENTITY, (), version=0)


@dataclass(frozen=True)
class Standing:
    """What decides whether a host may sell. The platform has no connected account: the money is there already."""

    settings: BillingSettings
    account: ConnectedAccount | None


@dataclass(frozen=True)
class SellingTerms:
    """What a sale is made under, frozen in the price of each booking.

    `seller_id` is the host's, or PLATFORM; `seller_name` is what a buyer is told before he pays (code de la
    consommation L111-1, L111-7). `vat_rate` and `commission_rate` in basis points; `vat_rule` names the
    line of the dated VAT table; `mandate` and `terms` the versions of the texts that both sides accepted.
    """

    mode: SettlementMode
    seller_id: str
    seller_name: str
    regime: VatRegime
    vat_category: VatCategory
    vat_rate: int
    vat_rule: str
    commission_rate: int
    mandate: str
    terms: str
    exemption: Exemption | None = None


@dataclass(frozen=True)
class Tax:
    """What a sale is taxed under. `rate` in basis points; `exemption` says why it is 0."""

    category: VatCategory
    rate: int
    exemption: Exemption | None = None


@dataclass(frozen=True)
class BuyerProfile:
    """How a coworker wants to be named on his documents."""

    user_id: str
    entity: LegalEntity
    version: int = 1


@dataclass(frozen=True)
class Place:
    """Where somebody sells."""

    host_id: str
    postcode: str


@dataclass(frozen=True)
class Condition:
    """The terms under which a room at a place is sold, or the codes of what is missing, in the order of the host's
    page."""

    terms: SellingTerms | None
    missing: tuple[str, ...] = ()
