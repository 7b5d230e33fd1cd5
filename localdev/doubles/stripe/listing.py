"""Cursor pagination and the filters every list of the API shares."""

from collections.abc import Mapping
from typing import Any

from localdev.doubles.stripe.errors import invalid_request, resource_missing

ListParams = Mapping[str, Any]
Json = dict[str, Any]

_DEFAULT_LIMIT = 10
_MAX_LIMIT = 100


def page(items: list[Json], params: ListParams, url: str) -> Json:
    """`items` come newest first, already narrowed by the filters of their own endpoint."""
    limit = params.get("limit", _DEFAULT_LIMIT)
    if not 1 <= limit <= _MAX_LIMIT:
        raise invalid_request(f"Invalid limit: must be between 1 and {_MAX_LIMIT}.", param="limit")
    items = [item for item in items if created_within(item["created"], params.get("created"))]
    if "ending_before" in params:
        before = items[: _position(items, params, "ending_before")]
        return _list(before[-limit:], has_more=len(before) > limit, url=url)
    start = _position(items, params, "starting_after") + 1 if "starting_after" in params else 0
    return _list(items[start : start + limit], has_more=len(items) > start + limit, url=url)


def whole_list(items: list[Json], url: str) -> Json:
    return _list(items, has_more=False, url=url)


def _list(data: list[Json], *, has_more: bool, url: str) -> Json:
    return {"object": "list", "data": data, "has_more": has_more, "url": url}


def _position(items: list[Json], params: ListParams, cursor: str) -> int:
    for index, item in enumerate(items):
        if item["id"] == params[cursor]:
            return index
    raise resource_missing("object in this list", params[cursor], cursor)


def created_within(created: int, wanted: int | Mapping[str, int] | None) -> bool:
    if wanted is None:
        return True
    if isinstance(wanted, int):
        return created == wanted
    return (
        created > wanted.get("gt", created - 1)
        and created >= wanted.get("gte", created)
        and created < wanted.get("lt", created + 1)
        and created <= wanted.get("lte", created)
    )
