"""Disputes: a card holder's bank takes the money back, and the platform's balance pays."""

from localdev.doubles.stripe import balance
from localdev.doubles.stripe.errors import refused_by_state
from localdev.doubles.stripe.listing import ListParams, page
from localdev.doubles.stripe.unit_of_work import Json, UnitOfWork, new_id

# What Stripe asks for a dispute of a European account, in cents; it is not given back when the dispute is won.
_FEE = 2_000
_ANSWER_SECONDS = 7 * 24 * 3600
_CLOSED = ("won", "lost")


def open_on(unit: UnitOfWork, charge_id: str, reason: str = "fraudulent") -> Json:
    charge = unit.get("charge", charge_id, param="charge")
    amount = charge["amount_captured"] - sum(
        refund["amount"]
        for refund in unit.all("refund")
        if refund["charge"] == charge_id and refund["status"] != "failed"
    )
    if amount < 1 or charge["disputed"]:
        raise refused_by_state(f"Nothing of charge {charge_id} is left to dispute.", param="charge")
    dispute = _new_dispute(unit, charge, amount, reason)
    taken = balance.record(unit, dispute, -amount, kind="adjustment", fee=_FEE, category="dispute")
    dispute["balance_transactions"] = [taken]
    unit.put(dispute)
    charge["disputed"] = True
    unit.put(charge)
    unit.emit("charge.dispute.created", dispute)
    unit.emit("charge.dispute.funds_withdrawn", dispute)
    return dispute


def open_by_clock(unit: UnitOfWork, charge_id: str) -> None:
    charge = unit.get("charge", charge_id)
    if not charge["disputed"] and not charge["refunded"]:
        open_on(unit, charge_id)


def close(unit: UnitOfWork, dispute_id: str, *, won: bool) -> Json:
    dispute = unit.get("dispute", dispute_id, param="dispute")
    if dispute["status"] in _CLOSED:
        raise refused_by_state(f"Dispute {dispute_id} is closed already.")
    dispute["status"] = "won" if won else "lost"
    if won:
        back = balance.record(unit, dispute, dispute["amount"], kind="adjustment", category="dispute_reversal")
        dispute["balance_transactions"].append(back)
    unit.put(dispute)
    unit.emit("charge.dispute.closed", dispute)
    if won:
        unit.emit("charge.dispute.funds_reinstated", dispute)
    return dispute


def holds_the_money_of(unit: UnitOfWork, charge: Json) -> bool:
    return any(one["charge"] == charge["id"] and one["status"] != "won" for one in unit.all("dispute"))


def retrieve(unit: UnitOfWork, _params: Json, dispute_id: str) -> Json:
    return unit.get("dispute", dispute_id, param="dispute")


def list_all(unit: UnitOfWork, params: ListParams) -> Json:
    wanted = [
        dispute
        for dispute in unit.all("dispute")
        if params.get("charge") in (None, dispute["charge"])
        and params.get("payment_intent") in (None, dispute["payment_intent"])
    ]
    return page(wanted, params, "/v1/disputes")


def _new_dispute(unit: UnitOfWork, charge: Json, amount: int, reason: str) -> Json:
    brand = charge["payment_method_details"]["card"]["brand"]
    return {
        "id": new_id("du_1"),
        "object": "dispute",
        "amount": amount,
        "balance_transactions": [],
        "charge": charge["id"],
        "created": unit.now,
        "currency": charge["currency"],
        "enhanced_eligibility_types": [],
        "evidence": {},
        "evidence_details": {
            "due_by": unit.now + _ANSWER_SECONDS,
            "enhanced_eligibility": {},
            "has_evidence": False,
            "past_due": False,
            "submission_count": 0,
            "submission_method": "not_submitted",
        },
        "is_charge_refundable": False,
        "livemode": False,
        "metadata": {},
        "network_reason_code": "10.4",
        "payment_intent": charge["payment_intent"],
        "payment_method_details": {
            "card": {"brand": brand, "case_type": "chargeback", "network": brand, "network_reason_code": "10.4"},
            "type": "card",
        },
        "reason": reason,
        "status": "needs_response",
    }
