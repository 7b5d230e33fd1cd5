"""When an account's money goes to its bank: by itself every day, or when asked to."""

from typing import Any

from localdev.doubles.stripe.account_shapes import is_active
from localdev.doubles.stripe.errors import not_doubled
from localdev.doubles.stripe.instants import next_midnight
from localdev.doubles.stripe.unit_of_work import Json, UnitOfWork

PAY_OUT_DAILY = "pay_out_daily"
_PLATFORM = "platform"
_INTERVALS = ("daily", "manual")


def retrieve(unit: UnitOfWork, _params: Json) -> Json:
    chosen = _chosen(unit)
    return {
        "object": "balance_settings",
        "payments": {
            "debit_negative_balances": chosen["debit_negative_balances"],
            "payouts": {
                "schedule": {
                    "interval": chosen["interval"],
                    "monthly_payout_days": None,
                    "weekly_payout_days": None,
                },
                "statement_descriptor": None,
                "status": "enabled" if _may_pay_out(unit) else "disabled",
            },
            "settlement_timing": {"delay_days": 3, "delay_days_override": None, "start_of_day": None},
        },
    }


def update(unit: UnitOfWork, params: Json) -> Json:
    payments = params.get("payments", {})
    payouts = payments.get("payouts", {})
    schedule = payouts.get("schedule", {})
    _refuse_undoubled(payments, {"debit_negative_balances", "payouts"}, "payments")
    _refuse_undoubled(payouts, {"schedule"}, "payments[payouts]")
    _refuse_undoubled(schedule, {"interval"}, "payments[payouts][schedule]")
    chosen = {**_chosen(unit), **schedule}
    if chosen["interval"] not in _INTERVALS:
        raise not_doubled(f"payments[payouts][schedule][interval]={chosen['interval']}")
    debits = payments.get("debit_negative_balances", chosen["debit_negative_balances"])
    kept = {**chosen, "debit_negative_balances": debits}
    unit.put({"id": _id_of(unit.account), "object": "balance_settings", **kept})
    _follow_the_schedule(unit, kept["interval"])
    settings = retrieve(unit, {})
    unit.emit("balance_settings.updated", settings)
    return settings


def pays_out_daily(unit: UnitOfWork) -> bool:
    return bool(_chosen(unit)["interval"] == "daily")


def _follow_the_schedule(unit: UnitOfWork, interval: str) -> None:
    holder = unit.account or _PLATFORM
    if interval == "daily":
        unit.schedule(PAY_OUT_DAILY, holder, next_midnight(unit.now))
    else:
        unit.unschedule(PAY_OUT_DAILY, holder)


def account_on_schedule(holder: str) -> str | None:
    return None if holder == _PLATFORM else holder


def _chosen(unit: UnitOfWork) -> dict[str, Any]:
    # A new account pays out daily; the platform's schedule counts as set to manual, as ours has to be.
    interval = "manual" if unit.account is None else "daily"
    return unit.find(_id_of(unit.account)) or {"debit_negative_balances": False, "interval": interval}


def _id_of(account_id: str | None) -> str:
    return f"balance_settings_{account_id or _PLATFORM}"


def _may_pay_out(unit: UnitOfWork) -> bool:
    account = unit.within(None).find(unit.account) if unit.account else None
    return account is None or is_active(account)


def _refuse_undoubled(params: Json, known: set[str], path: str) -> None:
    for param in sorted(params.keys() - known):
        raise not_doubled(f"{path}[{param}]")
