"""Issuing what was ordered: a number and frozen data, in one transaction for up to twenty documents of a series.

The queue hands all messages of a series to one worker at a time; the head's version makes a second one harmless. A
worker that dies before the commit has done nothing, after it everything: no gap, no duplicate (ADR 0016).
"""

from datetime import date, datetime, timedelta
from zoneinfo import ZoneInfo

from chalicelib.billing import store
from chalicelib.billing.facts import DocumentIssued
from chalicelib.billing.model import Document, Draft, Order, Reference, Series, totals
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
            while done := _issue_batch(series, now):
                issued += done
        except StaleVersion:
            continue
        return issued
    raise Busy


def _issue_batch(series: Series, now: datetime) -> int:
    orders = store.orders_of(series, MOST_AT_ONCE)
    if not orders:
        return 0
    head = store.head_of(series)
    read_at = head.version
    at = head.not_before(now)
    day = at.astimezone(FRENCH_DAY).date()
    uow = UnitOfWork(now=at, actor=SYSTEM)
    documents = []
    for order in orders:
        draft = _draft(order, now)
        head, number = head.next(at, day)
        documents.append(_document(order, draft, number, at, day))
    store.move_head(uow, head, read_at=read_at)
    store.add_to_day(uow, series.seller_id, day, series.kind, documents)
    for order, document in zip(orders, documents, strict=True):
        store.add_document(uow, document, order)
        uow.record(_issued(document))
    uow.commit()
    return len(documents)


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
        for kind in ("INVOICE", "DEPOSIT", "SELF_BILLED"):
            issue_series(Series(order.seller_id, type(order.kind)[kind]), now=now)
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
