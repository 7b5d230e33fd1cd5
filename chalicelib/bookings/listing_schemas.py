"""Shapes of an edit that touches bookings."""

from typing import Annotated

from pydantic import Field

from chalicelib.bookings.blocking import Conflicts
from chalicelib.bookings.planning_schemas import ConflictView
from chalicelib.bookings.schemas import Identifier
from chalicelib.bookings.touching import ImpactReason
from chalicelib.kit.shapes import Shape
from chalicelib.spaces.schemas import SpaceBody, SpaceView


class ImpactChoice(Shape):
    """What becomes of the bookings that the edit touches, and which of them the host was shown: any other one is
    refused first. Whoever is cancelled reads the `reason`."""

    choice: Conflicts
    seen: list[Identifier] = Field(default_factory=list, max_length=1000)
    reason: Annotated[str, Field(max_length=200)] = ""


class SpaceEditBody(SpaceBody):
    """`impact` is needed only where bookings are touched."""

    impact: ImpactChoice | None = None


class TouchedView(ConflictView):
    """A booking or request that the edit touches. `price_changed`: its own `total` does not change, and
    `new_total` is what its time would cost by the new prices, in TTC cents; null of the others."""

    reasons: list[ImpactReason]
    new_total: int | None


class ReasonCount(Shape):
    reason: ImpactReason
    count: int


class ImpactView(Shape):
    """`bookings` are the first thousand by their start, `total`, `amount` (TTC cents, without places that are
    only offered) and `counts` are of all. More than `may_end` are not cancelled at once."""

    total: int
    amount: int
    counts: list[ReasonCount]
    bookings: list[TouchedView]
    may_end: int


class SavedSpaceView(SpaceView):
    """`cancelled` were ended, and their money goes back within minutes; `left` are touched and take place, or are
    being paid at this moment."""

    cancelled: list[ConflictView]
    left: list[TouchedView]
