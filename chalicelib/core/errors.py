"""Refusals. A domain says no by raising a subclass that carries its stable code and its words.

A refusal is declared once, where its rule lives::

    class SlotTaken(Refusal):
        code, kind = "slot_taken", Kind.CONFLICT
        fr, en = "Ce créneau vient d'être pris.", "This slot has just been taken."
"""

from collections.abc import Iterable
from enum import IntEnum
from typing import Any, ClassVar, Literal

from chalicelib.core.lazy import dataclass

Language = Literal["fr", "en"]


class Kind(IntEnum):
    """What went wrong, as the HTTP status that tells it (RFC 9110)."""

    MALFORMED = 400
    UNAUTHENTICATED = 401
    FORBIDDEN = 403
    NOT_FOUND = 404
    CONFLICT = 409
    STALE = 412
    TOO_LARGE = 413
    UNSUPPORTED = 415
    INVALID = 422
    PRECONDITION_REQUIRED = 428
    TOO_MANY = 429
    UNEXPECTED = 500
    UNAVAILABLE = 503


@dataclass(frozen=True)
class FieldError:
    """One refused field. `pointer` is an RFC 6901 pointer into the body or query."""

    pointer: str
    code: str
    message: str


class Refusal(Exception):
    """Base of every typed answer that is not the wished one.

    `params` fill the placeholders of the words and travel to the client as extension members.
    `pointer` names the field that caused it, if one did.
    """

    code: ClassVar[str] = "refused"
    about: ClassVar[str | None] = None
    """The field it is always about, if there is one."""
    kind: ClassVar[Kind] = Kind.CONFLICT
    fr: ClassVar[str] = "La demande est refusée."
    en: ClassVar[str] = "The request is refused."

    def __init__(self, pointer: str | None = None, errors: Iterable[FieldError] = (), **params: Any) -> None:
        super().__init__(self.code)
        self.pointer = pointer or self.about
        self.errors = list(errors)
        self.params = params

    def words(self, language: Language) -> str:
        return (self.fr if language == "fr" else self.en).format(**self.params)


class NotFound(Refusal):
    """Also the answer for what belongs to somebody else: its existence is not confirmed."""

    code, kind = "not_found", Kind.NOT_FOUND
    fr, en = "Introuvable.", "Not found."


class StaleVersion(Refusal):
    code, kind = "stale_version", Kind.STALE
    fr = "Quelqu'un a modifié cet élément entre-temps. Rechargez-le avant d'enregistrer."
    en = "Somebody changed this in the meantime. Reload it before saving."


class Busy(Refusal):
    """Contention outlasted every try. Nothing was written."""

    code, kind = "busy", Kind.UNAVAILABLE
    fr = "Trop de demandes au même instant. Rien n'a été enregistré, réessayez."
    en = "Too many requests at the same moment. Nothing was saved, try again."
