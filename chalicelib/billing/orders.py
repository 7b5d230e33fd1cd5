"""Ordering a document: written in the transaction of the sale, issued afterwards by the series' one writer."""

from chalicelib.billing import store
from chalicelib.billing.facts import DocumentOrdered
from chalicelib.billing.model import Order
from chalicelib.kit.unit_of_work import UnitOfWork
from chalicelib.legal.model import PLATFORM


def order(uow: UnitOfWork, wanted: Order) -> None:
    """Two writes of the caller's transaction. Raises Replayed on commit when it was ordered before."""
    store.add_order(uow, wanted)
    uow.record(
        DocumentOrdered(
            subject=wanted.series.key,
            host_id=host_of(wanted.seller_id),
            document_id=wanted.id,
            seller_id=wanted.seller_id,
            document_kind=wanted.kind.name.lower(),
        )
    )


def host_of(seller_id: str) -> str | None:
    """In whose journal a document's facts are numbered."""
    return None if seller_id == PLATFORM else seller_id
