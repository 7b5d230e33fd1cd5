"""PaymentIntents made by Checkout: authorised, captured, cancelled, or let go when their hold runs out."""

from typing import Any

from localdev.doubles.stripe import charges
from localdev.doubles.stripe.cards import Decline, KnownCard
from localdev.doubles.stripe.charges import Payer
from localdev.doubles.stripe.errors import StripeFailure, not_doubled, refused_by_state
from localdev.doubles.stripe.listing import ListParams, page
from localdev.doubles.stripe.metadata import merged_metadata
from localdev.doubles.stripe.unit_of_work import Json, UnitOfWork, new_id

EXPIRE_HOLD = "expire_hold"

_CAPTURE_PARAMS = {"amount_to_capture", "expand", "metadata"}
_UPDATE_PARAMS = {"description", "expand", "metadata"}


def create_for_session(unit: UnitOfWork, session: Json, wishes: Json) -> Json:
    """Checkout makes its intent when the payer first submits, not when the session is created."""
    intent_id = new_id("pi_3")
    intent = {
        "id": intent_id,
        "object": "payment_intent",
        "allowed_payment_method_types": session["allowed_payment_method_types"],
        "amount": session["amount_total"],
        "amount_capturable": 0,
        "amount_details": {"tip": {}},
        "amount_received": 0,
        "application": None,
        "application_fee_amount": None,
        "automatic_payment_methods": None,
        "canceled_at": None,
        "cancellation_reason": None,
        "capture_method": wishes.get("capture_method", "automatic_async"),
        "client_secret": new_id(f"{intent_id}_secret_"),
        "confirmation_method": "automatic",
        "created": unit.now,
        "currency": session["currency"],
        "customer": None,
        "description": wishes.get("description"),
        "last_payment_error": None,
        "latest_charge": None,
        "livemode": False,
        "metadata": wishes.get("metadata", {}),
        "next_action": None,
        "on_behalf_of": None,
        "payment_method": None,
        "payment_method_options": {"card": {"request_three_d_secure": "automatic"}},
        "payment_method_types": ["card"],
        "processing": None,
        "receipt_email": wishes.get("receipt_email"),
        "review": None,
        "setup_future_usage": None,
        "shipping": None,
        "statement_descriptor": None,
        "statement_descriptor_suffix": wishes.get("statement_descriptor_suffix"),
        "status": "requires_payment_method",
        "transfer_data": None,
        "transfer_group": wishes.get("transfer_group"),
    }
    unit.put(intent, {"session": session["id"]})
    unit.emit("payment_intent.created", intent)
    return intent


def require_three_d_secure(unit: UnitOfWork, intent: Json, bank_page: str) -> None:
    redirect = {"return_url": None, "url": bank_page}
    intent.update(
        status="requires_action",
        last_payment_error=None,
        payment_method=new_id("pm_1"),
        next_action={"redirect_to_url": redirect, "type": "redirect_to_url"},
    )
    unit.put(intent)
    unit.emit("payment_intent.requires_action", intent)


def authorize(unit: UnitOfWork, intent: Json, card: KnownCard, payer: Payer) -> None:
    intent.update(next_action=None, last_payment_error=None, payment_method=new_id("pm_1"))
    charge = charges.authorize(unit, intent, card, payer)
    intent["latest_charge"] = charge["id"]
    if charge["captured"]:
        intent.update(status="succeeded", amount_received=charge["amount_captured"])
    else:
        intent.update(status="requires_capture", amount_capturable=intent["amount"])
        capture_before = charge["payment_method_details"]["card"]["capture_before"]
        unit.schedule(EXPIRE_HOLD, intent["id"], capture_before)
    unit.put(intent)
    unit.emit("charge.succeeded", charge)
    held = intent["status"] == "requires_capture"
    unit.emit("payment_intent.amount_capturable_updated" if held else "payment_intent.succeeded", intent)


def decline(unit: UnitOfWork, intent: Json, card: KnownCard, payer: Payer, reason: Decline) -> None:
    charge = charges.decline(unit, intent, card, payer, reason)
    error = {"charge": charge["id"], "code": reason.code, "message": reason.message, "type": "card_error"}
    if reason.decline_code:
        error["decline_code"] = reason.decline_code
    intent["latest_charge"] = charge["id"]
    _back_to_the_payer(unit, intent, error)
    unit.emit("charge.failed", charge)


def refuse_authentication(unit: UnitOfWork, intent: Json) -> None:
    error = {
        "code": "payment_intent_authentication_failure",
        "message": "The payer could not be authenticated.",
        "type": "invalid_request_error",
    }
    _back_to_the_payer(unit, intent, error)


def _back_to_the_payer(unit: UnitOfWork, intent: Json, error: Json) -> None:
    intent.update(status="requires_payment_method", last_payment_error=error, next_action=None, payment_method=None)
    unit.put(intent)
    unit.emit("payment_intent.payment_failed", intent)


def capture(unit: UnitOfWork, params: Json, intent_id: str) -> Json:
    _refuse_undoubled(params, _CAPTURE_PARAMS)
    intent = unit.get("payment_intent", intent_id, param="intent")
    if intent["status"] != "requires_capture":
        raise _unexpected_state(intent, "captured")
    capturable: int = intent["amount_capturable"]
    amount: int = params.get("amount_to_capture", capturable)
    if not 1 <= amount <= capturable:
        raise refused_by_state(
            f"The amount to capture must be between 1 and the capturable {capturable}.",
            code="amount_too_large" if amount > 0 else "amount_too_small",
            param="amount_to_capture",
        )
    charge = unit.get("charge", intent["latest_charge"])
    charges.settle(unit, charge, amount)
    charges.release(unit, charge, charge["amount"] - amount)
    intent["metadata"] = merged_metadata(intent["metadata"], params)
    intent.update(status="succeeded", amount_capturable=0, amount_received=amount)
    unit.put(intent)
    unit.unschedule(EXPIRE_HOLD, intent_id)
    _mark_session_paid(unit, intent_id)
    unit.emit("charge.captured", charge)
    unit.emit("payment_intent.succeeded", intent)
    return intent


def cancel(unit: UnitOfWork, params: Json, intent_id: str) -> Json:
    intent = unit.get("payment_intent", intent_id, param="intent")
    if intent["status"] != "requires_capture":
        raise _unexpected_state(intent, "canceled")
    charge = _let_the_hold_go(unit, intent, params.get("cancellation_reason"))
    unit.emit("charge.refunded", charge)
    unit.emit("payment_intent.canceled", intent)
    return intent


def expire_hold(unit: UnitOfWork, intent_id: str) -> None:
    intent = unit.get("payment_intent", intent_id)
    charge = _let_the_hold_go(unit, intent, "automatic")
    unit.emit("charge.expired", charge)
    unit.emit("payment_intent.canceled", intent)


def abandon(unit: UnitOfWork, intent_id: str) -> None:
    """The session of an intent that was never paid has expired."""
    intent = unit.get("payment_intent", intent_id)
    _mark_canceled(unit, intent, "expired")
    unit.emit("payment_intent.canceled", intent)


def update(unit: UnitOfWork, params: Json, intent_id: str) -> Json:
    _refuse_undoubled(params, _UPDATE_PARAMS)
    intent = unit.get("payment_intent", intent_id, param="intent")
    intent["metadata"] = merged_metadata(intent["metadata"], params)
    intent["description"] = params.get("description", intent["description"])
    unit.put(intent)
    return intent


def retrieve(unit: UnitOfWork, _params: Json, intent_id: str) -> Json:
    return unit.get("payment_intent", intent_id, param="intent")


def list_all(unit: UnitOfWork, params: ListParams) -> Json:
    for param in params.keys() & {"customer", "customer_account"}:
        raise not_doubled(param)
    return page(unit.all("payment_intent"), params, "/v1/payment_intents")


def _let_the_hold_go(unit: UnitOfWork, intent: Json, reason: str | None) -> Json:
    charge = unit.get("charge", intent["latest_charge"])
    charges.release(unit, charge, charge["amount"])
    _mark_canceled(unit, intent, reason)
    unit.unschedule(EXPIRE_HOLD, intent["id"])
    return charge


def _mark_canceled(unit: UnitOfWork, intent: Json, reason: str | None) -> None:
    intent.update(
        status="canceled",
        amount_capturable=0,
        canceled_at=unit.now,
        cancellation_reason=reason,
        next_action=None,
    )
    unit.put(intent)


def _mark_session_paid(unit: UnitOfWork, intent_id: str) -> None:
    session = unit.get("checkout.session", unit.private(intent_id)["session"])
    session["payment_status"] = "paid"
    unit.put(session)


def _unexpected_state(intent: Json, verb: str) -> StripeFailure:
    return refused_by_state(
        f"This PaymentIntent cannot be {verb} because its status is {intent['status']};"
        " one made by Checkout has to be requires_capture.",
        code="payment_intent_unexpected_state",
        details={"payment_intent": intent},
    )


def _refuse_undoubled(params: dict[str, Any], known: set[str]) -> None:
    for param in sorted(params.keys() - known):
        raise not_doubled(param)
