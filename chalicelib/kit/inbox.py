"""What other systems told us, each message once: its id is claimed in the transaction of the effect it has."""

from collections.abc import Sequence
from datetime import timedelta

from chalicelib.kit import table
from chalicelib.kit.unit_of_work import Refused, UnitOfWork

SK = "E"

KEPT = timedelta(days=40)
"""Longer than Stripe keeps an event (30 days), so that even a hand-made replay is recognised."""


class AlreadyHandled(Exception):
    """This message has had its effect."""


def claim(uow: UnitOfWork, source: str, message_id: str, *, refused: Refused = AlreadyHandled) -> None:
    """Makes `uow` refuse, with `refused`, to commit a second time for the same message."""
    uow.create(
        {
            **table.key(_pk(source, message_id), SK),
            "at": {"S": uow.now.isoformat()},
            "ttl": {"N": str(int((uow.now + KEPT).timestamp()))},
        },
        refused=refused,
    )


def unclaimed(source: str, message_ids: Sequence[str]) -> list[str]:
    """Those of which nobody has claimed the effect yet. 0.5 RCU each, 1 more for what seems unclaimed."""
    keys = [table.key(_pk(source, message_id), SK) for message_id in message_ids]
    found = {item["pk"]["S"] for item in table.read_many(keys, consistent=False, only=["pk"])}
    missing = [message_id for message_id in message_ids if _pk(source, message_id) not in found]
    return [message_id for message_id in missing if table.read(_pk(source, message_id), SK) is None]


def _pk(source: str, message_id: str) -> str:
    return f"EV#{source}#{message_id}"
