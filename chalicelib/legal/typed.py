"""What people type on the pages of `legal`, checked and put into its one form.

Everything here may end on a PDF that cannot be corrected, so no text holds what no page could show. Identifiers are
checked by python-stdnum, loaded with the first one because it takes 75 ms.
"""

import unicodedata
from collections.abc import Sequence
from datetime import date
from typing import Protocol, TypeVar

from pydantic_core import PydanticCustomError

UNSEEN = {"Cc", "Cs", "Co", "Cn", "Zl", "Zp"}
"""Unicode categories that show nothing: controls, halves of pairs, private and unassigned ones, line separators."""

DIRECTIONS = {"LRE", "RLE", "LRO", "RLO", "PDF", "LRI", "RLI", "FSI", "PDI"}
"""Marks that make a line read backwards."""


class HasDay(Protocol):
    @property
    def since(self) -> date: ...


Dates = TypeVar("Dates", bound=Sequence[HasDay])


def _refused(code: str, fr: str, en: str) -> PydanticCustomError:
    return PydanticCustomError(f"value_error.{code}", "{en}", {"fr": fr, "en": en})


def plain_line(text: str) -> str:
    """Composed (NFC), without anything that shows nothing or turns the reading direction."""
    if any(unicodedata.category(c) in UNSEEN or unicodedata.bidirectional(c) in DIRECTIONS for c in text):
        raise _refused(
            "unprintable",
            "Ce texte contient des caractères invisibles ou un retour à la ligne.",
            "This text holds invisible characters or a line break.",
        )
    return unicodedata.normalize("NFC", text)


def plain_text(text: str) -> str:
    """Like a line, with line breaks."""
    return "\n".join(plain_line(line) for line in text.replace("\r\n", "\n").split("\n"))


def compact_siren(text: str) -> str:
    """« 732 829 320 » as nine digits, or nothing."""
    return text and _checked(text, "siren", "Ce SIREN n'est pas valable.", "This SIREN is not valid.")


def compact_siret(text: str) -> str:
    """As fourteen digits, or nothing. La Poste's have a key of their own."""
    return text and _checked(text, "siret", "Ce SIRET n'est pas valable.", "This SIRET is not valid.")


def _checked(text: str, kind: str, fr: str, en: str) -> str:
    from stdnum.exceptions import ValidationError
    from stdnum.fr import siren, siret

    try:
        return siren.validate(text) if kind == "siren" else siret.validate(text)
    except ValidationError as wrong:
        raise _refused(kind, fr, en) from wrong


def compact_vat_number(text: str) -> str:
    """« FR 44 732829320 » as « FR44732829320 », or nothing. One that begins like a member state's has the key of that
    state; others are taken as they are, since nobody can check them."""
    from stdnum.eu import vat
    from stdnum.exceptions import InvalidComponent, ValidationError

    compact = "".join(c for c in text.upper() if c not in " .-\u00a0\u202f")
    if not compact:
        return ""
    wrong_number = _refused("vat_number", "Ce numéro de TVA n'est pas valable.", "This VAT number is not valid.")
    if not (compact.isascii() and compact.isalnum() and 4 <= len(compact) <= 20):
        raise wrong_number
    if compact.startswith("GR"):
        compact = "EL" + compact[2:]
    try:
        return vat.validate(compact)
    except InvalidComponent:
        if compact[:2] in EUROPEAN:
            raise wrong_number from None
        return compact
    except ValidationError as wrong:
        raise wrong_number from wrong


EUROPEAN = {
    "AT", "BE", "BG", "CY", "CZ", "DE", "DK", "EE", "EL", "ES", "FI", "FR", "HR", "HU", "IE", "IT", "LT", "LU", "LV",
    "MT", "NL", "PL", "PT", "RO", "SE", "SI", "SK", "XI",
}  # fmt: skip
"""With what the VAT numbers of the member states begin; Greece says EL, Northern Ireland XI."""


def distinct_days(dated: Dates) -> Dates:
    if len({one.since for one in dated}) < len(dated):
        raise _refused("day_twice", "Deux valeurs commencent le même jour.", "Two values begin on the same day.")
    return dated
