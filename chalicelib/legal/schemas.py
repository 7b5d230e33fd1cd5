"""Shapes of billing settings, mandates, terms of sale and buyers' profiles.

An empty text means « not given »: a page is saved before it is complete, and `missing` says what it still lacks.
"""

from typing import Annotated, Literal

from pydantic import AfterValidator, EmailStr, Field

from chalicelib.kit.shapes import BasisPoints, Day, Instant, Shape
from chalicelib.legal.model import SettlementMode, VatRegime
from chalicelib.legal.typed import (
    compact_siren,
    compact_siret,
    compact_vat_number,
    distinct_days,
    plain_line,
    plain_text,
)

MOST_DATED = 50
MOST_LOGO_BYTES = 400_000
MOST_BASE64 = 4 * (MOST_LOGO_BYTES // 3 + 1)
HIGHEST_CAPITAL = 100_000_000_000_000
LONGEST_TERM = 60
"""Days: C. com. L.441-10 I."""

Line = Annotated[str, Field(max_length=120), AfterValidator(plain_line)]
Email = Annotated[EmailStr, Field(max_length=254)] | Literal[""]
Siren = Annotated[str, Field(max_length=20), AfterValidator(compact_siren)]
Siret = Annotated[str, Field(max_length=30), AfterValidator(compact_siret)]
VatNumber = Annotated[str, Field(max_length=30), AfterValidator(compact_vat_number)]
Country = Annotated[str, Field(pattern=r"^[A-Z]{2}$", examples=["FR"])]
Version = Annotated[str, Field(min_length=1, max_length=20)]


class FrenchAddressBody(Shape):
    line1: Line = ""
    line2: Line = ""
    postcode: Annotated[str, Field(pattern=r"^((0[1-9]|[1-8][0-9]|9[0-8])[0-9]{3})?$")] = ""
    city: Line = ""
    country: Literal["FR"] = "FR"


class EntityBody(Shape):
    """Who invoices. `capital` in cents, null where the form has none; `registry` such as « RCS Paris » or « RNE »."""

    name: Line = ""
    form: Line = ""
    capital: Annotated[int | None, Field(strict=True, ge=1, le=HIGHEST_CAPITAL)] = None
    siren: Siren = ""
    siret: Siret = ""
    registry: Line = ""
    vat_number: VatNumber = ""
    email: Email = ""
    address: FrenchAddressBody = Field(default_factory=FrenchAddressBody)


class DatedRegime(Shape):
    """In force from the day `since`, in Paris, until the next one."""

    since: Day
    regime: VatRegime


class DatedMode(Shape):
    since: Day
    mode: SettlementMode


class DatedRate(Shape):
    """`rate` in basis points of the price HT (1000 = 10 %)."""

    since: Day
    rate: BasisPoints


Regimes = Annotated[list[DatedRegime], Field(max_length=MOST_DATED), AfterValidator(distinct_days)]
Modes = Annotated[list[DatedMode], Field(max_length=MOST_DATED), AfterValidator(distinct_days)]
Rates = Annotated[list[DatedRate], Field(max_length=MOST_DATED), AfterValidator(distinct_days)]


class PlatformSettingsBody(Shape):
    """Each list is whole: what began before today comes back as it was, what begins today or later may be added,
    changed or taken away."""

    entity: EntityBody
    regimes: Regimes = Field(default_factory=list)
    commissions: Rates = Field(default_factory=list)
    footer: Annotated[str, Field(max_length=500), AfterValidator(plain_text)] = ""
    payment_days: Annotated[int, Field(strict=True, ge=0, le=LONGEST_TERM)] = 30


class BillingSettingsBody(Shape):
    """Each list is whole: what began before today comes back as it was, what begins today or later may be added,
    changed or taken away."""

    entity: EntityBody
    regimes: Regimes = Field(default_factory=list)
    modes: Modes = Field(default_factory=list)
    footer: Annotated[str, Field(max_length=500), AfterValidator(plain_text)] = ""
    payment_days: Annotated[int, Field(strict=True, ge=0, le=LONGEST_TERM)] = 30


class CommissionsBody(Shape):
    """A host's own, instead of the platform's; an empty list means the platform's."""

    commissions: Rates


class AddressView(Shape):
    line1: str
    line2: str
    postcode: str
    city: str
    country: str


class EntityView(Shape):
    name: str
    form: str
    capital: int | None
    siren: str
    siret: str
    registry: str
    vat_number: str
    email: str
    address: AddressView


class MandateView(Shape):
    """A mandate as it was given; `revoked_at` also when a later one replaced it."""

    mandate_version: str
    terms_version: str
    entity_name: str
    siren: str
    signer_name: str
    accepted_at: Instant
    revoked_at: Instant | None


class MandateState(Shape):
    """`other_company`: given, but by another SIREN than the settings name now. `is_current` says that the text that
    was accepted is still the latest; an earlier one stays valid."""

    status: Literal["none", "active", "revoked", "other_company"]
    is_current: bool
    mandate: MandateView | None


class BillingSettingsView(Shape):
    """`regime`, `mode` and `commission` (basis points) are those of today. `missing` lists, in the order of the page,
    what keeps paid rooms from being sold; `version` 0 before the first save. `logo` is the name of a PNG in the media
    bucket, "" for none."""

    owner_id: str
    entity: EntityView
    regimes: list[DatedRegime]
    modes: list[DatedMode]
    commissions: list[DatedRate]
    footer: str
    payment_days: int
    logo: str
    regime: VatRegime | None
    mode: SettlementMode | None
    commission: int
    mandate: MandateState
    missing: list[str]
    version: int


class CommissionsView(Shape):
    """`commission` is today's, the platform's if the host has none."""

    commissions: list[DatedRate]
    commission: int
    version: int


class LogoBody(Shape):
    """A PNG, JPEG or WebP of at most 400 kB, in base64 without line breaks."""

    image: Annotated[str, Field(min_length=1, max_length=MOST_BASE64)]


class LegalTextView(Shape):
    """A versioned text. `body` is Markdown: `##` before a title, blank lines between paragraphs, nothing else."""

    kind: Literal["mandate", "terms"]
    text_version: str
    language: Literal["fr", "en"]
    title: str
    body: str


class MandatePageView(Shape):
    """The texts to accept, in the caller's language; accepting the mandate accepts the host side of the terms.
    `missing` is what the settings lack before a mandate can be given. `history` is newest first. `settings_version`
    is that of the billing settings, which every acceptance and revocation moves."""

    text: LegalTextView
    terms: LegalTextView
    state: MandateState
    history: list[MandateView]
    missing: list[str]
    settings_version: int


class AcceptanceBody(Shape):
    """The version of the mandate that was shown."""

    version: Version


class TermsView(Shape):
    """The texts in force, in the caller's language."""

    terms: LegalTextView
    mandate: LegalTextView


class AddressBody(Shape):
    line1: Line = ""
    line2: Line = ""
    postcode: Annotated[str, Field(max_length=12), AfterValidator(plain_line)] = ""
    city: Line = ""
    country: Country = "FR"


class BillingProfileBody(Shape):
    """How a coworker is named on documents. A private person needs a name only; a company its address and, in France
    its SIREN, elsewhere in the European Union its VAT number."""

    is_company: Annotated[bool, Field(strict=True)] = False
    name: Annotated[str, Field(min_length=1, max_length=120), AfterValidator(plain_line)]
    email: Email = ""
    siren: Siren = ""
    siret: Siret = ""
    vat_number: VatNumber = ""
    address: AddressBody = Field(default_factory=AddressBody)


class BillingProfileView(Shape):
    """`version` 0 while nothing was saved: the name and e-mail are then those of the login."""

    is_company: bool
    name: str
    email: str
    siren: str
    siret: str
    vat_number: str
    address: AddressView
    version: int
