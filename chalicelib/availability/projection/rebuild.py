"""Making the projection again from spaces and counters: a city's, or all of it. It serves searches meanwhile.
A person begins it, by a message to the queue (docs/runbooks/alarms.md).

Each step is a message that ends by sending the next one, so that a crash repeats a step and loses none; a step that
is delivered twice only does the work twice. Spaces come first, then, shard by shard, the days.
"""

import json
from collections.abc import Callable
from datetime import datetime
from typing import Any
from uuid import uuid4

from chalicelib.availability.audit import bucket_at
from chalicelib.availability.projection import store
from chalicelib.availability.projection.listing import list_space
from chalicelib.availability.projection.model import Listing, ShardDay
from chalicelib.availability.projection.project import entries_as_counted, project_all
from chalicelib.kit import queue
from chalicelib.kit.settings import settings
from chalicelib.spaces.find import live_spaces

SPACES = 10
"""A step lists so many: five seconds of a minute's time."""

CITIES = 25
YESTERDAY = 2
"""Buckets before today's of UTC: yesterday's is among them in every zone."""

HORIZON = 370
"""Days that are looked at though no counter speaks of them: a year, which is as far ahead as anybody may book."""

Send = Callable[[dict[str, Any]], None]


def send(message: dict[str, Any]) -> None:
    """To the queue of the projection. Several of the same are one work done several times."""
    queue.send(settings().search_queue_url, json.dumps(message), once=uuid4().hex)


def step(message: dict[str, Any], now: datetime, *, send: Send = send) -> None:
    """Raises KeyError for what is no step."""
    {"spaces": _spaces, "cities": _cities, "days": _days}[message["rebuild"]](message, now, send)


def _spaces(message: dict[str, Any], now: datetime, send: Send) -> None:
    """Enters a page of the published spaces. Those that are listed and no longer published, `_days` meets."""
    found, after = live_spaces(message["city"], after=message["after"], limit=SPACES)
    for space in found:
        list_space(space.id, now=now, again=True)
    if after:
        send(message | {"after": after})
    elif message["city"]:
        send({"rebuild": "days", "city": message["city"], "shard": 0})
    else:
        send({"rebuild": "cities", "from": ""})


def _cities(message: dict[str, Any], _: datetime, send: Send) -> None:
    heads = store.heads_from("", message["from"], CITIES)
    for head in heads:
        send({"rebuild": "days", "city": head.city, "shard": 0})
    if len(heads) == CITIES:
        send({"rebuild": "cities", "from": heads[-1].city + store.GAP})


def _days(message: dict[str, Any], now: datetime, send: Send) -> None:
    """Every day of one shard, also those that no counter speaks of any more."""
    city, shard = message["city"], message["shard"]
    listed = store.directory(city)
    inside = [one for one in listed if any(place.shard == shard for place in one.places)]
    for listing in inside:
        list_space(listing.space_id, now=now)
    repair(city, shard, inside, bucket_at(now) - YESTERDAY)
    following = next((number for number in store.shards_of(listed) if number > shard), None)
    if following is not None:
        send(message | {"shard": following})


def repair(city: str, shard: int, inside: list[Listing], first: int) -> int:
    """Brings a shard's days in line with the counters. Returns how many were not."""
    return project_all((at, room_id) for at, room_id in differences(city, shard, inside, first))


def differences(city: str, shard: int, inside: list[Listing], first: int) -> set[tuple[ShardDay, str]]:
    """The days and rooms of a shard whose bits are not what the counters say: up to fifty queries, strongly read, and
    the shard itself over a year, 1 RCU a day."""
    places = [place for listing in inside for place in listing.places if (place.city, place.shard) == (city, shard)]
    stored = store.stored_days(city, shard, range(first, first + HORIZON))
    counted = entries_as_counted(places, first)
    stored |= store.stored_days(city, shard, counted.keys() - stored.keys())
    return {
        (ShardDay(city, shard, bucket), place.room_id)
        for bucket in counted.keys() | stored.keys()
        for place in places
        if counted.get(bucket, {}).get(place.position) != stored.get(bucket, {}).get(place.position)
    }
