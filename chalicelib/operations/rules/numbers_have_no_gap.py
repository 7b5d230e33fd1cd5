"""Each series of numbers runs from 1 each year without a gap, in the order of its dates, to the last number that was
given; and each number is that of its document."""

from collections.abc import Iterator
from datetime import datetime

from chalicelib.billing.audit import Numbered, Stretch, stretches
from chalicelib.billing.numbering import Head
from chalicelib.operations.model import Findings, Violation

MOST = 200


def examine(cursor: str | None, now: datetime) -> Findings:  # noqa: ARG001  numbers do not age
    found, after = stretches(cursor, MOST)
    return Findings(
        examined=sum(len(one.numbers) for one in found),
        violations=[violation for one in found for violation in _violations(one)],
        cursor=after,
    )


def _violations(stretch: Stretch) -> Iterator[Violation]:
    before = stretch.before
    for one in stretch.numbers:
        wrong = [*_order(before, one), *_document(one)]
        if wrong:
            yield Violation(f"{one.series.seller_id}/{one.number}", "; ".join(wrong))
        before = one
    if stretch.end and _reaches_beyond(stretch.end, before):
        told = f"given up to {stretch.end.last} of {stretch.end.year}, found up to {before.number if before else 0}"
        yield Violation(stretch.series.key, told)


def _order(before: Numbered | None, one: Numbered) -> Iterator[str]:
    same_year = before is not None and before.year == one.year
    expected = before.count + 1 if before and same_year else 1
    if one.count != expected:
        yield f"comes after {before.number if before else 'nothing'}"
    if before and before.document and one.document and one.document.issued_at < before.document.issued_at:
        yield f"issued before {before.number}"


def _document(one: Numbered) -> Iterator[str]:
    document = one.document
    if document is None:
        yield f"{one.document_id} is not there"
        return
    if document.number != one.number:
        yield f"{document.id} says {document.number}"
    if (document.draft.seller_id, document.draft.kind) != (one.series.seller_id, one.series.kind):
        yield f"{document.id} is of another series"
    if document.issued_on.year != one.year:
        yield f"issued on {document.issued_on}"


def _reaches_beyond(head: Head, last: Numbered | None) -> bool:
    return (head.year, head.last) > ((last.year, last.count) if last else (0, 0))
