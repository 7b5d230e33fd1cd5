"""The line items of a session: inline prices and their sums."""

from typing import Any

from localdev.doubles.stripe.errors import invalid_request, missing_parameter, not_doubled
from localdev.doubles.stripe.unit_of_work import Json, UnitOfWork, new_id

_ITEM_PARAMS = {"metadata", "price_data", "quantity"}
_PRICE_PARAMS = {"currency", "product_data", "tax_behavior", "unit_amount"}
_PRODUCT_PARAMS = {"description", "images", "metadata", "name", "unit_label"}


def line_items(unit: UnitOfWork, wanted: list[Json]) -> list[Json]:
    if not wanted:
        raise missing_parameter("line_items")
    items = [_line_item(unit, item, f"line_items[{index}]") for index, item in enumerate(wanted)]
    if len({item["currency"] for item in items}) > 1:
        raise invalid_request("All line items must use the same currency.", param="line_items")
    return items


def descriptions(items: list[Json], wanted: list[Json]) -> dict[str, str]:
    """The longer text under a product's name; the API's line items do not carry it, the hosted page does."""
    texts = (item["price_data"]["product_data"].get("description") for item in wanted)
    return {item["id"]: text for item, text in zip(items, texts, strict=True) if text}


def _line_item(unit: UnitOfWork, wanted: Json, path: str) -> Json:
    _refuse_undoubled(wanted, _ITEM_PARAMS, path)
    if "price_data" not in wanted:
        raise missing_parameter(f"{path}[price_data]")
    if "quantity" not in wanted:
        raise missing_parameter(f"{path}[quantity]")
    if wanted["quantity"] < 1:
        raise invalid_request("Invalid positive integer", param=f"{path}[quantity]")
    price = _price(unit, wanted["price_data"], f"{path}[price_data]")
    total = price["unit_amount"] * wanted["quantity"]
    return {
        "id": new_id("li_1"),
        "object": "item",
        "adjustable_quantity": None,
        "amount_discount": 0,
        "amount_subtotal": total,
        "amount_tax": 0,
        "amount_total": total,
        "currency": price["currency"],
        "description": wanted["price_data"]["product_data"]["name"],
        "metadata": wanted.get("metadata", {}),
        "price": price,
        "quantity": wanted["quantity"],
    }


def _price(unit: UnitOfWork, wanted: Json, path: str) -> Json:
    _refuse_undoubled(wanted, _PRICE_PARAMS, path)
    for param in ("product_data", "unit_amount"):
        if param not in wanted:
            raise missing_parameter(f"{path}[{param}]")
    _refuse_undoubled(wanted["product_data"], _PRODUCT_PARAMS, f"{path}[product_data]")
    if wanted["unit_amount"] < 0:
        raise invalid_request("Invalid non-negative integer", param=f"{path}[unit_amount]")
    if len(wanted["currency"]) != 3 or not wanted["currency"].isalpha():
        raise invalid_request(f"Invalid currency: {wanted['currency']}", param=f"{path}[currency]")
    return {
        "id": new_id("price_1"),
        "object": "price",
        # An inline price serves one session and can never be used again.
        "active": False,
        "billing_scheme": "per_unit",
        "created": unit.now,
        "currency": wanted["currency"].lower(),
        "custom_unit_amount": None,
        "livemode": False,
        "lookup_key": None,
        "metadata": {},
        "nickname": None,
        "product": new_id("prod_", 14),
        "recurring": None,
        "tax_behavior": wanted.get("tax_behavior", "unspecified"),
        "tiers_mode": None,
        "transform_quantity": None,
        "type": "one_time",
        "unit_amount": wanted["unit_amount"],
        "unit_amount_decimal": str(wanted["unit_amount"]),
    }


def _refuse_undoubled(wanted: dict[str, Any], known: set[str], path: str) -> None:
    for param in sorted(wanted.keys() - known):
        raise not_doubled(f"{path}[{param}]")
