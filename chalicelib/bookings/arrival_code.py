"""The code that a guest shows on arriving: made from the booking's id and the key of the stage, so that it lies
nowhere, nobody can guess it from an id, and each page can spell it again (docs/checkin.md)."""

import hashlib
import hmac

from chalicelib.core.ids import ALPHABET
from chalicelib.kit.secrets import secrets

LENGTH = 8
"""40 bits: one host has a few hundred guests a day, and only its own members may try."""

LOOKS_LIKE = str.maketrans({"O": "0", "I": "1", "L": "1"})
"""The alphabet has neither of these letters: whoever reads them meant the digit."""


def arrival_code(booking_id: str) -> str:
    """As people read it: `7K3M-9QXA`."""
    mark = hmac.new(secrets().signing_key.encode(), b"arrival\x00" + booking_id.encode(), hashlib.sha256).digest()
    number = int.from_bytes(mark[:5], "big")
    letters = "".join(ALPHABET[(number >> 5 * place) & 31] for place in range(LENGTH)).upper()
    return f"{letters[:4]}-{letters[4:]}"


def is_code_of(booking_id: str, typed: str) -> bool:
    """In whatever case, with or without its hyphen."""
    return hmac.compare_digest(_plain(arrival_code(booking_id)).encode(), _plain(typed).encode())


def _plain(code: str) -> str:
    return "".join(code.upper().replace("-", "").split()).translate(LOOKS_LIKE)
