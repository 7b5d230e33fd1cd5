"""Every refused body says which field, by a stable code, in the reader's language."""

from typing import Any, NamedTuple

import pytest
from pydantic import BaseModel, ValidationError

from chalicelib.core.errors import FieldError, Language
from chalicelib.kit.shapes import field_errors
from chalicelib.spaces.moderation_schemas import RefusalBody
from chalicelib.spaces.schemas import SearchQuery, SpaceBody
from tests.make.spaces import room_body, space_body

CLOSED: list[list[dict[str, str]]] = [[]] * 6


class Words(NamedTuple):
    code: str
    french: str
    english: str


def errors_of(shape: type[BaseModel], body: dict[str, Any], language: Language = "fr") -> list[FieldError]:
    with pytest.raises(ValidationError) as invalid:
        shape.model_validate(body)
    return field_errors(invalid.value, language)


def span(opens: str, closes: str) -> dict[str, str]:
    return {"opens": opens, "closes": closes}


MORNING = span("09:00", "12:30")


def hours(*intervals: dict[str, str]) -> dict[str, Any]:
    return space_body(opening_hours=[list(intervals), *CLOSED])


def room(**changes: Any) -> dict[str, Any]:
    return space_body(rooms=[room_body(), room_body(**changes)])


def tariff(**changes: Any) -> dict[str, Any]:
    return room(tariff={"basis": "HT", "hour": 3000} | changes)


def address(**changes: Any) -> dict[str, Any]:
    return space_body(address=space_body()["address"] | changes)


FORMAT = Words("string_pattern_mismatch", "Le format n'est pas le bon.", "The format is not right.")
NO_PRICE = Words(
    "value_error.no_price",
    "Indiquez au moins un prix supérieur à zéro, ou choisissez « gratuit ».",
    "Give at least one price above zero, or choose “free”.",
)
CLOSES_FIRST = Words(
    "value_error.closes_before_opening", "La fermeture suit l'ouverture.", "Closing comes after opening."
)
OVERLAP = Words(
    "value_error.overlapping_hours",
    "Les plages d'une journée se suivent sans se chevaucher.",
    "The intervals of a day follow each other without overlapping.",
)
UNKNOWN = Words("extra_forbidden", "Ce champ n'existe pas.", "There is no such field.")
REQUIRED = Words("missing", "Ce champ est obligatoire.", "This field is required.")
WHOLE_NUMBER = Words("int_type", "Un nombre entier est attendu.", "A whole number is expected.")
NOT_VALID = Words("value_error", "Cette valeur n'a pas le bon format.", "This value does not have the right format.")
BLANK = Words("string_too_short", "Au moins 1 caractère(s).", "At least 1 character(s).")
SEVEN_DAYS = Words("too_short", "Au moins 7 élément(s).", "At least 7 item(s).")
FORTY_ROOMS = Words("too_long", "Au plus 40 éléments.", "At most 40 items.")


def at_least(least: int) -> Words:
    return Words("greater_than_equal", f"Au moins {least}.", f"At least {least}.")


def at_most(most: int) -> Words:
    return Words("less_than_equal", f"Au plus {most}.", f"At most {most}.")


REFUSED_HOURS = {
    "overlap": (hours(MORNING, span("12:15", "18:00")), "/opening_hours/0", OVERLAP),
    "disorder": (hours(span("14:00", "18:00"), MORNING), "/opening_hours/0", OVERLAP),
    "closes before opening": (hours(span("18:00", "09:00")), "/opening_hours/0/0", CLOSES_FIRST),
    "closes at opening": (hours(span("09:00", "09:00")), "/opening_hours/0/0", CLOSES_FIRST),
    "off the quarter": (hours(span("09:10", "12:00")), "/opening_hours/0/0/opens", FORMAT),
    "opens at 24:00": (hours(span("24:00", "24:00")), "/opening_hours/0/0/opens", FORMAT),
    "digits of another script": (hours(span("0٩:00", "12:00")), "/opening_hours/0/0/opens", FORMAT),
    "six days": (space_body(opening_hours=CLOSED), "/opening_hours", SEVEN_DAYS),
}
REFUSED_PRICES = {
    "zero price": (tariff(hour=0), "/rooms/1/tariff", NO_PRICE),
    "a zero price among others": (tariff(day=0), "/rooms/1/tariff", NO_PRICE),
    "no price at all": (tariff(hour=None), "/rooms/1/tariff", NO_PRICE),
    "negative price": (tariff(hour=-1), "/rooms/1/tariff/hour", at_least(0)),
    "half a cent": (tariff(hour=12.5), "/rooms/1/tariff/hour", WHOLE_NUMBER),
    "price as text": (tariff(hour="3000"), "/rooms/1/tariff/hour", WHOLE_NUMBER),
}
REFUSED_ROOMS = {
    "no place": (room(capacity=0), "/rooms/1/capacity", at_least(1)),
    "crowd": (room(capacity=501), "/rooms/1/capacity", at_most(500)),
    "capacity true": (room(capacity=True), "/rooms/1/capacity", WHOLE_NUMBER),
    "answer after six days": (room(answer_delay_hours=145), "/rooms/1/answer_delay_hours", at_most(144)),
    "colour by name": (room(colour="red"), "/rooms/1/colour", FORMAT),
    "short colour": (room(colour="#12345"), "/rooms/1/colour", FORMAT),
    "blank name": (room(name="   "), "/rooms/1/name", BLANK),
    "unknown field of a room": (room(price=1), "/rooms/1/price", UNKNOWN),
    "too many rooms": (space_body(rooms=[room_body()] * 41), "/rooms", FORTY_ROOMS),
}
REFUSED_SPACES = {
    "unknown field of a space": (space_body(status="live"), "/status", UNKNOWN),
    "no address": (space_body(address={}), "/address/line1", REQUIRED),
    "short postcode": (address(postcode="7501"), "/address/postcode", FORMAT),
    "British postcode": (address(postcode="SW1A 1AA"), "/address/postcode", FORMAT),
    "postcode of no department": (address(postcode="00100"), "/address/postcode", FORMAT),
    "postcode of another script": (address(postcode="٧٥٠١٩"), "/address/postcode", FORMAT),
    "not an e-mail": (space_body(contact_email="bonjour"), "/contact_email", NOT_VALID),
    "letters in the telephone": (space_body(contact_phone="call me"), "/contact_phone", FORMAT),
}
REFUSED = REFUSED_HOURS | REFUSED_PRICES | REFUSED_ROOMS | REFUSED_SPACES


@pytest.mark.parametrize(("body", "pointer", "words"), REFUSED.values(), ids=REFUSED.keys())
def test_a_refused_space_says_where_and_why(body: dict[str, Any], pointer: str, words: Words) -> None:
    assert FieldError(pointer, words.code, words.french) in errors_of(SpaceBody, body, "fr")
    assert FieldError(pointer, words.code, words.english) in errors_of(SpaceBody, body, "en")


@pytest.mark.parametrize(
    ("body", "pointer", "code"),
    [
        (tariff(basis="net"), "/rooms/1/tariff/basis", "enum"),
        (room(kind="cellar"), "/rooms/1/kind", "enum"),
        (space_body(amenities=["pool"]), "/amenities/0", "enum"),
        (address(country="BE"), "/address/country", "literal_error"),
    ],
)
def test_a_choice_outside_the_list_is_refused(body: dict[str, Any], pointer: str, code: str) -> None:
    assert [(error.pointer, error.code) for error in errors_of(SpaceBody, body)] == [(pointer, code)]


def test_every_wrong_field_is_told_at_once() -> None:
    body = space_body(name="", rooms=[room_body(capacity=0, colour="red")])
    assert {error.pointer for error in errors_of(SpaceBody, body)} == {
        "/name",
        "/rooms/0/capacity",
        "/rooms/0/colour",
    }


@pytest.mark.parametrize("postcode", ["01000", "20090", "75019", "97110", "98800"])
def test_french_postcodes_are_taken_corsica_and_overseas_included(postcode: str) -> None:
    assert SpaceBody.model_validate(address(postcode=postcode)).address.postcode == postcode


def test_intervals_may_touch_and_a_day_may_last_until_midnight() -> None:
    body = hours(MORNING, {"opens": "12:30", "closes": "24:00"})
    assert [span.closes for span in SpaceBody.model_validate(body).opening_hours[0]] == ["12:30", "24:00"]


def test_a_free_room_says_so_with_a_null_tariff_which_is_never_implied() -> None:
    assert SpaceBody.model_validate(room(tariff=None)).rooms[1].tariff is None
    implied = room_body()
    del implied["tariff"]
    errors = errors_of(SpaceBody, space_body(rooms=[implied]))
    assert [(error.pointer, error.code) for error in errors] == [("/rooms/0/tariff", "missing")]


def test_a_refusal_needs_a_reason() -> None:
    assert [error.pointer for error in errors_of(RefusalBody, {"reason": " a "})] == ["/reason"]


@pytest.mark.parametrize(
    ("query", "code"),
    [
        ({"date": "2027-03-29", "start": "09:00"}, "value_error.partial_span"),
        ({"date": "2027-03-29", "start": "12:00", "end": "09:00"}, "value_error.ends_before_start"),
    ],
)
def test_a_search_has_a_whole_span_or_none(query: dict[str, Any], code: str) -> None:
    assert [error.code for error in errors_of(SearchQuery, query)] == [code]
