"""Shapes of imports, their notes and owners, and of claims."""

from typing import Annotated

from pydantic import EmailStr, Field

from chalicelib.claims.model import ImportState
from chalicelib.kit.shapes import Instant, Page, PageQuery, Shape

FileName = Annotated[str, Field(min_length=1, max_length=200)]


class ImportBody(Shape):
    file_name: FileName


class ImportUploadView(Shape):
    """Post `fields`, then the file as `file`, to `url` as multipart/form-data before `expires_at`."""

    import_id: str
    url: str
    fields: dict[str, str]
    expires_at: Instant


class ImportView(Shape):
    """`total` rows are in the file, null until it was looked through; `read` of them are handled: `made`, `present`
    before, or `refused`. `invited` owners were written to. `reason` is a code and `detail` its words, both only when
    the file was refused; `reason_row` is the row that they are about."""

    id: str
    file_name: str
    state: ImportState
    created_at: Instant
    finished_at: Instant | None
    total: int | None
    read: int
    made: int
    present: int
    refused: int
    invited: int
    reason: str | None
    detail: str | None
    reason_row: int | None


class ImportPage(Page):
    items: list[ImportView]


class NoteView(Shape):
    """What is said of a row, the header being row 1, or of one of its cells. `value` is what stands there, cut."""

    row: int
    column: str | None
    reference: str
    value: str
    code: str
    message: str


class NotePage(Page):
    items: list[NoteView]


class OwnerHostView(Shape):
    host_id: str
    name: str
    claimed_at: Instant | None


class OwnerView(Shape):
    """An address of the file. `waits` while one of its organisations has no owner."""

    id: str
    email: str
    hosts: list[OwnerHostView]
    waits: bool
    invited_at: Instant | None


class OwnerPage(Page):
    items: list[OwnerView]


class ClaimedHostView(Shape):
    """`checked_at` null: its owner has not said yet that what was imported is right."""

    host_id: str
    name: str
    claimed_at: Instant
    checked_at: Instant | None


class ClaimedList(Shape):
    items: list[ClaimedHostView]


class HostClaimView(Shape):
    """`imported` false, and nothing else, for a host that its owner made himself."""

    imported: bool
    claimed_at: Instant | None = None
    checked_at: Instant | None = None


class AddressBody(Shape):
    email: Annotated[EmailStr, Field(max_length=254)]


class AddressView(Shape):
    """`waits`: listings wait for whoever signs up with this address."""

    waits: bool


class NotesQuery(PageQuery):
    limit: Annotated[int, Field(ge=1, le=100)] = 100
