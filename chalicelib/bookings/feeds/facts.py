"""What happens to feeds. Their addresses are secret and in no fact."""

from chalicelib.core.facts import Fact
from chalicelib.core.lazy import dataclass


@dataclass(frozen=True, kw_only=True)
class FeedFact(Fact):
    """`room` is the id of the one room that it shows."""

    feed: str
    room: str | None = None


@dataclass(frozen=True, kw_only=True)
class FeedCreated(FeedFact):
    """Whoever gets its address reads it without signing in."""


@dataclass(frozen=True, kw_only=True)
class FeedRevoked(FeedFact):
    """Its address leads nowhere any more."""
