"""What happens to the pictures of a space. A file that never came is no fact: nothing happened."""

from chalicelib.core.facts import Fact
from chalicelib.core.lazy import dataclass


@dataclass(frozen=True, kw_only=True)
class ImageAdded(Fact):
    """Its sizes, in pixels, are those of the largest that is served."""

    space_id: str
    image_id: str
    width: int
    height: int


@dataclass(frozen=True, kw_only=True)
class ImageRefused(Fact):
    """`refusal` is a code of `errors`."""

    space_id: str
    image_id: str
    refusal: str


@dataclass(frozen=True, kw_only=True)
class ImageRemoved(Fact):
    space_id: str
    image_id: str
