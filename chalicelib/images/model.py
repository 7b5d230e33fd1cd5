"""A picture of a space, from the form that lets it in to its three sizes and the one for links."""

from dataclasses import replace
from datetime import datetime, timedelta
from enum import StrEnum

from chalicelib.core.lazy import dataclass

MOST_BYTES = 10 * 1024 * 1024
MOST_IMAGES = 40
"""Of a space, ready or on their way. Two that begin at the same moment may end one above: harmless, since the space's
document has its own limit."""
MOST_BEGUN = 200
"""Of a space within a day, whatever became of them: each costs a decoding."""
FORM_LIFE = timedelta(minutes=10)
REMEMBERED = timedelta(days=1)
"""For how long one that never came, or was refused, can be asked about."""
UNUSED_LIFE = timedelta(days=1)
"""For how long a ready one may wait to be shown: somebody may still be editing."""

CONTENT_TYPES = ("image/jpeg", "image/png", "image/webp")


class ImageState(StrEnum):
    AWAITING = "awaiting"
    READY = "ready"
    REFUSED = "refused"


class Size(StrEnum):
    SMALL = "small"
    MEDIUM = "medium"
    LARGE = "large"


LONG_SIDES = {Size.SMALL: 480, Size.MEDIUM: 1200, Size.LARGE: 2000}
"""Pixels, at most: nothing is enlarged."""
SHARE = (1200, 630)
"""Pixels of the picture that others show beside a link, exactly."""


@dataclass(frozen=True)
class Image:
    """`width` and `height` are those of the largest size, in pixels, 0 until it is ready. The form may be used until
    `expires_at`. `reason` is the code of a refusal of `errors`, "" unless refused."""

    id: str
    host_id: str
    space_id: str
    created_at: datetime
    expires_at: datetime
    state: ImageState = ImageState.AWAITING
    reason: str = ""
    width: int = 0
    height: int = 0
    version: int = 1

    @property
    def key(self) -> str:
        """Of its space, whose partition it lies in."""
        return space_key(self.space_id)

    @property
    def forgotten_at(self) -> datetime | None:
        """None for a ready one, which is removed by name."""
        return None if self.state is ImageState.READY else self.expires_at + REMEMBERED

    def counts(self, now: datetime) -> bool:
        """Towards MOST_IMAGES."""
        return self.state is ImageState.READY or (self.state is ImageState.AWAITING and now < self.expires_at)

    def begun_lately(self, now: datetime) -> bool:
        """Towards MOST_BEGUN."""
        return now < self.created_at + REMEMBERED

    def is_remembered(self, now: datetime) -> bool:
        return self.forgotten_at is None or now < self.forgotten_at

    def ready(self, width: int, height: int) -> "Image":
        return self._changed(state=ImageState.READY, width=width, height=height)

    def refused(self, reason: str) -> "Image":
        return self._changed(state=ImageState.REFUSED, reason=reason)

    def _changed(self, **changes: object) -> "Image":
        return replace(self, version=self.version + 1, **changes)  # type: ignore[arg-type]


def space_key(space_id: str) -> str:
    return f"SPACE#{space_id}"


def picture_urls(image_id: str) -> dict[Size, str]:
    """Paths on the site; in the bucket they are the same, without the slash at the beginning."""
    return {size: f"/media/{image_id}/{size}.webp" for size in Size}


def share_url(image_id: str) -> str:
    """The path of the picture for links."""
    return f"/media/{image_id}/share.jpg"
