"""Orders about connected accounts and disputes: what Stripe, a bank or a card holder would decide."""

import re
from collections.abc import Callable

from localdev.doubles.stripe import accounts, balance, disputes, onboarding
from localdev.doubles.stripe.account_shapes import status_of
from localdev.doubles.stripe.balance_settings import pays_out_daily
from localdev.doubles.stripe.onboarding import Bank
from localdev.doubles.stripe.unit_of_work import Json, UnitOfWork

_PATH = re.compile(r"/_double/(accounts|charges|disputes)/([^/]+)/(\w+)")
_TEST_IBAN = "FR1420041010050500013M02606"

Order = Callable[[UnitOfWork, str, Json], object]


def _finish(unit: UnitOfWork, account_id: str, order: Json) -> None:
    onboarding.finish(unit, accounts.found(unit, account_id), _bank(order))


def _pending(unit: UnitOfWork, account_id: str, order: Json) -> None:
    onboarding.verify(unit, accounts.found(unit, account_id), _bank(order))


def _restrict(unit: UnitOfWork, account_id: str, _order: Json) -> None:
    onboarding.restrict(unit, accounts.found(unit, account_id))


def _reject(unit: UnitOfWork, account_id: str, _order: Json) -> None:
    onboarding.reject(unit, accounts.found(unit, account_id))


def _close_account(unit: UnitOfWork, account_id: str, _order: Json) -> None:
    accounts.shut(unit, accounts.found(unit, account_id))


def _dispute(unit: UnitOfWork, charge_id: str, order: Json) -> None:
    disputes.open_on(unit, charge_id, str(order.get("reason") or "fraudulent"))


def _close_dispute(unit: UnitOfWork, dispute_id: str, order: Json) -> None:
    if order.get("outcome") not in ("won", "lost"):
        raise ValueError("missing or invalid: outcome")
    disputes.close(unit, dispute_id, won=order["outcome"] == "won")


_ORDERS: dict[tuple[str, str], Order] = {
    ("accounts", "finish"): _finish,
    ("accounts", "pending"): _pending,
    ("accounts", "restrict"): _restrict,
    ("accounts", "reject"): _reject,
    ("accounts", "close"): _close_account,
    ("charges", "dispute"): _dispute,
    ("disputes", "close"): _close_dispute,
}


def order_at(path: str) -> tuple[Order, str] | None:
    """The order a path gives, and the id of the object it is about."""
    match = _PATH.fullmatch(path)
    order = _ORDERS.get((match.group(1), match.group(3))) if match else None
    return (order, match.group(2)) if match and order else None


def account_view(unit: UnitOfWork, account: Json) -> Json:
    there = unit.within(account["id"])
    return {
        "id": account["id"],
        "display_name": account["display_name"],
        "closed": account["closed"],
        "status": status_of(account),
        "available": balance.held(there, "eur", "available"),
        "pending": balance.held(there, "eur", "pending"),
        "pays_out_daily": pays_out_daily(there),
    }


def _bank(order: Json) -> Bank:
    return Bank.of(str(order.get("iban") or _TEST_IBAN).replace(" ", ""))
