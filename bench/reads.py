"""What a month of a room costs to read."""

from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import Any

from bench.ground import A_DAY, FIRST_DAY, ROOMS, a_place, booking_body, call
from bench.replay import recorded
from chalicelib.kit.aws import dynamodb

MONTH_DAYS = 31
AVAILABILITY = "/v1/catalogue/spaces/{space_id}/rooms/{room_id}/availability"


@dataclass(frozen=True)
class Month:
    """`queries` and `units` (RCU) are those of the counters; the space itself is one more query."""

    queries: int
    units: float


def month() -> Month:
    """Of a room whose every quarter of every day is counted: the largest items there can be."""
    space = a_place()
    for day in range(MONTH_DAYS):
        call("POST", "/v1/bookings", booking_body(space, day * ROOMS, A_DAY))
    first = datetime.now(UTC).date() + timedelta(days=FIRST_DAY)
    query = {"date": first.isoformat(), "days": str(MONTH_DAYS)}
    with recorded() as calls:
        call("GET", AVAILABILITY, query=query, space_id=space.id, room_id=space.rooms[0].id)
    counters = [parameters for _, parameters in calls if _is_about_room(parameters)]
    return Month(len(counters), sum(_units(parameters) for parameters in counters))


def _is_about_room(parameters: dict[str, Any]) -> bool:
    values: dict[str, Any] = parameters.get("ExpressionAttributeValues", {})
    return any(value.get("S", "").startswith("ROOM#rm_") for value in values.values()) and "DAY#" in str(values)


def _units(parameters: dict[str, Any]) -> float:
    answer: Any = dynamodb().query(**parameters, ReturnConsumedCapacity="TOTAL")
    return float(answer["ConsumedCapacity"]["CapacityUnits"])
