"""Shapes shared by every API, and pydantic's complaints said in the reader's language."""

import datetime as dt
from typing import Annotated, Any

from pydantic import BaseModel, ConfigDict, Field, PlainSerializer, ValidationError

from chalicelib.core.errors import FieldError, Language
from chalicelib.core.money import CURRENCY, Amounts


class Shape(BaseModel):
    """Base of requests and answers: unknown fields are refused, so that a typo never passes silently."""

    # Validators are built at a shape's first use: a cold start pays for the shapes that it meets, not for all.
    model_config = ConfigDict(extra="forbid", from_attributes=True, str_strip_whitespace=True, defer_build=True)


class Page(Shape):
    """Base of lists."""

    next_cursor: str | None = None


class PageQuery(Shape):
    cursor: Annotated[str | None, Field(max_length=2048)] = None
    limit: Annotated[int, Field(ge=1, le=100)] = 25


Instant = Annotated[
    dt.datetime,
    PlainSerializer(lambda instant: instant.isoformat(timespec="seconds"), return_type=str),
    Field(json_schema_extra={"format": "date-time"}),
]
"""RFC 3339 with its offset."""

Day = Annotated[dt.date, Field(ge=dt.date(2000, 1, 1), le=dt.date(2100, 12, 31))]
"""A calendar day of the years that zones can be trusted in."""

Cents = Annotated[int, Field(strict=True, ge=0, le=100_000_000)]
BasisPoints = Annotated[int, Field(strict=True, ge=0, le=10_000)]


class MoneyView(Shape):
    """Cents of `currency`; `ht + vat + rounding == ttc`."""

    ht: int
    vat: int
    rounding: int
    ttc: int
    currency: str = CURRENCY


def money_view(amounts: Amounts) -> MoneyView:
    return MoneyView(ht=amounts.ht, vat=amounts.vat, rounding=amounts.rounding, ttc=amounts.ttc)


MOST_ERRORS = 100
"""A body of the largest size may hold tens of thousands of mistakes: their list would be larger than Lambda's answers
may be, and nobody reads it."""


def field_errors(invalid: ValidationError, language: Language) -> list[FieldError]:
    """Pydantic's list as field errors, the first of many; a kind we have no words for says that the value is not
    valid."""
    return [
        FieldError(
            pointer="".join("/" + str(part).replace("~", "~0").replace("/", "~1") for part in error["loc"]),
            code=error["type"],
            message=_words(error["type"], error.get("ctx", {}), language),
        )
        for error in invalid.errors(include_url=False, include_input=False)[:MOST_ERRORS]
    ]


WORDS: dict[str, tuple[str, str]] = {
    "missing": ("Ce champ est obligatoire.", "This field is required."),
    "extra_forbidden": ("Ce champ n'existe pas.", "There is no such field."),
    "string_type": ("Un texte est attendu.", "Text is expected."),
    "string_too_short": ("Au moins {min_length} caractère(s).", "At least {min_length} character(s)."),
    "string_too_long": ("Au plus {max_length} caractères.", "At most {max_length} characters."),
    "string_pattern_mismatch": ("Le format n'est pas le bon.", "The format is not right."),
    "int_type": ("Un nombre entier est attendu.", "A whole number is expected."),
    "int_parsing": ("Un nombre entier est attendu.", "A whole number is expected."),
    "int_from_float": ("Un nombre entier est attendu.", "A whole number is expected."),
    "int_parsing_size": ("Ce nombre est trop grand.", "This number is too large."),
    "float_type": ("Un nombre est attendu.", "A number is expected."),
    "float_parsing": ("Un nombre est attendu.", "A number is expected."),
    "finite_number": ("Un nombre est attendu.", "A number is expected."),
    "string_unicode": ("Ce texte contient des caractères illisibles.", "This text has unreadable characters."),
    "value_error": ("Cette valeur n'a pas le bon format.", "This value does not have the right format."),
    "bool_parsing": ("Vrai ou faux est attendu.", "True or false is expected."),
    "date_from_datetime_inexact": ("Une date AAAA-MM-JJ est attendue.", "A date YYYY-MM-DD is expected."),
    "bool_type": ("Vrai ou faux est attendu.", "True or false is expected."),
    "greater_than_equal": ("Au moins {ge}.", "At least {ge}."),
    "greater_than": ("Plus que {gt}.", "More than {gt}."),
    "less_than_equal": ("Au plus {le}.", "At most {le}."),
    "less_than": ("Moins que {lt}.", "Less than {lt}."),
    "too_short": ("Au moins {min_length} élément(s).", "At least {min_length} item(s)."),
    "too_long": ("Au plus {max_length} éléments.", "At most {max_length} items."),
    "enum": ("Choisissez parmi : {expected}.", "Choose among: {expected}."),
    "literal_error": ("Choisissez parmi : {expected}.", "Choose among: {expected}."),
    "list_type": ("Une liste est attendue.", "A list is expected."),
    "model_type": ("Un objet est attendu.", "An object is expected."),
    "model_attributes_type": ("Un objet est attendu.", "An object is expected."),
    "dict_type": ("Un objet est attendu.", "An object is expected."),
    "date_from_datetime_parsing": ("Une date AAAA-MM-JJ est attendue.", "A date YYYY-MM-DD is expected."),
    "date_parsing": ("Une date AAAA-MM-JJ est attendue.", "A date YYYY-MM-DD is expected."),
    "date_type": ("Une date AAAA-MM-JJ est attendue.", "A date YYYY-MM-DD is expected."),
}


def _words(kind: str, context: dict[str, Any], language: Language) -> str:
    if kind.startswith("value_error") and "fr" in context:
        return str(context[language])
    if kind in {"too_short", "too_long"} and context.get("field_type") != "List":
        kind = f"string_{kind}"
    french, english = WORDS.get(kind, ("Cette valeur n'est pas valable.", "This value is not valid."))
    if language == "fr" and isinstance(expected := context.get("expected"), str):
        context = context | {"expected": expected.replace(" or ", " ou ")}
    return (french if language == "fr" else english).format(**context)
