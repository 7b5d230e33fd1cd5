"""Documents over the wire: each sees his own, and nobody learns that another's exist."""

from collections.abc import Iterator
from datetime import timedelta
from typing import Any
from urllib.parse import parse_qs, urlsplit

import pytest
from chalice.app import Chalice
from chalice.test import Client, HTTPResponse

from chalicelib.billing.api import api
from chalicelib.billing.model import Document
from chalicelib.identity.model import StaffRole
from chalicelib.kit import files
from chalicelib.kit.settings import settings
from chalicelib.legal.model import PLATFORM
from tests.billing.orders import commission, self_billed
from tests.conftest import SetClock
from tests.make.identity import saved_host, saved_user
from tests.make.legal import sells
from tests.make.orders import NOW, an_order, issued, stored, undoing
from tests.make.served import served

PERIOD = "since=2027-03-01&until=2027-03-31"


@pytest.fixture(scope="module")
def app() -> Chalice:
    return served(api, name="billing-alone")


@pytest.fixture
def client(app: Chalice, table: str, at: SetClock) -> Iterator[Client]:
    at(NOW)
    for name, roles in {
        "owner": [], "stranger": [], "coworker": [], "other": [], "operator": [StaffRole.OPERATOR]
    }.items():  # fmt: skip
        saved_user(name, roles=roles)
    with Client(app) as testing:
        yield testing


@pytest.fixture
def host(client: Client) -> str:
    found = saved_host("owner").id
    sells(found)
    return found


def get(client: Client, path: str, who: str | None = "owner") -> HTTPResponse:
    headers = {"accept-language": "fr"} | ({"authorization": who} if who else {})
    return client.http.get(f"/v1{path}", headers=headers)


def listed(client: Client, path: str, who: str = "owner") -> list[Any]:
    answer = get(client, path, who)
    assert answer.status_code == 200, answer.body
    found: list[Any] = answer.json_body["items"]
    return found


@pytest.fixture
def pair(host: str) -> list[Document]:
    """An invoice and, a minute later, its credit note, both with their files."""
    sold = an_order(seller_id=host)
    return stored(sold) + stored(undoing(sold), now=NOW + timedelta(minutes=1))


def test_a_host_sees_what_was_issued_in_its_name(client: Client, host: str, pair: list[Document]) -> None:
    note, invoice = listed(client, f"/hosts/{host}/documents?{PERIOD}")
    assert (invoice["number"], note["number"]) == ("F-2027-000001", "A-2027-000001")
    assert {name: invoice[name] for name in ("kind", "ht", "vat", "ttc", "due", "state", "cites", "source")} == {
        "kind": "invoice", "ht": 10_500, "vat": 2_100, "ttc": 12_600, "due": 0, "state": "paid", "cites": None,
        "source": "bk_1",
    }  # fmt: skip
    assert (note["state"], note["cites"], note["kind"]) == ("credit", "F-2027-000001", "credit_note")
    assert (invoice["buyer_name"], invoice["stored"]) == ("Ada Lovelace", True)


def test_the_sums_take_credit_notes_off(client: Client, host: str, pair: list[Document]) -> None:
    issued(an_order("BK#2", seller_id=host))
    answer = get(client, f"/hosts/{host}/documents/sums?{PERIOD}").json_body
    assert answer == {"count": 3, "ht": 10_500, "vat": 2_100, "ttc": 12_600}


def test_a_search_and_a_period_narrow_the_list(client: Client, host: str, pair: list[Document]) -> None:
    base = f"/hosts/{host}/documents"
    assert len(listed(client, f"{base}?{PERIOD}&search=lovelace+126")) == 2
    assert listed(client, f"{base}?{PERIOD}&search=babbage") == []
    assert listed(client, f"{base}?since=2027-03-16&until=2027-03-31") == []
    assert len(listed(client, f"{base}?since=2027-03-15&until=2027-03-15")) == 2


@pytest.mark.parametrize(
    "query",
    ["", "since=2027-03-02&until=2027-03-01", "since=2025-01-01&until=2027-03-01", "since=2027-03-01&until=demain"],
)
def test_a_period_is_wanted_and_bounded(client: Client, host: str, query: str) -> None:
    assert get(client, f"/hosts/{host}/documents?{query}").status_code in {400, 422}


def test_the_file_is_behind_a_link_of_its_own(client: Client, host: str, pair: list[Document]) -> None:
    url = get(client, f"/hosts/{host}/documents/{pair[0].id}/file").json_body["url"]
    asked = parse_qs(urlsplit(url).query)
    assert asked["response-content-disposition"] == ['attachment; filename="facture_F-2027-000001.pdf"']
    assert f"documents/{host}/{pair[0].id}.pdf" in urlsplit(url).path
    assert files.read(settings().archive_bucket, f"documents/{host}/{pair[0].id}.pdf")
    note = get(client, f"/hosts/{host}/documents/{pair[1].id}/file").json_body["url"]
    assert "avoir_A-2027-000001.pdf" in note


def test_a_file_that_is_not_drawn_yet_is_said_to_come(client: Client, host: str) -> None:
    (document,) = issued(an_order(seller_id=host))
    answer = get(client, f"/hosts/{host}/documents/{document.id}/file")
    assert (answer.status_code, answer.json_body["code"]) == (409, "document_in_preparation")
    assert [one["stored"] for one in listed(client, f"/hosts/{host}/documents?{PERIOD}")] == [False]
    assert get(client, f"/me/documents/{document.id}/file", "coworker").status_code == 409


# Strangers


def test_a_stranger_finds_nothing_of_a_host(client: Client, host: str, pair: list[Document]) -> None:
    for path in ("documents", "documents/sums", f"documents/{pair[0].id}/file"):
        answer = get(client, f"/hosts/{host}/{path}?{PERIOD}", "stranger")
        assert answer.status_code == 404
    assert get(client, f"/hosts/{host}/documents?{PERIOD}", None).status_code == 401


def test_a_host_finds_nothing_of_another_host(client: Client, host: str, pair: list[Document]) -> None:
    other = saved_host("stranger", key="2").id
    assert listed(client, f"/hosts/{other}/documents?{PERIOD}", "stranger") == []
    assert get(client, f"/hosts/{other}/documents/{pair[0].id}/file", "stranger").status_code == 404
    assert get(client, f"/hosts/{other}/documents/sums?{PERIOD}", "stranger").json_body["count"] == 0


def test_a_coworker_sees_his_own_and_no_others(client: Client, host: str, pair: list[Document]) -> None:
    issued(an_order("BK#2", seller_id=host, buyer_id="other"))
    assert [one["number"] for one in listed(client, "/me/documents", "coworker")] == [
        "A-2027-000001", "F-2027-000001",
    ]  # fmt: skip
    assert len(listed(client, "/me/documents", "other")) == 1
    assert listed(client, "/me/documents", "stranger") == []
    assert get(client, f"/me/documents/{pair[0].id}/file", "coworker").status_code == 200
    for who in ("other", "stranger", "owner"):
        assert get(client, f"/me/documents/{pair[0].id}/file", who).status_code == 404
    assert get(client, "/me/documents/doc_nobody/file", "coworker").status_code == 404


def test_a_host_sees_what_it_bought_and_nobody_else_does(client: Client, host: str) -> None:
    (bought,) = stored(commission(buyer_id=host))
    other = saved_host("stranger", key="2").id
    path = f"/hosts/{host}/purchases"

    (shown,) = listed(client, path)
    assert (shown["number"], shown["state"], shown["buyer_name"]) == ("F-2027-000001", "paid", "La Fabrique SAS")
    url = get(client, f"{path}/{bought.id}/file").json_body["url"]
    assert "facture_F-2027-000001.pdf" in url

    assert listed(client, f"/hosts/{host}/documents?{PERIOD}") == []
    assert listed(client, f"/hosts/{other}/purchases", "stranger") == []
    for who in ("stranger", "coworker", "operator"):
        assert get(client, path, who).status_code == 404
        assert get(client, f"{path}/{bought.id}/file", who).status_code == 404
    assert get(client, path, None).status_code == 401
    assert get(client, f"/hosts/{other}/purchases/{bought.id}/file", "stranger").status_code == 404
    assert get(client, f"/me/documents/{bought.id}/file", "owner").status_code == 404


def test_what_a_host_sold_is_no_purchase_of_its_own(client: Client, host: str, pair: list[Document]) -> None:
    assert listed(client, f"/hosts/{host}/purchases") == []
    assert get(client, f"/hosts/{host}/purchases/{pair[0].id}/file").status_code == 404


def test_purchases_are_leafed_through_newest_first(client: Client, host: str) -> None:
    first = commission("MONTH#a", buyer_id=host)
    issued(first)
    issued(commission("MONTH#b", buyer_id=host), now=NOW + timedelta(minutes=1))
    path = f"/hosts/{host}/purchases?limit=1"
    page = get(client, path).json_body
    following = get(client, f"{path}&cursor={page['next_cursor']}").json_body
    numbers = [one["number"] for one in page["items"] + following["items"]]
    assert numbers == ["F-2027-000002", "F-2027-000001"]
    other = saved_host("stranger", key="2").id
    answer = get(client, f"/hosts/{other}/purchases?cursor={page['next_cursor']}", "stranger")
    assert answer.json_body["code"] == "bad_cursor"


def test_the_operator_sees_what_the_platform_bought(client: Client, host: str) -> None:
    (bought,) = stored(self_billed(seller_id=host, annex=None))
    assert [one["number"] for one in listed(client, "/operations/purchases", "operator")] == ["AF-2027-000001"]
    assert get(client, f"/operations/documents/{bought.id}/file", "operator").status_code == 200
    assert [one["id"] for one in listed(client, f"/hosts/{host}/documents?{PERIOD}")] == [bought.id]
    assert listed(client, f"/operations/documents?{PERIOD}", "operator") == []
    for who in ("owner", "stranger"):
        assert get(client, "/operations/purchases", who).status_code == 403


def test_a_list_is_leafed_through_with_its_own_cursor(client: Client, host: str, pair: list[Document]) -> None:
    first = get(client, "/me/documents?limit=1", "coworker").json_body
    cursor = first["next_cursor"]
    second = get(client, f"/me/documents?limit=1&cursor={cursor}", "coworker").json_body
    assert [one["number"] for page in (first, second) for one in page["items"]] == [
        "A-2027-000001", "F-2027-000001",
    ]  # fmt: skip
    answer = get(client, f"/me/documents?limit=1&cursor={cursor}", "other")
    assert answer.json_body["code"] == "bad_cursor"
    assert get(client, f"/hosts/{host}/documents?{PERIOD}&cursor={cursor}").json_body["code"] == "bad_cursor"


def test_the_operator_sees_the_platforms_own_list_and_any_file(
    client: Client, host: str, pair: list[Document]
) -> None:
    (own,) = stored(an_order("BK#own", seller_id=PLATFORM))
    assert [one["id"] for one in listed(client, f"/operations/documents?{PERIOD}", "operator")] == [own.id]
    assert get(client, f"/operations/documents/sums?{PERIOD}", "operator").json_body["count"] == 1
    assert get(client, f"/operations/documents/{own.id}/file", "operator").status_code == 200
    assert get(client, f"/operations/documents/{pair[0].id}/file", "operator").status_code == 200
    assert get(client, "/operations/documents/doc_nobody/file", "operator").status_code == 404
    assert get(client, f"/hosts/{PLATFORM}/documents?{PERIOD}", "operator").status_code == 404
    for path in ("documents", "documents/sums", f"documents/{own.id}/file"):
        assert get(client, f"/operations/{path}?{PERIOD}", "owner").status_code in {403, 404}
