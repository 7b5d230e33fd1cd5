"""A pending edit as the JSON that the space's item holds."""

from datetime import datetime
from typing import Any

from chalicelib.spaces.model import Address, Location, Picture
from chalicelib.spaces.pending import PendingEdit


def pending_json(edit: PendingEdit | None) -> dict[str, Any] | None:
    if edit is None:
        return None
    return vars(edit) | {
        "address": vars(edit.address),
        "location": vars(edit.location) if edit.location else None,
        "pictures": [list(vars(one).values()) for one in edit.pictures],
        "since": edit.since.isoformat(),
    }


def pending_of(kept: dict[str, Any] | None) -> PendingEdit | None:
    if kept is None:
        return None
    return PendingEdit(
        **kept
        | {
            "address": Address(**kept["address"]),
            "location": Location(**kept["location"]) if kept["location"] else None,
            "pictures": tuple(Picture(*one) for one in kept["pictures"]),
            "since": datetime.fromisoformat(kept["since"]),
        }
    )
