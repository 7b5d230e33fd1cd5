"""A host's month is billed, once: what its payables add up to becomes documents, or it is parked.

Nothing depends on when, or how often, it is asked for: a month that is billed stays as it is, one that was parked is
tried again. `preview` says what would be billed now and writes nothing.
"""

from dataclasses import replace
from datetime import datetime

from chalicelib.billing.annex import AnnexTable, keep_annex
from chalicelib.billing.model import Annex
from chalicelib.billing.orders import order
from chalicelib.core.facts import SYSTEM
from chalicelib.core.lazy import dataclass
from chalicelib.identity.hosts import host_of
from chalicelib.kit.unit_of_work import UnitOfWork
from chalicelib.ledger.post import post
from chalicelib.legal.model import PLATFORM, SettlementMode, legal_day
from chalicelib.legal.settings import settings_of
from chalicelib.legal.settling import regime_of
from chalicelib.payouts import documents, papers, policy, store
from chalicelib.payouts.facts import MonthParked
from chalicelib.payouts.model import Month, MonthState, Statement
from chalicelib.payouts.shares import statement_of

NO_MANDATE, SUMS_DIFFER = "no_mandate", "sums_differ"
"""Why a month is parked."""


class NotOver(Exception):
    """A month is billed when it is over everywhere."""

    code = "month_not_over"


@dataclass(frozen=True)
class Tally:
    """Bookings, and cents of what their hosts typed and their coworkers paid."""

    count: int
    ht: int
    ttc: int


@dataclass(frozen=True)
class Preview:
    """What a month comes to. `counted` and `found` are the same unless somebody has to look; a month that is billed
    is no longer counted."""

    month: Month
    statement: Statement
    counted: Tally
    found: Tally

    @property
    def agrees(self) -> bool:
        return self.month.is_billed or self.counted == self.found


def preview(month: Month) -> Preview:
    """Strongly read: 9 RCU for two hundred bookings. Writes nothing."""
    statement = statement_of(store.payables_of(month.host_id, month.month))
    lines = [payable for payable, _ in statement.lines]
    found = Tally(len(lines), sum(one.ht for one in lines), sum(one.ttc for one in lines))
    return Preview(month, statement, Tally(month.count, month.ht, month.ttc), found)


def close(host_id: str, name: str, *, now: datetime) -> Month:
    """Raises NotOver, LookupError for a host who owes nothing, StaleVersion when somebody was faster."""
    if not policy.is_over(name, now):
        raise NotOver(name)
    month = store.month(host_id, name)
    if month is None:
        raise LookupError(f"{host_id} sold nothing in {name}")
    if month.is_billed:
        return month
    found = preview(month)
    uow = UnitOfWork(now=now, actor=SYSTEM)
    lacking = _lacking(found) if found.agrees else SUMS_DIFFER
    if lacking:
        return _park(month, lacking, uow)
    return _bill(month, found.statement, uow)


def _lacking(found: Preview) -> str:
    """An invoice in the host's name needs his mandate, on the day it is written (CGI 289 I-2)."""
    if not found.statement.of(SettlementMode.MONTHLY):
        return ""
    settings = settings_of(found.month.host_id)
    return "" if settings and settings.active_mandate else NO_MANDATE


def _park(month: Month, reason: str, uow: UnitOfWork) -> Month:
    if (month.state, month.reason) == (MonthState.PARKED, reason):
        return month
    parked = month.next(state=MonthState.PARKED, reason=reason)
    store.save_month(uow, parked, month)
    uow.record(MonthParked(subject=_subject(month), host_id=month.host_id, month=month.month, reason=reason))
    uow.commit()
    return parked


def _bill(month: Month, statement: Statement, uow: UnitOfWork) -> Month:
    """Annexes first, by the name of their contents; then all the rest in one transaction."""
    host, day = host_of(month.host_id), legal_day(uow.now)
    bought = statement.of(SettlementMode.MONTHLY)
    earned = [line for line in statement.lines if line[1].commission.ttc]
    gross = sum(share.gross.ttc for _, share in bought)
    billed = month.next(
        state=MonthState.CLOSED,
        reason="",
        closed_at=uow.now,
        contest_until=policy.contest_until(uow.now) if bought else None,
        payday=policy.payday_of(month.month) if bought else None,
        self_billed=documents.self_billed_id(month.host_id, month.month) if gross else "",
        commission=documents.commission_id(month.host_id, month.month) if earned else "",
    )
    if bought:
        annex = _kept(month, documents.sales_annex(month.month, bought, host.language))
        billed = replace(billed, annex=annex.object_key, annex_sha256=annex.sha256)
        paper = documents.Paper(regime_of(month.host_id, day), host.language, uow.now)
        if gross:
            order(uow, documents.self_billed_order(billed, bought, paper, annex))
        bought_journal = papers.purchase_journal(billed, bought, uow.now)
        if bought_journal:
            post(uow, bought_journal)
    if earned:
        annex = _kept(month, documents.commission_annex(month.month, earned, host.language))
        paper = documents.Paper(regime_of(PLATFORM, day), host.language, uow.now)
        order(uow, documents.commission_order(billed, earned, paper, annex))
    # No fact of its own: those of its documents tell it, and a month is billed by one transaction of 22 WCU.
    store.save_month(uow, billed, month)
    uow.commit()
    return billed


def _kept(month: Month, table: AnnexTable) -> Annex:
    return keep_annex(f"{month.host_id}/{month.month}", table)


def _subject(month: Month) -> str:
    return documents.month_key(month.host_id, month.month)
