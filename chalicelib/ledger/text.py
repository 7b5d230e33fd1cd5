"""The one text of a journal: what is stored is what is hashed, so that nothing stands between the two. Pure.

    {"at":"2027-03-15T08:00:00.000000+00:00","evidence":{},"host":"ho_…","kind":"sale",
     "postings":[["psp","host_payable:ho_…",12000]],"reference":"sale:bk_…"}

JSON in UTF-8, keys in the order of their code points, no spaces; a posting is debit, credit, cents.
"""

import hashlib
import json
from datetime import UTC, datetime
from typing import Any

from chalicelib.ledger.model import Journal, Posting


class Unreadable(ValueError):
    """A text that we never wrote."""


def text_of(journal: Journal) -> str:
    return canonical(
        {
            "reference": journal.reference,
            "kind": journal.kind,
            "at": instant_text(journal.at),
            "host": journal.host_id,
            "postings": [[posting.debit, posting.credit, posting.amount] for posting in journal.postings],
            "evidence": dict(journal.evidence),
        }
    )


def journal_from(text: str) -> Journal:
    """Raises Unreadable."""
    try:
        told = json.loads(text)
        return Journal(
            reference=told["reference"],
            kind=told["kind"],
            at=datetime.fromisoformat(told["at"]),
            postings=tuple(Posting(debit, credit, amount) for debit, credit, amount in told["postings"]),
            host_id=told["host"],
            evidence=told["evidence"],
        )
    except (ValueError, KeyError, TypeError) as problem:
        raise Unreadable(type(problem).__name__) from problem


def canonical(value: Any) -> str:
    return json.dumps(value, sort_keys=True, separators=(",", ":"), ensure_ascii=False, allow_nan=False)


def digest(text: str) -> str:
    """SHA-256 of its UTF-8, in hexadecimal: what `sha256sum` says of the same bytes."""
    return hashlib.sha256(text.encode()).hexdigest()


def instant_text(instant: datetime) -> str:
    """In UTC and of one length, so that texts sort as instants do."""
    return instant.astimezone(UTC).isoformat(timespec="microseconds")
