"""Products that forgot one guard each. What a test proves, it proves only if it fails on one of these.

They change writes on their way to the engine; `chalicelib` knows nothing of them.
"""

import re
from typing import Any

import pytest

from chalicelib.bookings.items import SK
from tests.races.conflicts import Tamper, Write

FIRST_CLAUSE = re.compile(r"NOT \((s\d\d > :most)( OR .*)?\)")


def without_condition(write: Write) -> Write:
    """Adds to the counters whatever they carry."""
    update = _of_counters(write)
    if update is None or "ConditionExpression" not in update:
        return write
    bare = {name: value for name, value in update.items() if name != "ConditionExpression"}
    values = {name: value for name, value in update["ExpressionAttributeValues"].items() if name != ":most"}
    return {"Update": bare | {"ExpressionAttributeValues": values}}


def first_quarter_only(write: Write) -> Write:
    """Looks at the first quarter of a booking and forgets the others."""
    update = _of_counters(write)
    if update is None or "ConditionExpression" not in update:
        return write
    found = FIRST_CLAUSE.fullmatch(update["ConditionExpression"])
    assert found, "the condition is written in another way: this mutant changes nothing any more"
    return {"Update": update | {"ConditionExpression": f"NOT ({found[1]})"}}


def without_swap(write: Write) -> Write:
    """Writes a booking over whatever version it meets."""
    return _blind(write) if "#version" in _condition_of_booking(write) else write


def without_claim(write: Write) -> Write:
    """Writes a new booking without asking whether the same call has written it already."""
    return _blind(write) if "attribute_not_exists" in _condition_of_booking(write) else write


def without_being_there(write: Write) -> Write:
    """Takes a block away, and its weight off the counters, without asking whether it is still there."""
    gone = write.get("Delete", {})
    if not gone or not gone["Key"]["sk"]["S"].startswith("BLOCK#"):
        return write
    assert "attribute_exists" in gone["ConditionExpression"], "the condition is written in another way"
    return {"Delete": {name: value for name, value in gone.items() if name != "ConditionExpression"}}


def without_being_in_line(write: Write) -> Write:
    """Offers a place without asking whether its entry is still waiting."""
    gone = write.get("Delete", {})
    if not gone or not gone["Key"]["sk"]["S"].startswith("WAIT#"):
        return write
    assert "attribute_exists" in gone["ConditionExpression"], "the condition is written in another way"
    return {"Delete": {name: value for name, value in gone.items() if name != "ConditionExpression"}}


MUTANTS: dict[str, Tamper] = {
    "no condition": without_condition,
    "first quarter only": first_quarter_only,
    "no compare-and-swap": without_swap,
    "no claim": without_claim,
}


def without_the_look(monkeypatch: pytest.MonkeyPatch) -> None:
    """The read before each try is advice; without it only the condition stands between a crowd and the places."""

    def free(*_: Any, **__: Any) -> bool:
        return True

    monkeypatch.setattr("chalicelib.availability.hold.is_free", free)


def _condition_of_booking(write: Write) -> str:
    put = write.get("Put", {})
    is_booking = put and put["Item"]["pk"]["S"].startswith("BK#") and put["Item"]["sk"]["S"] == SK
    condition: str = put.get("ConditionExpression", "") if is_booking else ""
    return condition


def _blind(write: Write) -> Write:
    conditional = {"ConditionExpression", "ExpressionAttributeNames", "ExpressionAttributeValues"}
    return {"Put": {name: value for name, value in write["Put"].items() if name not in conditional}}


def _of_counters(write: Write) -> dict[str, Any] | None:
    update: dict[str, Any] | None = write.get("Update")
    return update if update and update["Key"]["sk"]["S"].startswith("DAY#") else None
