"""The secret in a feed's address: made from its id and the key of the stage, so that it lies nowhere and whoever made
the feed can be shown it again. Its hash is kept, by which an address is found even after the key has changed."""

import base64
import hashlib
import hmac

from chalicelib.kit.secrets import secrets
from chalicelib.kit.settings import settings


def token_of(feed_id: str) -> str:
    """43 letters of the URL-safe base 64 (256 bits)."""
    mark = hmac.new(secrets().signing_key.encode(), b"feed\x00" + feed_id.encode(), hashlib.sha256)
    return base64.urlsafe_b64encode(mark.digest()).decode().rstrip("=")


def hash_of(token: str) -> str:
    return hashlib.sha256(token.encode()).hexdigest()


def address_of(token: str) -> str:
    return f"{settings().public_url}/api/v1/feeds/{token}/calendar.ics"
