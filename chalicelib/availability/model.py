"""A block: time that a host keeps out of sale. Pure."""

from datetime import timedelta

from chalicelib.core.lazy import dataclass
from chalicelib.core.period import Period

LONGEST_DAYS = 31


@dataclass(frozen=True)
class Block:
    """`period` lies on quarters and lasts 31 days at most; it is kept as given, opening hours or not.

    `batch_id` names all that one save made, `offset` is the constant clock that its quarters were counted with.
    """

    id: str
    batch_id: str
    room_id: str
    period: Period
    offset: timedelta
    reason: str
    created_by: str
