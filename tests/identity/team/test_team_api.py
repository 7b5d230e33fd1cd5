"""The routes of teams: who is let in, and one story from the invitation to the leaving."""

import json
from collections.abc import Iterator
from typing import Any

import pytest
from chalice.app import AuthRequest, AuthResponse, Chalice
from chalice.test import Client, HTTPResponse

from chalicelib.identity.model import Host
from chalicelib.identity.team import api as module
from chalicelib.identity.team.links import token_of
from localdev.aws import tables
from tests.make.identity import saved_user
from tests.make.teams import ACCOUNTANT, MANAGER, RECEPTION, saved_team

BODY = {"email": "New@example.org", "role": "reception"}


@pytest.fixture(scope="module")
def app() -> Chalice:
    application = Chalice(app_name="team-alone")

    @application.authorizer()
    def signed_in(request: AuthRequest) -> AuthResponse:
        return AuthResponse(routes=["*"], principal_id=request.token)

    application.register_blueprint(module.api.blueprint(signed_in), url_prefix="/v1")
    return application


@pytest.fixture
def client(app: Chalice, table: str) -> Iterator[Client]:
    assert table
    tables.create_tables("test")
    with Client(app) as testing:
        yield testing


@pytest.fixture
def host() -> Host:
    return saved_team(bob=MANAGER, rob=RECEPTION, carl=ACCOUNTANT)


def call(client: Client, who: str, method: str, path: str, body: Any = None, *, key: str = "key") -> HTTPResponse:
    headers = {"content-type": "application/json", "idempotency-key": key, "if-match": '"2"'}
    if who:
        headers["authorization"] = f"sub-{who}"
    return client.http.request(method, f"/v1{path}", headers, b"" if body is None else json.dumps(body).encode())


def test_from_the_invitation_to_the_leaving(client: Client, host: Host) -> None:
    team = f"/hosts/{host.id}/team"
    invited = call(client, "bob", "POST", f"{team}/invitations", BODY)
    assert (invited.status_code, invited.json_body["email"]) == (201, "new@example.org")
    saved_user("sub-new", email="new@example.org")
    link = f"/invitations/{token_of(invited.json_body['id'])}"

    shown = call(client, "", "GET", link)
    assert (shown.status_code, shown.json_body["fits"]) == (200, None)
    assert "new@example.org" not in json.dumps(shown.json_body)
    refused = call(client, "rob", "POST", f"{link}/acceptance")
    assert (refused.status_code, refused.json_body["code"]) == (403, "invited_elsewhere")
    for click in ("first", "second"):
        joined = call(client, "new", "POST", f"{link}/acceptance", key=click)
        assert joined.json_body["host"] == {"id": host.id, "name": "La Ruche", "role": "reception"}

    changed = call(client, "ada", "PUT", f"{team}/sub-new/role", {"role": "owner"})
    assert changed.status_code == 200
    handed = call(client, "ada", "POST", f"{team}/sub-new/ownership", {"step_down": True})
    assert [member["user_id"] for member in handed.json_body["members"] if member["leads"]] == ["sub-new"]
    assert call(client, "ada", "DELETE", f"{team}/sub-ada").status_code == 204
    assert call(client, "ada", "GET", team).status_code == 404
    last = call(client, "new", "DELETE", f"{team}/sub-new")
    assert (last.status_code, last.json_body["code"]) == (409, "last_owner")


@pytest.mark.parametrize(
    ("method", "path", "body", "allowed"),
    [
        ("GET", "", None, {"ada", "bob", "rob", "carl"}),
        ("POST", "/invitations", BODY, {"ada", "bob"}),
        ("POST", "/invitations/in_x/reminder", {}, {"ada", "bob"}),
        ("DELETE", "/invitations/in_x", None, {"ada", "bob"}),
        ("PUT", "/sub-nobody/role", {"role": "manager"}, {"ada", "bob"}),
        ("DELETE", "/sub-nobody", None, {"ada", "bob", "rob", "carl"}),
        ("POST", "/sub-nobody/ownership", {}, {"ada"}),
    ],
)
def test_who_is_let_in(client: Client, host: Host, method: str, path: str, body: Any, allowed: set[str]) -> None:
    def told(who: str) -> str:
        answer = call(client, who, method, f"/hosts/{host.id}/team{path}", body, key=f"key-{who}")
        return str(answer.json_body["code"]) if answer.status_code >= 400 else ""

    assert {who for who in ("ada", "bob", "rob", "carl") if told(who) != "role_too_low"} == allowed
    assert told("stranger") == "not_found"


def test_an_address_is_not_written_to_without_end(client: Client, host: Host) -> None:
    path = f"/hosts/{host.id}/team/invitations"
    invitation = call(client, "ada", "POST", path, BODY).json_body["id"]
    again = [
        call(client, "ada", "POST", f"{path}/{invitation}/reminder", key=f"again-{number}").status_code
        for number in range(3)
    ]
    assert again == [200, 200, 429]


def test_whoever_is_signed_in_is_told_whether_the_address_fits(
    client: Client, host: Host, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(module, "verified_subject", lambda token: token or None)
    invited = call(client, "ada", "POST", f"/hosts/{host.id}/team/invitations", BODY)
    saved_user("sub-new", email="new@example.org")
    link = f"/invitations/{token_of(invited.json_body['id'])}"
    assert [call(client, who, "GET", link).json_body["fits"] for who in ("new", "rob", "")] == [True, False, None]


def test_a_link_that_was_made_up_opens_nothing(client: Client) -> None:
    saved_user("sub-new")
    for method, path in (("GET", ""), ("POST", "/acceptance")):
        assert call(client, "new", method, f"/invitations/made-up{path}").status_code == 404


def test_a_mail_never_makes_an_owner(client: Client, host: Host) -> None:
    answer = call(client, "ada", "POST", f"/hosts/{host.id}/team/invitations", BODY | {"role": "owner"})
    assert answer.status_code == 422
