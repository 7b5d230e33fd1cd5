"""Refunds of captured payments, whole or in part."""

from localdev.doubles.stripe import balance, disputes
from localdev.doubles.stripe.errors import invalid_request, not_doubled, refused_by_state
from localdev.doubles.stripe.listing import ListParams, page
from localdev.doubles.stripe.metadata import merged_metadata
from localdev.doubles.stripe.unit_of_work import Json, UnitOfWork, new_id

SETTLE_REFUND = "settle_refund"
# The test cards with a late outcome need an hour of the double's clock to show it.
_LATE_OUTCOME_SECONDS = 3600

_CREATE_PARAMS = {"amount", "charge", "expand", "metadata", "payment_intent", "reason"}


def create(unit: UnitOfWork, params: Json) -> Json:
    for param in sorted(params.keys() - _CREATE_PARAMS):
        raise not_doubled(param)
    charge = _charge_to_refund(unit, params)
    if disputes.holds_the_money_of(unit, charge):
        raise refused_by_state(f"Charge {charge['id']} has been charged back.", code="charge_disputed")
    remaining = charge["amount_captured"] - _already_refunded(unit, charge)
    if remaining == 0:
        raise refused_by_state(f"Charge {charge['id']} has already been refunded.", code="charge_already_refunded")
    amount = params.get("amount", remaining)
    if amount < 1:
        raise invalid_request("Invalid positive integer", code="parameter_invalid_integer", param="amount")
    if amount > remaining:
        raise refused_by_state(
            f"Refund amount ({amount}) is greater than the unrefunded amount on the charge ({remaining}).",
            param="amount",
        )
    outcome = unit.private(charge["id"])["refund_outcome"]
    refund = _new_refund(unit, params, charge, amount)
    refund["status"] = "pending" if outcome == "succeeds_later" else "succeeded"
    refund["balance_transaction"] = balance.record_refund(unit, refund)
    unit.put(refund)
    if outcome != "succeeds":
        unit.schedule(SETTLE_REFUND, refund["id"], unit.now + _LATE_OUTCOME_SECONDS)
    _move_refunded_amount(unit, charge, amount)
    unit.emit("refund.created", refund)
    unit.emit("charge.refunded", charge)
    return refund


def settle(unit: UnitOfWork, refund_id: str) -> None:
    """The late outcome of a refund whose card has one."""
    refund = unit.get("refund", refund_id)
    charge = unit.get("charge", refund["charge"])
    if refund["status"] == "pending":
        refund["status"] = "succeeded"
        unit.put(refund)
        unit.emit("refund.updated", refund)
        return
    refund.update(status="failed", failure_reason="expired_or_canceled_card")
    refund["failure_balance_transaction"] = balance.record_refund(unit, refund, failed=True)
    unit.put(refund)
    _move_refunded_amount(unit, charge, -refund["amount"])
    unit.emit("refund.failed", refund)


def update(unit: UnitOfWork, params: Json, refund_id: str) -> Json:
    refund = unit.get("refund", refund_id, param="refund")
    refund["metadata"] = merged_metadata(refund["metadata"], params)
    unit.put(refund)
    return refund


def retrieve(unit: UnitOfWork, _params: Json, refund_id: str) -> Json:
    return unit.get("refund", refund_id, param="refund")


def list_all(unit: UnitOfWork, params: ListParams) -> Json:
    wanted = [
        refund
        for refund in unit.all("refund")
        if params.get("payment_intent") in (None, refund["payment_intent"])
        and params.get("charge") in (None, refund["charge"])
    ]
    return page(wanted, params, "/v1/refunds")


def _charge_to_refund(unit: UnitOfWork, params: Json) -> Json:
    if ("charge" in params) == ("payment_intent" in params):
        raise invalid_request("Exactly one of `payment_intent` and `charge` must be given.", param="charge")
    charge_id = params.get("charge")
    if charge_id is None:
        intent = unit.get("payment_intent", params["payment_intent"], param="payment_intent")
        charge_id = intent["latest_charge"]
        if intent["status"] != "succeeded":
            raise refused_by_state(
                f"PaymentIntent {intent['id']} has no successful charge to refund: it is {intent['status']}.",
                param="payment_intent",
            )
    charge = unit.get("charge", charge_id, param="charge")
    if not charge["captured"]:
        raise refused_by_state(
            f"Charge {charge['id']} was not captured; cancel its PaymentIntent instead.", param="charge"
        )
    return charge


def _already_refunded(unit: UnitOfWork, charge: Json) -> int:
    # `amount_refunded` also counts what a partial capture released, so the refunds themselves are summed.
    given_back = (
        r["amount"]
        for r in unit.all("refund")
        if r["charge"] == charge["id"] and r["status"] not in ("failed", "canceled")
    )
    return sum(given_back)


def _move_refunded_amount(unit: UnitOfWork, charge: Json, amount: int) -> None:
    charge["amount_refunded"] += amount
    charge["refunded"] = charge["amount_refunded"] == charge["amount"]
    unit.put(charge)


def _new_refund(unit: UnitOfWork, params: Json, charge: Json, amount: int) -> Json:
    return {
        "id": new_id("re_3"),
        "object": "refund",
        "amount": amount,
        "balance_transaction": None,
        "charge": charge["id"],
        "created": unit.now,
        "currency": charge["currency"],
        "destination_details": {
            "card": {
                "reference_status": "pending",
                "reference_type": "acquirer_reference_number",
                "type": "refund",
            },
            "type": "card",
        },
        "metadata": merged_metadata({}, params),
        "payment_intent": charge["payment_intent"],
        "reason": params.get("reason"),
        "receipt_number": None,
        "source_transfer_reversal": None,
        "status": "succeeded",
        "transfer_reversal": None,
    }
