"""API Gateway in front of the Chalice app, without a socket: `Gateway(app).call("GET", "/api/v1/me")`.

It answers what the deployed API answers: the stage `api` stands before every path, an authorizer that raises
becomes 401, an unknown path 404, and every refusal is a problem document. Chalice's own local server answers
some of these differently and shows stack traces, so its pieces are used and its answers are not.
"""

import base64
import json
import logging
from collections.abc import Mapping
from dataclasses import dataclass
from http.client import HTTPMessage
from typing import Any, NamedTuple

from chalice.app import Chalice
from chalice.config import Config
from chalice.local import ForbiddenError, LocalChalice, LocalGateway, NotAuthorizedError, RouteMatcher

from chalicelib.core.errors import Refusal
from chalicelib.kit.access import SignInFirst
from chalicelib.kit.http import SECURITY_HEADERS, Unexpected

_log = logging.getLogger("localdev.gateway")

STAGE_PATH = "/api"
OURS = {"application/problem+json", "text/html"}
"""What the app itself answers when it fails; else Chalice failed, and says how."""
MOST_BYTES = 10 * 1024 * 1024


@dataclass(frozen=True)
class Problem:
    """What the gateway itself refuses, before or after the app."""

    status: int
    code: str
    fr: str
    en: str

    @classmethod
    def of(cls, refusal: type[Refusal]) -> "Problem":
        return cls(int(refusal.kind), refusal.code, refusal.fr, refusal.en)


SIGN_IN_FIRST = Problem.of(SignInFirst)
UNEXPECTED = Problem.of(Unexpected)
TOKEN_REFUSED = Problem(401, "token_refused", "Votre session n'est plus valable.", "Your session is no longer valid.")
FORBIDDEN = Problem(403, "forbidden", "Vous n'avez pas ce droit.", "You may not do this.")
NO_SUCH_ROUTE = Problem(404, "not_found", "Introuvable.", "Not found.")
WRONG_METHOD = Problem(
    405, "method_not_allowed", "Cette adresse n'accepte pas cette méthode.", "This address refuses that method."
)
TOO_LARGE = Problem(413, "body_too_large", "La requête dépasse 10 Mo.", "The call is larger than 10 MB.")


class Answer(NamedTuple):
    """`headers` looks names up whatever their case, and may hold several `Set-Cookie`."""

    status: int
    headers: HTTPMessage
    body: bytes

    def json(self) -> Any:
        return json.loads(self.body)


class Gateway:
    """Safe to call from many threads at once."""

    def __init__(self, app: Chalice) -> None:
        # A plain Chalice app has one current request for all threads; this subclass has one for each.
        app.__class__ = LocalChalice
        self._routes: Mapping[str, Mapping[str, Any]] = app.routes
        self._matcher = RouteMatcher(list(app.routes))
        self._gateway = LocalGateway(app, Config.create())

    def call(self, method: str, path: str, headers: Mapping[str, str] | None = None, body: bytes = b"") -> Answer:
        """Answers for `path`, which may carry a query; the stage at its beginning may be left out."""
        sent = {name.lower(): value for name, value in (headers or {}).items()}
        if path.startswith(f"{STAGE_PATH}/"):
            path = path.removeprefix(STAGE_PATH)
        answer = self._answer("GET" if method == "HEAD" else method, path, sent, body)
        return answer._replace(body=b"") if method == "HEAD" else answer

    def _answer(self, method: str, path: str, headers: dict[str, str], body: bytes) -> Answer:
        if len(body) > MOST_BYTES:
            return refuse(TOO_LARGE, headers)
        try:
            methods = self._routes[self._matcher.match_route(path).route]
        except ValueError:
            return refuse(NO_SUCH_ROUTE, headers)
        if method not in methods and method != "OPTIONS":
            return refuse(WRONG_METHOD, headers, Allow=", ".join(sorted(methods)))
        try:
            # API Gateway hands the body over as text, and so loses what is not UTF-8.
            text = body.decode("utf-8", "replace").encode() or None
            return _as_answer(self._gateway.handle_request(method, path, headers, text), headers)
        except NotAuthorizedError:
            return refuse(SIGN_IN_FIRST, headers)
        except ForbiddenError:
            return refuse(FORBIDDEN, headers)
        except Exception as failure:  # noqa: BLE001 - nothing may reach the caller but a problem document
            if str(failure) == "Unauthorized":
                return refuse(TOKEN_REFUSED, headers)
            _log.exception("%s %s failed outside its view", method, path)
            return refuse(UNEXPECTED, headers)


def refuse(problem: Problem, headers: Mapping[str, str], **extra: str) -> Answer:
    """A problem document (RFC 9457) in the language that `headers` ask for."""
    english = headers.get("accept-language", "").lower().startswith("en")
    words = problem.en if english else problem.fr
    document = {
        "type": f"urn:pupitre:problem:{problem.code}",
        "title": words,
        "status": problem.status,
        "code": problem.code,
        "detail": words,
    }
    content = {"Content-Type": "application/problem+json", "Content-Language": "en" if english else "fr"}
    return Answer(
        problem.status,
        message({**SECURITY_HEADERS, **content, **extra}),
        json.dumps(document, ensure_ascii=False).encode(),
    )


def message(headers: Mapping[str, str | list[str]]) -> HTTPMessage:
    told = HTTPMessage()
    for name, value in headers.items():
        for each in value if isinstance(value, list) else [value]:
            told[name] = each
    return told


def _as_answer(response: Mapping[str, Any], asked: Mapping[str, str]) -> Answer:
    told = message({**response["headers"], **response["multiValueHeaders"]})
    body = response["body"] or ""
    content = base64.b64decode(body) if response.get("isBase64Encoded") else body.encode()
    if response["statusCode"] >= 500 and told.get_content_type() not in OURS:
        return refuse(UNEXPECTED, asked)
    return Answer(response["statusCode"], told, content)
