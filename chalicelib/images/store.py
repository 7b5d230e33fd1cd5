"""Pictures as items, in the partition of their space.

    image   pk SPACE#<space>   sk IMAGE#<id>    ttl unless it is ready

Their key sorts before META, so that no read of a space meets them.
"""

from datetime import UTC, datetime

from chalicelib.images.model import Image, ImageState, space_key
from chalicelib.kit import table
from chalicelib.kit.table import Item
from chalicelib.kit.unit_of_work import UnitOfWork

IMAGE = "IMAGE#"


class Gone(Exception):
    """Somebody else changed or removed the picture since it was read."""


def add(uow: UnitOfWork, image: Image) -> None:
    """At commit, Replayed when its id is taken. 1 WCU."""
    uow.create(_item(image))


def save(uow: UnitOfWork, before: Image, after: Image) -> None:
    """At commit, Gone unless the one in the table is at the version of `before`."""
    uow.replace(_item(after), version=before.version, refused=Gone)


def remove(uow: UnitOfWork, image: Image) -> None:
    """At commit, nothing is refused: one that is gone already stays so."""
    uow.delete(image.key, _sk(image.id))


def load(space_id: str, image_id: str) -> Image | None:
    """Strongly consistent, 0.5 RCU."""
    found = table.read(space_key(space_id), _sk(image_id))
    return _image_of(found) if found else None


def of_space(space_id: str) -> list[Image]:
    """In no order that means anything. Strongly consistent, 1 RCU for some ten of them."""
    return [_image_of(item) for item in table.partition(space_key(space_id), IMAGE, f"{IMAGE}~")]


def _sk(image_id: str) -> str:
    return f"{IMAGE}{image_id}"


def _item(image: Image) -> Item:
    item = table.key(image.key, _sk(image.id)) | {
        "host_id": {"S": image.host_id},
        "created_at": {"S": _text(image.created_at)},
        "expires_at": {"S": _text(image.expires_at)},
        "state": {"S": image.state},
        "reason": {"S": image.reason},
        "width": {"N": str(image.width)},
        "height": {"N": str(image.height)},
        "version": {"N": str(image.version)},
    }
    if image.forgotten_at:
        item["ttl"] = {"N": str(int(image.forgotten_at.timestamp()))}
    return item


def _image_of(item: Item) -> Image:
    return Image(
        id=item["sk"]["S"].removeprefix(IMAGE),
        host_id=item["host_id"]["S"],
        space_id=item["pk"]["S"].removeprefix(space_key("")),
        created_at=datetime.fromisoformat(item["created_at"]["S"]),
        expires_at=datetime.fromisoformat(item["expires_at"]["S"]),
        state=ImageState(item["state"]["S"]),
        reason=item["reason"]["S"],
        width=int(item["width"]["N"]),
        height=int(item["height"]["N"]),
        version=int(item["version"]["N"]),
    )


def _text(instant: datetime) -> str:
    return instant.astimezone(UTC).isoformat()
