"""The pages behind a document: every row once, in one line, below the same head."""

from dataclasses import replace
from io import BytesIO

import pytest
from pypdf import PdfReader

from chalicelib.billing.annex import AnnexTable, Column
from chalicelib.billing.model import Annex, Document
from chalicelib.billing.rendering.pdf import render
from tests.billing.rendering.test_pdf import words
from tests.make.documents import a_document

ANNEX = Annex("annexes/a.json", "0" * 64)
COLUMNS = (Column("Réservation", "left", 4), Column("TTC", "right", 2))
LONG = "Amphithéâtre" + " dont le nom n'en finit pas" * 8


def a_table(count: int, name: str = "", figure: str = "") -> AnnexTable:
    rows = tuple((name or f"bk_n{number}z", figure or f"{number},00 €") for number in range(count))
    return AnnexTable("Réservations de février", COLUMNS, rows, ("Total", "999,99 €"))


def drawn(table: AnnexTable) -> bytes:
    return render(a_document(annex=ANNEX), logo=None, annex=table)


def pages(table: AnnexTable) -> list[str]:
    """Without the document's first page."""
    return [" ".join(page.extract_text().split()) for page in PdfReader(BytesIO(drawn(table))).pages][1:]


def test_every_row_is_there_once_and_the_sums_are_last() -> None:
    printed = pages(a_table(200))
    whole = " ".join(printed)
    assert [whole.count(f"bk_n{number}z") for number in range(200)] == [1] * 200
    assert ["999,99 €" in page for page in printed] == [False, False, False, True]


def test_every_page_has_title_head_and_number_of_the_document() -> None:
    printed = pages(a_table(200))
    for place, page in enumerate(printed, 2):
        assert "Réservations de février" in page
        assert "Annexe – Facture N° F-2027-000012" in page
        assert "Réservation TTC" in page
        assert f"page {place}/{len(printed) + 1}" in page


@pytest.mark.parametrize("count", range(50, 56))
def test_the_sums_stand_below_a_row_and_above_the_foot(count: int) -> None:
    """Numbers of rows that fill a page and those around them."""
    found = words(drawn(a_table(count)))
    (sums,) = [word for word in found if word.text == "999,99\u00a0€"]
    on_page = [word for word in found if word.page == sums.page]
    assert any(word.text.startswith("bk_n") for word in on_page)
    assert sums.y - min(word.y for word in on_page) > 2 * sums.size


def test_a_text_that_is_too_long_is_cut_and_takes_one_line() -> None:
    (page,) = pages(a_table(20, name=LONG))
    assert page.count("Amphithéâtre") == 20
    assert page.count("…") == 20


def test_a_figure_is_never_cut() -> None:
    figure = "123\u202f456\u202f789\u202f123\u202f456\u202f789\u202f123\u202f456\u202f789\u202f123\u202f456,00\u00a0€"
    found = words(drawn(a_table(1, figure=figure)))
    (printed,) = [word for word in found if word.text == figure]
    assert printed.size < 7
    assert "…" not in "".join(word.text for word in found)


def test_figures_end_where_their_head_ends() -> None:
    """In figures of one width, a longer one begins further left by as much."""
    found = {word.text: word.x for word in words(drawn(a_table(101)))}
    one, three = found["1,00\u00a0€"], found["100,00\u00a0€"]
    assert 5 < one - three < 12


def test_a_table_without_rows_or_sums_is_still_a_page() -> None:
    (page,) = pages(AnnexTable("Rien en février", COLUMNS, ()))
    assert "Rien en février" in page


def test_an_annex_speaks_the_language_of_its_document() -> None:
    document = a_document(annex=ANNEX, language="en")
    reader = PdfReader(BytesIO(render(document, logo=None, annex=a_table(1))))
    assert "Annex – Invoice No. F-2027-000012" in " ".join(reader.pages[1].extract_text().split())


@pytest.mark.parametrize(("named", "table"), [(ANNEX, None), (None, a_table(1))])
def test_a_document_is_never_drawn_without_its_annex_or_with_anothers(
    named: Annex | None, table: AnnexTable | None
) -> None:
    document: Document = a_document()
    with pytest.raises(ValueError, match="annex"):
        render(replace(document, draft=replace(document.draft, annex=named)), logo=None, annex=table)
