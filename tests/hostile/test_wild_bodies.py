"""Bodies that no page of ours sends, on every operation that reads one."""

import json
from typing import Any

import pytest

from chalicelib.kit.http import MOST_BYTES, Route
from chalicelib.kit.shapes import MOST_ERRORS
from tests.hostile import wire
from tests.hostile.routes import HOST, each_with_body
from tests.hostile.siege import Siege
from tests.journeys.offers import a_room, a_space

UNREADABLE = {
    "nothing": b"",
    "half": b'{"a": ',
    "two": b"{}{}",
    "a comment": b"{} // x",
    "a form": b"a=1&b=2",
    "NUL": b"\x00",
    "a deep list": b"[" * 100_000,
    "a deep object": b'{"a":' * 50_000,
    "an endless number": b'{"a": ' + b"9" * 100_000 + b"}",
}
WRONG = {
    "a list": b"[]",
    "null": b"null",
    "NaN": b"NaN",
    "infinity": b"-Infinity",
    "a huge float": b"1e99999",
    "a surrogate": b'"\\ud800"',
    "a surrogate as a name": b'{"\\udfff": 1}',
    "NUL as a name": b'{"\\u0000": 1}',
    "a name given twice": b'{"\\u202e": 1, "\\u202e": 2}',
    # API Gateway puts U+FFFD in the place of what is not UTF-8.
    "latin-1": '{"é": 1}'.encode("latin-1"),
    "a bare surrogate": b'"\xed\xa0\x80"',
    "a prototype": b'{"__proto__": {"roles": ["operator"]}, "constructor": {}}',
    "a long name": b'{"' + b"a" * 100_000 + b'": 1}',
    "many names": b"{" + b",".join(b'"%d":1' % number for number in range(20_000)) + b"}",
    "a wide list": b"[" + b"0," * 100_000 + b"0]",
    "a hole just shallow enough": b'{"a":' * 400 + b"1" + b"}" * 400,
}
EVIL = {
    "NUL": "a\x00b",
    "right to left": "\u202eevil\u202c",
    "isolates": "\u2066\u2069",
    "line separators": "\u2028\u2029",
    "new lines": "a\r\nBcc: x@y.example\r\n\r\nb",
    "not a character": "\uffff\ufdd0",
    "astral": "\U0001d11e\U0010ffff",
    "combining": "e" + "\u0301" * 60,
    "a template": "{{7*7}}{%x%}${x}#{x}",
    "percent": "%s%n%(x)s{0}{x}",
    "markup": "</script><svg/onload=alert(1)>",
    "a byte order mark": "\ufeffa",
}


@each_with_body
def test_what_is_not_json_is_called_unreadable(siege: Siege, route: Route) -> None:
    for name, content in UNREADABLE.items():
        answer = siege.call(route, content, Idempotency_Key="k", If_Match='"1"')
        assert wire.problem(answer)["code"] == "unreadable_body", name


@each_with_body
def test_json_that_is_no_such_body_is_pointed_at(siege: Siege, route: Route) -> None:
    for name, content in WRONG.items():
        told = wire.problem(siege.call(route, content, Idempotency_Key="k", If_Match='"1"'))
        assert (told["code"], 0 < len(told["errors"]) <= MOST_ERRORS) == ("invalid", True), name


@each_with_body
def test_a_body_has_a_largest_size(siege: Siege, route: Route) -> None:
    filled = b'{"a": "' + b"x" * (MOST_BYTES - 9) + b'"}'
    assert len(filled) == MOST_BYTES
    headers = {"Idempotency_Key": "k", "If_Match": '"1"'}
    assert wire.problem(siege.call(route, filled, **headers))["code"] == "invalid"
    assert wire.problem(siege.call(route, filled + b" ", **headers))["code"] == "body_too_large"


def test_json_in_another_encoding_of_unicode_is_read(siege: Siege) -> None:
    """RFC 8259 asks for UTF-8 only; what can be told apart without doubt does no harm."""
    for encoding in ("utf-8-sig", "utf-16", "utf-32"):
        answer = siege.http.post(
            f"{siege.base}/auth/sign-in",
            data=json.dumps({"email": "x@y.example", "password": "x"}).encode(encoding),
            headers={"Content-Type": "application/json"},
            timeout=30,
        )
        assert answer.status_code in {400, 401}, encoding


@pytest.mark.parametrize("text", EVIL.values(), ids=EVIL)
def test_evil_text_comes_back_as_it_was_in_a_space_and_in_the_mail_about_it(siege: Siege, text: str) -> None:
    host, moderator = siege.market.host, siege.market.moderator.api
    # Free: what others sent as billing settings must not keep it from being submitted.
    room = a_room(name=f"S {text} s", description=f"{text}.", tariff=None)
    body = a_space(room, name=f"E {text} e", description=f"Un atelier calme et clair {text} !")
    space = host.api.post(f"{host.path}/spaces", body)
    assert [space["name"], space["rooms"][0]["name"]] == [body["name"], body["rooms"][0]["name"]]
    waiting = host.api.post(f"{host.path}/spaces/{space['id']}/submission")
    refusal = {"reason": f"Non {space['id']} {text} ."}
    moderator.post(f"/moderation/spaces/{space['id']}/refusal", refusal, version=waiting["version"])
    mail = siege.product.wait_for_mail(host.owner.email, "", f"Non {space['id']}")
    assert mail["subject"].splitlines() == [mail["subject"]]
    assert "<svg" not in mail["html"]


def test_a_name_given_twice_means_its_last_value(siege: Siege) -> None:
    """As every JSON parser of ours reads it; nothing checks the first and uses the second."""
    answer = siege.http.post(
        f"{siege.base}/hosts",
        data=b'{"name": "x", "name": "Les Bureaux du Port", "language": "fr"}',
        headers={"Content-Type": "application/json", "Idempotency-Key": "twice", **siege.headers(HOST)},
        timeout=30,
    )
    assert (answer.status_code, answer.json()["name"]) == (201, "Les Bureaux du Port")


@pytest.mark.parametrize(
    "value", [float("nan"), float("inf"), 1e308, -1e308, 2**63, -(2**63), 10**300, 8.0, 8.5, True, "8", -0.0, None]
)
def test_a_number_that_is_no_whole_number_in_range_is_refused(siege: Siege, value: Any) -> None:
    host = siege.market.host
    content = json.dumps(a_space(a_room(capacity=value))).encode()
    host.api.refused(422, "invalid", "POST", f"{host.path}/spaces", content=content)
