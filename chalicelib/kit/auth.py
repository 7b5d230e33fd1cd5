"""Who calls: verification of the user pool's access tokens, the same on AWS and on a laptop."""

from functools import cache
from typing import Any

from chalice.app import AuthRequest, AuthResponse

from chalicelib.kit.settings import settings

CLOCK_SKEW_SECONDS = 10


def authorize(request: AuthRequest) -> AuthResponse:
    """The body of the API's only authorizer. The policy covers every route because API Gateway keeps it for the
    token: which route wants which role is the route's own `access`.

    Raises an Exception whose text is exactly "Unauthorized", which API Gateway turns into 401.
    """
    subject = verified_subject(request.token)
    if subject is None:
        raise Exception("Unauthorized")  # noqa: TRY002  the documented signal of Lambda authorizers
    return AuthResponse(routes=["*"], principal_id=subject)


def verified_subject(authorization: str) -> str | None:
    """The `sub` of a bearer access token if its signature, issuer, client, use and expiry all hold.

    Access tokens of Cognito carry `client_id` instead of `aud` and never an e-mail
    (Amazon Cognito developer guide, "Verifying JSON web tokens").
    """
    import jwt

    scheme, _, token = authorization.partition(" ")
    if scheme.lower() != "bearer" or not token:
        return None
    try:
        claims = jwt.decode(
            token,
            _keys().get_signing_key_from_jwt(token).key,
            algorithms=["RS256"],
            issuer=settings().user_pool_issuer,
            leeway=CLOCK_SKEW_SECONDS,
            options={"require": ["exp", "iss", "sub", "token_use", "client_id"], "verify_aud": False},
        )
    except jwt.PyJWKClientConnectionError:
        # An outage, not a refusal: a 401 would sign everybody out.
        raise
    except jwt.PyJWTError:
        return None
    if claims["token_use"] != "access" or claims["client_id"] != settings().user_pool_client_id:  # noqa: S105
        return None
    return str(claims["sub"])


@cache
def _keys() -> Any:
    import jwt

    return jwt.PyJWKClient(settings().user_pool_jwks_url, cache_keys=True, lifespan=3600, timeout=3)
