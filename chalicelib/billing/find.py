"""Reading documents: a seller's, a buyer's, those of a sale."""

from collections.abc import Callable, Sequence
from datetime import date, timedelta

from chalicelib.billing import search, store
from chalicelib.billing.errors import NotStoredYet
from chalicelib.billing.model import Document, Kind
from chalicelib.core.errors import NotFound
from chalicelib.core.lazy import dataclass
from chalicelib.kit import files
from chalicelib.kit.settings import settings
from chalicelib.kit.table import Key

ONE_DAY = timedelta(days=1)

MaySee = Callable[[Document], bool]

FILE_NAMES = {
    Kind.INVOICE: "facture",
    Kind.CREDIT_NOTE: "avoir",
    Kind.DEPOSIT: "acompte",
    Kind.SELF_BILLED: "autofacture",
    Kind.SELF_BILLED_CREDIT_NOTE: "avoir_autofacture",
}


@dataclass(frozen=True)
class Listed:
    """A document, and whether its file can be downloaded yet."""

    document: Document
    stored: bool


@dataclass(frozen=True)
class Sums:
    """Of all documents issued in a span, credit notes taken off. Cents."""

    count: int
    ht: int
    vat: int
    ttc: int


def documents_of_seller(
    seller_id: str, text: str, since: date, until: date, *, after: Key | None, limit: int
) -> tuple[list[Listed], Key | None]:
    """Issued from `since` to `until`, newest first; `text` keeps those of a client, an amount, a service."""
    # The indexes are in order of instants, a document is of a day of its seller: a day more on either side.
    span = since - ONE_DAY, until + ONE_DAY
    if text.strip():
        found, last = search.page(seller_id, text, *span, after=after, limit=limit)
    else:
        found, last = store.page_of_seller(seller_id, *span, after=after, limit=limit)
    return _listed([one for one in found if since <= one.issued_on <= until]), last


def documents_of_buyer(buyer_id: str, *, after: Key | None, limit: int) -> tuple[list[Listed], Key | None]:
    """Addressed to a user, a host or the platform, newest first."""
    found, last = store.page_of_buyer(buyer_id, after=after, limit=limit)
    return _listed(found), last


def documents(ids: Sequence[str]) -> list[Listed]:
    """Those of these that are issued, in this order."""
    return _listed(store.get_many(ids))


def number_of(document_id: str) -> str:
    """ "" for one that is not issued yet."""
    found = store.get(document_id) if document_id else None
    return found.number if found else ""


def sums_of_seller(seller_id: str, since: date, until: date) -> Sums:
    """Whatever their number: a few bytes per day are read, not the documents."""
    days = list(store.days_of(seller_id, since, until))
    signed = [(-1 if day.kind.gives_back else 1, day) for day in days]
    return Sums(
        count=sum(day.count for day in days),
        ht=sum(sign * day.ht for sign, day in signed),
        vat=sum(sign * day.vat for sign, day in signed),
        ttc=sum(sign * day.ttc for sign, day in signed),
    )


def link_for_seller(seller_id: str, document_id: str) -> str:
    """Where its file can be had for five minutes. Raises NotFound, NotStoredYet."""
    return _link(document_id, lambda document: document.draft.seller_id == seller_id)


def link_for_buyer(buyer_id: str, document_id: str) -> str:
    """Where its file can be had for five minutes. Raises NotFound, NotStoredYet."""
    return _link(document_id, lambda document: document.draft.buyer_id == buyer_id)


def link_for_staff(document_id: str) -> str:
    """Of any document: the platform issued them all. Raises NotFound, NotStoredYet."""
    return _link(document_id, lambda _: True)


def _link(document_id: str, may_see: MaySee) -> str:
    document = store.get(document_id)
    if document is None or not may_see(document):
        raise NotFound
    original = store.original_of(document_id)
    if original is None:
        raise NotStoredYet
    return files.link(
        settings().archive_bucket,
        original.object_key,
        shown_as=f"{FILE_NAMES[document.draft.kind]}_{document.number}.pdf",
        content_type="application/pdf",
    )


def _listed(found: Sequence[Document]) -> list[Listed]:
    stored = store.stored_among([document.id for document in found])
    return [Listed(document, document.id in stored) for document in found]
