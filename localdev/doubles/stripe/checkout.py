"""Checkout Sessions in `payment` mode, with inline prices."""

from urllib.parse import urlsplit

from localdev.doubles.stripe import checkout_items, intents
from localdev.doubles.stripe.errors import invalid_request, missing_parameter, not_doubled, refused_by_state
from localdev.doubles.stripe.listing import ListParams, page, whole_list
from localdev.doubles.stripe.metadata import merged_metadata
from localdev.doubles.stripe.unit_of_work import Json, UnitOfWork, new_id

EXPIRE_SESSION = "expire_session"

_SHORTEST_SECONDS = 30 * 60
_LONGEST_SECONDS = 24 * 3600
_SMALLEST_TOTAL = 50
_REFERENCE_LENGTH = 200

_CREATE_PARAMS = {
    "allowed_payment_method_types",
    "cancel_url",
    "client_reference_id",
    "customer_email",
    "expand",
    "expires_at",
    "line_items",
    "locale",
    "metadata",
    "mode",
    "payment_intent_data",
    "submit_type",
    "success_url",
    "ui_mode",
}
_INTENT_PARAMS = {
    "capture_method",
    "description",
    "metadata",
    "receipt_email",
    "statement_descriptor_suffix",
    "transfer_group",
}


def create(unit: UnitOfWork, params: Json) -> Json:
    _refuse_what_is_not_doubled(params)
    _check_addresses(params)
    expires_at = _checked_expiry(unit, params)
    items = checkout_items.line_items(unit, params.get("line_items", []))
    wishes = dict(params.get("payment_intent_data", {}))
    wishes["metadata"] = merged_metadata({}, wishes)
    session = _new_session(unit, params, items, expires_at)
    if session["amount_total"] < _SMALLEST_TOTAL:
        raise invalid_request(
            f"The total of a Checkout Session must be at least {_SMALLEST_TOTAL} cents.",
            code="amount_too_small",
        )
    descriptions = checkout_items.descriptions(items, params["line_items"])
    unit.put(session, {"line_items": items, "descriptions": descriptions, "payment_intent_data": wishes})
    unit.schedule(EXPIRE_SESSION, session["id"], expires_at)
    return session


def retrieve(unit: UnitOfWork, _params: Json, session_id: str) -> Json:
    return unit.get("checkout.session", session_id, param="session")


def line_items(unit: UnitOfWork, _params: Json, session_id: str) -> Json:
    unit.get("checkout.session", session_id, param="session")
    return whole_list(unit.private(session_id)["line_items"], f"/v1/checkout/sessions/{session_id}/line_items")


def list_all(unit: UnitOfWork, params: ListParams) -> Json:
    for param in params.keys() & {"customer", "customer_account", "payment_link", "subscription"}:
        raise not_doubled(param)
    wanted = [
        session
        for session in unit.all("checkout.session")
        if params.get("payment_intent") in (None, session["payment_intent"])
        and params.get("status") in (None, session["status"])
        and params.get("customer_details", {}).get("email")
        in (None, (session["customer_details"] or {}).get("email"))
    ]
    return page(wanted, params, "/v1/checkout/sessions")


def expire(unit: UnitOfWork, _params: Json, session_id: str) -> Json:
    session = unit.get("checkout.session", session_id, param="session")
    if session["status"] != "open":
        raise refused_by_state(
            f"Only an open Checkout Session can be expired; the status of this one is {session['status']}."
        )
    return _expire(unit, session)


def expire_by_clock(unit: UnitOfWork, session_id: str) -> None:
    _expire(unit, unit.get("checkout.session", session_id))


def _expire(unit: UnitOfWork, session: Json) -> Json:
    session.update(status="expired", url=None)
    unit.put(session)
    unit.unschedule(EXPIRE_SESSION, session["id"])
    if session["payment_intent"]:
        intents.abandon(unit, session["payment_intent"])
    unit.emit("checkout.session.expired", session)
    return session


def _refuse_what_is_not_doubled(params: Json) -> None:
    for param in sorted(params.keys() - _CREATE_PARAMS):
        raise not_doubled(param)
    for param in sorted(params.get("payment_intent_data", {}).keys() - _INTENT_PARAMS):
        raise not_doubled(f"payment_intent_data[{param}]")
    if params.get("mode", "payment") != "payment":
        raise not_doubled(f"mode={params['mode']}")
    if params.get("ui_mode", "hosted_page") != "hosted_page":
        raise not_doubled(f"ui_mode={params['ui_mode']}")
    for index, method in enumerate(params.get("allowed_payment_method_types", [])):
        if method != "card":
            raise not_doubled(f"allowed_payment_method_types[{index}]={method}")


def _check_addresses(params: Json) -> None:
    if "mode" not in params:
        raise missing_parameter("mode")
    if "success_url" not in params:
        raise missing_parameter("success_url")
    for param in ("success_url", "cancel_url"):
        address = urlsplit(params.get(param, "http://localhost"))
        if address.scheme not in ("http", "https") or not address.netloc:
            raise invalid_request("Not a valid URL", code="url_invalid", param=param)
    if "@" not in params.get("customer_email", "@"):
        raise invalid_request("Invalid email address", code="email_invalid", param="customer_email")
    if len(params.get("client_reference_id", "")) > _REFERENCE_LENGTH:
        raise invalid_request(f"At most {_REFERENCE_LENGTH} characters", param="client_reference_id")


def _checked_expiry(unit: UnitOfWork, params: Json) -> int:
    expires_at = int(params.get("expires_at", unit.now + _LONGEST_SECONDS))
    if not unit.now + _SHORTEST_SECONDS <= expires_at <= unit.now + _LONGEST_SECONDS:
        raise invalid_request(
            "The `expires_at` timestamp must be 30 minutes to 24 hours after the creation of the session.",
            param="expires_at",
        )
    return expires_at


def _new_session(unit: UnitOfWork, params: Json, items: list[Json], expires_at: int) -> Json:
    session_id = new_id("cs_test_", 58)
    total = sum(item["amount_total"] for item in items)
    return {
        "id": session_id,
        "object": "checkout.session",
        "adaptive_pricing": {"enabled": False},
        "after_expiration": None,
        "allow_promotion_codes": None,
        "allowed_payment_method_types": params.get("allowed_payment_method_types"),
        "amount_subtotal": total,
        "amount_total": total,
        "automatic_tax": {"enabled": False, "liability": None, "provider": None, "status": None},
        "billing_address_collection": None,
        "cancel_url": params.get("cancel_url"),
        "client_reference_id": params.get("client_reference_id"),
        "client_secret": None,
        "consent": None,
        "consent_collection": None,
        "created": unit.now,
        "currency": items[0]["currency"],
        "currency_conversion": None,
        "custom_fields": [],
        "custom_text": {
            "after_submit": None,
            "shipping_address": None,
            "submit": None,
            "terms_of_service_acceptance": None,
        },
        "customer": None,
        "customer_account": None,
        "customer_creation": "if_required",
        "customer_details": None,
        "customer_email": params.get("customer_email"),
        "discounts": [],
        "expires_at": expires_at,
        "invoice": None,
        "livemode": False,
        "locale": params.get("locale"),
        "metadata": merged_metadata({}, params),
        "mode": "payment",
        "payment_intent": None,
        "payment_link": None,
        "payment_method_collection": "if_required",
        "payment_method_options": {"card": {"request_three_d_secure": "automatic"}},
        "payment_method_types": ["card"],
        "payment_status": "unpaid",
        "phone_number_collection": {"enabled": False},
        "recovered_from": None,
        "saved_payment_method_options": None,
        "setup_intent": None,
        "shipping_address_collection": None,
        "shipping_cost": None,
        "shipping_options": [],
        "status": "open",
        "submit_type": params.get("submit_type"),
        "subscription": None,
        "success_url": params["success_url"],
        "total_details": {"amount_discount": 0, "amount_shipping": 0, "amount_tax": 0},
        "ui_mode": "hosted_page",
        "url": f"{unit.configuration.base_url}/pay/{session_id}",
        "wallet_options": None,
    }
