"""« Mes versements » for hosts; the month-end run and the platform's own money for the operator."""

from datetime import datetime

from chalicelib.bookings.errors import CannotRefund
from chalicelib.bookings.schemas import BookingView
from chalicelib.bookings.views import host_view
from chalicelib.core.errors import Busy, NotFound, StaleVersion
from chalicelib.identity.access import HOST, HOST_DOCUMENTS, OPERATOR
from chalicelib.kit import cursor
from chalicelib.kit.call import Call
from chalicelib.kit.http import Api, Repetition
from chalicelib.kit.shapes import PageQuery
from chalicelib.payments.errors import ProviderDown
from chalicelib.payouts import contest, explain, own, policy, run, schemas, store, views
from chalicelib.payouts.bank import try_again_now
from chalicelib.payouts.errors import (
    MoreThanFree,
    NotContested,
    NothingToContest,
    NothingToSend,
    NotYetOver,
    TransferUnderway,
)
from chalicelib.payouts.reconcile import reconcile
from chalicelib.payouts.sheet import sheet
from chalicelib.payouts.take_back import refund_afterwards

api = Api("payouts", __name__)


@api.route(
    "GET", "/hosts/{host_id}/settlements", access=HOST_DOCUMENTS, summary="A host's months, the newest first",
    query=PageQuery, answer=schemas.MonthPage, refusals=[cursor.BadCursor],
)  # fmt: skip
def get_settlements(call: Call) -> schemas.MonthPage:
    host_id, scope = call.path["host_id"], f"settlements:{call.path['host_id']}"
    found, last = store.months_of(host_id, after=cursor.unseal(call.query.cursor, scope), limit=call.query.limit)
    return schemas.MonthPage(items=[views.summary(one) for one in found], next_cursor=cursor.seal(last, scope))


@api.route(
    "GET", "/hosts/{host_id}/settlements/{month}", access=HOST_DOCUMENTS,
    summary="What a month comes to, billed or not: the same sums as its run", answer=schemas.MonthView,
)  # fmt: skip
def get_settlement(call: Call) -> schemas.MonthView:
    return views.month_view(explain.month(call.path["host_id"], _month(call)))


@api.route(
    "GET", "/hosts/{host_id}/settlements/{month}/lines", access=HOST_DOCUMENTS,
    summary="Each booking of a month, from the typed price to the bank", query=PageQuery, answer=schemas.LinePage,
    refusals=[cursor.BadCursor],
)  # fmt: skip
def get_settlement_lines(call: Call) -> schemas.LinePage:
    host_id, month = call.path["host_id"], _month(call)
    scope = f"lines:{host_id}:{month}"
    after = cursor.unseal(call.query.cursor, scope)
    start = int(after["from"]["N"]) if after else 0
    found, total = explain.lines(host_id, month, start=start, limit=call.query.limit)
    end = start + len(found)
    return schemas.LinePage(
        items=[views.line_view(line) for line in found],
        total=total,
        next_cursor=cursor.seal({"from": {"N": str(end)}}, scope) if end < total else None,
    )


@api.route(
    "GET", "/hosts/{host_id}/settlements/{month}/sheet", access=HOST_DOCUMENTS,
    summary="A month for a spreadsheet (CSV)", answer=schemas.CsvView,
)  # fmt: skip
def get_settlement_sheet(call: Call) -> schemas.CsvView:
    month = _month(call)
    lines, _ = explain.lines(call.path["host_id"], month)
    name = f"versements_{month}.csv" if call.language == "fr" else f"payouts_{month}.csv"
    return schemas.CsvView(file_name=name, text=sheet(lines, call.language))


@api.route(
    "POST", "/hosts/{host_id}/settlements/{month}/contest", access=HOST,
    summary="Contest what was invoiced in the host's name, within seven days", body=schemas.ReasonBody,
    answer=schemas.MonthView, refusals=[NothingToContest, StaleVersion],
)  # fmt: skip
def post_contest(call: Call) -> schemas.MonthView:
    host_id, month = call.path["host_id"], _month(call)
    contest.contest(host_id, month, call.body.reason, uow=call.work())
    return views.month_view(explain.month(host_id, month))


@api.route(
    "GET", "/hosts/{host_id}/payouts", access=HOST_DOCUMENTS,
    summary="What went to the host's bank, the newest first",
    query=PageQuery, answer=schemas.PayoutPage, refusals=[cursor.BadCursor],
)  # fmt: skip
def get_payouts(call: Call) -> schemas.PayoutPage:
    host_id, scope = call.path["host_id"], f"payouts:{call.path['host_id']}"
    after = cursor.unseal(call.query.cursor, scope)
    found, last = store.page_of_payouts(host_id, after=after, limit=call.query.limit)
    return schemas.PayoutPage(items=[views.payout_view(one) for one in found], next_cursor=cursor.seal(last, scope))


@api.route(
    "GET", "/hosts/{host_id}/payouts/account", access=HOST_DOCUMENTS,
    summary="What lies on the host's account at Stripe", answer=schemas.AccountView,
)  # fmt: skip
def get_payouts_account(call: Call) -> schemas.AccountView:
    return _account(call)


@api.route(
    "POST", "/hosts/{host_id}/payouts/retry", access=HOST,
    summary="The bank details are right now: pay out on the next business day", answer=schemas.AccountView,
    repetition=Repetition.HARMLESS, refusals=[StaleVersion],
)  # fmt: skip
def post_payouts_retry(call: Call) -> schemas.AccountView:
    try_again_now(call.path["host_id"], uow=call.work())
    return _account(call)


@api.route(
    "GET", "/hosts/{host_id}/payouts/reconciliation", access=HOST_DOCUMENTS,
    summary="Our movements of the host's account beside Stripe's", answer=schemas.ReconciliationView,
    refusals=[ProviderDown],
)  # fmt: skip
def get_reconciliation(call: Call) -> schemas.ReconciliationView:
    return views.reconciliation_view(reconcile(call.path["host_id"]))


@api.route(
    "POST", "/hosts/{host_id}/bookings/{booking_id}/refund", access=HOST,
    summary="Refund a booking after the service, or after a cancellation that kept the money",
    body=schemas.ReasonBody, answer=BookingView,
    refusals=[CannotRefund, TransferUnderway, ProviderDown, StaleVersion, Busy],
)  # fmt: skip
def post_refund(call: Call) -> BookingView:
    host_id, booking_id = call.path["host_id"], call.path["booking_id"]
    refunded = refund_afterwards(host_id, booking_id, call.body.reason, make_work=call.work)
    return host_view(refunded, now=call.now)


@api.route(
    "GET", "/operations/closings/{month}", access=OPERATOR, summary="How far a month's run is",
    answer=schemas.ProgressView,
)  # fmt: skip
def get_closing(call: Call) -> schemas.ProgressView:
    month = _month(call)
    return views.progress_view(month, store.progress_of(month), over=policy.is_over(month, call.now))


@api.route(
    "GET", "/operations/closings/{month}/hosts", access=OPERATOR, summary="Hosts' months, of one state if asked",
    query=schemas.HostMonthQuery, answer=schemas.HostMonthPage, refusals=[cursor.BadCursor],
)  # fmt: skip
def get_closing_hosts(call: Call) -> schemas.HostMonthPage:
    month, query = _month(call), call.query
    scope = f"closings:{month}:{query.state}"
    after = cursor.unseal(query.cursor, scope)
    found, last = store.months_in(month, query.state, after=after["at"]["S"] if after else None, limit=query.limit)
    return schemas.HostMonthPage(
        items=views.host_month_views(found),
        next_cursor=cursor.seal({"at": {"S": last}}, scope) if last else None,
    )


@api.route(
    "POST", "/operations/closings/{month}/runs", access=OPERATOR, status=202,
    summary="Ask for what is not billed yet; as often as one likes", answer=schemas.AskedView,
    repetition=Repetition.HARMLESS, refusals=[NotYetOver],
)  # fmt: skip
def post_closing_run(call: Call) -> schemas.AskedView:
    month = _month(call)
    if not policy.is_over(month, call.now):
        raise NotYetOver
    return schemas.AskedView(asked=run.begin(month, call.now))


@api.route(
    "POST", "/operations/closings/{month}/hosts/{host_id}/agreement", access=OPERATOR,
    summary="The contest is settled: what was billed is paid", answer=schemas.HostMonthView,
    refusals=[NotContested, StaleVersion],
)  # fmt: skip
def post_agreement(call: Call) -> schemas.HostMonthView:
    settled = contest.settle_contest(call.path["host_id"], _month(call), uow=call.work())
    return views.host_month_views([settled])[0]


@api.route(
    "GET", "/operations/platform-balance", access=OPERATOR, summary="The platform's balance, and what of it is free",
    answer=schemas.OwnBalanceView, refusals=[ProviderDown],
)  # fmt: skip
def get_platform_balance(_: Call) -> schemas.OwnBalanceView:
    return schemas.OwnBalanceView.model_validate(own.balance())


@api.route(
    "POST", "/operations/platform-payouts", access=OPERATOR, summary="Pay the platform's own money out",
    body=schemas.OwnPayoutBody, answer=schemas.OwnPayoutView, refusals=[NothingToSend, MoreThanFree, ProviderDown],
)  # fmt: skip
def post_platform_payout(call: Call) -> schemas.OwnPayoutView:
    return schemas.OwnPayoutView.model_validate(own.pay_out(call.body.amount, uow=call.work()))


def _account(call: Call) -> schemas.AccountView:
    purse, waiting = explain.account(call.path["host_id"])
    last = store.payout(purse.host_id, purse.payouts) if purse.payouts else None
    return views.account_view(purse, waiting, last)


def _month(call: Call) -> str:
    """Raises NotFound for what is no `yyyy-mm`."""
    month = call.path["month"]
    try:
        datetime.strptime(month, "%Y-%m")  # noqa: DTZ007  a name, no instant
    except ValueError as wrong:
        raise NotFound from wrong
    if len(month) != len("2026-10"):
        raise NotFound
    return month
