"""Documents as JSON shapes."""

from typing import cast

from chalicelib.billing import schemas
from chalicelib.billing.find import Listed, Sums
from chalicelib.billing.model import Document


def document_view(listed: Listed) -> schemas.DocumentView:
    document = listed.document
    draft, totals = document.draft, document.draft.totals
    return schemas.DocumentView(
        id=document.id,
        number=document.number,
        kind=cast(schemas.DocumentKind, draft.kind.name.lower()),
        title=draft.lines[0].label,
        issued_on=document.issued_on,
        issued_at=document.issued_at,
        due_on=document.due_on,
        seller_name=draft.seller.name,
        buyer_name=draft.buyer.name,
        ht=totals.ht,
        vat=totals.vat,
        ttc=totals.payable,
        due=totals.due,
        state=_state(document),
        cites=draft.corrects.number if draft.corrects else None,
        source=draft.source.removeprefix("BK#"),
        stored=listed.stored,
    )


def sums_view(sums: Sums) -> schemas.SumsView:
    return schemas.SumsView(count=sums.count, ht=sums.ht, vat=sums.vat, ttc=sums.ttc)


def _state(document: Document) -> schemas.PaymentState:
    totals = document.draft.totals
    if document.draft.kind.gives_back:
        return "credit"
    if totals.due <= 0:
        return "paid"
    return "partly_paid" if totals.prepaid else "unpaid"
