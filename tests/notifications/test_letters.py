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
from chalicelib.notifications.context import BookingCase, Case, context_of
from chalicelib.notifications.mails import MAILS, Mail, Role, mails_for
from chalicelib.notifications.render import TEMPLATES, Letter, render
from chalicelib.notifications.words import typeset
from tests.notifications.samples import (
    FACTS,
    MANDATE,
    OF_BOOKING,
    OF_DOCUMENT,
    PUBLIC_URL,
    case_of,
    free_case_of,
    hostile_case_of,
)

LANGUAGES: tuple[Language, ...] = ("fr", "en")
EVERY_MAIL = list(product((mail for mails in MAILS.values() for mail in mails), LANGUAGES))
ONLY_WITH_MONEY = {
    "refund_made",
    "refund_failed",
    "hold_lost",
    "payment_not_taken",
    "mandate_accepted",
    "invoice_ready",
    "credit_note_ready",
}


def letters(*, besides: Container[str] = ()) -> list[Any]:
    return [
        pytest.param(fact, mail, language, id=f"{fact.kind}-{index}-{mail.key}-{language}")
        for (index, fact), language in product(enumerate(FACTS), LANGUAGES)
        for mail in mails_for(fact)
        if mail.template not in besides
    ]


every_letter = pytest.mark.parametrize(("fact", "mail", "language"), letters())


def letter_of(case: Case, mail: Mail, language: Language) -> Letter:
    return render(mail.template, language, context_of(case, mail.role, language, public_url=PUBLIC_URL))


@every_letter
def test_a_letter_has_a_subject_a_text_and_an_html(fact: Fact, mail: Mail, language: Language) -> None:
    letter = letter_of(case_of(fact, language), mail, language)
    assert letter.subject
    assert letter.subject == letter.subject.strip()
    assert letter.html.startswith("<!doctype html>")
    assert f'<html lang="{language}">' in letter.html
    assert "<" not in letter.text
    assert "{" not in letter.text
    assert "\n\n\n" not in letter.text


@every_letter
def test_both_forms_hold_what_the_reader_must_know(fact: Fact, mail: Mail, language: Language) -> None:
    case = case_of(fact, language)
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
    letter = letter_of(hostile_case_of(fact, language), mail, language)
    assert "<script" not in letter.html
    assert "&lt;script&gt;" in letter.html
    assert len(letter.subject.splitlines()) == 1
    assert not any(line.startswith("Bcc:") for line in letter.text.splitlines())


@pytest.mark.parametrize(("mail", "language"), EVERY_MAIL)
def test_each_mail_of_the_table_is_sampled_in_both_languages(mail: Mail, language: Language) -> None:
    assert (TEMPLATES / language / f"{mail.template}.j2").is_file()
    assert any(mail in mails_for(fact) for fact in FACTS)


def test_no_letter_is_left_that_nothing_calls_for() -> None:
    called = {mail.template for mails in MAILS.values() for mail in mails} | {"why"}
    for language in LANGUAGES:
        assert {path.stem for path in (TEMPLATES / language).iterdir()} == called


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
    letter = letter_of(case_of(fact), Mail(Role.COWORKER, "credit_note_ready"), "fr")
    text = letter.text.replace("\u00a0", " ")
    assert letter.subject.replace("\u00a0", " ") == "Votre avoir A-2027-000003 : Salle Écluse"
    assert "180,00 € TTC vous sont rendus" in text
    assert "sous 5 à 10 jours ouvrés" in text
    assert "Corrige : F-2027-000012" in text
    assert f"{PUBLIC_URL}/mes-documents" in text


def test_what_the_platform_buys_from_a_host_is_announced_to_no_coworker() -> None:
    fact = DocumentStored(**OF_DOCUMENT, number="AF-2027-000001", document_kind="self_billed")
    assert mails_for(fact) == []


def test_a_coworker_who_left_is_not_named() -> None:
    case = case_of(FACTS[0])
    assert isinstance(case, BookingCase)
    letter = letter_of(replace(case, coworker=None), Mail(Role.HOST, "new_request"), "fr")
    assert "(compte fermé) souhaite réserver" in letter.text
