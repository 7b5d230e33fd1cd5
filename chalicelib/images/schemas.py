"""Shapes of the routes of pictures, which spaces declare."""

from typing import Annotated, Literal

from pydantic import Field

from chalicelib.images.model import ImageState
from chalicelib.kit.shapes import Instant, Shape


class UploadBody(Shape):
    """S3 refuses another type than the one said here; what is really in the file, the worker looks at."""

    content_type: Literal["image/jpeg", "image/png", "image/webp"]


class UploadView(Shape):
    """Post `fields`, then the file as `file`, to `url` as multipart/form-data before `expires_at`."""

    image_id: str
    url: str
    fields: dict[str, str]
    expires_at: Instant


class PictureUrls(Shape):
    """Paths on this site, WebP, 480, 1200 and 2000 pixels on the long side at most."""

    small: str
    medium: str
    large: str


class ImageView(Shape):
    """`reason` is a code and `detail` its words, in the language of the call; both only when it was refused. `width`
    and `height`, in pixels, are those of the largest size; they and `urls` only when it is ready."""

    image_id: str
    state: ImageState
    reason: str | None
    detail: str | None
    width: int | None
    height: int | None
    urls: PictureUrls | None
    created_at: Instant
    expires_at: Instant


class ImageList(Shape):
    items: list[ImageView]
    most: Annotated[int, Field(description="How many a space may have")]
