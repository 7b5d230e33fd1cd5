"""Transfers: from the platform's balance to a connected account's."""

from localdev.doubles.stripe import accounts, balance
from localdev.doubles.stripe.account_shapes import is_active
from localdev.doubles.stripe.errors import (
    balance_insufficient,
    invalid_request,
    missing_parameter,
    not_doubled,
    refused_by_state,
)
from localdev.doubles.stripe.listing import ListParams, page, whole_list
from localdev.doubles.stripe.metadata import merged_metadata
from localdev.doubles.stripe.unit_of_work import Json, UnitOfWork, new_id

_CREATE_PARAMS = {
    "amount",
    "currency",
    "description",
    "destination",
    "expand",
    "metadata",
    "source_transaction",
    "transfer_group",
}
_UPDATE_PARAMS = {"description", "expand", "metadata"}


def create(unit: UnitOfWork, params: Json) -> Json:
    _refuse_undoubled(params, _CREATE_PARAMS)
    if "amount" not in params:
        raise missing_parameter("amount")
    if params["amount"] < 1:
        raise invalid_request("Invalid positive integer", code="parameter_invalid_integer", param="amount")
    account = accounts.found(unit, params["destination"], param="destination")
    if not is_active(account):
        raise refused_by_state(
            "Your destination account needs to have the capability `transfers` enabled.",
            code="insufficient_capabilities_for_transfer",
            param="destination",
        )
    charge = _charge_behind(unit, params)
    transfer = _new_transfer(unit, params, _group_of(unit, charge, params))
    available_on = _available_on(unit, charge)
    if available_on is None:
        _check_the_platform_can_pay(unit, params)
    out = balance.record(unit, transfer, -transfer["amount"], kind="transfer", available_on=available_on)
    transfer["balance_transaction"] = out["id"]
    there = unit.within(account["id"])
    received = {**transfer, "id": transfer["destination_payment"]}
    into = balance.record(there, received, transfer["amount"], kind="payment", available_on=available_on)
    unit.put(transfer, {"received": into["id"]})
    unit.emit("transfer.created", transfer)
    return transfer


def update(unit: UnitOfWork, params: Json, transfer_id: str) -> Json:
    _refuse_undoubled(params, _UPDATE_PARAMS)
    transfer = retrieve(unit, {}, transfer_id)
    transfer["metadata"] = merged_metadata(transfer["metadata"], params)
    transfer["description"] = params.get("description", transfer["description"])
    unit.put(transfer)
    unit.emit("transfer.updated", transfer)
    return transfer


def retrieve(unit: UnitOfWork, _params: Json, transfer_id: str) -> Json:
    return unit.get("transfer", transfer_id, param="transfer")


def list_all(unit: UnitOfWork, params: ListParams) -> Json:
    wanted = [
        transfer
        for transfer in unit.all("transfer")
        if params.get("transfer_group") in (None, transfer["transfer_group"])
        and params.get("destination") in (None, transfer["destination"])
    ]
    return page(wanted, params, "/v1/transfers")


def _charge_behind(unit: UnitOfWork, params: Json) -> Json | None:
    if "source_transaction" not in params:
        return None
    charge = unit.get("charge", params["source_transaction"], param="source_transaction")
    if not charge["captured"] or charge["currency"] != params["currency"]:
        raise refused_by_state(
            f"Charge {charge['id']} was not captured in this currency.", param="source_transaction"
        )
    # What was reversed came back, and may be sent again.
    sent = sum(
        transfer["amount"] - transfer["amount_reversed"]
        for transfer in unit.all("transfer")
        if transfer["source_transaction"] == charge["id"]
    )
    left = charge["amount_captured"] - sent
    if params["amount"] > left:
        raise refused_by_state(
            f"The transfers of charge {charge['id']} cannot exceed its amount: {left} is left.", param="amount"
        )
    return charge


def _group_of(unit: UnitOfWork, charge: Json | None, params: Json) -> str | None:
    """A charge and its transfers share one group, which Stripe makes up when there is none."""
    asked: str | None = params.get("transfer_group")
    if charge is None:
        return asked
    group: str = charge["transfer_group"] or asked or f"group_{charge['payment_intent'] or charge['id']}"
    if asked not in (None, group):
        raise refused_by_state(
            f"The transfer_group of a transfer must be that of its source_transaction ({group}).",
            param="transfer_group",
        )
    if charge["transfer_group"] is None:
        charge["transfer_group"] = group
        unit.put(charge)
    return group


def _available_on(unit: UnitOfWork, charge: Json | None) -> int | None:
    """The moment a pending charge becomes available; None when the money has to be there already."""
    if charge is None:
        return None
    settlement = unit.get("balance_transaction", charge["balance_transaction"])
    return int(settlement["available_on"]) if settlement["status"] == "pending" else None


def _check_the_platform_can_pay(unit: UnitOfWork, params: Json) -> None:
    available = balance.held(unit, params["currency"], "available")
    if params["amount"] > available:
        raise balance_insufficient(
            f"You have insufficient available funds in your Stripe account: {available} is available."
        )


def _new_transfer(unit: UnitOfWork, params: Json, group: str | None) -> Json:
    transfer_id = new_id("tr_1")
    return {
        "id": transfer_id,
        "object": "transfer",
        "amount": params["amount"],
        "amount_reversed": 0,
        "balance_transaction": None,
        "created": unit.now,
        "currency": params["currency"],
        "description": params.get("description"),
        "destination": params["destination"],
        "destination_payment": new_id("py_1"),
        "livemode": False,
        "metadata": merged_metadata({}, params),
        "reversals": whole_list([], f"/v1/transfers/{transfer_id}/reversals"),
        "reversed": False,
        "source_transaction": params.get("source_transaction"),
        "source_type": "card",
        "transfer_group": group,
    }


def _refuse_undoubled(params: Json, known: set[str]) -> None:
    for param in sorted(params.keys() - known):
        raise not_doubled(param)
