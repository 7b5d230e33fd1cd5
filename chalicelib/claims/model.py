"""Imports, and the claims that an imported listing leaves open. Pure."""

import unicodedata
from dataclasses import field, replace
from datetime import datetime, timedelta
from enum import StrEnum

from chalicelib.core.errors import Language
from chalicelib.core.ids import derived_id
from chalicelib.core.lazy import dataclass
from chalicelib.core.words import slug_of

MOST_BYTES = 20 * 1024 * 1024
FORM_LIFE = timedelta(minutes=10)
FORGOTTEN = timedelta(days=1)
"""An import whose file never came, counted from the end of its form."""
NOTES_KEPT = timedelta(days=90)
BETWEEN_INVITATIONS = timedelta(hours=1)
"""Before the same owner may be written to again by hand."""


class ImportState(StrEnum):
    AWAITING = "awaiting"
    BRINGING = "bringing"
    INVITING = "inviting"
    DONE = "done"
    REFUSED = "refused"


class ClaimState(StrEnum):
    OPEN = "open"
    CLAIMED = "claimed"


@dataclass(frozen=True)
class Layout:
    """How a file is written: the separator, its columns in order, and the object's ETag, which changes with it."""

    delimiter: str
    columns: tuple[str, ...]
    etag: str
    total: int


@dataclass(frozen=True)
class Counts:
    """Rows, without the header and blank lines: `read` is the sum of the others."""

    made: int = 0
    present: int = 0
    refused: int = 0

    @property
    def read(self) -> int:
        return self.made + self.present + self.refused

    def __add__(self, other: "Counts") -> "Counts":
        return Counts(self.made + other.made, self.present + other.present, self.refused + other.refused)


@dataclass(frozen=True)
class Import:
    """`offset` is the byte at which the next row begins, `row` the number of the one before it, the header being 1.
    `invited` counts owners, `invited_to` is the last of them. `reason` is the code of a refusal of `errors`, ""
    unless refused, and `reason_row` the row that it is about, 0 for the whole file."""

    id: str
    file_name: str
    created_by: str
    created_at: datetime
    expires_at: datetime
    state: ImportState = ImportState.AWAITING
    layout: Layout | None = None
    offset: int = 0
    row: int = 0
    counts: Counts = field(default_factory=Counts)
    invited: int = 0
    invited_to: str = ""
    reason: str = ""
    reason_row: int = 0
    finished_at: datetime | None = None
    version: int = 1

    @property
    def key(self) -> str:
        return import_key(self.id)

    @property
    def forgotten_at(self) -> datetime:
        """Unless its file comes."""
        return self.expires_at + FORGOTTEN

    def begun(self, layout: Layout, offset: int, row: int) -> "Import":
        return self._next(state=ImportState.BRINGING, layout=layout, offset=offset, row=row)

    def brought(self, counts: Counts, offset: int, row: int, *, ended: bool) -> "Import":
        state = ImportState.INVITING if ended else ImportState.BRINGING
        return self._next(state=state, counts=self.counts + counts, offset=offset, row=row)

    def invited_until(self, last: str, count: int, *, ended_at: datetime | None) -> "Import":
        state = ImportState.DONE if ended_at else ImportState.INVITING
        return self._next(state=state, invited=self.invited + count, invited_to=last, finished_at=ended_at)

    def refused(self, reason: str, row: int, now: datetime) -> "Import":
        return self._next(state=ImportState.REFUSED, reason=reason, reason_row=row, finished_at=now)

    def _next(self, **changes: object) -> "Import":
        return replace(self, version=self.version + 1, **changes)  # type: ignore[arg-type]


@dataclass(frozen=True)
class Note:
    """What an import says of a row, or of one of its cells. `value` is what stands there, cut."""

    row: int
    column: str
    code: str
    fr: str
    en: str
    reference: str = ""
    value: str = ""

    def words(self, language: Language) -> str:
        return self.fr if language == "fr" else self.en


@dataclass(frozen=True)
class Origin:
    """Where a space came from. `digest` is that of its row."""

    space_id: str
    reference: str
    claimant_id: str
    host_id: str
    import_id: str
    row: int
    digest: str


@dataclass(frozen=True)
class Claimant:
    """An address that listings wait for. `invited_by` is the import that wrote to it last."""

    id: str
    email: str
    language: Language
    invited_at: datetime | None = None
    invited_by: str = ""
    version: int = 1

    @property
    def key(self) -> str:
        return claimant_key(self.id)

    def written_to(self, import_id: str, now: datetime) -> "Claimant":
        return replace(self, invited_at=now, invited_by=import_id, version=self.version + 1)

    def may_be_written_to(self, now: datetime) -> bool:
        return self.invited_at is None or now >= self.invited_at + BETWEEN_INVITATIONS


@dataclass(frozen=True)
class Claim:
    """A host organisation that waits for the reader of an address, or was taken by `by` at `at`. `checked_at` is when
    its owner said that all is right."""

    claimant_id: str
    host_id: str
    host_name: str
    state: ClaimState = ClaimState.OPEN
    by: str = ""
    at: datetime | None = None
    checked_at: datetime | None = None
    version: int = 1

    @property
    def is_open(self) -> bool:
        return self.state is ClaimState.OPEN

    def taken(self, user_id: str, now: datetime) -> "Claim":
        return replace(self, state=ClaimState.CLAIMED, by=user_id, at=now, version=self.version + 1)

    def checked(self, now: datetime) -> "Claim":
        return replace(self, checked_at=now, version=self.version + 1)


def normal(email: str) -> str:
    """The form under which an address is compared: in small letters, its accents composed.

    No more than the user pool does: folding further (ß to ss, ſ to s), dropping dots or what follows a plus would
    give one mailbox what waits for another.
    """
    return unicodedata.normalize("NFC", email.strip()).lower()


def claimant_of(email: str) -> str:
    """Its id, which tells nothing of the address in facts and logs."""
    return derived_id("cl", normal(email))


def host_of(claimant_id: str, host_name: str) -> str:
    """One organisation for all that an address has under one name."""
    return derived_id("ho", "import", claimant_id, slug_of(host_name))


def space_of(reference: str) -> str:
    return derived_id("sp", "import", reference)


def room_of(reference: str) -> str:
    return derived_id("rm", "import", reference)


def import_key(import_id: str) -> str:
    return f"IMPORT#{import_id}"


def claimant_key(claimant_id: str) -> str:
    return f"CLAIM#{claimant_id}"
