"""From a call on the wire to a problem document, whatever was sent."""

import json
from dataclasses import replace
from typing import Any

import pytest

import app
from chalicelib.core.errors import Refusal
from chalicelib.kit import http
from chalicelib.kit.http import MOST_BYTES
from chalicelib.kit.settings import settings
from localdev.gateway import Answer
from tests.kit.conftest import Blown, Lamps

SPARK = "/lamps/lamp-1/spark"


def refused(answer: Answer, status: int, code: str) -> Any:
    assert (answer.status, answer.json()["code"]) == (status, code), answer.body
    assert answer.headers["Content-Type"] == "application/problem+json"
    assert answer.json()["status"] == status
    assert answer.json()["type"].endswith(code)
    return answer.json()


def errors(answer: Answer) -> dict[str, str]:
    return {error["pointer"]: error["code"] for error in refused(answer, 422, "invalid")["errors"]}


def blow(lamps: Lamps, refusal: Exception) -> None:
    def act(_: object) -> None:
        raise refusal

    lamps.act = act


def test_an_answer_carries_its_version_and_is_kept_by_nobody(lamps: Lamps) -> None:
    answer = lamps.call("POST", SPARK)
    assert (answer.status, answer.json()["id"]) == (200, "lamp")
    assert answer.headers["ETag"] == '"7"'
    assert answer.headers["Cache-Control"] == "no-store"
    assert answer.headers["X-Content-Type-Options"] == "nosniff"


@pytest.mark.parametrize(
    ("accepted", "language", "words"),
    [
        ("", "fr", "L'ampoule de 40 W a grillé."),
        ("de-DE, de", "fr", "L'ampoule de 40 W a grillé."),
        ("EN-gb,en;q=0.9,fr;q=0.8", "en", "The 40 W bulb has blown."),
        ("de, fr-FR;q=0.9, en;q=0.8", "fr", "L'ampoule de 40 W a grillé."),
    ],
)
def test_a_refusal_speaks_the_callers_language(lamps: Lamps, accepted: str, language: str, words: str) -> None:
    blow(lamps, Blown("watts", watts=40))
    answer = lamps.call("POST", SPARK, accept_language=accepted)
    problem = refused(answer, 409, "blown")
    assert (problem["detail"], answer.headers["Content-Language"]) == (words, language)
    assert problem["params"] == {"watts": 40}
    assert problem["errors"] == [{"pointer": "/watts", "code": "blown", "message": words}]


def test_text_is_sent_as_it_is_to_whoever_has_not_got_it_yet(lamps: Lamps) -> None:
    answer = lamps.call("GET", "/lamps/1/poem.txt")
    assert (answer.status, answer.body.decode()) == (200, "Ô lampe,\r\nbrille.")
    assert answer.headers["Content-Type"] == "text/plain; charset=utf-8"
    assert (answer.headers["Cache-Control"], answer.headers["X-Content-Type-Options"]) == ("private", "nosniff")
    tag = answer.headers["ETag"]
    for known in (tag, f"W/{tag}", f'"other", {tag}'):
        again = lamps.call("GET", "/lamps/1/poem.txt", if_none_match=known)
        assert (again.status, again.body, again.headers["ETag"]) == (304, b"", tag)
    assert lamps.call("GET", "/lamps/1/poem.txt", if_none_match='"other"').status == 200
    blow(lamps, Blown(watts=40))
    refused(lamps.call("GET", "/lamps/1/poem.txt", if_none_match=tag), 409, "blown")


def test_every_wrong_field_is_pointed_at(lamps: Lamps) -> None:
    body = {"watts": 0, "colour": "x" * 11, "wires": ["red", 4], "wats": 1}
    assert errors(lamps.call("PUT", "/lamps/1", json.dumps(body).encode(), if_match='"1"')) == {
        "/watts": "greater_than_equal",
        "/colour": "string_too_long",
        "/wires/1": "string_type",
        "/wats": "extra_forbidden",
    }


def test_pointers_are_those_of_rfc_6901(lamps: Lamps) -> None:
    body = {"watts": 4, "a/b~c": 1}
    assert errors(lamps.call("PUT", "/lamps/1", json.dumps(body).encode(), if_match='"1"')) == {
        "/a~1b~0c": "extra_forbidden"
    }


@pytest.mark.parametrize("body", ["[]", "null", '"text"', "4", "true"])
def test_a_body_that_is_no_object_is_pointed_at_as_a_whole(lamps: Lamps, body: str) -> None:
    assert list(errors(lamps.call("PUT", "/lamps/1", body.encode(), if_match='"1"'))) == [""]


@pytest.mark.parametrize(
    "body",
    [b"", b"{", b"watts=4", b'{"watts": 4}}', b"\xff\xfe", b"[" * 100_000, b'{"watts": ' + b"9" * 5000 + b"}"],
    ids=["nothing", "half", "a form", "too many braces", "not text", "a deep hole", "an endless number"],
)
def test_a_body_that_is_not_json_is_unreadable(lamps: Lamps, body: bytes) -> None:
    refused(lamps.call("PUT", "/lamps/1", body, if_match='"1"'), 400, "unreadable_body")


@pytest.mark.parametrize("value", ["NaN", "1e999", "-1e999", "4.5", '"quatre"', "null", "{}", "[4]"])
def test_a_number_that_is_none_is_refused(lamps: Lamps, value: str) -> None:
    answer = lamps.call("PUT", "/lamps/1", b'{"watts": ' + value.encode() + b"}", if_match='"1"')
    assert list(errors(answer)) == ["/watts"]


@pytest.mark.parametrize("media", ["text/plain", "application/x-www-form-urlencoded", "application/jsonp", "json"])
def test_another_media_type_is_refused(lamps: Lamps, media: str) -> None:
    refused(lamps.call("PUT", "/lamps/1", if_match='"1"', content_type=media), 415, "unsupported_media_type")


@pytest.mark.parametrize("media", ["application/json; charset=utf-8", "APPLICATION/JSON", "application/json ;x=1"])
def test_json_under_any_spelling_is_read(lamps: Lamps, media: str) -> None:
    assert lamps.call("PUT", "/lamps/1", if_match='"1"', content_type=media).status == 200


def test_a_body_beyond_the_limit_is_refused_and_one_at_it_is_read(lamps: Lamps) -> None:
    body = b'{"watts": 4}'
    assert lamps.call("PUT", "/lamps/1", body.ljust(MOST_BYTES), if_match='"1"').status == 200
    problem = refused(
        lamps.call("PUT", "/lamps/1", body.ljust(MOST_BYTES + 1), if_match='"1"'), 413, "body_too_large"
    )
    assert "600" in problem["detail"]


def test_somebody_else_learns_nothing_from_the_way_a_body_is_refused(lamps: Lamps) -> None:
    for body, media in ((b"{", "application/json"), (b'{"watts": 0}', "application/json"), (b"x", "text/plain")):
        answer = lamps.call("PUT", "/lamps/1", body, authorization="eve", if_match='"1"', content_type=media)
        refused(answer, 404, "not_found")
    refused(lamps.call("POST", "/lamps", b"{", authorization="eve", idempotency_key=""), 404, "not_found")
    assert lamps.seen == []


@pytest.mark.parametrize("typed", ["a.b", "a%2Fb", "BK%23x", "%00", "é", "x" * 65, "%2e%2e", "a b"])
def test_an_identifier_that_cannot_be_one_is_not_found(lamps: Lamps, typed: str) -> None:
    assert lamps.call("GET", f"/lamps/{typed}").status == 404
    assert lamps.seen == []


def test_a_query_is_checked_and_defaults_are_filled_in(lamps: Lamps) -> None:
    assert errors(lamps.call("GET", "/lamps/1?limit=10&colour=red")) == {
        "/limit": "less_than_equal",
        "/colour": "extra_forbidden",
    }
    lamps.call("GET", "/lamps/1")
    lamps.call("GET", "/lamps/1?limit=3&limit=4")
    assert [call.query.limit for call in lamps.seen] == [5, 4]


@pytest.mark.parametrize(("tag", "version"), [('"3"', 3), ('W/"3"', 3), ("3", 3)])
def test_an_edit_names_its_version(lamps: Lamps, tag: str, version: int) -> None:
    assert lamps.call("PUT", "/lamps/1", if_match=tag).status == 200
    assert lamps.seen[0].expected_version == version


@pytest.mark.parametrize("tag", ["", "*", '"x"', '"-1"', '"1", "2"', '"' + "9" * 5000 + '"'])
def test_an_edit_without_a_version_is_refused(lamps: Lamps, tag: str) -> None:
    refused(lamps.call("PUT", "/lamps/1", if_match=tag), 428, "version_required")


@pytest.mark.parametrize(
    ("hops", "forwarded", "seen"),
    [
        (0, "203.0.113.7", "127.0.0.1"),
        (1, "203.0.113.7, 130.176.0.1", "203.0.113.7"),
        (1, "6.6.6.6, 203.0.113.7, 130.176.0.1", "203.0.113.7"),
        (2, "6.6.6.6, 203.0.113.7, 10.0.0.1, 130.176.0.1", "203.0.113.7"),
        (1, "203.0.113.7", "127.0.0.1"),
        (1, "", "127.0.0.1"),
        (1, " , ,", "127.0.0.1"),
    ],
    ids=["none of ours", "ours", "a forged one first", "two of ours", "too few", "none", "only commas"],
)
def test_the_callers_address_is_the_one_our_own_proxies_saw(
    lamps: Lamps, monkeypatch: pytest.MonkeyPatch, hops: int, forwarded: str, seen: str
) -> None:
    told = replace(settings(), edge_hops=hops)
    monkeypatch.setattr(http, "settings", lambda: told)
    lamps.call("POST", SPARK, x_forwarded_for=forwarded)
    assert lamps.seen[0].actor.ip == seen


def test_whatever_breaks_the_caller_reads_words_and_no_trace(lamps: Lamps) -> None:
    blow(lamps, ZeroDivisionError("sk_test_secret"))
    problem = refused(lamps.call("POST", SPARK), 500, "unexpected")
    assert "sk_test_secret" not in json.dumps(problem)
    assert "Traceback" not in json.dumps(problem)


def test_every_refusal_has_words_in_both_languages_and_a_code_of_its_own() -> None:
    assert app.VERSION, "every domain's refusals are known once the map is read"

    def below(base: type[Refusal]) -> set[type[Refusal]]:
        return {found for kind in base.__subclasses__() for found in ({kind} | below(kind))}

    ours = [refusal for refusal in below(Refusal) if refusal.__module__.startswith("chalicelib.")]
    codes = [refusal.code for refusal in ours]
    assert len(codes) == len(set(codes)) > 30
    for refusal in ours:
        assert "code" in vars(refusal), refusal
        assert "fr" in vars(refusal) or refusal.fr != Refusal.fr, refusal
        assert refusal.en != refusal.fr
