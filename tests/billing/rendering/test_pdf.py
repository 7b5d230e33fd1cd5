"""The bytes and the pages: always the same bytes, and never two words in one place."""

import os
import re
import subprocess
import sys
from datetime import datetime, tzinfo
from decimal import Decimal
from hashlib import sha256
from io import BytesIO
from itertools import pairwise
from typing import NamedTuple, Self

import pytest
from pypdf import PdfReader

from chalicelib.billing.model import Document
from chalicelib.billing.rendering.pdf import render
from localdev.samples.documents import SAMPLES, drawn
from localdev.samples.logo import logo
from tests.make.documents import a_document, a_line

HASH_IN_ANOTHER_LIFE = """
from hashlib import sha256
from chalicelib.billing.rendering.pdf import render
from localdev.samples.logo import logo
from tests.make.documents import a_document
print(sha256(render(a_document(), logo=logo())).hexdigest())
"""
LOADED_WITH_THE_PACKAGE = """
import sys
import chalicelib.billing.rendering.pdf, chalicelib.billing.rendering.fonts, chalicelib.billing.rendering.logo
print(*sorted({"fpdf", "PIL", "fontTools"} & set(sys.modules)))
"""
ROW_SIZE = 9
SOME_LOREM = "Une prestation dont la description n'en finit pas. "


class Word(NamedTuple):
    """Text where it stands, in points from the bottom left."""

    page: int
    x: float
    y: float
    size: float
    text: str


def words(pdf: bytes) -> list[Word]:
    found: list[Word] = []
    for number, page in enumerate(PdfReader(BytesIO(pdf)).pages, 1):

        def note(text: str, _: object, at: list[float], __: object, size: float, number: int = number) -> None:
            if text.strip():
                found.append(Word(number, at[4], at[5], size, text.strip()))

        page.extract_text(visitor_text=note)
    return found


def pages(document: Document) -> list[str]:
    reader = PdfReader(BytesIO(render(document, logo=None)))
    return [" ".join(page.extract_text().split()) for page in reader.pages]


def test_the_same_document_gives_the_same_bytes_in_another_process() -> None:
    environment = os.environ | {"PYTHONHASHSEED": "7", "TZ": "Pacific/Auckland"}
    program = [sys.executable, "-c", HASH_IN_ANOTHER_LIFE]
    told = subprocess.run(program, check=True, capture_output=True, text=True, env=environment).stdout.strip()
    assert told == sha256(render(a_document(), logo=logo())).hexdigest()


class AnyDatetime(type):
    def __instancecheck__(cls, instance: object) -> bool:
        return isinstance(instance, datetime)


class Later(datetime, metaclass=AnyDatetime):
    """What fpdf2 believes to be `datetime`, in a year that no document is of."""

    @classmethod
    def now(cls, tz: tzinfo | None = None) -> Self:
        return cls(2040, 1, 1, tzinfo=tz)


def test_the_clock_leaves_no_trace(monkeypatch: pytest.MonkeyPatch) -> None:
    before = render(a_document(), logo=logo())
    monkeypatch.setattr("fpdf.fpdf.datetime", Later)
    monkeypatch.setattr("fpdf.output.datetime", Later)
    assert render(a_document(), logo=logo()) == before


def test_a_document_drawn_before_changes_nothing() -> None:
    """Fonts and logos are kept from one document to the next."""
    before = render(a_document(), logo=None)
    drawn("facture_noms_longs", logo=logo())
    assert render(a_document(), logo=None) == before


def test_another_document_gives_other_bytes() -> None:
    assert render(a_document(), logo=None) != render(a_document(a_line(discount=1)), logo=None)


def test_importing_the_package_loads_neither_fpdf2_nor_pillow() -> None:
    program = [sys.executable, "-c", LOADED_WITH_THE_PACKAGE]
    assert subprocess.run(program, check=True, capture_output=True, text=True).stdout.strip() == ""


def test_every_page_has_number_count_and_footer() -> None:
    document = a_document(*[a_line(label=f"Salle {place}") for place in range(60)], footer="Ouvert tous les jours")
    printed = pages(document)
    assert len(printed) > 2
    for place, page in enumerate(printed, 1):
        assert f"F-2027-000012 page {place}/{len(printed)}" in page
        assert "Ouvert tous les jours" in page


def test_every_foot_is_set_like_the_first() -> None:
    """Feet are drawn last, on pages whose font fpdf2 has forgotten."""
    found = words(render(a_document(*[a_line()] * 60), logo=None))
    feet = {(word.x, word.y, word.size) for word in found if word.text.startswith("page ")}
    assert len(feet) == 1


def test_the_head_of_the_table_is_on_every_page_that_has_lines() -> None:
    printed = pages(a_document(*[a_line(label=f"Salle {place}") for place in range(60)]))
    assert all("Désignation Quantité" in page for page in printed if "Salle " in page)


def test_every_line_is_there_once() -> None:
    whole = " ".join(pages(a_document(*[a_line(label=f"Salle n{place}z") for place in range(120)])))
    assert [whole.count(f"Salle n{place}z") for place in range(120)] == [1] * 120


@pytest.mark.parametrize("name", SAMPLES)
def test_words_never_overlap(name: str) -> None:
    """Within one column, lines are further apart than letters are high."""
    for above, below in pairwise(sorted(words(drawn(name)), key=lambda w: (w.page, w.x, -w.y))):
        if (above.page, above.x) == (below.page, below.x):
            assert above.y - below.y > 0.9 * below.size, (above, below)


@pytest.mark.parametrize("name", SAMPLES)
def test_nothing_leaves_the_page(name: str) -> None:
    for word in words(drawn(name)):
        assert 50 < word.x < 545, word
        assert 24 < word.y < 815, word


def test_a_row_is_never_torn_from_its_figures() -> None:
    """Rows of many heights, so that every way of ending a page is met."""
    lines = [a_line(label=f"Salle n{place}z", detail="Un détail\n" * (place % 5)) for place in range(90)]
    found = words(render(a_document(*lines), logo=None))
    names = sorted((word.page, word.y) for word in found if re.fullmatch(r"Salle n\d+z", word.text))
    amounts = sorted((word.page, word.y) for word in found if word.text == "105,00\u00a0€" and word.size == ROW_SIZE)
    assert len(names) == 90
    assert amounts == names


@pytest.mark.parametrize("length", [1, 90, 200])
def test_a_description_longer_than_a_page_goes_on_on_the_next(length: int) -> None:
    document = a_document(a_line(detail=SOME_LOREM * length), a_line(label="La suivante"))
    whole = " ".join(pages(document))
    assert whole.count("n'en finit pas") == length
    assert whole.count("La suivante") == 1


def test_a_footer_that_is_too_long_for_every_page_is_printed_once() -> None:
    document = a_document(*[a_line()] * 40, footer=SOME_LOREM * 40)
    whole = " ".join(pages(document))
    assert whole.count("n'en finit pas") == 40


def test_very_large_amounts_stay_in_their_column() -> None:
    found = words(
        render(a_document(a_line(quantity=Decimal("9999.9999"), unit_price=Decimal("99999999.99"))), logo=None)
    )
    edges = {word.text: word.x for word in found}
    assert edges["9\u202f999,9999\u00a0h"] < edges["999\u202f999,9999\u00a0€"]


def test_what_the_fonts_lack_is_shown_as_missing_and_kept_in_the_xml() -> None:
    document = a_document(a_line(label="Salle ☕"))
    pdf = render(document, logo=None)
    assert "Salle □" in " ".join(pages(document))
    assert "Salle ☕" in PdfReader(BytesIO(pdf)).attachments["factur-x.xml"][0].decode()


def test_an_english_document_has_no_french_label() -> None:
    whole = " ".join(pages(a_document(a_line(detail="", label="Room"), language="en")))
    assert "Invoice No. F-2027-000012" in whole
    for french in ("Facture", "Vendeur", "Désignation", "Total TTC", "Reste", "janvier", "Échéance", "TVA"):
        assert french not in whole
