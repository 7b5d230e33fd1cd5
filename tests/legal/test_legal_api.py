import json
from base64 import b64encode
from collections.abc import Iterator
from datetime import timedelta
from typing import Any
from uuid import uuid4

import pytest
from chalice.app import Chalice
from chalice.test import Client, HTTPResponse

from chalicelib.identity.model import StaffRole
from chalicelib.legal.api import api
from chalicelib.legal.model import legal_day
from chalicelib.legal.texts import current_mandate
from tests.conftest import SetClock
from tests.legal.test_saved_logo import picture
from tests.make.identity import NOW, saved_host, saved_user
from tests.make.legal import an_account, entity_body, kept, platform_body, settings_body
from tests.make.served import served

TODAY = legal_day(NOW)
ADDRESS = {"line1": "1 rue de Paradis", "postcode": "75010", "city": "Paris"}


@pytest.fixture(scope="module")
def app() -> Chalice:
    return served(api, name="legal-alone")


@pytest.fixture
def client(app: Chalice, table: str, at: SetClock) -> Iterator[Client]:
    at(NOW)
    for name, roles in {"sub-ada": [], "sub-bob": [], "sub-operator": [StaffRole.OPERATOR]}.items():
        saved_user(name, roles=roles)
    with Client(app) as testing:
        yield testing


@pytest.fixture
def host(client: Client) -> str:
    return f"/hosts/{saved_host('sub-ada').id}"


def call(
    client: Client,
    method: str,
    path: str,
    body: Any = None,
    *,
    who: str | None = "sub-ada",
    version: int | None = None,
    language: str = "fr",
) -> HTTPResponse:
    headers = {"content-type": "application/json", "accept-language": language}
    headers |= {"authorization": who} if who else {}
    headers |= {"if-match": f'"{version}"'} if version is not None else {}
    headers |= {"idempotency-key": uuid4().hex} if method == "POST" else {}
    return client.http.request(method, f"/v1{path}", headers, b"" if body is None else json.dumps(body).encode())


def ready(client: Client, host: str) -> None:
    assert call(client, "PUT", f"{host}/billing-settings", settings_body(TODAY), version=0).status_code == 200
    answer = call(client, "POST", f"{host}/mandate", {"version": current_mandate()})
    assert answer.status_code == 200, answer.body


def test_before_the_first_save_the_page_is_empty_and_says_what_is_missing(client: Client, host: str) -> None:
    answer = call(client, "GET", f"{host}/billing-settings")
    assert answer.status_code == 200
    page = answer.json_body
    assert (page["version"], page["entity"]["name"], page["regime"], page["mode"]) == (0, "", None, None)
    assert page["missing"][0] == "legal_name"
    assert page["mandate"] == {"status": "none", "is_current": False, "mandate": None}
    assert answer.headers["ETag"] == '"0"'


def test_a_host_becomes_ready_to_sell(client: Client, host: str) -> None:
    saved = call(client, "PUT", f"{host}/billing-settings", settings_body(TODAY), version=0).json_body
    assert saved["missing"] == ["mandate", "connected_account", "platform_settings"]
    assert (saved["regime"], saved["mode"], saved["commission"]) == ("normal", "per_booking", 0)

    text = call(client, "GET", f"{host}/mandate").json_body["text"]
    given = call(client, "POST", f"{host}/mandate", {"version": text["text_version"]}).json_body
    assert given["state"]["status"] == "active"
    assert given["state"]["mandate"]["signer_name"] == "Ada Lovelace"
    assert given["settings_version"] == 2
    operator: dict[str, Any] = {"who": "sub-operator", "version": 0}
    call(client, "PUT", "/operations/billing-settings", platform_body(TODAY), **operator)
    kept(an_account(host.removeprefix("/hosts/")))
    page = call(client, "GET", f"{host}/billing-settings").json_body
    assert (page["missing"], page["mandate"]["status"], page["version"]) == ([], "active", 2)

    revoked = call(client, "POST", f"{host}/mandate/revocation").json_body
    assert revoked["state"]["status"] == "revoked"
    assert [one["revoked_at"] is not None for one in revoked["history"]] == [True]
    assert call(client, "POST", f"{host}/mandate/revocation").json_body["code"] == "no_mandate"


def test_a_page_with_mistakes_says_where_they_are(client: Client, host: str) -> None:
    entity = entity_body(siren="732829321", name="La\x07Fabrique", vat_number="FR00732829320")
    body = settings_body(TODAY, entity=entity, payment_days=61)
    answer = call(client, "PUT", f"{host}/billing-settings", body, version=0)
    assert answer.status_code == 422
    pointers = {error["pointer"]: error["message"] for error in answer.json_body["errors"]}
    assert pointers.keys() == {"/entity/siren", "/entity/name", "/entity/vat_number", "/payment_days"}
    assert pointers["/entity/siren"] == "Ce SIREN n'est pas valable."
    of_another = settings_body(TODAY, entity=entity_body(siret="40483304800014"))
    refused = call(client, "PUT", f"{host}/billing-settings", of_another, version=0, language="en")
    assert refused.json_body["errors"][0]["pointer"] == "/entity/siret"
    assert refused.json_body["detail"] == "This SIRET does not belong to this SIREN."


def test_two_values_of_one_day_and_a_past_one_are_refused(client: Client, host: str) -> None:
    twice = [{"since": TODAY.isoformat(), "regime": regime} for regime in ("normal", "franchise")]
    answer = call(client, "PUT", f"{host}/billing-settings", settings_body(TODAY, regimes=twice), version=0)
    assert answer.json_body["errors"][0]["pointer"] == "/regimes"
    past = settings_body(TODAY - timedelta(days=1))
    answer = call(client, "PUT", f"{host}/billing-settings", past, version=0)
    assert (answer.status_code, answer.json_body["code"]) == (409, "past_is_fixed")


def test_an_edit_names_its_version(client: Client, host: str) -> None:
    path = f"{host}/billing-settings"
    assert call(client, "PUT", path, settings_body(TODAY)).status_code == 428
    assert call(client, "PUT", path, settings_body(TODAY), version=0).status_code == 200
    assert call(client, "PUT", path, settings_body(TODAY, payment_days=1), version=0).status_code == 412


def test_a_host_cannot_set_what_is_the_platform_s(client: Client, host: str) -> None:
    kept: dict[str, Any] = {"commissions": [], "logo": "logos/other/x.png", "mandate": None, "owner_id": "x"}
    for field, value in kept.items():
        body = settings_body(TODAY) | {field: value}
        answer = call(client, "PUT", f"{host}/billing-settings", body, version=0)
        assert (answer.status_code, answer.json_body["errors"][0]["pointer"]) == (422, f"/{field}")


def test_a_text_that_changed_since_it_was_read_is_not_accepted(client: Client, host: str) -> None:
    call(client, "PUT", f"{host}/billing-settings", settings_body(TODAY), version=0)
    answer = call(client, "POST", f"{host}/mandate", {"version": "2020-01"})
    assert (answer.status_code, answer.json_body["code"]) == (409, "mandate_changed")
    assert answer.json_body["params"] == {"current": current_mandate()}


def test_a_mandate_waits_for_the_settings(client: Client, host: str) -> None:
    answer = call(client, "POST", f"{host}/mandate", {"version": current_mandate()})
    assert (answer.status_code, answer.json_body["code"]) == (409, "settings_first")


def test_a_logo_comes_and_goes(client: Client, host: str, media: str) -> None:
    image = b64encode(picture("WEBP")).decode()
    chosen = call(client, "POST", f"{host}/billing-settings/logo", {"image": image})
    assert chosen.status_code == 200, chosen.body
    assert chosen.json_body["logo"].startswith(f"logos/{host.removeprefix('/hosts/')}/")
    removed = call(client, "DELETE", f"{host}/billing-settings/logo").json_body
    assert (removed["logo"], removed["version"]) == ("", 2)
    refused = call(client, "POST", f"{host}/billing-settings/logo", {"image": "AAAA"})
    assert (refused.status_code, refused.json_body["code"]) == (422, "logo_unreadable")
    assert refused.json_body["errors"][0]["pointer"] == "/image"


def test_wrong_people_stay_out(client: Client, host: str) -> None:
    ready(client, host)
    of_the_host: list[tuple[str, str, Any]] = [
        ("GET", f"{host}/billing-settings", None),
        ("PUT", f"{host}/billing-settings", settings_body(TODAY)),
        ("POST", f"{host}/billing-settings/logo", {"image": "AAAA"}),
        ("DELETE", f"{host}/billing-settings/logo", None),
        ("GET", f"{host}/mandate", None),
        ("POST", f"{host}/mandate", {"version": current_mandate()}),
        ("POST", f"{host}/mandate/revocation", None),
    ]
    of_the_platform: list[tuple[str, str, Any]] = [
        ("GET", "/operations/billing-settings", None),
        ("PUT", "/operations/billing-settings", platform_body(TODAY)),
        ("GET", f"/operations{host}/commissions", None),
        ("PUT", f"/operations{host}/commissions", {"commissions": []}),
    ]
    for method, path, body in of_the_host:
        for who, status in {None: 401, "sub-bob": 404, "sub-operator": 404}.items():
            assert call(client, method, path, body, who=who, version=2).status_code == status, (method, path, who)
        # The platform's settings are nobody's host.
        path = path.replace(host, "/hosts/platform")
        assert call(client, method, path, body, version=0).status_code == 404, (method, path)
    for method, path, body in of_the_platform:
        for who, status in {None: 401, "sub-bob": 403, "sub-ada": 403}.items():
            assert call(client, method, path, body, who=who, version=0).status_code == status, (method, path, who)
    assert call(client, "GET", "/me/billing-profile", who=None).status_code == 401


def test_the_operator_keeps_the_platform_s_own_settings_and_a_host_s_commissions(client: Client, host: str) -> None:
    ready(client, host)
    path = "/operations/billing-settings"
    saved = call(client, "PUT", path, platform_body(TODAY), who="sub-operator", version=0).json_body
    assert (saved["owner_id"], saved["missing"], saved["commission"]) == ("platform", [], 1000)
    assert call(client, "GET", f"{host}/billing-settings").json_body["commission"] == 1000

    path = f"/operations{host}/commissions"
    found = call(client, "GET", path, who="sub-operator").json_body
    assert found == {"commissions": [], "commission": 1000, "version": 2}
    rates = {"commissions": [{"since": TODAY.isoformat(), "rate": 500}]}
    assert call(client, "PUT", path, rates, who="sub-operator", version=2).json_body["commission"] == 500
    shown = call(client, "GET", f"{host}/billing-settings").json_body
    assert (shown["commission"], shown["commissions"]) == (500, rates["commissions"])
    nobody = "/operations/hosts/ho_nobody/commissions"
    assert call(client, "PUT", nobody, rates, who="sub-operator", version=0).status_code == 404


def test_a_coworker_says_how_he_is_named(client: Client) -> None:
    path = "/me/billing-profile"
    first = call(client, "GET", path).json_body
    assert (first["version"], first["name"], first["is_company"]) == (0, "Ada Lovelace", False)
    company = {"is_company": True, "name": "Motoren GmbH", "address": ADDRESS | {"country": "DE"}}
    refused = call(client, "PUT", path, company, version=0)
    assert (refused.status_code, refused.json_body["errors"][0]["pointer"]) == (422, "/vat_number")
    saved = call(client, "PUT", path, company | {"vat_number": "DE136695976"}, version=0)
    assert saved.status_code == 200
    assert (saved.json_body["version"], saved.json_body["vat_number"]) == (1, "DE136695976")
    assert call(client, "GET", path, who="sub-bob").json_body["version"] == 0


def test_anybody_reads_the_terms_in_his_language(client: Client) -> None:
    french = call(client, "GET", "/terms", who=None).json_body
    english = call(client, "GET", "/terms", who=None, language="en").json_body
    assert (french["terms"]["title"], english["terms"]["title"]) == ("Conditions de vente", "Terms of sale")
    assert french["mandate"]["text_version"] == current_mandate()
