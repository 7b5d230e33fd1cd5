"""Every sample passes every validator, and for every validator there is a wrong document that it alone must find.

One test runs veraPDF once over all: a JVM takes seconds to start.
"""

import re
from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import date
from decimal import Decimal
from io import BytesIO
from itertools import product
from pathlib import Path

import pytest
from PIL import Image

from chalicelib.billing.model import Document, Kind, Reference, VatKey, totals
from chalicelib.billing.rendering import cii, layout, pdf
from chalicelib.legal.model import Exemption, PostalAddress, VatCategory, VatRegime
from localdev.samples.documents import SAMPLES, drawn
from localdev.samples.logo import logo
from localdev.samples.settlement import commission
from tests.billing.validators import attachment, page, rules, sums, verapdf
from tests.make.documents import COMPANY, PERSON, a_document, a_line, paid

LOGOS = [
    ("RGBA", "PNG"),
    ("P", "PNG"),
    ("LA", "PNG"),
    ("1", "PNG"),
    ("CMYK", "JPEG"),
    ("RGB", "GIF"),
    ("RGB", "WEBP"),
]

ABROAD = PostalAddress("Rue Haute 1", "1000", "Bruxelles", country="BE")
BUYERS = (
    COMPANY,
    replace(COMPANY, siren="", siret="", vat_number=""),
    replace(COMPANY, address=ABROAD, siren="", siret="", vat_number="BE0123456749"),
    PERSON,
    replace(PERSON, address=ABROAD),
)
KEYS = {
    VatRegime.NORMAL: VatKey(VatCategory.STANDARD, 850),
    VatRegime.DEBITS: VatKey(VatCategory.STANDARD, 210),
    VatRegime.FRANCHISE: VatKey(VatCategory.EXEMPT, 0, Exemption.FRANCHISE),
    VatRegime.PUBLIC_BODY: VatKey(VatCategory.OUTSIDE, 0, Exemption.PUBLIC_BODY),
}


@pytest.fixture(scope="module")
def samples(tmp_path_factory: pytest.TempPathFactory) -> list[Path]:
    folder = tmp_path_factory.mktemp("samples")
    for name in SAMPLES:
        (folder / f"{name}.pdf").write_bytes(drawn(name))
    return sorted(folder.glob("*.pdf"))


@pytest.fixture(scope="module")
def xmls(samples: list[Path]) -> dict[str, bytes]:
    return {file.stem: attachment.attached(file) for file in samples}


def found_in(faults: Callable[[bytes], list[str]], xmls: dict[str, bytes]) -> dict[str, list[str]]:
    return {name: broken for name, xml in xmls.items() if (broken := faults(xml))}


def changed(pattern: str, replacement: str) -> bytes:
    """The XML of a paid invoice with one thing wrong."""
    right = cii.xml(paid(a_document())).decode()
    wrong = re.sub(pattern, replacement, right, flags=re.DOTALL)
    assert wrong != right
    return wrong.encode()


def with_unconverted_logo(monkeypatch: pytest.MonkeyPatch) -> bytes:
    with monkeypatch.context() as patch:
        patch.setattr(pdf, "rgb", lambda held: Image.open(BytesIO(held)))
        return pdf.render(a_document(), logo=logo("CMYK", "JPEG"))


def without_mentions(monkeypatch: pytest.MonkeyPatch) -> bytes:
    with monkeypatch.context() as patch:
        patch.setattr(layout, "mentions", lambda _: ())
        return pdf.render(a_document(), logo=None)


def test_pages_are_pdf_a_whatever_the_logo_was(
    samples: list[Path], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    for mode, form in LOGOS:
        (tmp_path / f"logo_{mode}_{form}.pdf").write_bytes(pdf.render(a_document(), logo=logo(mode, form)))
    right = [*samples, *sorted(tmp_path.glob("*.pdf"))]
    cmyk, another_part = tmp_path / "wrong_cmyk.pdf", tmp_path / "wrong_part.pdf"
    cmyk.write_bytes(with_unconverted_logo(monkeypatch))
    another_part.write_bytes(pdf.render(a_document(), logo=None).replace(b"<pdfaid:part>3<", b"<pdfaid:part>1<"))
    found = verapdf.faults([*right, cmyk, another_part])
    assert {file.name: found[file] for file in right if found[file]} == {}
    assert [broken.partition(":")[0] for broken in found[cmyk]] == ["6.2.4.3-3"]
    assert [broken.partition(":")[0] for broken in found[another_part]] == ["6.6.4-2"]


def test_the_xml_follows_its_schema(xmls: dict[str, bytes]) -> None:
    assert found_in(rules.schema_faults, xmls) == {}


def test_the_xml_keeps_the_european_rules(xmls: dict[str, bytes]) -> None:
    assert found_in(rules.european_faults, xmls) == {}


def test_the_xml_keeps_the_french_rules(xmls: dict[str, bytes]) -> None:
    assert found_in(rules.french_faults, xmls) == {}


def test_figures_add_up(xmls: dict[str, bytes]) -> None:
    assert found_in(sums.faults, xmls) == {}


def test_pages_say_what_the_law_and_the_xml_say(samples: list[Path]) -> None:
    found = {file.name: page.faults(file) + attachment.faults(file) for file in samples}
    assert {name: broken for name, broken in found.items() if broken} == {}


def combinations() -> Iterator[Document]:
    """Every kind for every buyer under every regime, paid and not, rounded and not, in both languages by turns."""
    for place, (kind, buyer, (regime, key)) in enumerate(product(Kind, BUYERS, KEYS.items())):
        lines = (a_line(vat=key, discount=3), a_line(vat=key, unit_price=Decimal(0)))
        document = a_document(
            *lines,
            kind=kind,
            buyer=buyer,
            regime=regime,
            corrects=Reference("F-1", date(2026, 12, 1)) if kind.gives_back else None,
            language=("fr", "en")[place % 2],
            payable=totals(lines).ttc + place % 3 - 1,
        )
        yield paid(document) if place % 4 < 2 else document


def test_every_combination_keeps_all_rules() -> None:
    checks = (rules.schema_faults, rules.european_faults, rules.french_faults, sums.faults)
    checked = 0
    for document in combinations():
        xml = cii.xml(document)
        found = [broken for check in checks for broken in check(xml)]
        assert found == [], (document.draft.kind, document.draft.buyer, document.draft.regime)
        checked += 1
    assert checked == len(Kind) * len(BUYERS) * len(KEYS)


def test_a_free_invoice_was_paid_with_nothing() -> None:
    xml = cii.xml(paid(a_document(a_line(unit_price=Decimal(0)))))
    assert rules.european_faults(xml) == rules.french_faults(xml) == []


def test_a_missing_element_breaks_the_schema() -> None:
    xml = changed("<ram:InvoiceCurrencyCode>EUR</ram:InvoiceCurrencyCode>", "<ram:Currency>EUR</ram:Currency>")
    assert any("Currency': This element is not expected" in broken for broken in rules.schema_faults(xml))


@pytest.mark.parametrize(
    ("pattern", "replacement", "rule"),
    [
        ("<ram:GrandTotalAmount>126.00", "<ram:GrandTotalAmount>127.00", "BR-CO-15"),
        ("<ram:CountryID>FR</ram:CountryID>", "<ram:CountryID>XX</ram:CountryID>", "CountryID' is not allowed"),
        ('unitCode="HUR"', 'unitCode="HEURE"', "@unitCode' is not allowed"),
    ],
)
def test_a_wrong_total_or_code_breaks_the_european_rules(pattern: str, replacement: str, rule: str) -> None:
    assert any(rule in broken for broken in rules.european_faults(changed(pattern, replacement)))


@pytest.mark.parametrize(
    ("pattern", "replacement", "rule"),
    [
        ("<ram:SubjectCode>PMT</ram:SubjectCode>", "<ram:SubjectCode>AAI</ram:SubjectCode>", "BR-FR-05"),
        ("<ram:SubjectCode>PMT</ram:SubjectCode>", "<ram:SubjectCode>PMD</ram:SubjectCode>", "BR-FR-06"),
        ("<ram:ID>F-2027-000012</ram:ID>", "<ram:ID>F 2027 12</ram:ID>", "BR-FR-02"),
        ("<ram:ID>S2</ram:ID>", "<ram:ID>S3000</ram:ID>", "BR-FR-08"),
        (">000100057<", ">00010005<", "BR-FR-32"),
        ("20.00</ram:RateApplicablePercent>", "17.00</ram:RateApplicablePercent>", "BR-FR-16"),
        ("<ram:TotalPrepaidAmount>126.00", "<ram:TotalPrepaidAmount>120.00", "BR-FR-CO-09"),
    ],
)
def test_what_the_reform_wants_and_does_not_find_breaks_the_french_rules(
    pattern: str, replacement: str, rule: str
) -> None:
    assert any(rule in broken for broken in rules.french_faults(changed(pattern, replacement)))


def test_a_cent_that_the_official_rules_let_through_is_found() -> None:
    xml = changed("CalculatedAmount>21.00<", "CalculatedAmount>21.01<")
    xml = xml.replace(b'currencyID="EUR">21.00<', b'currencyID="EUR">21.01<').replace(b">126.00<", b">126.01<")
    assert rules.european_faults(xml) == rules.french_faults(xml) == []
    assert sums.faults(xml) == ["VAT of ('S', Decimal('2E+1')) is 21.01, not 21.00"]


def test_a_price_that_does_not_make_its_line_is_found() -> None:
    xml = changed("ChargeAmount>35.00<", "ChargeAmount>36.00<")
    assert rules.european_faults(xml) == rules.french_faults(xml) == []
    assert sums.faults(xml) == ["line 1 is 105.00, not 108.00"]


def test_more_cents_than_rounding_explains_are_found() -> None:
    """Of what a card paid one, of what was withheld a hundredth."""
    by_card = cii.xml(commission()).replace(b"<ram:TypeCode>97<", b"<ram:TypeCode>48<")
    assert sums.faults(by_card) == ["rounding of 0.03"]
    assert sums.faults(cii.xml(commission())) == []
    too_much = cii.xml(commission()).replace(b"RoundingAmount>0.03<", b"RoundingAmount>17.45<")
    assert "rounding of 17.45" in sums.faults(too_much)


def test_a_page_that_keeps_silent_is_found(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    silent = tmp_path / "silent.pdf"
    silent.write_bytes(without_mentions(monkeypatch))
    assert [broken for broken in page.faults(silent) if "40 €" in broken]
    assert len(page.faults(silent)) == 4


def test_an_attachment_of_another_kind_is_found(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    other = tmp_path / "other.pdf"
    monkeypatch.setattr(pdf, "RELATIONSHIP", "Data")
    other.write_bytes(pdf.render(a_document(), logo=None))
    assert attachment.faults(other) == ["associated files are [('factur-x.xml', '/Data')]"]
