"""Every letter, in both languages and both forms."""

from collections.abc import Container
from dataclasses import replace
from html import unescape
from itertools import product
from typing import Any

import pytest

from chalicelib.billing.facts import DocumentStored
from chalicelib.bookings import facts as booking_facts
from chalicelib.core.errors import Language
from chalicelib.core.facts import Fact
from chalicelib.legal.facts import MandateAccepted
from chalicelib.legal.texts import TextKind, text_of
from chalicelib.notifications.cases import BookingCase, Case
from chalicelib.notifications.context import context_of, recipient, template_of
from chalicelib.notifications.mails import MAILS, Mail, Role, mails_for
from chalicelib.notifications.render import TEMPLATES, Letter, render
from chalicelib.notifications.words import typeset
from tests.notifications.samples import (
    COWORKER,
    FACTS,
    MANDATE,
    OF_BOOKING,
    OF_DOCUMENT,
    OPERATOR,
    OWNER,
    PUBLIC_URL,
    case_of,
    free_case_of,
    hostile_case_of,
)

LANGUAGES: tuple[Language, ...] = ("fr", "en")
EVERY_MAIL = [mail for mails in MAILS.values() for mail in mails]
EVERY_TEMPLATE = {name for mail in EVERY_MAIL for name in (mail.template, mail.to_host) if name}
ONLY_WITH_MONEY = {
    "refund_made",
    "refund_failed",
    "hold_lost",
    "payment_not_taken",
    "mandate_accepted",
    "invoice_ready",
    "credit_note_ready",
    "self_billed_invoice",
    "self_billed_credit_note",
    "commission_invoice",
    "commission_credit_note",
    "payout_sent",
    "payout_failed",
    "debt_arisen",
    "dispute_opened",
    "dispute_closed",
}
SOLD_TO_HOST = {"commission_invoice", "commission_credit_note"}


def worded(fact: Fact) -> list[Mail]:
    """A mail that has other words for a host counts as two."""
    mails = mails_for(fact)
    return mails + [replace(mail, template=mail.to_host, to_host="") for mail in mails if mail.to_host]


def letters(*, besides: Container[str] = ()) -> list[Any]:
    return [
        pytest.param(fact, mail, language, id=f"{fact.kind}-{index}-{mail.key}-{language}")
        for (index, fact), language in product(enumerate(FACTS), LANGUAGES)
        for mail in worded(fact)
        if mail.template not in besides
    ]


every_letter = pytest.mark.parametrize(("fact", "mail", "language"), letters())


def case_for(mail: Mail, fact: Fact, language: Language) -> Case:
    return case_of(fact, language, sold_to_host=mail.template in SOLD_TO_HOST)


def letter_of(case: Case, mail: Mail, language: Language) -> Letter:
    return render(mail.template, language, context_of(case, mail.role, language, public_url=PUBLIC_URL))


@every_letter
def test_a_letter_has_a_subject_a_text_and_an_html(fact: Fact, mail: Mail, language: Language) -> None:
    letter = letter_of(case_for(mail, fact, language), mail, language)
    assert letter.subject
    assert letter.subject == letter.subject.strip()
    assert letter.html.startswith("<!doctype html>")
    assert f'<html lang="{language}">' in letter.html
    assert "<" not in letter.text
    assert "{" not in letter.text
    assert "\n\n\n" not in letter.text


@every_letter
def test_both_forms_hold_what_the_reader_must_know(fact: Fact, mail: Mail, language: Language) -> None:
    case = case_for(mail, fact, language)
    letter = letter_of(case, mail, language)
    context = context_of(case, mail.role, language, public_url=PUBLIC_URL)
    lines = context["facts"]
    assert isinstance(lines, list)
    assert len(lines) >= 3
    for form in (letter.text, unescape(letter.html)):
        for label, value in lines:
            assert label in form
            assert value in form
        for line in str(context["said"]).splitlines():
            assert line in form
        assert str(context["link"]) in form


@pytest.mark.parametrize(("fact", "mail", "language"), letters(besides=ONLY_WITH_MONEY))
def test_a_free_booking_never_speaks_of_a_card(fact: Fact, mail: Mail, language: Language) -> None:
    letter = letter_of(free_case_of(fact, language), mail, language)
    for word in ("€", "carte ", "card ", "rembours", "refund"):
        assert word not in letter.text


@every_letter
def test_what_people_typed_is_escaped_and_kept_out_of_the_headers(fact: Fact, mail: Mail, language: Language) -> None:
    letter = letter_of(hostile_case_of(fact, language, sold_to_host=mail.template in SOLD_TO_HOST), mail, language)
    assert "<script" not in letter.html
    assert "&lt;script&gt;" in letter.html
    assert len(letter.subject.splitlines()) == 1
    assert not any(line.startswith("Bcc:") for line in letter.text.splitlines())


@pytest.mark.parametrize("mail", EVERY_MAIL, ids=lambda mail: mail.key)
def test_each_mail_of_the_table_is_sampled(mail: Mail) -> None:
    assert any(mail in mails_for(fact) for fact in FACTS)


def test_no_letter_is_left_that_nothing_calls_for() -> None:
    for language in LANGUAGES:
        assert {path.stem for path in (TEMPLATES / language).iterdir()} == EVERY_TEMPLATE | {"why"}


def test_the_host_reads_who_when_how_much_and_until_when() -> None:
    fact = FACTS[0]
    letter = letter_of(case_of(fact), Mail(Role.HOST, "new_request"), "fr")
    text = letter.text.replace("\u00a0", " ")
    assert "Coworker Un" in text
    assert "Mercredi 14 avril 2027 de 9 h 00 à 12 h 00" in text
    assert "4 personnes" in text
    assert "60,00 € TTC" in text
    assert "Répondez avant le mardi 13 avril 2027 à 14 h 00" in text
    assert f"{PUBLIC_URL}/hote/reservations/bk_1" in text


def test_the_reason_for_keeping_the_money_reaches_the_coworker_line_by_line() -> None:
    fact = booking_facts.BookingCancelled(
        **OF_BOOKING, by="host", refunded=False, was_confirmed=True, amount=6000, reason="Panne.\nDésolé."
    )
    letter = letter_of(case_of(fact, "en"), Mail(Role.COWORKER, "host_cancelled"), "en")
    assert "The host chose not to refund" in letter.text
    assert "> Panne.\n> Désolé.\n" in letter.text


@pytest.mark.parametrize("language", LANGUAGES)
def test_whoever_gives_a_mandate_receives_both_texts_whole(language: Language) -> None:
    fact = next(fact for fact in FACTS if isinstance(fact, MandateAccepted))
    letter = letter_of(case_of(fact, language), Mail(Role.OWNER, "mandate_accepted"), language)
    for kind, version in ((TextKind.MANDATE, MANDATE.version), (TextKind.TERMS, MANDATE.terms)):
        text = text_of(kind, version, language)
        for paragraph in (text.title, *text.body.split("\n\n")):
            for form in (letter.text, unescape(letter.html)):
                assert typeset(paragraph.removeprefix("## ")) in form
    assert "##" not in letter.text


def test_a_credit_note_says_what_comes_back_when_and_what_it_corrects() -> None:
    fact = next(fact for fact in FACTS if getattr(fact, "document_kind", "") == "credit_note")
    letter = letter_of(case_of(fact), Mail(Role.BUYER, "credit_note_ready"), "fr")
    text = letter.text.replace("\u00a0", " ")
    assert letter.subject.replace("\u00a0", " ") == "Votre avoir A-2027-000003 : Salle Écluse"
    assert "180,00 € TTC vous sont rendus" in text
    assert "sous 5 à 10 jours ouvrés" in text
    assert "Corrige : F-2027-000012" in text
    assert f"{PUBLIC_URL}/mes-documents" in text


@pytest.mark.parametrize(
    ("kind", "sold_to_host", "email", "template"),
    [
        ("invoice", False, COWORKER.email, "invoice_ready"),
        ("deposit", False, COWORKER.email, "invoice_ready"),
        ("credit_note", False, COWORKER.email, "credit_note_ready"),
        ("invoice", True, OWNER.email, "commission_invoice"),
        ("credit_note", True, OWNER.email, "commission_credit_note"),
        ("self_billed", False, OWNER.email, "self_billed_invoice"),
        ("self_billed_credit_note", False, OWNER.email, "self_billed_credit_note"),
    ],
)
def test_a_document_is_told_once_to_whom_it_concerns_in_words_for_him(
    kind: str, sold_to_host: bool, email: str, template: str
) -> None:
    fact = DocumentStored(**OF_DOCUMENT, number="X-2027-000001", document_kind=kind)
    case = case_of(fact, sold_to_host=sold_to_host)
    (mail,) = mails_for(fact)
    to = recipient(case, mail.role, operator_email=OPERATOR)
    assert to is not None
    assert (to.email, template_of(case, mail)) == (email, template)


@pytest.mark.parametrize(
    ("sold_to_host", "words"), [(False, "vous avez réservé cette salle"), (True, "vous gérez cette organisation")]
)
def test_a_buyer_is_told_why_he_is_written_to(sold_to_host: bool, words: str) -> None:
    fact = DocumentStored(**OF_DOCUMENT, number="X-2027-000001", document_kind="invoice")
    case = case_of(fact, sold_to_host=sold_to_host)
    (mail,) = mails_for(fact)
    assert words in letter_of(case, replace(mail, template=template_of(case, mail)), "fr").text


def test_a_coworker_who_left_is_not_named() -> None:
    case = case_of(FACTS[0])
    assert isinstance(case, BookingCase)
    letter = letter_of(replace(case, coworker=None), Mail(Role.HOST, "new_request"), "fr")
    assert "(compte fermé) souhaite réserver" in letter.text
