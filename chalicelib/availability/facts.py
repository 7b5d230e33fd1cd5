"""What happens to blocks: lines of the host's journal."""

from chalicelib.core.facts import Fact
from chalicelib.core.lazy import dataclass


@dataclass(frozen=True, kw_only=True)
class BlockFact(Fact):
    """The subject is the room. `start` and `end` are instants (RFC 3339)."""

    space_id: str
    block: str
    start: str
    end: str


@dataclass(frozen=True, kw_only=True)
class BlockMade(BlockFact):
    """`batch` is shared by all that one save made."""

    batch: str
    reason: str = ""


@dataclass(frozen=True, kw_only=True)
class BlockCancelled(BlockFact):
    """The time is for sale again, unless another block or a booking holds it."""
