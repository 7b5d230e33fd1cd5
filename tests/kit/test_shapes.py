"""What pydantic complains about, said in the reader's language: for every complaint that our shapes can raise."""

from collections.abc import Iterator
from typing import Any

import pytest
from pydantic import BaseModel, ValidationError

import app
from chalicelib.bookings.schemas import BookingBody, HostCancellationBody
from chalicelib.kit.shapes import MOST_ERRORS, WORDS, field_errors

RECEIVED = sorted(
    {shape for api in app.APIS for route in api.routes for shape in (route.body, route.query) if shape},
    key=lambda shape: shape.__name__,
)
COMPLAINTS = {
    "str": {"string_type"},
    "date": {"date_type", "date_parsing", "date_from_datetime_parsing", "date_from_datetime_inexact"},
    "enum": {"enum"},
    "literal": {"literal_error"},
    "list": {"list_type"},
    "model": {"model_type", "model_attributes_type"},
    "model-fields": {"missing", "extra_forbidden"},
}
LAX = {"int": {"int_parsing", "int_from_float"}, "bool": {"bool_parsing"}}
LIMITS = {
    "ge": "greater_than_equal", "gt": "greater_than", "le": "less_than_equal", "lt": "less_than",
    "pattern": "string_pattern_mismatch",
}  # fmt: skip
PLAIN_VALUES: list[Any] = [
    None, True, 0, -1, 10**30, 4.5, "", "x" * 6000, "<b>", "\ud800", [], [1] * 60, {}, {"a": 1}, "2027-13-40",
    "2027-03-16T10:00:00", 10**12, "9" * 4400, "nan", "é@é", "no",
]  # fmt: skip


def complaints_of(schema: Any) -> Iterator[str]:
    """Every kind of error that a pydantic core schema announces, at any depth."""
    if isinstance(schema, list | tuple):
        for part in schema:
            yield from complaints_of(part)
    if not isinstance(schema, dict):
        return
    kind = schema.get("type")
    if isinstance(kind, str):
        yield from COMPLAINTS.get(kind, ())
        if kind in {"int", "bool"}:
            yield f"{kind}_type"
            yield from () if schema.get("strict") else LAX[kind]
        yield from (complaint for limit, complaint in LIMITS.items() if limit in schema)
        for limit, end in (("min_length", "short"), ("max_length", "long")):
            if limit in schema:
                yield f"string_too_{end}" if kind == "str" else f"too_{end}"
    for name, value in schema.items():
        if name not in {"metadata", "serialization", "cls", "default"}:
            yield from complaints_of(value)


def complaints_about(shape: type[BaseModel], value: Any) -> list[Any]:
    try:
        shape.model_validate(value)
    except ValidationError as invalid:
        return [invalid]
    return []


def spoilt(shape: type[BaseModel]) -> Iterator[Any]:
    """Bodies in which one field, at the first or second depth, holds something wrong."""
    yield from PLAIN_VALUES
    for name, field in shape.model_fields.items():
        for value in PLAIN_VALUES:
            yield {name: value}
            yield {name: [value]}
        inner = field.annotation
        if isinstance(inner, type) and issubclass(inner, BaseModel):
            yield from ({name: body} for body in spoilt(inner))


def test_every_complaint_that_a_shape_announces_has_words() -> None:
    announced = {one for shape in RECEIVED for one in complaints_of(shape.__pydantic_core_schema__)}
    assert announced - WORDS.keys() == set()
    assert {"extra_forbidden", "model_attributes_type", "string_too_long", "enum", "int_parsing"} <= announced


def test_every_complaint_that_wrong_bodies_provoke_has_words_of_its_own() -> None:
    without_words = {
        error["type"]
        for shape in RECEIVED
        for body in spoilt(shape)
        for invalid in complaints_about(shape, body)
        for error in invalid.errors()
        if error["type"] not in WORDS and "fr" not in error.get("ctx", {})
    }
    assert without_words == set()


def test_complaints_are_worded_in_both_languages_and_never_half_in_one() -> None:
    half = set()
    for shape in RECEIVED:
        for body in spoilt(shape):
            for invalid in complaints_about(shape, body):
                for french, english in zip(field_errors(invalid, "fr"), field_errors(invalid, "en"), strict=True):
                    assert (french.pointer, french.code) == (english.pointer, english.code)
                    assert french.message != english.message
                    assert "{" not in french.message + english.message
                    half |= {french.message} if " or " in french.message else set()
    assert half == set()


@pytest.mark.parametrize("language", ["fr", "en"])
def test_limits_are_named(language: Any) -> None:
    body = {"space_id": "sp", "room_id": "rm", "start": "x" * 33, "end": "", "people": 501, "expected_ttc": -1}
    (invalid,) = complaints_about(BookingBody, body)
    said = {error.pointer: error.message for error in field_errors(invalid, language)}
    assert "32" in said["/start"]
    assert "500" in said["/people"]
    assert "0" in said["/expected_ttc"]


def test_of_endless_mistakes_the_first_are_told() -> None:
    body = {str(number): 1 for number in range(20_000)}
    (invalid,) = complaints_about(BookingBody, body)
    told = field_errors(invalid, "fr")
    assert (len(told), told[0].pointer) == (MOST_ERRORS, "/space_id")


GOOD = {
    "space_id": "sp", "room_id": "rm", "start": "2027-03-16T09:00", "end": "2027-03-16T10:00",
    "people": 1, "expected_ttc": 0,
}  # fmt: skip


@pytest.mark.parametrize("field", ["people", "expected_ttc"])
@pytest.mark.parametrize("value", ["4", True, 4.0, None, [4], 10**30])
def test_numbers_that_move_money_are_numbers(field: str, value: Any) -> None:
    assert not complaints_about(BookingBody, GOOD)
    if field == "expected_ttc" and value == 10**30:
        return  # any whole number may be wrong: it is compared, never stored
    assert complaints_about(BookingBody, GOOD | {field: value})


def test_the_refund_box_is_ticked_or_not_and_nothing_in_between() -> None:
    wrong: list[Any] = ["no", "yes", "false", "0", 0, 1, 1.0, None, [], ""]
    taken = [one for one in wrong if not complaints_about(HostCancellationBody, {"refund": one, "reason": "Absence"})]
    assert taken == []


def test_blanks_are_no_reason() -> None:
    assert HostCancellationBody.model_validate({"refund": False, "reason": " \n\t "}).reason == ""
