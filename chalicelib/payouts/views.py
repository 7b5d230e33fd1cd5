"""Months, lines and payouts as their readers see them."""

from collections.abc import Sequence

from chalicelib.billing.views import document_view
from chalicelib.identity.hosts import host_names
from chalicelib.kit.shapes import money_view
from chalicelib.payouts import schemas
from chalicelib.payouts.closing import Preview
from chalicelib.payouts.explain import Explained, Line
from chalicelib.payouts.model import Month, MonthState, Payout, PayoutState, Purse
from chalicelib.payouts.reconcile import Compared


def summary(month: Month) -> schemas.MonthSummary:
    return schemas.MonthSummary(
        month=month.month,
        state=month.state,
        count=month.count,
        ht=month.ht,
        contest_until=month.contest_until,
        payday=month.payday,
    )


def month_view(found: Explained) -> schemas.MonthView:
    return schemas.MonthView(
        **summary(found.month).model_dump() | {"count": found.count, "ht": found.gross.ht},
        gross=money_view(found.gross),
        commission=money_view(found.commission),
        net=found.net,
        recovered=found.recovered,
        sent=found.sent,
        arrived=found.arrived,
        refunded=found.refunded,
        difference=difference_view(found.preview),
        reason=found.month.reason,
        documents=[document_view(one) for one in found.papers],
    )


def difference_view(seen: Preview) -> schemas.DifferenceView | None:
    if seen.agrees:
        return None
    tallies = {name: schemas.TallyView.model_validate(getattr(seen, name)) for name in ("counted", "found")}
    return schemas.DifferenceView(**tallies)


def line_view(line: Line) -> schemas.LineView:
    payable, share = line.payable, line.share
    return schemas.LineView(
        booking_id=payable.booking_id,
        label=payable.label,
        ends=f"{payable.ends:%Y-%m-%dT%H:%M}",
        mode=payable.mode,
        typed=line.typed,
        basis=line.basis,
        gross=money_view(share.gross) if share else None,
        commission_rate=payable.commission_rate,
        commission=money_view(share.commission) if share else None,
        refunded=line.refunded,
        net=share.net if share else None,
        state=payable.state,
        block=payable.block,
        due_at=payable.due_at,
        transferred=payable.net,
        recovered=payable.recovered,
        transfer=payable.transfer_id,
        payout=payout_view(line.payout) if line.payout else None,
    )


def payout_view(payout: Payout) -> schemas.PayoutView:
    return schemas.PayoutView(
        number=payout.number,
        amount=payout.amount,
        state=payout.state,
        created_at=payout.created_at,
        arrives_on=payout.arrives_on,
        failure=payout.failure,
    )


def account_view(purse: Purse, waiting: int, last: Payout | None) -> schemas.AccountView:
    return schemas.AccountView(
        on_account=waiting,
        debt=purse.debt,
        next_on=purse.pay_after if purse.has_money else None,
        failure=last.failure if last and last.state is PayoutState.FAILED and purse.returns else "",
    )


def reconciliation_view(found: list[Compared]) -> schemas.ReconciliationView:
    return schemas.ReconciliationView(
        items=[schemas.ComparedView.model_validate(one) for one in found],
        agrees=not any(one.difference for one in found),
    )


def host_month_views(months: Sequence[Month]) -> list[schemas.HostMonthView]:
    names = host_names([one.host_id for one in months])
    return [
        schemas.HostMonthView(
            host_id=one.host_id,
            host_name=names.get(one.host_id, ""),
            state=one.state,
            count=one.count,
            ht=one.ht,
            reason=one.reason,
        )
        for one in months
    ]


def progress_view(month: str, counts: dict[MonthState, int], *, over: bool) -> schemas.ProgressView:
    return schemas.ProgressView(
        month=month,
        over=over,
        total=sum(counts.values()),
        closed=counts[MonthState.CLOSED],
        contested=counts[MonthState.CONTESTED],
        parked=counts[MonthState.PARKED],
        remaining=counts[MonthState.OPEN],
    )
