"""Shapes of the accounts on which hosts collect their money."""

from typing import Literal

from chalicelib.kit.shapes import Instant, Shape
from chalicelib.legal.model import ConnectedState


class CollectionView(Shape):
    """`missing` are the billing settings wanted first, as codes of the billing page. `waits_for` are the provider's
    codes of what the host still has to give it, before `due_by`. Paid rooms are sold while `can_receive`."""

    state: ConnectedState | Literal["none"]
    can_receive: bool
    missing: list[str]
    waits_for: list[str]
    due_by: Instant | None
    seen_at: Instant | None


class LinkView(Shape):
    """An address that opens once: to be followed at once, never kept."""

    url: str
