from datetime import UTC, date, datetime

import pytest

from chalicelib.core.errors import Language
from chalicelib.core.period import Period
from chalicelib.notifications.words import day, euros, moment, of_month, one_line, people, place, price, span, typeset
from chalicelib.spaces.model import Address


def plain(text: str) -> str:
    """Without the typographer's spaces, which a reader of this file could not see."""
    return text.replace("\u00a0", " ").replace("\u202f", " ")


def utc(*parts: int) -> datetime:
    return datetime(*parts, tzinfo=UTC)  # type: ignore[arg-type, misc]


def test_the_first_of_a_month_is_ordinal_in_french_only() -> None:
    assert day(date(2027, 6, 1), "fr") == "mardi 1er juin 2027"
    assert day(date(2027, 6, 1), "en") == "Tuesday 1 June 2027"


def test_a_month_that_begins_with_a_vowel_is_elided_in_french_only() -> None:
    said = [of_month(date(2027, number, 1), "fr") for number in (4, 5, 8, 10)]
    assert said == ["d'avril 2027", "de mai 2027", "d'août 2027", "d'octobre 2027"]
    assert of_month(date(2027, 10, 1), "en") == "for October 2027"


@pytest.mark.parametrize(
    ("language", "words"),
    [
        ("fr", "mercredi 14 avril 2027 de 9 h 00 à 12 h 00"),
        ("en", "Wednesday 14 April 2027 from 09:00 to 12:00"),
    ],
)
def test_a_span_of_one_day_names_the_day_once(language: Language, words: str) -> None:
    period = Period(utc(2027, 4, 14, 7), utc(2027, 4, 14, 10))
    assert plain(span(period, "Europe/Paris", language)) == words


@pytest.mark.parametrize(
    ("language", "words"),
    [
        ("fr", "du mercredi 14 avril 2027 à 9 h 00 au vendredi 16 avril 2027 à 18 h 30"),
        ("en", "from Wednesday 14 April 2027 at 09:00 to Friday 16 April 2027 at 18:30"),
    ],
)
def test_a_span_of_several_days_names_both_ends(language: Language, words: str) -> None:
    period = Period(utc(2027, 4, 14, 7), utc(2027, 4, 16, 16, 30))
    assert plain(span(period, "Europe/Paris", language)) == words


def test_a_span_until_midnight_stays_within_its_day() -> None:
    period = Period(utc(2027, 4, 14, 16), utc(2027, 4, 14, 22))
    assert plain(span(period, "Europe/Paris", "fr")) == "mercredi 14 avril 2027 de 18 h 00 à minuit"
    assert span(period, "Europe/Paris", "en") == "Wednesday 14 April 2027 from 18:00 to midnight"


def test_an_hour_that_exists_twice_says_which_one_is_meant() -> None:
    period = Period(utc(2027, 10, 31, 0, 30), utc(2027, 10, 31, 1, 30))
    assert plain(span(period, "Europe/Paris", "fr")) == (
        "dimanche 31 octobre 2027 de 2 h 30 (UTC+2) à 2 h 30 (UTC+1)"
    )


def test_a_zone_other_than_that_of_paris_is_named() -> None:
    at = utc(2027, 4, 13, 22)
    assert plain(moment(at, "Pacific/Noumea", "fr")) == ("mercredi 14 avril 2027 à 9 h 00 (fuseau Pacific/Noumea)")
    assert moment(at, "Pacific/Noumea", "en") == "Wednesday 14 April 2027 at 09:00 (Pacific/Noumea time)"


def test_money_is_written_as_each_language_writes_it() -> None:
    assert euros(123450, "fr") == "1\u202f234,50\u00a0€"
    assert euros(123450, "en") == "€1,234.50"
    assert (euros(-5, "fr"), euros(-5, "en")) == ("-0,05\u00a0€", "-€0.05")
    assert price(6000, "fr") == "60,00\u00a0€\u00a0TTC"
    assert plain(price(6000, "en")) == "€60.00 incl. VAT"


def test_no_cent_is_lost_in_a_sum_that_no_float_holds() -> None:
    assert euros(9_007_199_254_740_993, "en") == "€90,071,992,547,409.93"


def test_nothing_to_pay_is_said_in_a_word() -> None:
    assert (price(0, "fr"), price(0, "en")) == ("Gratuit", "Free")


def test_one_person_is_singular() -> None:
    assert [people(1, "fr"), people(2, "fr"), people(1, "en"), people(2, "en")] == [
        "1 personne",
        "2 personnes",
        "1 person",
        "2 people",
    ]


def test_an_address_leaves_out_what_is_empty_and_the_home_country() -> None:
    assert place(Address("12 quai du Canal", "", "75010", "Paris")) == "12 quai du Canal, 75010 Paris"
    assert place(Address("1 rue Haute", "Cour B", "1000", "Bruxelles", "BE")) == (
        "1 rue Haute, Cour B, 1000 Bruxelles, BE"
    )


@pytest.mark.parametrize("breaker", ["\n", "\r\n", "\x0b", "\x85", "\u2028", "\u2029", "\x00"])
def test_what_a_person_typed_never_breaks_a_line(breaker: str) -> None:
    assert one_line(f"Salle{breaker}Bcc: x") == "Salle Bcc: x"


def test_direction_marks_are_dropped_and_accents_kept() -> None:
    assert one_line("Salle \u202eÉcluse\u2066 ☕") == "Salle Écluse ☕"


def test_french_punctuation_never_starts_a_line() -> None:
    assert typeset("« Oui » : non ; quoi ? 5 €") == ("«\u00a0Oui\u00a0»\u00a0: non\u00a0; quoi\u00a0? 5\u00a0€")
