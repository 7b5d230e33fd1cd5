"""Feeds as items of the table.

feed  pk HOST#<id> or USER#<sub>   sk FEED#<id>   mine_pk FEED#<hash of the address's secret>, mine_sk its pk
"""

from datetime import datetime

from chalicelib.bookings.feeds.links import hash_of
from chalicelib.bookings.feeds.model import Feed
from chalicelib.core.errors import NotFound
from chalicelib.kit import table
from chalicelib.kit.table import Item
from chalicelib.kit.unit_of_work import UnitOfWork

FEED = "FEED#"


def get(owner_key: str, feed_id: str) -> Feed | None:
    """Strongly consistent."""
    found = table.read(owner_key, FEED + feed_id)
    return _feed(found) if found else None


def all_of(owner_key: str) -> list[Feed]:
    """The oldest first. Strongly consistent."""
    return sorted(map(_feed, table.partition(owner_key, FEED, FEED + "~")), key=lambda one: (one.created_at, one.id))


def behind(token: str) -> Feed | None:
    """The index may be a moment behind; the feed is read strongly, so that one that was revoked is gone at once."""
    keys, _ = table.index_page("mine", FEED + hash_of(token), after=None, limit=1)
    found = table.read(keys[0]["pk"]["S"], keys[0]["sk"]["S"]) if keys else None
    return _feed(found) if found else None


def add(uow: UnitOfWork, feed: Feed) -> None:
    uow.create(_item(feed))


def remove(uow: UnitOfWork, feed: Feed) -> None:
    """Raises NotFound on commit when it is gone already."""
    uow.remove(feed.owner_key, FEED + feed.id, refused=NotFound)


def _item(feed: Feed) -> Item:
    return table.key(feed.owner_key, FEED + feed.id) | {
        "user": {"S": feed.user_id},
        "language": {"S": feed.language},
        "created": {"S": feed.created_at.isoformat()},
        "host": {"S": feed.host_id},
        "space": {"S": feed.space_id},
        "room": {"S": feed.room_id},
        "mine_pk": {"S": FEED + feed.secret_hash},
        "mine_sk": {"S": feed.owner_key},
    }


def _feed(item: Item) -> Feed:
    return Feed(
        id=item["sk"]["S"].removeprefix(FEED),
        user_id=item["user"]["S"],
        language="en" if item["language"]["S"] == "en" else "fr",
        created_at=datetime.fromisoformat(item["created"]["S"]),
        host_id=item["host"]["S"],
        space_id=item["space"]["S"],
        room_id=item["room"]["S"],
        secret_hash=item["mine_pk"]["S"].removeprefix(FEED),
    )
