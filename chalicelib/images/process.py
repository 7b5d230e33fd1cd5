"""The worker: a file that came into the uploads becomes a picture or a reason, and is gone either way.

The order makes every repetition harmless, wherever a worker was killed: sizes first, then the item, last the upload.
Whoever finds the item settled, or gone, only clears away.
"""

import json

from chalicelib.core.facts import Fact
from chalicelib.images import facts, objects, store
from chalicelib.images.errors import UnfitPicture
from chalicelib.images.model import Image, ImageState
from chalicelib.kit.observability import logger
from chalicelib.kit.queue import reading
from chalicelib.kit.unit_of_work import UnitOfWork


def name_in(message: str) -> str:
    """The object that EventBridge tells of, as S3 names it. Raises Unreadable."""
    with reading():
        return str(json.loads(message)["detail"]["object"]["key"])


def process(name: str, *, uow: UnitOfWork) -> None:
    """Safe to repeat, in any order, also for what nobody knows."""
    ids = objects.ids_in(name)
    image = store.load(*ids) if ids else None
    if ids and image is None:
        # Removed while it was being made: what an earlier try left behind goes, too.
        objects.drop(ids[1])
    if image and image.state is ImageState.AWAITING:
        _settle(image, name, uow)
    objects.drop_upload(name)


def _settle(image: Image, name: str, uow: UnitOfWork) -> None:
    raw = objects.upload(name)
    if raw is None:
        # Handled by another worker, which is about to say so, or given up by S3 after a day.
        return
    try:
        after = _made(image, raw)
    except UnfitPicture as unfit:
        after = image.refused(unfit.code)
    store.save(uow, image, after)
    uow.record(_fact(after))
    try:
        uow.commit()
    except store.Gone:
        _look_again(image)


def _made(image: Image, raw: bytes) -> Image:
    """Raises UnfitPicture."""
    from chalicelib.images import picture

    drawn = picture.drawn(raw)
    objects.keep(image.id, drawn.files, drawn.share)
    return image.ready(drawn.width, drawn.height)


def _look_again(image: Image) -> None:
    """Another worker was faster, or the picture was removed: then its files have no owner."""
    if store.load(image.space_id, image.id) is None:
        objects.drop(image.id)


def _fact(image: Image) -> Fact:
    if image.state is ImageState.REFUSED:
        logger.info("picture_refused", extra={"image": image.id, "reason": image.reason})
        return facts.ImageRefused(
            subject=image.key, host_id=image.host_id, space_id=image.space_id, image_id=image.id, refusal=image.reason
        )
    return facts.ImageAdded(
        subject=image.key,
        host_id=image.host_id,
        space_id=image.space_id,
        image_id=image.id,
        width=image.width,
        height=image.height,
    )
