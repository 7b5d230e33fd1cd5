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

MOST_BATCHES = 50
"""Of one message: what still waits has messages of its own, behind it."""

ROUNDS = 12
CITED = frozenset({Kind.INVOICE, Kind.DEPOSIT, Kind.SELF_BILLED})
"""What a credit note corrects, or a final invoice settles."""

FRENCH_DAY = ZoneInfo("Europe/Paris")
"""Documents are dated by the law they are issued under, not by the reader's place."""


class NothingToCite(Exception):
    """A document is to correct or settle one that was never ordered: somebody has to look."""

    code = "nothing_to_cite"


def issue_series(series: Series, *, now: datetime) -> int:
    """Issues the orders of a series that wait; returns how many. Raises Busy, and an ExceptionGroup of what kept some
    orders from being issued, after the others were."""
    issued = 0
    for _ in range(ROUNDS):
        try:
            for _ in range(MOST_BATCHES):
                orders = store.orders_of(series, MOST_AT_ONCE)
                done, failures = _issue_batch(series, orders, now) if orders else (0, [])
                issued += done
                if not done:
                    break
        except StaleVersion:
            continue
        if failures:
            raise ExceptionGroup(f"{len(failures)} orders not issued", failures)
        return issued
    raise Busy


def _issue_batch(series: Series, orders: Sequence[Order], now: datetime) -> tuple[int, list[Exception]]:
    """How many were issued, and why others were not: one that cannot be must not keep the others."""
    head = store.head_of(series)
    read_at = head.version
    at = head.not_before(now)
    day = at.astimezone(FRENCH_DAY).date()
    uow = UnitOfWork(now=at, actor=SYSTEM)
    documents: list[Document] = []
    drafts, failures = _drafts(_new_among(orders, uow), now)
    for order, draft in drafts:
        # A microsecond apart, so that lists in the order of time are in that of the numbers.
        one_at = at + timedelta(microseconds=len(documents))
        head, number = head.next(one_at, day)
        documents.append(_document(order, draft, number, one_at, day))
    if documents:
        store.move_head(uow, head, read_at=read_at)
        store.add_to_day(uow, series.seller_id, day, series.kind, documents)
    for (order, _), document in zip(drafts, documents, strict=True):
        store.add_document(uow, document, order)
        uow.record(_issued(document))
    if uow.holds_writes:
        uow.commit()
    return len(documents), failures


def _drafts(orders: Sequence[Order], now: datetime) -> tuple[list[tuple[Order, Draft]], list[Exception]]:
    drafts: list[tuple[Order, Draft]] = []
    failures: list[Exception] = []
    for order in orders:
        try:
            drafts.append((order, _draft(order, now)))
        except Exception as failure:  # noqa: BLE001  no number is taken yet, and `orders_are_issued` tells of it
            failures.append(failure)
    return drafts, failures


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
    """A credit note is from and to whom its invoice was, whatever they changed since."""
    seller = _settings(order.seller_id)
    mandatary = "" if order.seller_id == PLATFORM else _settings(PLATFORM).entity.name
    corrected = _cited(order.corrects, order, now) if order.corrects else None
    deposits = [_reference(_cited(one, order, now)) for one in order.settles]
    paid = (order.payment.amount if order.payment else 0) + sum(one.amount for one in deposits)
    return Draft(
        kind=order.kind,
        process=order.process,
        language=order.language,
        seller_id=order.seller_id,
        seller=corrected.draft.seller if corrected else seller.entity,
        regime=order.regime,
        buyer_id=order.buyer_id,
        buyer=corrected.draft.buyer if corrected else buyer_of(order.buyer_id),
        lines=order.lines,
        totals=totals(order.lines, payable=order.payable, prepaid=paid, roundings=order.roundings),
        source=order.source,
        period=order.period,
        payment=order.payment,
        payment_days=seller.payment_days,
        on_behalf_by=corrected.draft.on_behalf_by if corrected else mandatary,
        footer=seller.footer,
        logo=seller.logo,
        corrects=_reference(corrected) if corrected else None,
        deposits=tuple(deposits),
        reason=order.reason,
        annex=order.annex,
    )


def _settings(owner_id: str) -> BillingSettings:
    found = settings_of(owner_id)
    if found is None:
        raise LookupError(f"{owner_id} sold without billing settings")
    return found


def _cited(document_id: str, order: Order, now: datetime) -> Document:
    """The earlier document, issued first if it still waits: it was ordered before."""
    found = store.get(document_id)
    if found is None:
        # Its own series is being issued at this moment, and no document cites one of its own kind.
        for kind in sorted(CITED - {order.kind}):
            issue_series(Series(order.seller_id, kind), now=now)
        found = store.get(document_id)
    if found is None:
        raise NothingToCite
    return found


def _reference(cited: Document) -> Reference:
    return Reference(cited.number, cited.issued_on, cited.draft.totals.payable)


def _document(order: Order, draft: Draft, number: str, at: datetime, day: date) -> Document:
    """What is paid already was due the day it was paid (BR-FR-CO-09); nothing else before it was issued
    (BR-FR-CO-07), however long its order waited."""
    paid_on = draft.payment.on if draft.payment and draft.totals.due == 0 else None
    due_on = paid_on or (max(order.due_on, day) if order.due_on else day + timedelta(days=draft.payment_days))
    return Document(order.id, number, at, day, due_on, draft)


def _issued(document: Document) -> DocumentIssued:
    return DocumentIssued(
        subject=document.key,
        host_id=host_of(document.draft.seller_id),
        number=document.number,
        document_kind=document.draft.kind.name.lower(),
        amount=document.draft.totals.payable,
    )
