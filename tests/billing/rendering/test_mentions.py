"""Which legal sentences a document says: all that its kind of sale needs, and none that would be false."""

import re
from dataclasses import replace
from datetime import date, timedelta
from itertools import groupby, pairwise

import pytest

from chalicelib.billing.model import Annex, Document, Kind, Payment, Reference, VatKey
from chalicelib.billing.rendering.mentions import Treatment, exemption, mentions, text_in_force, treatment
from chalicelib.billing.rendering.texts import TEXTS, Element, Place
from chalicelib.legal.model import Exemption, VatCategory, VatRegime
from tests.make.documents import COMPANY, PERSON, a_document, a_line, paid

FRANCHISE = VatKey(VatCategory.EXEMPT, 0, Exemption.FRANCHISE)
EARLIER = Reference("F-2026-000977", date(2026, 12, 18), 12_600)
LAST_DAY = date(2036, 12, 31)


def printed(document: Document) -> list[str]:
    return [mention.code for mention in mentions(document) if mention.place is not Place.NOWHERE]


def notes(document: Document) -> dict[str, str]:
    return {mention.subject: mention.text for mention in mentions(document) if mention.subject}


def test_a_company_is_told_of_penalties_the_indemnity_and_discounts() -> None:
    assert printed(a_document()) == ["term", "nature", "late_penalties", "recovery", "no_discount"]


def test_a_consumer_is_threatened_with_nothing_but_the_xml_has_its_three_notes() -> None:
    document = a_document(buyer=PERSON)
    assert printed(document) == ["term", "nature"]
    assert notes(document) == {
        "PMD": "Pénalités de retard : sans objet",
        "PMT": "Indemnité forfaitaire pour frais de recouvrement : sans objet",
        "AAB": "Pas d'escompte pour paiement anticipé",
    }


@pytest.mark.parametrize("kind", Kind)
@pytest.mark.parametrize("buyer", [COMPANY, PERSON])
@pytest.mark.parametrize("regime", VatRegime)
def test_each_of_the_three_notes_is_there_exactly_once(kind: Kind, buyer: object, regime: VatRegime) -> None:
    """BR-FR-05 and BR-FR-06."""
    subjects = [one.subject for one in mentions(a_document(kind=kind, buyer=buyer, regime=regime)) if one.subject]
    assert sorted(subjects) == ["AAB", "PMD", "PMT"]


def test_what_was_paid_says_when_and_how_instead_of_a_term() -> None:
    document = paid(a_document())
    assert "term" not in printed(document)
    assert "Payée le 14 janvier 2027 par carte" in [one.text for one in mentions(document)]


def test_what_was_paid_in_part_says_both() -> None:
    document = a_document(prepaid=5_000, payment=Payment(date(2027, 1, 14), 5_000, "30"))
    said = [one.text for one in mentions(document) if one.element is Element.TERMS]
    assert said == [
        "50,00\u00a0€ payés le 14 janvier 2027 par virement",
        "Paiement à 30 jours : au plus tard le 13 février 2027",
    ]


def test_a_way_of_paying_that_nobody_worded_leaves_the_date() -> None:
    document = paid(a_document())
    payment = Payment(document.issued_on, 12_600, "ZZZ")
    document = replace(document, draft=replace(document.draft, payment=payment))
    assert "Payée le 14 janvier 2027" in [one.text for one in mentions(document)]


@pytest.mark.parametrize(
    ("language", "settled", "refunded"),
    [
        (
            "fr",
            "Réglée par compensation sur vos versements",
            "126,00\u00a0€ remboursés par compensation sur vos versements",
        ),
        ("en", "Settled by deduction from your payouts", "€126.00 refunded with your payouts"),
    ],
)  # fmt: skip
def test_what_was_withheld_was_not_paid_by_card(language: str, settled: str, refunded: str) -> None:
    for kind, wanted in ((Kind.INVOICE, settled), (Kind.CREDIT_NOTE, refunded)):
        document = paid(a_document(kind=kind, language=language))
        withheld = replace(document.draft, payment=Payment(document.issued_on, 12_600, "97"))
        said = [one.text for one in mentions(replace(document, draft=withheld)) if one.element is Element.TERMS]
        assert said == [wanted]


def test_a_day_that_somebody_named_is_said_without_the_sellers_term() -> None:
    document = replace(a_document(), due_on=date(2027, 1, 15))
    said = [one.text for one in mentions(document) if one.element is Element.TERMS]
    assert said == ["À payer au plus tard le 15 janvier 2027"]


def test_who_has_an_annex_is_told_of_it() -> None:
    assert "annex" in printed(a_document(annex=Annex("annexes/a.json", "0" * 64)))
    assert "annex" not in printed(a_document())


def test_the_platform_issues_a_self_billed_document_for_the_host_and_both_sentences_say_it() -> None:
    for kind, word in ((Kind.SELF_BILLED, "Facture émise"), (Kind.SELF_BILLED_CREDIT_NOTE, "Avoir émis")):
        said = [one.text for one in mentions(a_document(kind=kind, on_behalf_by="Pupitre"))[:2]]
        assert said == [
            "Autofacturation",
            f"{word} par Pupitre au nom et pour le compte de La Fabrique de Belleville",
        ]


def test_a_credit_note_names_what_it_corrects_and_threatens_nobody() -> None:
    document = a_document(kind=Kind.CREDIT_NOTE, corrects=EARLIER, reason="annulation", on_behalf_by="Pupitre")
    assert printed(document) == ["mandate_credit", "corrects", "reason", "nature"]
    assert mentions(document)[1].text == "Avoir sur la facture F-2026-000977 du 18 décembre 2026"


def test_a_mandate_names_both_sides() -> None:
    said = mentions(a_document(on_behalf_by="Pupitre"))[0].text
    assert said == "Facture émise par Pupitre au nom et pour le compte de La Fabrique de Belleville"


def test_self_billing_is_said_in_the_word_of_the_law() -> None:
    assert mentions(a_document(kind=Kind.SELF_BILLED))[0].text == "Autofacturation"


def test_a_final_invoice_names_every_deposit() -> None:
    other = replace(EARLIER, number="AC-2")
    codes = printed(a_document(deposits=(EARLIER, other), prepaid=12_600))
    assert codes.count("deposit_deducted") == 2


def test_the_option_for_debits_is_said() -> None:
    assert "debits" in printed(a_document(regime=VatRegime.DEBITS))
    assert "debits" not in printed(a_document())


def test_an_exemption_is_said_once_for_all_lines() -> None:
    document = a_document(a_line(vat=FRANCHISE), a_line(vat=FRANCHISE), regime=VatRegime.FRANCHISE)
    assert printed(document).count("franchise") == 1
    assert exemption(document, Exemption.FRANCHISE).vatex == "VATEX-FR-FRANCHISE"


@pytest.mark.parametrize(
    ("issued_on", "article"), [(date(2027, 12, 31), "293 B du CGI"), (date(2028, 1, 1), "L. 223-1 du CIBS")]
)
def test_the_franchise_changes_its_article_with_the_law(issued_on: date, article: str) -> None:
    document = a_document(a_line(vat=FRANCHISE), issued_on=issued_on)
    assert article in exemption(document, Exemption.FRANCHISE).text


def test_an_english_document_speaks_english_and_keeps_the_words_that_french_law_wants() -> None:
    document = a_document(a_line(vat=FRANCHISE), language="en")
    texts = " ".join(one.text for one in mentions(document))
    assert "TVA non applicable, art. 293 B du CGI" in texts
    assert "No discount for early payment" in texts
    assert "escompte" not in texts


@pytest.mark.parametrize(
    ("changes", "expected"),
    [
        ({}, Treatment.COMPANY),
        ({"siren": ""}, None),
        ({"country": "BE", "siren": ""}, Treatment.FOREIGN_COMPANY),
        ({"is_company": False}, Treatment.CONSUMER),
        ({"is_company": False, "country": "CH"}, Treatment.FOREIGN_CONSUMER),
    ],
)
def test_the_buyer_decides_how_a_document_is_exchanged(
    changes: dict[str, object], expected: Treatment | None
) -> None:
    address = replace(COMPANY.address, country=str(changes.pop("country", "FR")))
    assert treatment(a_document(buyer=replace(COMPANY, address=address, **changes))) == expected  # type: ignore[arg-type]


def test_the_table_has_one_text_for_every_code_on_every_day() -> None:
    """A gap would stop invoices on that day."""
    for code, rows in groupby(sorted(TEXTS, key=lambda row: (row.code, row.since)), key=lambda row: row.code):
        periods = [(row.since, row.until) for row in rows]
        assert periods[0][0] <= date(2026, 1, 1), code
        assert periods[-1][1] is None, code
        for (_, until), (since, _) in pairwise(periods):
            assert until is not None
            assert since == until + timedelta(days=1), code
        assert text_in_force(code, LAST_DAY)


def test_both_languages_fill_in_the_same_words() -> None:
    for text in TEXTS:
        assert text.fr
        assert text.en
        assert set(re.findall(r"{\w+}", text.fr)) == set(re.findall(r"{\w+}", text.en)), text.code


def test_a_day_before_the_table_has_no_text() -> None:
    with pytest.raises(LookupError, match="2019-12-31"):
        mentions(a_document(issued_on=date(2019, 12, 31)))
