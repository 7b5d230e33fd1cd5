"""What the rules of operations ask of documents: read, page by page, never written."""

import hashlib
import json
from collections.abc import Iterator
from datetime import datetime

from chalicelib.billing import store
from chalicelib.billing.annex import is_kept
from chalicelib.billing.model import Document, Kind, Order, Original, Series
from chalicelib.billing.numbering import Head, number_of
from chalicelib.core.errors import NotFound
from chalicelib.core.lazy import dataclass
from chalicelib.identity.hosts import host_ids
from chalicelib.kit import files
from chalicelib.kit.settings import settings
from chalicelib.ledger.find import journal_of
from chalicelib.legal.model import PLATFORM

KINDS = tuple(Kind)
MOST_SERIES = 50
"""Of one page: most are empty, and each is asked for."""


@dataclass(frozen=True)
class Numbered:
    """A number that was given, and the document that took it, if it is there."""

    series: Series
    year: int
    count: int
    document_id: str
    document: Document | None

    @property
    def number(self) -> str:
        return number_of(self.series.kind, self.year, self.count)


@dataclass(frozen=True)
class Stretch:
    """Numbers of one series in their order; `before` is the one ahead of the first. `end` is what the series says of
    its own end, None while more numbers follow."""

    series: Series
    before: Numbered | None
    numbers: tuple[Numbered, ...]
    end: Head | None


def stretches(after: str | None, limit: int) -> tuple[list[Stretch], str | None]:
    """Up to `limit` numbers of all series of all sellers, the platform's first, strongly read; the next cursor."""
    seller, kind, last = json.loads(after) if after else (PLATFORM, 0, None)
    found: list[Stretch] = []
    for _ in range(MOST_SERIES):
        left = limit - sum(len(one.numbers) for one in found)
        if left <= 0:
            break
        found.append(_stretch(Series(seller, KINDS[kind]), last, left))
        if found[-1].end is None:
            end = found[-1].numbers[-1]
            return found, json.dumps([seller, kind, [end.year, end.count, end.document_id]])
        kind, last = kind + 1, None
        if kind == len(KINDS):
            following = _seller_after(seller)
            if following is None:
                return found, None
            seller, kind = following, 0
    return found, json.dumps([seller, kind, last])


def orders_waiting(since: datetime, *, after: str | None, limit: int) -> tuple[list[Order], str | None]:
    """Those made at `since` or before that are not issued yet: a page, strongly read, and the next cursor."""
    return store.waiting_orders(since, after=after, limit=limit)


def wrong_with_original(document: Document) -> list[str]:
    """What its item, its bytes in the archive and the ledger say differently; nothing when all say the same."""
    original = store.original_of(document.id)
    return ["it has no original"] if original is None else [*_differences(document, original)]


def _differences(document: Document, original: Original) -> Iterator[str]:
    body = files.read(settings().archive_bucket, original.object_key)
    if body is None:
        yield "its file is gone"
    elif hashlib.sha256(body).hexdigest() != original.sha256:
        yield "its file is another one"
    if document.draft.annex and not is_kept(document.draft.annex):
        yield "its annex is gone or another one"
    try:
        evidence = journal_of(f"document:{document.id}").evidence
    except NotFound:
        yield "the ledger does not know it"
        return
    if evidence.get("sha256") != original.sha256:
        yield "the ledger knows another file"
    if evidence.get("data_sha256") != store.data_hash(document.id):
        yield "the ledger knows other data"


def _stretch(series: Series, last: tuple[int, int, str] | None, limit: int) -> Stretch:
    # The head first: a number that is given meanwhile is beyond it.
    head = store.head_of(series)
    before = _numbered(series, [last])[0] if last else None
    # One more than wanted tells whether this is the end.
    rows = store.numbers_of(series, f"{last[0]}#{last[1]:06d}" if last else "", limit + 1)
    return Stretch(series, before, tuple(_numbered(series, rows[:limit])), head if len(rows) <= limit else None)


def _numbered(series: Series, rows: list[tuple[int, int, str]]) -> list[Numbered]:
    there = {document.id: document for document in store.get_many([found for _, _, found in rows])}
    return [Numbered(series, year, count, found, there.get(found)) for year, count, found in rows]


def _seller_after(seller_id: str) -> str | None:
    hosts, _ = host_ids(after=None if seller_id == PLATFORM else seller_id, limit=1)
    return hosts[0] if hosts else None
