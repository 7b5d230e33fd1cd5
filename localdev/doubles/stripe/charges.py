"""Charges: one per attempt to pay a PaymentIntent."""

from dataclasses import dataclass

from localdev.doubles.stripe import balance
from localdev.doubles.stripe.cards import Decline, KnownCard
from localdev.doubles.stripe.errors import not_doubled, refused_by_state
from localdev.doubles.stripe.listing import ListParams, page
from localdev.doubles.stripe.metadata import merged_metadata
from localdev.doubles.stripe.unit_of_work import Json, UnitOfWork, new_id

# A card network keeps the money of a customer-initiated payment aside for this long.
HOLD_SECONDS = 7 * 24 * 3600

OPEN_DISPUTE = "open_dispute"
_DISPUTED_AFTER_SECONDS = 3600
_CHARGE_EXPIRY_YEAR = 2040
_UPDATE_PARAMS = {"description", "expand", "metadata", "transfer_group"}


@dataclass(frozen=True)
class Payer:
    email: str
    name: str
    country: str = "FR"


def authorize(unit: UnitOfWork, intent: Json, card: KnownCard, payer: Payer) -> Json:
    """The bank agreed: the money is taken at once, or held when capture is manual."""
    charge = _new_charge(unit, intent, card, payer)
    if intent["capture_method"] == "manual":
        charge["payment_method_details"]["card"]["capture_before"] = unit.now + HOLD_SECONDS
    unit.put(charge, {"refund_outcome": card.refund, "disputed": card.disputed})
    if intent["capture_method"] != "manual":
        settle(unit, charge, charge["amount"])
        unit.put(charge)
    return charge


def decline(unit: UnitOfWork, intent: Json, card: KnownCard, payer: Payer, reason: Decline) -> Json:
    charge = _new_charge(unit, intent, card, payer)
    charge.update(paid=False, status="failed", failure_code=reason.code, failure_message=reason.message)
    charge["outcome"] = {
        "network_status": "declined_by_network",
        "reason": reason.decline_code,
        "risk_level": "normal",
        "seller_message": "The bank did not accept the payment.",
        "type": "issuer_declined",
    }
    unit.put(charge, {"refund_outcome": card.refund})
    return charge


def settle(unit: UnitOfWork, charge: Json, amount: int) -> None:
    """Take `amount` for good; the caller stores the charge."""
    charge.update(captured=True, amount_captured=amount)
    charge["balance_transaction"] = balance.record_charge(unit, charge, amount)
    if unit.private(charge["id"]).get("disputed"):
        unit.schedule(OPEN_DISPUTE, charge["id"], unit.now + _DISPUTED_AFTER_SECONDS)


def release(unit: UnitOfWork, charge: Json, amount: int) -> None:
    """Give held money back; Stripe shows it as refunded although nothing had been taken."""
    charge["amount_refunded"] = amount
    charge["refunded"] = amount == charge["amount"]
    unit.put(charge)


def update(unit: UnitOfWork, params: Json, charge_id: str) -> Json:
    for param in sorted(params.keys() - _UPDATE_PARAMS):
        raise not_doubled(param)
    charge = unit.get("charge", charge_id, param="charge")
    group = params.get("transfer_group", charge["transfer_group"])
    if charge["transfer_group"] not in (None, group):
        raise refused_by_state("The transfer_group of a charge can be set once only.", param="transfer_group")
    charge.update(
        transfer_group=group,
        description=params.get("description", charge["description"]),
        metadata=merged_metadata(charge["metadata"], params),
    )
    unit.put(charge)
    unit.emit("charge.updated", charge)
    return charge


def retrieve(unit: UnitOfWork, _params: Json, charge_id: str) -> Json:
    return unit.get("charge", charge_id)


def list_all(unit: UnitOfWork, params: ListParams) -> Json:
    wanted = [
        charge
        for charge in unit.all("charge")
        if params.get("payment_intent") in (None, charge["payment_intent"])
        and params.get("transfer_group") in (None, charge["transfer_group"])
    ]
    return page(wanted, params, "/v1/charges")


def _new_charge(unit: UnitOfWork, intent: Json, card: KnownCard, payer: Payer) -> Json:
    return {
        "id": new_id("ch_3"),
        "object": "charge",
        "amount": intent["amount"],
        "amount_captured": 0,
        "amount_refunded": 0,
        "application": None,
        "application_fee": None,
        "application_fee_amount": None,
        "balance_transaction": None,
        "billing_details": _billing_details(payer),
        "calculated_statement_descriptor": unit.configuration.merchant_name.upper()[:22],
        "captured": False,
        "created": unit.now,
        "currency": intent["currency"],
        "customer": None,
        "description": intent["description"],
        "disputed": False,
        "failure_balance_transaction": None,
        "failure_code": None,
        "failure_message": None,
        "fraud_details": {},
        "livemode": False,
        "metadata": intent["metadata"],
        "on_behalf_of": None,
        "outcome": {
            "network_status": "approved_by_network",
            "reason": None,
            "risk_level": "normal",
            "seller_message": "Payment complete.",
            "type": "authorized",
        },
        "paid": True,
        "payment_intent": intent["id"],
        "payment_method": intent["payment_method"],
        "payment_method_details": {"card": _card_details(intent, card), "type": "card"},
        "radar_options": {},
        "receipt_email": intent["receipt_email"],
        "receipt_number": None,
        "receipt_url": None,
        "refunded": False,
        "review": None,
        "shipping": None,
        "source_transfer": None,
        "statement_descriptor": None,
        "statement_descriptor_suffix": intent["statement_descriptor_suffix"],
        "status": "succeeded",
        "transfer_data": None,
        "transfer_group": intent["transfer_group"],
    }


def _billing_details(payer: Payer) -> Json:
    address = {"city": None, "country": payer.country, "line1": None, "line2": None, "postal_code": None}
    return {
        "address": {**address, "state": None},
        "email": payer.email,
        "name": payer.name,
        "phone": None,
        "tax_id": None,
    }


def _card_details(intent: Json, card: KnownCard) -> Json:
    authenticated = {
        "authentication_flow": "challenge",
        "result": "authenticated",
        "result_reason": None,
        "version": "2.2.0",
    }
    return {
        "amount_authorized": intent["amount"],
        "brand": card.brand,
        "checks": {"address_line1_check": None, "address_postal_code_check": None, "cvc_check": "pass"},
        "country": "FR",
        "exp_month": 12,
        "exp_year": _CHARGE_EXPIRY_YEAR,
        "extended_authorization": {"status": "disabled"},
        "funding": "credit",
        "incremental_authorization": {"status": "unavailable"},
        "installments": None,
        "last4": card.last4,
        "mandate": None,
        "multicapture": {"status": "unavailable"},
        "network": card.brand,
        "overcapture": {"maximum_amount_capturable": intent["amount"], "status": "unavailable"},
        "three_d_secure": authenticated if card.three_d_secure else None,
        "wallet": None,
    }
