"""Access tokens as they should not be: of yesterday, for somebody else, or made at home."""

import base64
import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import boto3
import jwt
from cryptography.hazmat.primitives.asymmetric.rsa import generate_private_key

from localdev.aws.tables import CREDENTIALS, REGION
from tests.journeys.people import Person
from tests.journeys.product import ROOT, Product

HOUR = 3600


class Mint:
    """Makes tokens from a person's own one. It reads the key with which the local user pool signs, so that a token
    that should be refused for its age, its use or its client has nothing else wrong with it."""

    def __init__(self, product: Product, person: Person) -> None:
        self._person = person
        self._stage = product.state()["stage"]
        self._kid = jwt.get_unverified_header(person.api.token)["kid"]
        self.claims: dict[str, Any] = jwt.decode(person.api.token, options={"verify_signature": False})
        pool = str(self.claims["iss"]).rsplit("/", 1)[1]
        keys = ROOT / self._stage["Données"] / "aws" / "cognito-pool-keys"
        self._key = Path(keys / f"{pool}-access.pem").read_bytes()

    def signed(self, **changes: Any) -> str:
        """As the pool itself would sign it."""
        return self._sign(self._key, self.claims | changes)

    def forged(self) -> dict[str, str]:
        """What it is called -> a token that must open nothing."""
        now = int(self.claims["iat"])
        issuer = str(self.claims["iss"])
        head, payload, signature = self._person.api.token.split(".")
        letter = "A" if signature[9] != "A" else "B"
        stranger = generate_private_key(public_exponent=65537, key_size=2048)
        from_the_pool = self._others_of_the_pool()
        return {
            "nonsense": "nonsense",
            "expired": self.signed(iat=now - 2 * HOUR, exp=now - HOUR),
            "without signature": f"{_part({'alg': 'none', 'kid': self._kid})}.{payload}.",
            "signed with another key": self._sign(stranger, self.claims),
            "one letter changed": f"{head}.{payload}.{signature[:9]}{letter}{signature[10:]}",
            "claims rewritten": f"{head}.{_part(self.claims | {'sub': 'somebody-else'})}.{signature}",
            "for another client": self.signed(client_id="another-client"),
            "of another pool": self.signed(iss=f"{issuer}x"),
            "an id token": from_the_pool["IdToken"],
            "a refresh token": from_the_pool["RefreshToken"],
        }

    def _sign(self, key: Any, claims: dict[str, Any]) -> str:
        return jwt.encode(claims, key, algorithm="RS256", headers={"kid": self._kid})

    def _others_of_the_pool(self) -> dict[str, str]:
        """Its two other tokens, which the API hands to nobody and to a cookie."""
        connect: Callable[..., Any] = boto3.client
        pool = connect("cognito-idp", endpoint_url=self._stage["AWS local"], region_name=REGION, **CREDENTIALS)
        answer = pool.initiate_auth(
            ClientId=str(self.claims["client_id"]),
            AuthFlow="USER_PASSWORD_AUTH",
            AuthParameters={"USERNAME": self._person.email, "PASSWORD": self._person.password},
        )
        return {name: str(answer["AuthenticationResult"][name]) for name in ("IdToken", "RefreshToken")}


def _part(value: dict[str, Any]) -> str:
    return base64.urlsafe_b64encode(json.dumps(value).encode()).rstrip(b"=").decode()


FORGED = (
    "nonsense",
    "expired",
    "without signature",
    "signed with another key",
    "one letter changed",
    "claims rewritten",
    "for another client",
    "of another pool",
    "an id token",
    "a refresh token",
)
"""The names of `Mint.forged`, known before there is a product."""
