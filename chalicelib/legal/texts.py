"""The versioned texts that people accept: the invoicing mandate and the terms of sale, in `texts/`.

A text that somebody accepted is never edited: a change is a new file and a new current version below. The Markdown is
the plainest: a title, `##` headings, paragraphs between blank lines.
"""

from enum import StrEnum
from functools import cache
from pathlib import Path

from chalicelib.core.errors import Language
from chalicelib.core.lazy import dataclass

FOLDER = Path(__file__).parent / "texts"


class TextKind(StrEnum):
    MANDATE = "mandate"
    TERMS = "terms"


CURRENT = {TextKind.MANDATE: "2026-11", TextKind.TERMS: "2026-11"}


@dataclass(frozen=True)
class LegalText:
    """`body` is Markdown without the title."""

    kind: TextKind
    version: str
    language: Language
    title: str
    body: str


def current_mandate() -> str:
    """The version that hosts are asked to accept."""
    return CURRENT[TextKind.MANDATE]


def current_terms() -> str:
    """The version that coworkers accept when they book."""
    return CURRENT[TextKind.TERMS]


def is_terms_current(version: str) -> bool:
    return version == current_terms()


@cache
def text_of(kind: TextKind, version: str, language: Language) -> LegalText:
    """Raises LookupError for a version that there never was."""
    path = FOLDER / f"{kind}-{version}.{language}.md"
    if path not in set(FOLDER.iterdir()):
        raise LookupError(f"no {kind} {version} in {language}")
    title, _, body = path.read_text(encoding="utf-8").partition("\n\n")
    return LegalText(kind, version, language, title.removeprefix("# "), body.strip())
