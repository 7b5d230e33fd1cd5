"""Identifiers: a short prefix that says what it names, then 26 characters of base 32 (130 bits)."""

import hashlib
import secrets

ALPHABET = "0123456789abcdefghjkmnpqrstvwxyz"
LENGTH = 26


def new_id(prefix: str) -> str:
    """A random identifier such as `sp_4k2…`."""
    return f"{prefix}_" + "".join(secrets.choice(ALPHABET) for _ in range(LENGTH))


def derived_id(prefix: str, *parts: str) -> str:
    """The same identifier for the same parts: a repeated call finds what the first one made."""
    digest = hashlib.sha256("\x1f".join(parts).encode()).digest()
    number = int.from_bytes(digest[:17], "big")
    return f"{prefix}_" + "".join(ALPHABET[(number >> 5 * i) & 31] for i in range(LENGTH))
