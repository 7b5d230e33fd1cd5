"""`expand[]`: replacing an id by the object it names, up to four levels deep."""

from typing import Any

from localdev.doubles.stripe.checkout import line_items
from localdev.doubles.stripe.errors import invalid_request
from localdev.doubles.stripe.unit_of_work import Json, UnitOfWork

_MAX_DEPTH = 4
_EXPANDABLE = {
    "checkout.session": {"payment_intent", "line_items"},
    "payment_intent": {"latest_charge"},
    "charge": {"balance_transaction", "failure_balance_transaction", "payment_intent"},
    "refund": {"balance_transaction", "charge", "failure_balance_transaction", "payment_intent"},
    "balance_transaction": {"source"},
    "dispute": {"charge", "payment_intent"},
    "payout": {"balance_transaction", "failure_balance_transaction"},
    "transfer": {"balance_transaction", "source_transaction"},
    "transfer_reversal": {"balance_transaction", "transfer"},
}


def expanded(unit: UnitOfWork, answer: Json, paths: list[str]) -> Json:
    for path in paths:
        segments = path.split(".")
        if len(segments) > _MAX_DEPTH:
            raise invalid_request(f"You cannot expand more than {_MAX_DEPTH} levels.", param="expand")
        _expand(unit, answer, segments, path)
    return answer


def _expand(unit: UnitOfWork, into: Json, segments: list[str], path: str) -> None:
    name, rest = segments[0], segments[1:]
    if into["object"] == "list" and name == "data" and rest:
        for item in into["data"]:
            _expand(unit, item, rest, path)
        return
    if name not in _EXPANDABLE.get(into["object"], set()):
        raise invalid_request(f"This property cannot be expanded ({path}).", param="expand")
    into[name] = _expanded_value(unit, into, name)
    if rest and into[name] is not None:
        _expand(unit, into[name], rest, path)


def _expanded_value(unit: UnitOfWork, into: Json, name: str) -> Any:
    if name == "line_items":
        return line_items(unit, {}, into["id"])
    value = into.get(name)
    return unit.find(value) if isinstance(value, str) else value
