"""Each document's file is in the archive, byte for byte what its item and the ledger say, and its data are those that
were issued."""

from datetime import datetime, timedelta

from chalicelib.billing.audit import stretches, wrong_with_original
from chalicelib.operations.model import Findings, Violation

PATIENCE = timedelta(hours=1)
"""A file is stored within seconds of its number; a worker that failed tries again for an hour."""

MOST = 50
"""Each is downloaded."""


def examine(cursor: str | None, now: datetime) -> Findings:
    found, after = stretches(cursor, MOST)
    documents = [one.document for stretch in found for one in stretch.numbers if one.document]
    due = [document for document in documents if document.issued_at <= now - PATIENCE]
    wrong = [(document, wrong_with_original(document)) for document in due]
    return Findings(
        examined=len(due),
        violations=[
            Violation(document.id, f"{document.number}: {'; '.join(said)}") for document, said in wrong if said
        ],
        cursor=after,
    )
