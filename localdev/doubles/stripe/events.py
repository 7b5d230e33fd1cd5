"""Reading events back: the safety net of a receiver that missed a webhook."""

from fnmatch import fnmatchcase

from localdev.doubles.stripe import webhook_queue
from localdev.doubles.stripe.errors import invalid_request
from localdev.doubles.stripe.listing import ListParams, page
from localdev.doubles.stripe.unit_of_work import Json, UnitOfWork

_MOST_TYPES = 20
_KEPT_SECONDS = 30 * 24 * 3600


def retrieve(unit: UnitOfWork, _params: Json, event_id: str) -> Json:
    event = unit.get("event", event_id)
    return _with_pending(event, webhook_queue.delivered_events(unit.connection))


def list_all(unit: UnitOfWork, params: ListParams) -> Json:
    if "type" in params and "types" in params:
        raise invalid_request("`type` and `types` cannot be given together.", param="types")
    if len(params.get("types", [])) > _MOST_TYPES:
        raise invalid_request(f"You can give at most {_MOST_TYPES} types.", param="types")
    patterns = params.get("types") or [params.get("type", "*")]
    arrived = webhook_queue.delivered_events(unit.connection)
    wanted = [
        _with_pending(event, arrived)
        for event in unit.all("event")
        if event["created"] >= unit.now - _KEPT_SECONDS
        and any(fnmatchcase(event["type"], pattern) for pattern in patterns)
        and params.get("delivery_success") in (None, arrived.get(event["id"], True))
    ]
    return page(wanted, params, "/v1/events")


def _with_pending(event: Json, arrived: dict[str, bool]) -> Json:
    """The snapshot stays as emitted; only the count of webhooks still owed is current."""
    return {**event, "pending_webhooks": 0 if arrived.get(event["id"], True) else 1}
