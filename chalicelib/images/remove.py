"""A picture goes, with its files. The item goes first: the worker drops the files of a picture that has none."""

from collections.abc import Collection

from chalicelib.images import facts, objects, store
from chalicelib.images.model import UNUSED_LIFE, Image, ImageState
from chalicelib.kit.unit_of_work import UnitOfWork


def remove(image: Image, *, uow: UnitOfWork) -> None:
    """Whatever its state. Whoever calls has looked that no document names it."""
    store.remove(uow, image)
    if image.state is ImageState.READY:
        uow.record(
            facts.ImageRemoved(subject=image.key, host_id=image.host_id, space_id=image.space_id, image_id=image.id)
        )
    uow.commit()
    objects.drop_upload(objects.upload_name(image.space_id, image.id))
    objects.drop(image.id)


def remove_unused(space_id: str, named: Collection[str], *, uow: UnitOfWork) -> int:
    """Removes the ready pictures that the document of the space does not name, unless they are younger than a day:
    another editor may be about to. Returns how many; each in a unit of work of its own. Safe to repeat."""
    unused = [
        image
        for image in store.of_space(space_id)
        if image.state is ImageState.READY and image.id not in named and image.created_at + UNUSED_LIFE <= uow.now
    ]
    for image in unused:
        remove(image, uow=uow.again())
    return len(unused)
