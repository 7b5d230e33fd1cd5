"""Balance transactions: what a payment or a refund does to the platform's balance, fee included."""

from localdev.doubles.stripe.listing import ListParams, page
from localdev.doubles.stripe.unit_of_work import Json, UnitOfWork, new_id

RELEASE_FUNDS = "release_funds"
_SETTLEMENT_SECONDS = 3 * 24 * 3600
_FEE_BASIS_POINTS = 150
_FEE_FIXED = 25


def record_charge(unit: UnitOfWork, charge: Json, amount: int) -> str:
    fee = _fee_on(amount)
    transaction = _transaction(unit, charge, kind="charge", amount=amount, fee=fee)
    transaction.update(available_on=unit.now + _SETTLEMENT_SECONDS, status="pending")
    unit.put(transaction)
    unit.schedule(RELEASE_FUNDS, transaction["id"], transaction["available_on"])
    return str(transaction["id"])


def record_refund(unit: UnitOfWork, refund: Json, *, failed: bool = False) -> str:
    """Stripe keeps its fee on a refund; a refund that fails brings the money back."""
    kind, amount = ("refund_failure", refund["amount"]) if failed else ("refund", -refund["amount"])
    transaction = _transaction(unit, refund, kind=kind, amount=amount, fee=0)
    unit.put(transaction)
    return str(transaction["id"])


def release_funds(unit: UnitOfWork, transaction_id: str) -> None:
    transaction = unit.get("balance_transaction", transaction_id)
    transaction["status"] = "available"
    unit.put(transaction)


def retrieve(unit: UnitOfWork, _params: Json, transaction_id: str) -> Json:
    return unit.get("balance_transaction", transaction_id)


def list_all(unit: UnitOfWork, params: ListParams) -> Json:
    wanted = [
        item
        for item in unit.all("balance_transaction")
        if params.get("source") in (None, item["source"]) and params.get("type") in (None, item["type"])
    ]
    return page(wanted, params, "/v1/balance_transactions")


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
