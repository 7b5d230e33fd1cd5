"""The address of a space that people read and share: /espaces/paris/la-fabrique-de-belleville-<id>. Pure.

The id alone decides which space is meant, so that a space which is renamed or moves keeps its old links.
"""

from chalicelib.core.words import slug_of
from chalicelib.spaces.model import Space

PREFIX = "sp_"
ROOT = "/espaces"
LONGEST_NAME = 60
NOWHERE = "ville"
"""For a city that is not written in our letters."""


def path_of(space: Space) -> str:
    name = slug_of(space.name)[:LONGEST_NAME].strip("-")
    short = space.id.removeprefix(PREFIX)
    return f"{ROOT}/{space.address.city_slug or NOWHERE}/{f'{name}-{short}' if name else short}"


def space_id_in(name: str) -> str:
    """Of the last part of an address, or an id itself."""
    short = name.rpartition("-")[2]
    return short if short.startswith(PREFIX) else PREFIX + short
