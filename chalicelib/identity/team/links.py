"""The secret in an invitation's link: made from its id and the key of the stage, so that it lies nowhere and each
mail can spell it again. Its hash is kept, by which a link is found even after the key has changed."""

import base64
import hashlib
import hmac

from chalicelib.kit.secrets import secrets


def token_of(invitation_id: str) -> str:
    """43 letters of the URL-safe base 64 (256 bits)."""
    mark = hmac.new(secrets().signing_key.encode(), b"invitation\x00" + invitation_id.encode(), hashlib.sha256)
    return base64.urlsafe_b64encode(mark.digest()).decode().rstrip("=")


def hash_of(token: str) -> str:
    return hashlib.sha256(token.encode()).hexdigest()
