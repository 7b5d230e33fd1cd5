"""What an edit of a space touches, as JSON shapes."""

from collections import Counter
from collections.abc import Sequence

from chalicelib.bookings import listing_schemas as schemas
from chalicelib.bookings.impact import MOST_ENDED, MOST_SHOWN, Saved
from chalicelib.bookings.model import Status
from chalicelib.bookings.planning_views import conflicts
from chalicelib.bookings.touching import ImpactReason, Touched
from chalicelib.spaces.schemas import SpaceView


def impact(touched: Sequence[Touched]) -> schemas.ImpactView:
    counts = Counter(reason for one in touched for reason in one.reasons)
    return schemas.ImpactView(
        total=len(touched),
        amount=sum(one.booking.standing.ttc for one in touched if one.booking.status is not Status.OFFERED),
        counts=[
            schemas.ReasonCount(reason=reason, count=counts[reason]) for reason in ImpactReason if counts[reason]
        ],
        bookings=_touched(touched),
        may_end=MOST_ENDED,
    )


def saved(space: SpaceView, done: Saved) -> schemas.SavedSpaceView:
    return schemas.SavedSpaceView(**dict(space), cancelled=conflicts(done.ended), left=_touched(done.left))


def _touched(touched: Sequence[Touched]) -> list[schemas.TouchedView]:
    shown = touched[:MOST_SHOWN]
    views = conflicts([one.booking for one in shown])
    return [
        schemas.TouchedView(**dict(view), reasons=list(one.reasons), new_total=one.new_price)
        for view, one in zip(views, shown, strict=True)
    ]
