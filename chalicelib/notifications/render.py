"""A letter in its two forms. jinja2 takes a while to import, so it loads with the first mail."""

import re
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING

from chalicelib.core.errors import Language
from chalicelib.core.lazy import dataclass
from chalicelib.notifications.cases import Context
from chalicelib.notifications.words import Text, one_line, typeset

if TYPE_CHECKING:
    from jinja2 import Environment

TEMPLATES = Path(__file__).parent / "templates"


@dataclass(frozen=True)
class Letter:
    subject: str
    text: str
    html: str


def render(template: str, language: Language, context: Context) -> Letter:
    """Raises jinja2.UndefinedError when a letter names what its context lacks."""
    source = f"{language}/{template}.j2"
    plain = _environment("txt").get_template(source)
    subject = typeset(one_line("".join(plain.blocks["subject"](plain.new_context(context)))))
    words = context | {"subject": subject}
    html = _environment("html").get_template(source)
    return Letter(subject, plain.render(words).strip() + "\n", html.render(words))


@cache
def _environment(form: str) -> "Environment":
    """Escaping belongs to the form, not to the letter: the same file is escaped in HTML and left alone in text."""
    from jinja2 import Environment, FileSystemLoader, StrictUndefined

    environment = Environment(
        loader=FileSystemLoader(TEMPLATES),
        autoescape=form == "html",  # noqa: S701  plain text must show « & », not « &amp; »
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    environment.globals["layout"] = f"layout.{form}.j2"
    environment.filters |= {"paragraphs": _paragraphs, "typeset": typeset}
    return environment


def _paragraphs(text: Text) -> list[Text]:
    """Blank lines part paragraphs; other line breaks of a template are only for its reader."""
    whole = (" ".join(re.split(r"[ \n]+", part.strip())) for part in re.split(r"\n\s*\n", text))
    return [typeset(type(text)(paragraph)) for paragraph in whole if paragraph]
