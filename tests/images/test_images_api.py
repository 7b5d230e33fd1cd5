"""The routes of pictures, as a host's page calls them."""

import json
from collections.abc import Iterator
from typing import Any
from uuid import uuid4

import pytest
from chalice.app import Chalice
from chalice.test import Client, HTTPResponse

from chalicelib.images.model import MOST_IMAGES
from chalicelib.kit.unit_of_work import UnitOfWork
from chalicelib.spaces import store
from chalicelib.spaces.api import api
from tests.conftest import SetClock
from tests.images.conftest import left, put, worked
from tests.make.identity import NOW, saved_host, saved_user, work
from tests.make.pictures import jpeg
from tests.make.served import served
from tests.make.spaces import a_space


@pytest.fixture(scope="module")
def app() -> Chalice:
    return served(api, name="spaces-alone")


@pytest.fixture
def client(app: Chalice, table: str, at: SetClock) -> Iterator[Client]:
    at(NOW)
    for name in ("sub-ada", "sub-bob"):
        saved_user(name)
    with Client(app) as testing:
        yield testing


@pytest.fixture
def images(client: Client) -> str:
    """The address of the photos of a space of Ada's."""
    space = a_space(host_id=saved_host("sub-ada").id)
    uow: UnitOfWork = work("sub-ada")
    store.add(uow, space)
    uow.commit()
    return f"/hosts/{space.host_id}/spaces/{space.id}/images"


def call(
    client: Client,
    method: str,
    path: str,
    body: Any = None,
    *,
    who: str = "sub-ada",
    key: str = "",
    language: str = "fr",
) -> HTTPResponse:
    headers = {"content-type": "application/json", "accept-language": language, "authorization": who}
    headers |= {"idempotency-key": key or uuid4().hex} if method == "POST" else {}
    return client.http.request(method, f"/v1{path}", headers, b"" if body is None else json.dumps(body).encode())


def begun(client: Client, images: str, **how: Any) -> Any:
    answer = call(client, "POST", images, {"content_type": "image/jpeg"}, **how)
    assert answer.status_code == 201, answer.body
    return answer.json_body


def test_a_photo_is_sent_made_shown_and_removed(client: Client, images: str) -> None:
    form = begun(client, images)
    assert form["fields"]["Content-Type"] == "image/jpeg"
    [waiting] = call(client, "GET", images).json_body["items"]
    assert (waiting["state"], waiting["urls"], waiting["width"]) == ("awaiting", None, None)
    put(form["fields"]["key"], jpeg(3000, 2000))
    worked(form["fields"]["key"])
    page = call(client, "GET", images).json_body
    [ready] = page["items"]
    assert page["most"] == MOST_IMAGES
    assert (ready["state"], ready["width"], ready["height"]) == ("ready", 2000, 1333)
    assert ready["urls"]["small"] == f"/media/{form['image_id']}/small.webp"
    assert call(client, "DELETE", f"{images}/{form['image_id']}").status_code == 204
    assert call(client, "GET", images).json_body["items"] == []
    assert call(client, "DELETE", f"{images}/{form['image_id']}").status_code == 404
    assert left() == ([], [])


@pytest.mark.parametrize(("language", "words"), [("fr", "n'est pas une image"), ("en", "is not a JPEG")])
def test_a_refused_photo_says_why_in_the_language_of_the_call(
    client: Client, images: str, language: str, words: str
) -> None:
    form = begun(client, images)
    put(form["fields"]["key"], b"<svg/>")
    worked(form["fields"]["key"])
    [refused] = call(client, "GET", images, language=language).json_body["items"]
    assert (refused["state"], refused["reason"]) == ("refused", "picture_of_wrong_kind")
    assert words in refused["detail"]


def test_the_same_key_begins_one_photo(client: Client, images: str) -> None:
    assert begun(client, images, key="k")["image_id"] == begun(client, images, key="k")["image_id"]
    assert len(call(client, "GET", images).json_body["items"]) == 1


def test_a_call_without_a_key_and_a_type_of_another_kind_are_refused(client: Client, images: str) -> None:
    assert call(client, "POST", images, {"content_type": "image/jpeg"}, key="x" * 256).status_code == 400
    answer = call(client, "POST", images, {"content_type": "image/svg+xml"})
    assert (answer.status_code, answer.json_body["errors"][0]["pointer"]) == (422, "/content_type")


def test_more_than_a_space_may_have_is_refused_in_words(client: Client, images: str) -> None:
    for _ in range(MOST_IMAGES):
        begun(client, images)
    answer = call(client, "POST", images, {"content_type": "image/png"})
    assert (answer.status_code, answer.json_body["code"]) == (409, "too_many_images")
    assert answer.json_body["detail"].startswith("Un espace a au plus 40 photos")


def test_photos_of_others_are_not_there(client: Client, images: str) -> None:
    form = begun(client, images)
    of_bob = images.replace(images.split("/")[2], saved_host("sub-bob").id)
    for who, path in (("sub-bob", images), ("sub-bob", of_bob)):
        assert call(client, "GET", path, who=who).status_code == 404
        assert call(client, "POST", path, {"content_type": "image/png"}, who=who).status_code == 404
        assert call(client, "DELETE", f"{path}/{form['image_id']}", who=who).status_code == 404
    assert len(call(client, "GET", images).json_body["items"]) == 1
