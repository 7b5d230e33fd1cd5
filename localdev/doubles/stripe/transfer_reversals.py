"""Reversals: money of a transfer comes back to the platform, if the connected account still has it."""

from localdev.doubles.stripe import balance, transfers
from localdev.doubles.stripe.errors import balance_insufficient, invalid_request, not_doubled, refused_by_state
from localdev.doubles.stripe.errors import resource_missing as missing
from localdev.doubles.stripe.listing import ListParams, page
from localdev.doubles.stripe.metadata import merged_metadata
from localdev.doubles.stripe.unit_of_work import Json, UnitOfWork, new_id

_CREATE_PARAMS = {"amount", "description", "expand", "metadata"}


def create(unit: UnitOfWork, params: Json, transfer_id: str) -> Json:
    for param in sorted(params.keys() - _CREATE_PARAMS):
        raise not_doubled(param)
    transfer = transfers.retrieve(unit, {}, transfer_id)
    amount = _amount_to_reverse(transfer, params)
    there = unit.within(transfer["destination"])
    held = balance.held(there, transfer["currency"], "available", "pending")
    if amount > held:
        raise balance_insufficient(f"The connected account does not have the funds for this reversal: {held}.")
    reversal = _new_reversal(unit, params, transfer, amount)
    # Money that has not arrived yet goes back on the day it would have.
    received = there.get("balance_transaction", unit.private(transfer_id)["received"])
    when = int(received["available_on"]) if received["status"] == "pending" else None
    given_back = {**reversal, "id": reversal["destination_payment_refund"]}
    balance.record(there, given_back, -amount, kind="payment_refund", available_on=when)
    back = balance.record(unit, reversal, amount, kind="transfer_refund", available_on=when)
    reversal["balance_transaction"] = back["id"]
    unit.put(reversal)
    transfer["amount_reversed"] += amount
    transfer["reversed"] = transfer["amount_reversed"] == transfer["amount"]
    transfer["reversals"]["data"].insert(0, reversal)
    unit.put(transfer)
    unit.emit("transfer.reversed", transfer)
    return reversal


def retrieve(unit: UnitOfWork, _params: Json, transfer_id: str, reversal_id: str) -> Json:
    reversal = unit.get("transfer_reversal", reversal_id)
    if reversal["transfer"] != transfer_id:
        raise missing("transfer_reversal", reversal_id, "id")
    return reversal


def list_all(unit: UnitOfWork, params: ListParams, transfer_id: str) -> Json:
    transfers.retrieve(unit, {}, transfer_id)
    wanted = [one for one in unit.all("transfer_reversal") if one["transfer"] == transfer_id]
    return page(wanted, params, f"/v1/transfers/{transfer_id}/reversals")


def _amount_to_reverse(transfer: Json, params: Json) -> int:
    left = transfer["amount"] - transfer["amount_reversed"]
    if left == 0:
        raise refused_by_state(f"Transfer {transfer['id']} is already fully reversed.")
    amount: int = params.get("amount", left)
    if amount < 1:
        raise invalid_request("Invalid positive integer", code="parameter_invalid_integer", param="amount")
    if amount > left:
        raise refused_by_state(
            f"Reversal amount ({amount}) is greater than the unreversed amount on the transfer ({left}).",
            param="amount",
        )
    return amount


def _new_reversal(unit: UnitOfWork, params: Json, transfer: Json, amount: int) -> Json:
    return {
        "id": new_id("trr_1"),
        "object": "transfer_reversal",
        "amount": amount,
        "balance_transaction": None,
        "created": unit.now,
        "currency": transfer["currency"],
        "destination_payment_refund": new_id("pyr_1"),
        "metadata": merged_metadata({}, params),
        "source_refund": None,
        "transfer": transfer["id"],
    }
