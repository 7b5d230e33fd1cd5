"""Beginning, asking, removing."""

import base64
import json
from datetime import timedelta
from typing import Any

import pytest

from chalicelib.core.errors import NotFound
from chalicelib.images import facts as kinds
from chalicelib.images import store
from chalicelib.images.errors import TooManyImages, TooManyUploads
from chalicelib.images.find import image_of, images_of, ready_images
from chalicelib.images.model import MOST_BYTES, MOST_IMAGES, Image, ImageState, picture_urls, share_url
from chalicelib.images.remove import remove, remove_unused
from chalicelib.kit import table
from chalicelib.kit.settings import settings
from tests.images.conftest import HOST, NOW, SPACE, begun, facts, files_of, left, sent, worked
from tests.make.identity import work
from tests.make.pictures import jpeg

pytestmark = pytest.mark.usefixtures("table")


def policy_of(fields: Any) -> Any:
    return json.loads(base64.b64decode(fields["policy"]))


def planted(number: int, *, refused: bool = False) -> None:
    uow = work("sub-ada", now=NOW)
    for each in range(number):
        image = Image(f"im_{each}", HOST, SPACE, created_at=NOW, expires_at=NOW + timedelta(minutes=10))
        store.add(uow, image.refused("picture_damaged") if refused else image)
    uow.commit()


def test_a_form_takes_one_file_of_one_name_type_and_size_for_ten_minutes() -> None:
    upload = begun()
    fields = upload.form.fields
    assert fields["key"] == f"uploads/{SPACE}/{upload.image.id}"
    assert fields["x-amz-algorithm"] == "AWS4-HMAC-SHA256"
    assert upload.form.url.startswith(f"https://{settings().uploads_bucket}.s3.eu-west-3.")
    conditions = policy_of(fields)["conditions"]
    assert {"key": fields["key"]} in conditions
    assert {"Content-Type": "image/jpeg"} in conditions
    assert ["content-length-range", 1, MOST_BYTES] in conditions
    assert upload.image.expires_at == NOW + timedelta(minutes=10)


def test_a_repeated_call_finds_the_same_photo_and_signs_what_is_left_of_its_time() -> None:
    first = begun("key")
    again = begun("key", now=NOW + timedelta(minutes=4))
    assert again.image == first.image
    assert policy_of(again.form.fields)["expiration"] < policy_of(first.form.fields)["expiration"]
    assert len(store.of_space(SPACE)) == 1
    assert begun("other").image.id != first.image.id


def test_a_repeated_call_for_a_photo_that_was_removed_finds_nothing_of_another_space() -> None:
    first = begun("key")
    assert begun("key", space="sp_other").image.id != first.image.id


def test_a_space_has_forty_photos_at_most_and_those_that_never_came_do_not_count() -> None:
    planted(MOST_IMAGES)
    with pytest.raises(TooManyImages):
        begun()
    begun(now=NOW + timedelta(minutes=10))


def test_the_fortieth_may_be_asked_for_again() -> None:
    planted(MOST_IMAGES - 1)
    first = begun("fortieth")
    assert begun("fortieth").image == first.image


def test_whoever_sends_nothing_but_nonsense_is_stopped_for_the_day(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("chalicelib.images.upload.MOST_BEGUN", 5)
    planted(5, refused=True)
    with pytest.raises(TooManyUploads):
        begun()
    begun(now=NOW + timedelta(days=1))


def test_what_is_not_ready_is_forgotten_after_a_day_and_what_is_ready_never() -> None:
    waiting, ready = begun("waiting"), begun("ready")
    worked(sent(ready, jpeg()))
    items = {item["sk"]["S"]: item for item in table.partition(f"SPACE#{SPACE}", "IMAGE#", "IMAGE#~")}
    assert "ttl" not in items[f"IMAGE#{ready.image.id}"]
    forgotten = int((waiting.image.expires_at + timedelta(days=1)).timestamp())
    assert items[f"IMAGE#{waiting.image.id}"]["ttl"] == {"N": str(forgotten)}
    later = waiting.image.expires_at + timedelta(days=1)
    assert [image.id for image in images_of(SPACE, later)] == [ready.image.id]
    assert {image.id for image in images_of(SPACE, NOW)} == {ready.image.id, waiting.image.id}


def test_only_ready_photos_may_be_named_by_a_document() -> None:
    ready, refused, _ = begun("1"), begun("2"), begun("3")
    worked(sent(ready, jpeg()))
    worked(sent(refused, b""))
    assert ready_images(SPACE).keys() == {ready.image.id}
    assert image_of(SPACE, refused.image.id).state is ImageState.REFUSED
    with pytest.raises(NotFound):
        image_of("sp_other", ready.image.id)


def test_a_removed_photo_takes_its_files_along() -> None:
    upload = begun()
    worked(sent(upload, jpeg()))
    remove(image_of(SPACE, upload.image.id), uow=work("sub-ada"))
    assert left() == ([], [])
    assert store.of_space(SPACE) == []
    assert any(isinstance(fact, kinds.ImageRemoved) for fact in facts())


def test_a_photo_that_no_document_names_goes_after_a_day_and_no_other() -> None:
    shown, unused, young = begun("shown"), begun("unused"), begun("young", now=NOW + timedelta(hours=20))
    for upload in (shown, unused, young):
        worked(sent(upload, jpeg()))
    later = NOW + timedelta(days=1)
    assert remove_unused(SPACE, {shown.image.id}, uow=work("sub-ada", now=later)) == 1
    assert ready_images(SPACE).keys() == {shown.image.id, young.image.id}
    assert left() == ([], sorted(files_of(shown) + files_of(young)))
    assert remove_unused(SPACE, {shown.image.id}, uow=work("sub-ada", now=later)) == 0


def test_the_site_serves_the_files_under_their_own_names() -> None:
    upload = begun()
    paths = [*picture_urls(upload.image.id).values(), share_url(upload.image.id)]
    assert sorted(path.removeprefix("/") for path in paths) == files_of(upload)
