"""What other systems told us, each message once: its id is claimed in the transaction of the effect it has."""

from datetime import timedelta

from chalicelib.kit.unit_of_work import UnitOfWork

KEPT = timedelta(days=40)
"""Longer than Stripe keeps an event (30 days), so that even a hand-made replay is recognised."""


class AlreadyHandled(Exception):
    """This message has had its effect."""


def claim(uow: UnitOfWork, source: str, message_id: str) -> None:
    """Makes `uow` refuse, with AlreadyHandled, to commit a second time for the same message."""
    uow.create(
        {
            "pk": {"S": f"EV#{source}#{message_id}"},
            "sk": {"S": "E"},
            "at": {"S": uow.now.isoformat()},
            "ttl": {"N": str(int((uow.now + KEPT).timestamp()))},
        },
        refused=AlreadyHandled,
    )
