"""The worker, whatever it is told, whenever it dies: a picture or a reason, and nothing left behind."""

from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest

from chalicelib.images import facts as kinds
from chalicelib.images import objects, process, store
from chalicelib.images.find import image_of
from chalicelib.images.model import MOST_BYTES, Image, ImageState
from chalicelib.images.remove import remove
from chalicelib.kit.aws import s3
from chalicelib.kit.queue import Unreadable
from chalicelib.kit.settings import settings
from tests.images.conftest import SPACE, begun, facts, files_of, left, name_of, put, sent, told, worked
from tests.make.identity import work
from tests.make.pictures import HOSTILE, jpeg, turned

pytestmark = pytest.mark.usefixtures("table")


class Killed(BaseException):
    """The end of a worker, which no code of ours may catch."""


def killed_at(monkeypatch: pytest.MonkeyPatch, step: Callable[..., Any], *, after: bool) -> None:
    """The next time that `step` of objects or of the unit of work runs."""
    whole = step

    def once(*arguments: Any, **named: Any) -> None:
        monkeypatch.undo()
        if after:
            whole(*arguments, **named)
        raise Killed

    owner = "chalicelib.kit.unit_of_work.UnitOfWork" if step.__name__ == "commit" else "chalicelib.images.objects"
    monkeypatch.setattr(f"{owner}.{step.__name__}", once)


def found(image_id: str) -> Image:
    return image_of(SPACE, image_id)


def test_a_photo_becomes_three_files_that_are_kept_for_ever_and_its_upload_is_gone() -> None:
    upload = begun()
    worked(sent(upload, turned(6)))
    image = found(upload.image.id)
    assert (image.state, image.width, image.height, image.reason) == (ImageState.READY, 480, 640, "")
    assert left() == ([], files_of(upload))
    for name in files_of(upload):
        served = s3().get_object(Bucket=settings().media_bucket, Key=name)
        assert served["ContentType"] == ("image/jpeg" if name.endswith("share.jpg") else "image/webp")
        assert served["CacheControl"] == "public, max-age=31536000, immutable"
    [fact] = facts()
    assert isinstance(fact, kinds.ImageAdded)
    assert (fact.host_id, fact.image_id, fact.width) == ("ho_fabrique", upload.image.id, 480)


def test_of_all_hostile_files_together_each_leaves_its_reason_and_nothing_else() -> None:
    for name, (made, reason) in HOSTILE.items():
        upload = begun(name)
        worked(sent(upload, made()))
        image = found(upload.image.id)
        assert (image.state, image.reason) == (ImageState.REFUSED, reason), name
        assert left() == ([], []), name
        fact = next(fact for fact in facts() if getattr(fact, "image_id", "") == image.id)
        assert isinstance(fact, kinds.ImageRefused)
        assert fact.refusal == reason


def test_a_file_that_is_too_heavy_is_read_no_further() -> None:
    upload = begun()
    worked(sent(upload, bytes(MOST_BYTES + 5)))
    assert found(upload.image.id).reason == "picture_too_heavy"


def test_what_is_told_twice_happens_once() -> None:
    upload = begun()
    name = sent(upload, jpeg())
    worked(name)
    worked(name)
    assert len(facts()) == 1
    assert left() == ([], files_of(upload))


def test_a_second_file_under_the_same_form_changes_nothing() -> None:
    upload = begun()
    worked(sent(upload, jpeg()))
    before = found(upload.image.id)
    worked(sent(upload, b"<script>"))
    assert found(upload.image.id) == before
    assert left() == ([], files_of(upload))


def test_what_was_removed_before_its_file_came_leaves_nothing() -> None:
    upload = begun()
    remove(upload.image, uow=work("sub-ada"))
    worked(sent(upload, jpeg()))
    assert left() == ([], [])
    assert facts() == []


def test_an_object_that_nobody_asked_for_is_dropped() -> None:
    for name in ("uploads/sp_atelier/im_unknown", "uploads/../media/x", "logos/x.png", "x", "uploads/sp_a/im_b/c"):
        put(name, jpeg())
        worked(name)
        assert left() == ([], [])


def test_a_message_whose_file_is_gone_changes_nothing() -> None:
    upload = begun()
    worked(name_of(upload))
    assert found(upload.image.id) == upload.image


def test_a_message_that_nobody_can_read_says_so() -> None:
    for body in ("", "[]", "{}", '{"detail": {"object": {}}}', "null", '{"detail": 3}'):
        with pytest.raises(Unreadable):
            process.name_in(body)


def test_a_name_is_read_as_s3_tells_it() -> None:
    assert process.name_in(told("uploads/sp_a/im_b")) == "uploads/sp_a/im_b"


@pytest.mark.parametrize("after", [False, True], ids=["before", "after"])
@pytest.mark.parametrize("step", ["keep", "commit", "drop_upload"])
@pytest.mark.parametrize("raw", [jpeg(), b"<svg/>"], ids=["good", "bad"])
def test_a_worker_that_was_killed_is_made_good_by_the_next(
    step: str, after: bool, raw: bytes, monkeypatch: pytest.MonkeyPatch
) -> None:
    from chalicelib.kit.unit_of_work import UnitOfWork

    upload = begun()
    name = sent(upload, raw)
    killed_at(monkeypatch, UnitOfWork.commit if step == "commit" else getattr(objects, step), after=after)
    if raw.startswith(b"<") and step == "keep":
        monkeypatch.undo()  # nothing is kept of a bad one
    else:
        with pytest.raises(Killed):
            worked(name)
    worked(name)
    good = not raw.startswith(b"<")
    assert found(upload.image.id).state is (ImageState.READY if good else ImageState.REFUSED)
    assert left() == ([], files_of(upload) if good else [])
    assert len(facts()) == 1


def test_a_photo_that_is_removed_while_it_is_made_leaves_nothing(monkeypatch: pytest.MonkeyPatch) -> None:
    upload = begun()
    name = sent(upload, jpeg())
    keep = objects.keep

    def meanwhile(*arguments: Any) -> None:
        keep(*arguments)
        remove(upload.image, uow=work("sub-ada"))
        keep(*arguments)  # the slower of the two

    monkeypatch.setattr(objects, "keep", meanwhile)
    worked(name)
    assert store.load(SPACE, upload.image.id) is None
    assert left() == ([], [])


def test_what_a_killed_worker_made_of_a_removed_photo_is_cleared_away(monkeypatch: pytest.MonkeyPatch) -> None:
    upload = begun()
    name = sent(upload, jpeg())
    keep = objects.keep

    def too_late(*arguments: Any) -> None:
        remove(upload.image, uow=work("sub-ada"))
        keep(*arguments)
        monkeypatch.setattr(objects, "keep", keep)
        raise Killed

    monkeypatch.setattr(objects, "keep", too_late)
    with pytest.raises(Killed):
        worked(name)
    put(name, jpeg())
    assert left() == ([name], files_of(upload))
    worked(name)
    assert left() == ([], [])


def test_of_two_workers_one_decides(monkeypatch: pytest.MonkeyPatch) -> None:
    upload = begun()
    name = sent(upload, jpeg())
    keep = objects.keep

    def meanwhile(*arguments: Any) -> None:
        monkeypatch.setattr(objects, "keep", keep)
        worked(name)
        keep(*arguments)

    monkeypatch.setattr(objects, "keep", meanwhile)
    worked(name)
    assert found(upload.image.id).state is ImageState.READY
    assert left() == ([], files_of(upload))
    assert len(facts()) == 1


def test_a_file_that_came_late_is_still_a_photo() -> None:
    upload = begun()
    worked(sent(upload, jpeg()), now=upload.image.expires_at + timedelta(hours=1))
    assert found(upload.image.id).state is ImageState.READY
