"""Finding documents by client, amount or service, newest first, without a Scan (docs/billing.md).

    word   pk FIND#<seller>#<beginning>   sk <issued_at>#<document id>

One item per document and beginning of each of its words, two to eight characters: some forty small writes, made by
the reaction to its issue. A query reads one partition in order of time; what the longest word leaves open is checked
on the documents themselves.
"""

import re
from collections.abc import Iterable
from datetime import UTC, date

from chalicelib.billing import store
from chalicelib.billing.model import Document
from chalicelib.core.words import words_of
from chalicelib.kit import table
from chalicelib.kit.table import Key

SHORTEST, LONGEST = 2, 8
MOST_WORDS = 24
MOST_READS = 8
"""Pages of candidates that one call reads; the cursor goes on from there."""

GROUPED = re.compile("(?<=[0-9])(?:[\u00a0\u202f](?=[0-9]{3})| (?=[0-9]{3}[.,][0-9]{2}(?![0-9])))")
"""Between the groups of « 1 200,00 », typed with a plain space or copied from a page with a narrow one."""

AMOUNT = re.compile(r"(\d+)(?:[.,](\d{1,2}))?")


def make_findable(document: Document) -> None:
    """Safe to repeat: a document's words never change."""
    at = f"{document.issued_at.astimezone(UTC).isoformat(timespec='microseconds')}#{document.id}"
    seller = document.draft.seller_id
    table.put_many([table.key(_pk(seller, start), at) for start in sorted(_beginnings(words(document)))])


def words(document: Document) -> set[str]:
    """Those of the client's name, of what was sold, of the number; amounts as `120.00`."""
    draft = document.draft
    text = " ".join([draft.buyer.name, document.number, *(f"{one.label} {one.detail}" for one in draft.lines)])
    cents = {draft.totals.payable, draft.totals.ht}
    long_enough = [word for word in words_of(text) if len(word) >= SHORTEST]
    return {*list(dict.fromkeys(long_enough))[:MOST_WORDS], *(f"{one // 100}.{one % 100:02d}" for one in cents)}


def sought(text: str) -> list[str]:
    """What somebody typed, as words of documents: the longest first, since it leaves the fewest candidates."""
    found: list[str] = []
    for part in GROUPED.sub("", text).replace("€", " ").split():
        amount = AMOUNT.fullmatch(part)
        found += [".".join(filter(None, amount.groups()))] if amount else words_of(part)
    return sorted((word for word in found if len(word) >= SHORTEST), key=len, reverse=True)


def page(
    seller_id: str, text: str, since: date, until: date, *, after: Key | None, limit: int
) -> tuple[list[Document], Key | None]:
    """Documents issued in the span whose words begin with all of those sought, newest first."""
    wanted = sought(text)
    if not wanted:
        return [], None
    found: list[Document] = []
    for _ in range(MOST_READS):
        keys, after = table.page(
            _pk(seller_id, wanted[0][:LONGEST]),
            span=(since.isoformat(), f"{until.isoformat()}~"),
            after=after,
            limit=limit - len(found),
        )
        candidates = store.get_many([at["sk"]["S"].split("#")[1] for at in keys])
        found += [document for document in candidates if _matches(document, wanted)]
        if after is None or len(found) == limit:
            break
    return found, after


def _matches(document: Document, wanted: Iterable[str]) -> bool:
    known = words(document)
    return all(any(word.startswith(start) for word in known) for start in wanted)


def _beginnings(known: Iterable[str]) -> set[str]:
    return {word[:length] for word in known for length in range(SHORTEST, min(len(word), LONGEST) + 1)}


def _pk(seller_id: str, start: str) -> str:
    return f"FIND#{seller_id}#{start}"
