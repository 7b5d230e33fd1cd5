"""The only way to declare a route: shapes in, access, shape out, refusals to problem+json (RFC 9457).

Chalice turns an exception of a view into a 500 before any middleware sees it, so the mapping lives here.
`access` has no default: a route that forgets it does not import.
"""

import hashlib
import json
import re
from collections.abc import Callable, Sequence
from dataclasses import field
from enum import Enum, auto
from http import HTTPStatus
from typing import Any
from urllib.parse import unquote

from chalice.app import Blueprint, Response
from pydantic import BaseModel, ValidationError

from chalicelib.core import clock
from chalicelib.core.errors import FieldError, Kind, Language, NotFound, Refusal
from chalicelib.core.facts import Actor, ActorKind
from chalicelib.core.lazy import dataclass
from chalicelib.kit import idempotency
from chalicelib.kit.access import Access
from chalicelib.kit.call import Call
from chalicelib.kit.idempotency import Answer
from chalicelib.kit.observability import logger
from chalicelib.kit.settings import settings
from chalicelib.kit.shapes import field_errors

MOST_BYTES = 600 * 1024
"""A logo of 400 kB in base64 is the largest that anybody sends."""
JSON = "application/json"
IDENTIFIER = re.compile(r"[A-Za-z0-9_-]{1,64}")
SECURITY_HEADERS = {
    "Cache-Control": "no-store",
    "X-Content-Type-Options": "nosniff",
    "Referrer-Policy": "no-referrer",
}


class InvalidBody(Refusal):
    code, kind = "invalid", Kind.INVALID
    fr, en = "Certains champs sont à corriger.", "Some fields need correcting."


class UnreadableBody(Refusal):
    code, kind = "unreadable_body", Kind.MALFORMED
    fr, en = "Le corps de la requête n'est pas du JSON.", "The body of the call is not JSON."


class BodyTooLarge(Refusal):
    code, kind = "body_too_large", Kind.TOO_LARGE
    fr = "La requête dépasse {most_kilobytes} Ko."
    en = "The call is larger than {most_kilobytes} KB."


class UnsupportedMedia(Refusal):
    code, kind = "unsupported_media_type", Kind.UNSUPPORTED
    fr, en = "Envoyez du JSON (application/json).", "Send JSON (application/json)."


class Repetition(Enum):
    """What a repeated call does: `KEPT` returns the kept answer of its Idempotency-Key; `OWN` demands the key and
    leaves it to the verb, which derives its business key from it; `HARMLESS` needs no key."""

    KEPT = auto()
    OWN = auto()
    HARMLESS = auto()


View = Callable[[Call], Any]


@dataclass(frozen=True)
class Route:
    """What a route declares; the OpenAPI document is written from these."""

    path: str
    method: str
    view: View
    access: Access
    summary: str
    tag: str
    body: type[BaseModel] | None
    query: type[BaseModel] | None
    answer: type[BaseModel] | None
    status: int
    refusals: Sequence[type[Refusal]]
    repetition: Repetition
    versioned: bool
    may_be_empty: bool
    media: str = JSON

    @property
    def needs_key(self) -> bool:
        return self.repetition is not Repetition.HARMLESS


@dataclass()
class Api:
    """The routes of one domain."""

    tag: str
    module: str
    routes: list[Route] = field(default_factory=list)

    def route(
        self,
        method: str,
        path: str,
        *,
        access: Access,
        summary: str,
        body: type[BaseModel] | None = None,
        query: type[BaseModel] | None = None,
        answer: type[BaseModel] | None = None,
        status: int = 200,
        refusals: Sequence[type[Refusal]] = (),
        repetition: Repetition | None = None,
        versioned: bool = False,
        may_be_empty: bool = False,
        media: str = JSON,
    ) -> Callable[[View], View]:
        """Declares a view. Every POST keeps its answer by key unless it says otherwise; a versioned edit
        demands If-Match. A view that returns None answers 204. One of another `media` than JSON returns text, which
        carries a tag: whoever has it already is told so (304)."""

        def declare(view: View) -> View:
            usual = Repetition.KEPT if method == "POST" else Repetition.HARMLESS
            self.routes.append(
                Route(path, method, view, access, summary, self.tag, body, query, answer, status,
                      refusals, repetition or usual, versioned, may_be_empty, media)
            )  # fmt: skip
            return view

        return declare

    def blueprint(self, authorizer: Any) -> Blueprint:
        """Binds the routes to Chalice; `authorizer` stands before every route that is not public."""
        blueprint = Blueprint(self.module)
        for route in self.routes:
            blueprint.route(
                route.path,
                methods=[route.method],
                name=f"{self.tag}_{route.view.__name__}",
                # Media types are refused by us, so that even that answer is a problem document.
                content_types=["*/*"],
                **({} if route.access.anonymous else {"authorizer": authorizer}),
            )(_handler(blueprint, route))
        return blueprint


def _handler(blueprint: Blueprint, route: Route) -> Callable[..., Response]:
    def handle(**path: str) -> Response:
        request = blueprint.current_request
        headers = {name.lower(): value for name, value in request.headers.items()}
        language = language_of(headers.get("accept-language", ""))
        try:
            call = _call(request, headers, path, language)
            # Access comes first: somebody else learns nothing from the way a body is refused.
            route.access.check(call)
            _parse(route, call, request.query_params)
            if route.media != JSON:
                return Response(*_text(call, route.media, route.view(call)))
            return Response(*_answer(call, *_respond(route, call)))
        except Refusal as refusal:
            return problem(refusal, language)
        except Exception:  # noqa: BLE001
            # The last line of defence: whatever happened, the caller gets a problem document and we a log.
            logger.exception("unexpected", extra={"route": f"{route.method} {route.path}"})
            return problem(Unexpected(), language)

    return handle


class Unexpected(Refusal):
    code, kind = "unexpected", Kind.UNEXPECTED
    fr = "Une erreur inattendue s'est produite. Rien n'est perdu, réessayez."
    en = "Something unexpected happened. Nothing is lost, try again."


def _respond(route: Route, call: Call) -> Answer:
    def act() -> Answer:
        result = route.view(call)
        if result is None:
            return None, HTTPStatus.NO_CONTENT
        return result.model_dump(mode="json"), route.status

    if route.repetition is Repetition.KEPT:
        return idempotency.once(f"{route.method} {route.path}", call, act)
    return act()


def _answer(call: Call, body: dict[str, Any] | None, status: int) -> tuple[Any, dict[str, Any], int]:
    headers: dict[str, Any] = SECURITY_HEADERS | {"Content-Type": JSON} | call.answer_headers
    if body and isinstance(body.get("version"), int):
        headers["ETag"] = f'"{body["version"]}"'
    return ("" if body is None else body), headers, status


def _text(call: Call, media: str, text: str) -> tuple[str, dict[str, Any], int]:
    tag = f'"{hashlib.sha256(text.encode()).hexdigest()[:32]}"'
    headers: dict[str, Any] = SECURITY_HEADERS | call.answer_headers | {"ETag": tag}
    known = {one.strip().removeprefix("W/") for one in call.headers.get("if-none-match", "").split(",")}
    if tag in known:
        return "", headers, HTTPStatus.NOT_MODIFIED
    return text, headers | {"Content-Type": f"{media}; charset=utf-8"}, HTTPStatus.OK


def _call(request: Any, headers: dict[str, str], path: dict[str, str], language: Language) -> Call:
    raw: bytes = request.raw_body or b""
    if len(raw) > MOST_BYTES:
        raise BodyTooLarge(most_kilobytes=MOST_BYTES // 1024)
    decoded = {name: unquote(value) for name, value in path.items()}
    if not all(IDENTIFIER.fullmatch(value) for value in decoded.values()):
        raise NotFound
    subject = request.context.get("authorizer", {}).get("principalId")
    return Call(
        actor=Actor(ActorKind.USER, subject, _viewer(request, headers)),
        now=clock.now(),
        language=language,
        path=decoded,
        headers=headers,
        raw_body=raw,
        idempotency_key=headers.get("idempotency-key"),
        lambda_context=request.lambda_context,
    )


def _viewer(request: Any, headers: dict[str, str]) -> str | None:
    """The caller's address. Behind `edge_hops` proxies of ours it stands that many places from the end of
    X-Forwarded-For: what comes before, anybody may have written."""
    hops = [hop.strip() for hop in headers.get("x-forwarded-for", "").split(",") if hop.strip()]
    place = settings().edge_hops + 1
    if settings().edge_hops and len(hops) >= place:
        return hops[-place]
    address: str | None = request.context.get("identity", {}).get("sourceIp")
    return address


def _parse(route: Route, call: Call, query_params: Any) -> None:
    if route.body is not None:
        call.body = _body(route.body, call.headers, call.raw_body, call.language)
    if route.query is not None:
        call.query = _validated(route.query, dict(query_params or {}), call.language)


def _body(shape: type[BaseModel], headers: dict[str, str], raw: bytes, language: Language) -> BaseModel:
    if headers.get("content-type", "application/json").split(";")[0].strip().lower() != "application/json":
        raise UnsupportedMedia
    try:
        parsed = json.loads(raw)
    except (ValueError, RecursionError) as unreadable:
        raise UnreadableBody from unreadable
    return _validated(shape, parsed, language)


def _validated(shape: type[BaseModel], value: Any, language: Language) -> BaseModel:
    try:
        return shape.model_validate(value)
    except ValidationError as invalid:
        raise InvalidBody(errors=field_errors(invalid, language)) from invalid


def problem(refusal: Refusal, language: Language) -> Response:
    """RFC 9457: `code` is stable, `detail` is for people, `errors` point at fields."""
    words = refusal.words(language)
    errors = list(refusal.errors)
    if refusal.pointer is not None:
        errors.append(FieldError("/" + refusal.pointer, refusal.code, words))
    body: dict[str, Any] = {
        "type": f"urn:pupitre:problem:{refusal.code}",
        "title": HTTPStatus(refusal.kind).phrase,
        "status": int(refusal.kind),
        "code": refusal.code,
        "detail": words,
    }
    if errors:
        body["errors"] = [vars(error) for error in errors]
    if refusal.params:
        body["params"] = refusal.params
    headers: dict[str, Any] = {
        **SECURITY_HEADERS,
        "Content-Type": "application/problem+json",
        "Content-Language": language,
    }
    if "retry_after" in refusal.params:
        headers["Retry-After"] = str(refusal.params["retry_after"])
    return Response(json.dumps(body, default=str, ensure_ascii=False), headers, int(refusal.kind))


def language_of(accept: str) -> Language:
    for part in accept.lower().split(","):
        wanted = part.split(";")[0].strip()[:2]
        if wanted in {"fr", "en"}:
            return "fr" if wanted == "fr" else "en"
    return "fr"
