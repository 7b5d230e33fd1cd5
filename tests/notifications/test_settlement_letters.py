"""What a host, and the operator, read about the money that is owed."""

import pytest

from chalicelib.billing.facts import DocumentStored
from chalicelib.core.errors import Language
from chalicelib.core.facts import Fact
from chalicelib.legal.facts import ConnectedAccountChanged
from chalicelib.notifications.context import context_of, recipient, template_of
from chalicelib.notifications.labels import BANK_REASONS
from chalicelib.notifications.mails import mails_for
from chalicelib.notifications.render import Letter, render
from chalicelib.payouts.facts import (
    DisputeClosed,
    MonthContested,
    MonthParked,
    PayoutFailed,
    PayoutSent,
    TransferTakenBack,
)
from tests.notifications.samples import (
    OF_ACCOUNT,
    OF_BOOKING,
    OF_DOCUMENT,
    OF_MONTH,
    OF_PURSE,
    OPERATOR,
    OWNER,
    PUBLIC_URL,
    case_of,
)

PAYOUTS = f"{PUBLIC_URL}/hote/ho_1/versements"
PROFILE = f"{PUBLIC_URL}/hote/ho_1/profil"


def letter_to(email: str, fact: Fact, language: Language = "fr", *, sold_to_host: bool = False) -> Letter:
    """The one letter of the fact, which must be addressed to `email`; with plain spaces."""
    case = case_of(fact, language, sold_to_host=sold_to_host)
    (mail,) = mails_for(fact)
    to = recipient(case, mail.role, operator_email=OPERATOR)
    assert to is not None
    assert to.email == email
    context = context_of(case, mail.role, to.language, public_url=PUBLIC_URL)
    letter = render(template_of(case, mail), to.language, context)
    return Letter(plain(letter.subject), plain(letter.text), letter.html)


def plain(text: str) -> str:
    return text.replace("\u00a0", " ").replace("\u202f", " ")


def test_a_self_billed_invoice_says_how_much_when_it_is_paid_and_until_when_it_may_be_contested() -> None:
    fact = DocumentStored(**OF_DOCUMENT, number="AF-2027-000004", document_kind="self_billed")
    letter = letter_to(OWNER.email, fact)
    assert letter.subject == "Votre facture AF-2027-000004 d'avril 2027 est prête"
    assert "180,00 € TTC" in letter.text
    assert "Le lundi 10 mai 2027" in letter.text
    assert "sept jours pour la contester, jusqu'au samedi 8 mai 2027" in letter.text
    assert "Mois : Avril 2027" in letter.text
    assert PAYOUTS in letter.text


def test_the_credit_note_of_a_self_billed_invoice_names_what_it_corrects_and_the_room() -> None:
    fact = DocumentStored(**OF_DOCUMENT, number="AAF-2027-000001", document_kind="self_billed_credit_note")
    letter = letter_to(OWNER.email, fact)
    assert letter.subject == "Votre avoir AAF-2027-000001 corrige la facture F-2027-000012"
    assert "Pour : Salle Écluse" in letter.text


@pytest.mark.parametrize(
    ("kind", "subject"),
    [
        ("invoice", "Facture de notre commission d'avril 2027 : 180,00 €"),
        ("credit_note", "Avoir F-2027-000013 sur notre commission : 180,00 €"),
    ],
)
def test_nothing_is_to_be_paid_for_a_commission(kind: str, subject: str) -> None:
    fact = DocumentStored(**OF_DOCUMENT, number="F-2027-000013", document_kind=kind)
    letter = letter_to(OWNER.email, fact, sold_to_host=True)
    assert letter.subject == subject
    assert "Vous n'avez rien à" in letter.text
    assert PAYOUTS in letter.text


def test_a_payout_says_how_much_and_the_day_it_arrives() -> None:
    letter = letter_to(OWNER.email, PayoutSent(**OF_PURSE, payout=12, amount=123450, arrives_on="2027-05-12"))
    assert letter.subject == "1 234,50 € sont en route vers votre banque"
    assert "doit arriver le mercredi 12 mai 2027" in letter.text
    assert PAYOUTS in letter.text


def test_a_payout_that_came_back_says_why_in_plain_words_and_what_to_do() -> None:
    letter = letter_to(OWNER.email, PayoutFailed(**OF_PURSE, payout=12, amount=123450, cause="account_closed"))
    assert letter.subject == "Votre virement a échoué : vérifiez votre RIB"
    assert "« Mon profil → Méthodes d'encaissement → Dashboard Stripe »" in letter.text
    assert "« J’ai corrigé mon RIB »" in letter.text
    assert "Selon la banque : le compte est fermé" in letter.text


def test_a_code_that_tells_a_host_nothing_is_left_out() -> None:
    letter = letter_to(OWNER.email, PayoutFailed(**OF_PURSE, payout=12, amount=123450, cause="something_new"))
    assert "something_new" not in letter.text + letter.html
    assert "Selon la banque" not in letter.text


def test_every_reason_of_a_bank_is_worded_in_both_languages() -> None:
    assert BANK_REASONS["fr"].keys() == BANK_REASONS["en"].keys()


def test_a_restricted_account_leads_to_the_profile_and_says_what_waits() -> None:
    letter = letter_to(OWNER.email, ConnectedAccountChanged(**OF_ACCOUNT, state="restricted", was="active"))
    assert letter.subject == "Votre compte d'encaissement est restreint"
    assert "ne peuvent pas être réservées" in letter.text
    assert PROFILE in letter.text
    assert "individual.dob.day" not in letter.text


def test_a_month_without_a_mandate_says_which_and_never_the_machines_words() -> None:
    letter = letter_to(OWNER.email, MonthParked(**OF_MONTH, reason="no_mandate"), "en")
    assert "Your bookings for April 2027 could not be invoiced" in letter.text
    assert PROFILE in letter.text
    assert "no_mandate" not in letter.text


def test_a_month_that_stands_still_is_told_to_the_operator_in_words_and_not_in_codes() -> None:
    letter = letter_to(OPERATOR, MonthParked(**OF_MONTH, reason="sums_differ"))
    assert letter.subject == "Clôture à l'arrêt : Les Quais Partagés, avril 2027"
    assert "ses sommes ne concordent pas" in letter.text
    assert "sums_differ" not in letter.text
    assert "> " not in letter.text


def test_a_contest_reaches_the_operator_in_the_hosts_own_words() -> None:
    letter = letter_to(OPERATOR, MonthContested(**OF_MONTH, reason="Il manque une réservation.\nCelle du 3."))
    assert letter.subject == "Facture contestée : Les Quais Partagés, avril 2027"
    assert "Ce que l'hôte en dit :\n> Il manque une réservation.\n> Celle du 3.\n" in letter.text


@pytest.mark.parametrize(
    ("cause", "words"),
    [("disputed", "La banque du coworker a repris"), ("not_billable", "Le coworker est remboursé")],
)
def test_a_debt_says_how_much_why_and_that_nothing_is_to_be_sent(cause: str, words: str) -> None:
    letter = letter_to(
        OWNER.email, TransferTakenBack(**OF_PURSE, booking="bk_1", amount=2000, debt=3400, cause=cause)
    )
    assert words in letter.text
    assert "il reste 34,00 € à rendre" in letter.text
    assert "Repris : 20,00 €" in letter.text
    assert "déduite de vos prochains versements" in letter.text


@pytest.mark.parametrize(
    ("won", "subject", "words"),
    [
        (True, "Contestation gagnée : Salle Écluse", "vous est de nouveau dû"),
        (False, "Contestation perdue : Salle Écluse", "ne vous est donc plus due"),
    ],
)
def test_how_a_dispute_ended_is_said_first(won: bool, subject: str, words: str) -> None:
    letter = letter_to(OWNER.email, DisputeClosed(**OF_BOOKING, dispute="du_1", amount=6000, won=won))
    assert letter.subject == subject
    assert words in letter.text


def test_the_owner_is_told_why_he_is_written_to() -> None:
    letter = letter_to(OWNER.email, PayoutSent(**OF_PURSE, payout=1, amount=100, arrives_on="2027-05-12"))
    assert "parce que vous gérez cette organisation" in letter.text
