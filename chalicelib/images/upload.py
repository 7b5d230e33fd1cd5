"""A host begins to upload a picture: an item that waits for it, and the form that S3 takes it with."""

from datetime import datetime

from chalicelib.core.errors import NotFound
from chalicelib.core.ids import derived_id
from chalicelib.core.lazy import dataclass
from chalicelib.images import objects, store
from chalicelib.images.errors import TooManyImages, TooManyUploads
from chalicelib.images.model import FORM_LIFE, MOST_BEGUN, MOST_IMAGES, Image
from chalicelib.images.objects import PostForm
from chalicelib.kit.unit_of_work import Replayed, UnitOfWork


@dataclass(frozen=True)
class Upload:
    image: Image
    form: PostForm


def begin(space_id: str, host_id: str, content_type: str, *, key: str, uow: UnitOfWork) -> Upload:
    """Of a space that is the host's: whoever calls has looked. The same `key` of the same user finds the picture that
    the first call began, and signs a form for what is left of its time.

    Raises TooManyImages, TooManyUploads.
    """
    image = Image(
        id=derived_id("im", space_id, uow.actor.user_id or "", key),
        host_id=host_id,
        space_id=space_id,
        created_at=uow.now,
        expires_at=uow.now + FORM_LIFE,
    )
    others = [other for other in store.of_space(space_id) if other.id != image.id]
    _demand_room(others, uow.now)
    store.add(uow, image)
    try:
        uow.commit()
    except Replayed:
        image = _first(image)
    name = objects.upload_name(space_id, image.id)
    return Upload(image, objects.form(name, content_type, image.expires_at - uow.now))


def _demand_room(others: list[Image], now: datetime) -> None:
    if sum(other.counts(now) for other in others) >= MOST_IMAGES:
        raise TooManyImages(most=MOST_IMAGES)
    if sum(other.begun_lately(now) for other in others) >= MOST_BEGUN:
        raise TooManyUploads


def _first(image: Image) -> Image:
    """Raises NotFound when it was removed since: its key is spent."""
    found = store.load(image.space_id, image.id)
    if found is None:
        raise NotFound
    return found
