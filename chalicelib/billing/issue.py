"""Issuing what was ordered: a number and frozen data, in one transaction for up to twenty documents of a series.

The queue hands all messages of a series to one worker at a time; the head's version makes a second one harmless. A
worker that dies before the commit has done nothing, after it everything: no gap, no duplicate (ADR 0017).
"""

from collections.abc import Sequence
from datetime import date, datetime, timedelta
from zoneinfo import ZoneInfo

from chalicelib.billing import store
from chalicelib.billing.facts import DocumentIssued
from chalicelib.billing.model import Document, Draft, Kind, Order, Reference, Series, totals
from chalicelib.billing.orders import host_of
from chalicelib.core.errors import Busy, StaleVersion
from chalicelib.core.facts import SYSTEM
from chalicelib.kit.unit_of_work import UnitOfWork
from chalicelib.legal.buyers import buyer_of
from chalicelib.legal.model import PLATFORM, BillingSettings
from chalicelib.legal.settings import settings_of

MOST_AT_ONCE = 20
"""Four writes each, two for the series: 100 fit a transaction."""

ROUNDS = 12
CITED = frozenset({Kind.INVOICE, Kind.DEPOSIT, Kind.SELF_BILLED})
"""What a credit note corrects, or a final invoice settles."""

FRENCH_DAY = ZoneInfo("Europe/Paris")
"""Documents are dated by the law they are issued under, not by the reader's place."""


class NothingToCite(Exception):
    """A document is to correct or settle one that was never ordered: somebody has to look."""

    code = "nothing_to_cite"


def issue_series(series: Series, *, now: datetime) -> int:
    """Issues all orders of a series that wait; returns how many. Raises Busy, NothingToCite."""
    issued = 0
    for _ in range(ROUNDS):
        try:
            while orders := store.orders_of(series, MOST_AT_ONCE):
                issued += _issue_batch(series, orders, now)
        except StaleVersion:
            continue
        return issued
    raise Busy


def _issue_batch(series: Series, orders: Sequence[Order], now: datetime) -> int:
    head = store.head_of(series)
    read_at = head.version
    at = head.not_before(now)
    day = at.astimezone(FRENCH_DAY).date()
    uow = UnitOfWork(now=at, actor=SYSTEM)
    documents: list[Document] = []
    new = _new_among(orders, uow)
    for order in new:
        draft = _draft(order, now)
        # A microsecond apart, so that lists in the order of time are in that of the numbers.
        one_at = at + timedelta(microseconds=len(documents))
        head, number = head.next(one_at, day)
        documents.append(_document(order, draft, number, one_at, day))
    if documents:
        store.move_head(uow, head, read_at=read_at)
        store.add_to_day(uow, series.seller_id, day, series.kind, documents)
    for order, document in zip(new, documents, strict=True):
        store.add_document(uow, document, order)
        uow.record(_issued(document))
    uow.commit()
    return len(documents)


def _new_among(orders: Sequence[Order], uow: UnitOfWork) -> list[Order]:
    """The first order of each document that is not issued yet; the others are taken away, since ordering twice is
    ordering once."""
    known = {document.id for document in store.get_many([order.id for order in orders])}
    new: list[Order] = []
    for order in orders:
        if order.id in known:
            store.drop_order(uow, order)
        else:
            new.append(order)
            known.add(order.id)
    return new


def _draft(order: Order, now: datetime) -> Draft:
    seller = _settings(order.seller_id)
    mandatary = "" if order.seller_id == PLATFORM else _settings(PLATFORM).entity.name
    return Draft(
        kind=order.kind,
        process=order.process,
        language=order.language,
        seller_id=order.seller_id,
        seller=seller.entity,
        regime=order.regime,
        buyer_id=order.buyer_id,
        buyer=buyer_of(order.buyer_id),
        lines=order.lines,
        totals=totals(order.lines, payable=order.payable, prepaid=order.payment.amount if order.payment else 0),
        source=order.source,
        period=order.period,
        payment=order.payment,
        payment_days=seller.payment_days,
        on_behalf_by=mandatary,
        footer=seller.footer,
        logo=seller.logo,
        corrects=_cited(order.corrects, order, now) if order.corrects else None,
        deposits=tuple(_cited(one, order, now) for one in order.settles),
        reason=order.reason,
    )


def _settings(owner_id: str) -> BillingSettings:
    found = settings_of(owner_id)
    if found is None:
        raise LookupError(f"{owner_id} sold without billing settings")
    return found


def _cited(document_id: str, order: Order, now: datetime) -> Reference:
    """The earlier document, issued first if it still waits: it was ordered before."""
    found = store.get(document_id)
    if found is None:
        # Its own series is being issued at this moment, and no document cites one of its own kind.
        for kind in sorted(CITED - {order.kind}):
            issue_series(Series(order.seller_id, kind), now=now)
        found = store.get(document_id)
    if found is None:
        raise NothingToCite
    return Reference(found.number, found.issued_on, found.draft.totals.payable)


def _document(order: Order, draft: Draft, number: str, at: datetime, day: date) -> Document:
    """What is paid already was due the day it was paid (BR-FR-CO-09)."""
    paid_on = draft.payment.on if draft.payment and draft.totals.due == 0 else None
    due_on = paid_on or day + timedelta(days=draft.payment_days)
    return Document(order.id, number, at, day, due_on, draft)


def _issued(document: Document) -> DocumentIssued:
    return DocumentIssued(
        subject=document.key,
        host_id=host_of(document.draft.seller_id),
        number=document.number,
        document_kind=document.draft.kind.name.lower(),
        amount=document.draft.totals.payable,
    )
