"""The original bytes of a document: rendered once, put into the archive once, their SHA-256 into the ledger.

Whoever comes second, after a crash or a message that came twice, finds the first one's bytes and keeps those: what
was rendered first is the original, even if this version of the program would draw it differently.
"""

import hashlib
from datetime import datetime

from chalicelib.billing import search, store
from chalicelib.billing.annex import annex_of
from chalicelib.billing.facts import DocumentStored
from chalicelib.billing.model import Document, Original
from chalicelib.billing.orders import host_of
from chalicelib.core.facts import SYSTEM
from chalicelib.kit import files
from chalicelib.kit.settings import settings
from chalicelib.kit.unit_of_work import Replayed, UnitOfWork
from chalicelib.ledger.model import Journal
from chalicelib.ledger.post import post

PDF = "application/pdf"


def keep_original(document_id: str, *, now: datetime) -> None:
    """Safe to repeat. Raises LookupError for a document that was never issued, AnnexAltered."""
    document = store.get(document_id)
    if document is None:
        raise LookupError(document_id)
    search.make_findable(document)
    if store.original_of(document_id):
        return
    name = f"documents/{document.draft.seller_id}/{document.id}.pdf"
    body = files.read(settings().archive_bucket, name) or files.put_once(
        settings().archive_bucket, name, _rendered(document), PDF
    )
    original = Original(name, hashlib.sha256(body).hexdigest(), len(body), now)
    uow = UnitOfWork(now=now, actor=SYSTEM)
    store.add_original(uow, document, original)
    post(uow, evidence_of(document, original, now))
    uow.record(_stored(document, original))
    try:
        uow.commit()
    except Replayed:
        if store.original_of(document_id) is None:
            # The ledger knows it, the table does not: the table was put back to an earlier instant.
            alone = uow.again()
            store.add_original(alone, document, original)
            alone.commit()


def evidence_of(document: Document, original: Original, now: datetime) -> Journal:
    """What the ledger keeps of a document: no money moves, but neither bytes nor data can change unnoticed."""
    evidence = {
        "document": document.id,
        "number": document.number,
        "seller": document.draft.seller_id,
        "sha256": original.sha256,
        "data_sha256": store.data_hash(document.id),
    }
    return Journal(f"document:{document.id}", "document_stored", now, (), host_of(document.draft.seller_id), evidence)


def _rendered(document: Document) -> bytes:
    # fpdf2 and Pillow take a quarter of a second to import: only whoever draws pays for it.
    from chalicelib.billing.rendering.pdf import render

    logo = files.read(settings().media_bucket, document.draft.logo) if document.draft.logo else None
    annex = annex_of(document.draft.annex) if document.draft.annex else None
    return render(document, logo=logo, annex=annex)


def _stored(document: Document, original: Original) -> DocumentStored:
    return DocumentStored(
        subject=document.key,
        host_id=host_of(document.draft.seller_id),
        number=document.number,
        document_kind=document.draft.kind.name.lower(),
        amount=document.draft.totals.payable,
        sha256=original.sha256,
    )
