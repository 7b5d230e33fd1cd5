"""Reading the pictures of a space."""

from datetime import datetime

from chalicelib.core.errors import NotFound
from chalicelib.images import store
from chalicelib.images.model import Image, ImageState


def images_of(space_id: str, now: datetime) -> list[Image]:
    """Those that can be asked about, the first begun first. Strongly consistent, one Query."""
    known = [image for image in store.of_space(space_id) if image.is_remembered(now)]
    return sorted(known, key=lambda image: (image.created_at, image.id))


def ready_images(space_id: str) -> dict[str, Image]:
    """By id, those that a document may name. Strongly consistent, one Query."""
    return {image.id: image for image in store.of_space(space_id) if image.state is ImageState.READY}


def image_of(space_id: str, image_id: str) -> Image:
    """Raises NotFound."""
    image = store.load(space_id, image_id)
    if image is None:
        raise NotFound
    return image
