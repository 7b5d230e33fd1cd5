"""What people type: identifiers, good and bad, and texts that end on a PDF."""

from collections.abc import Callable

import pytest
from pydantic_core import PydanticCustomError

from chalicelib.legal.typed import compact_siren, compact_siret, compact_vat_number, plain_line, plain_text

GOOD = [
    (compact_siren, "732 829 320", "732829320"),
    (compact_siren, "356000000", "356000000"),
    (compact_siren, "", ""),
    (compact_siret, "732 829 320 00074", "73282932000074"),
    (compact_siret, "35600000000048", "35600000000048"),  # La Poste, head office: Luhn
    (compact_siret, "35600000049837", "35600000049837"),  # La Poste, an office: sum of digits
    (compact_vat_number, "FR 44 732 829 320", "FR44732829320"),
    (compact_vat_number, "fr44732829320", "FR44732829320"),
    (compact_vat_number, "FR4Z123456782", "FR4Z123456782"),  # new-style key
    (compact_vat_number, "DE 136695976", "DE136695976"),
    (compact_vat_number, "EL094259216", "EL094259216"),
    (compact_vat_number, "GR094259216", "EL094259216"),
    (compact_vat_number, "CHE-107.787.577", "CHE107787577"),
    (compact_vat_number, "GB980780684", "GB980780684"),
    (compact_vat_number, "", ""),
]
BAD = [
    (compact_siren, "732829321"),
    (compact_siren, "73282932"),
    (compact_siren, "٧٣٢٨٢٩٣٢٠"),
    (compact_siret, "73282932000075"),
    (compact_siret, "732829320"),
    (compact_siret, "35600000049838"),
    (compact_vat_number, "FR45732829320"),
    (compact_vat_number, "FR44732829321"),
    (compact_vat_number, "DE136695977"),
    (compact_vat_number, "GR094259217"),
    (compact_vat_number, "X"),
    (compact_vat_number, "<script>"),
    (compact_vat_number, "FR"),
]


@pytest.mark.parametrize(("check", "typed", "kept"), GOOD)
def test_a_good_identifier_is_kept_in_one_form(check: Callable[[str], str], typed: str, kept: str) -> None:
    assert check(typed) == kept


@pytest.mark.parametrize(("check", "typed"), BAD)
def test_a_bad_identifier_is_refused_in_both_languages(check: Callable[[str], str], typed: str) -> None:
    with pytest.raises(PydanticCustomError) as refused:
        check(typed)
    assert refused.value.context is not None
    assert refused.value.context.keys() == {"fr", "en"}


@pytest.mark.parametrize(
    "text", ["une\nligne", "une\tligne", "\x00", "à l'envers \u202e", "\u2028", "\ud800", "\ue000"]
)
def test_a_line_holds_nothing_that_a_page_cannot_show(text: str) -> None:
    with pytest.raises(PydanticCustomError):
        plain_line(text)


def test_accents_are_composed_and_a_text_keeps_its_lines() -> None:
    assert plain_line("Cafe\u0301 & Cie « L’Œuvre »") == "Café & Cie « L’Œuvre »"
    assert plain_text("une\r\ndeux\n\ntrois") == "une\ndeux\n\ntrois"
    with pytest.raises(PydanticCustomError):
        plain_text("une\x07")
