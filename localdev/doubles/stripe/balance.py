"""Balance transactions: what each movement of money does to the balance of the account it concerns."""

from localdev.doubles.stripe.errors import invalid_request
from localdev.doubles.stripe.listing import ListParams, page
from localdev.doubles.stripe.unit_of_work import Json, UnitOfWork, new_id

RELEASE_FUNDS = "release_funds"
_SETTLEMENT_SECONDS = 3 * 24 * 3600
_FEE_BASIS_POINTS = 150
_FEE_FIXED = 25


def record(
    unit: UnitOfWork,
    source: Json,
    amount: int,
    *,
    kind: str,
    fee: int = 0,
    available_on: int | None = None,
    category: str | None = None,
) -> Json:
    """`amount` in cents, negative when it leaves; it is pending until `available_on` (default: at once)."""
    transaction = _transaction(unit, source, kind=kind, amount=amount, fee=fee)
    transaction["reporting_category"] = category or kind
    if available_on is not None and available_on > unit.now:
        transaction.update(available_on=available_on, status="pending")
        unit.schedule(RELEASE_FUNDS, transaction["id"], available_on)
    unit.put(transaction)
    return transaction


def record_charge(unit: UnitOfWork, charge: Json, amount: int) -> str:
    available_on = unit.now + _SETTLEMENT_SECONDS
    made = record(unit, charge, amount, kind="charge", fee=_fee_on(amount), available_on=available_on)
    return str(made["id"])


def record_refund(unit: UnitOfWork, refund: Json, *, failed: bool = False) -> str:
    """Stripe keeps its fee on a refund; a refund that fails brings the money back."""
    kind, amount = ("refund_failure", refund["amount"]) if failed else ("refund", -refund["amount"])
    return str(record(unit, refund, amount, kind=kind)["id"])


def release_funds(unit: UnitOfWork, transaction_id: str) -> None:
    transaction = unit.get("balance_transaction", transaction_id)
    transaction["status"] = "available"
    unit.put(transaction)


def held(unit: UnitOfWork, currency: str, *statuses: str) -> int:
    """Cents on the unit's account whose status is one of `available`, `pending`."""
    return sum(
        item["net"]
        for item in unit.all("balance_transaction")
        if item["currency"] == currency and item["status"] in statuses
    )


def overview(unit: UnitOfWork, _params: Json) -> Json:
    currencies = sorted({item["currency"] for item in unit.all("balance_transaction")}) or ["eur"]
    shown: Json = {"object": "balance", "livemode": False}
    for status in ("available", "pending"):
        sums = [(currency, held(unit, currency, status)) for currency in currencies]
        shown[status] = [{"amount": sum_, "currency": one, "source_types": {"card": sum_}} for one, sum_ in sums]
    return shown


def retrieve(unit: UnitOfWork, _params: Json, transaction_id: str) -> Json:
    return unit.get("balance_transaction", transaction_id)


def list_all(unit: UnitOfWork, params: ListParams) -> Json:
    paid_out = _paid_out_by(unit, params["payout"]) if "payout" in params else None
    wanted = [
        item
        for item in unit.all("balance_transaction")
        if params.get("source") in (None, item["source"])
        and params.get("type") in (None, item["type"])
        and params.get("currency") in (None, item["currency"])
        and (paid_out is None or item["id"] in paid_out)
    ]
    return page(wanted, params, "/v1/balance_transactions")


def _paid_out_by(unit: UnitOfWork, payout_id: str) -> list[str]:
    payout = unit.get("payout", payout_id, param="payout")
    if not payout["automatic"]:
        # Whoever decides the amount of a payout also knows what it consists of; Stripe does not.
        raise invalid_request(
            "Balance transaction history can only be filtered on automatic payouts, not manual.", param="payout"
        )
    paid_out: list[str] = unit.private(payout_id)["paid_out"]
    return paid_out


def _fee_on(amount: int) -> int:
    return (amount * _FEE_BASIS_POINTS + 5_000) // 10_000 + _FEE_FIXED


def _transaction(unit: UnitOfWork, source: Json, *, kind: str, amount: int, fee: int) -> Json:
    details = [
        {
            "amount": fee,
            "application": None,
            "currency": source["currency"],
            "description": "Stripe processing fees",
            "type": "stripe_fee",
        }
    ]
    return {
        "id": new_id("txn_3"),
        "object": "balance_transaction",
        "amount": amount,
        "available_on": unit.now,
        "balance_type": "payments",
        "created": unit.now,
        "currency": source["currency"],
        "description": source.get("description"),
        "exchange_rate": None,
        "fee": fee,
        "fee_details": details if fee else [],
        "net": amount - fee,
        "reporting_category": kind,
        "source": source["id"],
        "status": "available",
        "type": kind,
    }
