"""Tokens as a person with bad intentions would send them (RFC 8725 lists the classical ones)."""

import base64
import hashlib
import hmac
import json
import threading
import time
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any

import jwt
import pytest
from chalice.app import AuthRequest
from cryptography.hazmat.primitives.asymmetric.rsa import RSAPrivateKey, generate_private_key
from cryptography.hazmat.primitives.serialization import Encoding, PublicFormat
from jwt.algorithms import RSAAlgorithm

from chalicelib.kit import auth
from chalicelib.kit.auth import authorize, verified_subject
from chalicelib.kit.settings import Settings, settings

# Cognito's own may hold characters that are special in paths; to us a kid is just a name.
KID = "a/kid+of/the=pool"


class KeySet:
    """The pool's page of public keys; `up` is False while it does not answer."""

    def __init__(self, key: RSAPrivateKey) -> None:
        self.up = True
        public = json.loads(RSAAlgorithm.to_jwk(key.public_key()))
        body = json.dumps({"keys": [public | {"kid": KID, "alg": "RS256", "use": "sig"}]}).encode()
        key_set = self

        class Handler(BaseHTTPRequestHandler):
            def do_GET(self) -> None:
                self.send_response(200 if key_set.up else 503)
                self.end_headers()
                if key_set.up:
                    self.wfile.write(body)

            def log_message(self, *_: Any) -> None:
                pass

        self.server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
        self.url = f"http://127.0.0.1:{self.server.server_port}/.well-known/jwks.json"


@pytest.fixture(scope="module")
def key() -> RSAPrivateKey:
    return generate_private_key(public_exponent=65537, key_size=2048)


@pytest.fixture
def key_set(key: RSAPrivateKey, monkeypatch: pytest.MonkeyPatch) -> Iterator[KeySet]:
    served = KeySet(key)
    threading.Thread(target=served.server.serve_forever, kwargs={"poll_interval": 0.01}, daemon=True).start()
    here = Settings(**{**vars(settings()), "user_pool_jwks_url": served.url})
    monkeypatch.setattr(auth, "settings", lambda: here)
    auth._keys.cache_clear()
    yield served
    auth._keys.cache_clear()
    served.server.shutdown()
    served.server.server_close()


pytestmark = pytest.mark.usefixtures("key_set")


def claims(**changes: Any) -> dict[str, Any]:
    now = int(time.time())
    access = {
        "sub": "sub-ada",
        "iss": settings().user_pool_issuer,
        "client_id": settings().user_pool_client_id,
        "token_use": "access",
        "scope": "aws.cognito.signin.user.admin",
        "username": "sub-ada",
        "iat": now - 60,
        "exp": now + 1800,
    }
    return {name: value for name, value in (access | changes).items() if value is not None}


def bearer(key: RSAPrivateKey, *, kid: str | None = KID, **changes: Any) -> str:
    headers = {"kid": kid} if kid else {}
    return "Bearer " + jwt.encode(claims(**changes), key, algorithm="RS256", headers=headers)


def encoded(value: dict[str, Any]) -> bytes:
    return base64.urlsafe_b64encode(json.dumps(value).encode()).rstrip(b"=")


def test_a_good_token_says_who_calls(key: RSAPrivateKey) -> None:
    assert verified_subject(bearer(key)) == "sub-ada"
    assert verified_subject(bearer(key).replace("Bearer", "bearer")) == "sub-ada"


@pytest.mark.parametrize(
    "changes",
    [
        {"iss": "https://cognito-idp.eu-west-3.amazonaws.com/eu-west-3_other"},
        {"client_id": "client-of-somebody-else"},
        {"token_use": "id"},
        {"exp": 1_600_000_000},
        {"nbf": 4_000_000_000},
        {"sub": None},
        {"iss": None},
        {"client_id": None},
        {"token_use": None},
        {"exp": None},
    ],
    ids=str,
)
def test_a_token_with_a_wrong_or_missing_claim_is_refused(key: RSAPrivateKey, changes: dict[str, Any]) -> None:
    assert verified_subject(bearer(key, **changes)) is None


def test_an_id_token_is_refused_although_the_same_pool_signed_it(key: RSAPrivateKey) -> None:
    client_id = settings().user_pool_client_id

    assert verified_subject(bearer(key, token_use="id", client_id=None, aud=client_id)) is None


@pytest.mark.parametrize("kid", ["another-kid", None])
def test_a_token_that_names_no_key_of_the_pool_is_refused(key: RSAPrivateKey, kid: str | None) -> None:
    assert verified_subject(bearer(key, kid=kid)) is None


def test_a_token_signed_with_somebody_elses_key_is_refused() -> None:
    stranger = generate_private_key(public_exponent=65537, key_size=2048)

    assert verified_subject(bearer(stranger)) is None


def test_a_token_whose_claims_were_rewritten_is_refused(key: RSAPrivateKey) -> None:
    header, _, signature = bearer(key).removeprefix("Bearer ").split(".")
    forged = encoded(claims(sub="sub-victim")).decode()

    assert verified_subject(f"Bearer {header}.{forged}.{signature}") is None


@pytest.mark.parametrize("algorithm", ["none", "None", "NONE"])
def test_a_token_that_claims_to_need_no_signature_is_refused(algorithm: str) -> None:
    unsigned = encoded({"alg": algorithm, "kid": KID, "typ": "JWT"}) + b"." + encoded(claims()) + b"."

    assert verified_subject("Bearer " + unsigned.decode()) is None


def test_a_token_signed_with_the_public_key_as_a_shared_secret_is_refused(key: RSAPrivateKey) -> None:
    # By hand: pyjwt refuses to make such a token.
    public = key.public_key().public_bytes(Encoding.PEM, PublicFormat.SubjectPublicKeyInfo)
    signed = encoded({"alg": "HS256", "kid": KID, "typ": "JWT"}) + b"." + encoded(claims())
    signature = base64.urlsafe_b64encode(hmac.new(public, signed, hashlib.sha256).digest()).rstrip(b"=")

    assert verified_subject(f"Bearer {signed.decode()}.{signature.decode()}") is None


@pytest.mark.parametrize(
    "header",
    ["", "Bearer", "Bearer ", "Bearer garbage", "Bearer a.b.c", "Bearer ...", "Bearer é.è.à", "Basic YTpi", "\x00"],
)
def test_garbage_is_refused(header: str) -> None:
    assert verified_subject(header) is None


def test_a_good_token_in_another_scheme_is_refused(key: RSAPrivateKey) -> None:
    assert verified_subject(bearer(key).replace("Bearer", "Token")) is None
    assert verified_subject(bearer(key).removeprefix("Bearer ")) is None


def test_the_authorizer_lets_a_good_token_reach_every_route(key: RSAPrivateKey) -> None:
    answer = authorize(AuthRequest("TOKEN", bearer(key), "arn:aws:execute-api:x:1:api/dev/GET/me"))

    assert (answer.routes, answer.principal_id) == (["*"], "sub-ada")


def test_the_authorizer_answers_unauthorized_in_the_words_that_api_gateway_knows() -> None:
    with pytest.raises(Exception, match=r"\AUnauthorized\Z"):
        authorize(AuthRequest("TOKEN", "Bearer garbage", "arn:aws:execute-api:x:1:api/dev/GET/me"))


def test_keys_that_cannot_be_fetched_are_an_outage_not_a_refusal(key: RSAPrivateKey, key_set: KeySet) -> None:
    key_set.up = False

    with pytest.raises(jwt.PyJWKClientConnectionError):
        verified_subject(bearer(key))
