"""Payouts: from a balance to a bank, two business days away."""

from localdev.doubles.stripe import balance
from localdev.doubles.stripe.account_shapes import is_active
from localdev.doubles.stripe.balance_settings import PAY_OUT_DAILY, account_on_schedule, pays_out_daily
from localdev.doubles.stripe.errors import balance_insufficient, invalid_request, not_doubled, refused_by_state
from localdev.doubles.stripe.instants import business_days_after, next_midnight
from localdev.doubles.stripe.listing import ListParams, created_within, page
from localdev.doubles.stripe.metadata import merged_metadata
from localdev.doubles.stripe.onboarding import Bank, bank_of
from localdev.doubles.stripe.unit_of_work import Json, UnitOfWork, new_id

SEND_PAYOUT = "send_payout"
END_PAYOUT = "end_payout"

_SENT_AFTER_SECONDS = 3600
_BUSINESS_DAYS = 2
_CREATE_PARAMS = {"amount", "currency", "description", "expand", "metadata", "method", "statement_descriptor"}
_PLATFORM_BANK = Bank("2606")


def create(unit: UnitOfWork, params: Json) -> Json:
    for param in sorted(params.keys() - _CREATE_PARAMS):
        raise not_doubled(param)
    if params.get("method", "standard") != "standard":
        raise not_doubled(f"method={params['method']}")
    if params["amount"] < 1:
        raise invalid_request("Invalid positive integer", code="parameter_invalid_integer", param="amount")
    bank = _bank_to_pay(unit)
    if bank is None:
        raise refused_by_state("Payouts are disabled on this account.", code="payouts_not_allowed")
    available = balance.held(unit, params["currency"], "available")
    if params["amount"] > available:
        raise balance_insufficient(f"You have insufficient funds for this payout: {available} is available.")
    return _pay_out(unit, params, bank)


def pay_out_daily(unit: UnitOfWork, holder: str) -> None:
    """Everything that is available, by itself, from an account on a daily schedule."""
    unit = unit.within(account_on_schedule(holder))
    if not pays_out_daily(unit):
        return
    unit.within(None).schedule(PAY_OUT_DAILY, holder, next_midnight(unit.now))
    bank, paid_before = _bank_to_pay(unit), _paid_out_already(unit)
    waiting = [
        item["id"]
        for item in unit.all("balance_transaction")
        if item["status"] == "available" and item["id"] not in paid_before
    ]
    amount = balance.held(unit, "eur", "available")
    if bank and amount > 0:
        _pay_out(unit, {"amount": amount, "currency": "eur"}, bank, paid_out=waiting)


def send(unit: UnitOfWork, payout_id: str) -> None:
    payout = unit.get("payout", payout_id)
    payout["status"] = "in_transit"
    unit.put(payout)
    unit.emit("payout.updated", payout)


def arrive(unit: UnitOfWork, payout_id: str) -> None:
    payout = unit.get("payout", payout_id)
    if not unit.private(payout_id)["refused"]:
        payout["status"] = "paid"
        unit.put(payout)
        unit.emit("payout.paid", payout)
        return
    back = balance.record(unit, payout, payout["amount"], kind="payout_failure")
    payout.update(
        status="failed",
        failure_balance_transaction=back["id"],
        failure_code="account_closed",
        failure_message="The bank account has been closed.",
    )
    unit.put(payout)
    unit.emit("payout.failed", payout)


def cancel(unit: UnitOfWork, _params: Json, payout_id: str) -> Json:
    payout = unit.get("payout", payout_id, param="payout")
    if payout["status"] != "pending":
        raise refused_by_state(f"Payout {payout_id} is {payout['status']}: only a pending one can be canceled.")
    back = balance.record(unit, payout, payout["amount"], kind="payout_cancel")
    payout.update(status="canceled", failure_balance_transaction=back["id"])
    unit.put(payout)
    unit.unschedule(SEND_PAYOUT, payout_id)
    unit.unschedule(END_PAYOUT, payout_id)
    unit.emit("payout.canceled", payout)
    return payout


def retrieve(unit: UnitOfWork, _params: Json, payout_id: str) -> Json:
    return unit.get("payout", payout_id, param="payout")


def list_all(unit: UnitOfWork, params: ListParams) -> Json:
    wanted = [
        payout
        for payout in unit.all("payout")
        if params.get("status") in (None, payout["status"])
        and created_within(payout["arrival_date"], params.get("arrival_date"))
    ]
    return page(wanted, params, "/v1/payouts")


def _bank_to_pay(unit: UnitOfWork) -> Bank | None:
    if unit.account is None:
        return _PLATFORM_BANK
    platform = unit.within(None)
    account = platform.get("v2.core.account", unit.account)
    return bank_of(platform, unit.account) if is_active(account) else None


def _paid_out_already(unit: UnitOfWork) -> set[str]:
    return {one for payout in unit.all("payout") for one in unit.private(payout["id"])["paid_out"]}


def _pay_out(unit: UnitOfWork, params: Json, bank: Bank, *, paid_out: list[str] | None = None) -> Json:
    payout = _new_payout(unit, params, automatic=paid_out is not None)
    taken = balance.record(unit, payout, -payout["amount"], kind="payout")
    payout["balance_transaction"] = taken["id"]
    paid_out = [] if paid_out is None else [taken["id"], *paid_out]
    unit.put(payout, {"refused": bank.refuses, "paid_out": paid_out})
    unit.schedule(SEND_PAYOUT, payout["id"], unit.now + _SENT_AFTER_SECONDS)
    unit.schedule(END_PAYOUT, payout["id"], payout["arrival_date"])
    unit.emit("payout.created", payout)
    return payout


def _new_payout(unit: UnitOfWork, params: Json, *, automatic: bool) -> Json:
    return {
        "id": new_id("po_1"),
        "object": "payout",
        "amount": params["amount"],
        "application_fee": None,
        "application_fee_amount": None,
        "arrival_date": business_days_after(unit.now, _BUSINESS_DAYS),
        "automatic": automatic,
        "balance_transaction": None,
        "created": unit.now,
        "currency": params["currency"],
        "description": params.get("description"),
        "destination": f"ba_{unit.account or 'platform'}",
        "failure_balance_transaction": None,
        "failure_code": None,
        "failure_message": None,
        "livemode": False,
        "metadata": merged_metadata({}, params),
        "method": "standard",
        "original_payout": None,
        "reconciliation_status": "completed" if automatic else "not_applicable",
        "reversed_by": None,
        "source_type": "card",
        "statement_descriptor": params.get("statement_descriptor"),
        "status": "pending",
        "trace_id": None,
        "type": "bank_account",
    }
