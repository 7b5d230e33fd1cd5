"""The host's spaces, the public page of a space."""

from datetime import timedelta

from chalicelib.core.zones import UnknownZone
from chalicelib.identity.access import HOST, HOST_DESK
from chalicelib.images import find as pictures
from chalicelib.images import remove as removal
from chalicelib.images import schemas as picture_shapes
from chalicelib.images import upload
from chalicelib.images import views as picture_views
from chalicelib.images.errors import TooManyImages, TooManyUploads
from chalicelib.kit import cursor
from chalicelib.kit.access import PUBLIC
from chalicelib.kit.call import Call
from chalicelib.kit.http import Api, Repetition
from chalicelib.kit.idempotency import require_key
from chalicelib.kit.shapes import PageQuery
from chalicelib.spaces import moderation_schemas, schemas, shapes, views
from chalicelib.spaces.edit import create_space
from chalicelib.spaces.errors import (
    AlreadySubmitted,
    PictureInUse,
    SpaceIncomplete,
    UnknownPicture,
    UnknownRoom,
)
from chalicelib.spaces.find import host_space, host_spaces, live_space
from chalicelib.spaces.history import history_of
from chalicelib.spaces.holidays import public_holidays
from chalicelib.spaces.model import Space
from chalicelib.spaces.moderate_edit import withdraw_edit
from chalicelib.spaces.pending import pictures_named
from chalicelib.spaces.selling import condition_of, conditions_of
from chalicelib.spaces.submit import submit

api = Api("spaces", __name__)

A_YEAR = timedelta(days=366)


@api.route(
    "POST", "/hosts/{host_id}/spaces", access=HOST, summary="Create a space with its rooms", status=201,
    body=schemas.SpaceBody, answer=schemas.SpaceView, refusals=[UnknownRoom, UnknownPicture, UnknownZone],
)  # fmt: skip
def post_space(call: Call) -> schemas.SpaceView:
    space = create_space(call.body, host_id=call.path["host_id"], key=call.idempotency_key or "", uow=call.work())
    return _view(space, call)


@api.route(
    "GET", "/hosts/{host_id}/spaces", access=HOST_DESK, summary="The spaces of a host",
    query=PageQuery, answer=schemas.SpacePage,
)  # fmt: skip
def get_spaces(call: Call) -> schemas.SpacePage:
    host_id = call.path["host_id"]
    scope = f"spaces:{host_id}"
    spaces, last = host_spaces(host_id, after=cursor.unseal(call.query.cursor, scope), limit=call.query.limit)
    known = conditions_of(spaces, call.now)
    return schemas.SpacePage(
        items=[views.space_summary(space, known[space.id]) for space in spaces],
        next_cursor=cursor.seal(last, scope),
    )


@api.route(
    "GET", "/hosts/{host_id}/spaces/{space_id}", access=HOST_DESK, summary="A space, to edit it",
    answer=schemas.SpaceView,
)  # fmt: skip
def get_space(call: Call) -> schemas.SpaceView:
    return _view(host_space(call.path["host_id"], call.path["space_id"]), call)


@api.route(
    "POST", "/hosts/{host_id}/spaces/{space_id}/submission", access=HOST,
    summary="Submit a space to the moderators", answer=schemas.SpaceView,
    refusals=[SpaceIncomplete, AlreadySubmitted],
)  # fmt: skip
def post_submission(call: Call) -> schemas.SpaceView:
    space = host_space(call.path["host_id"], call.path["space_id"])
    return _view(submit(space, uow=call.work()), call)


@api.route(
    "GET", "/hosts/{host_id}/spaces/{space_id}/holidays", access=HOST,
    summary="Public holidays of a year from now, at the place of the space", answer=shapes.HolidaysView,
)  # fmt: skip
def get_holidays(call: Call) -> shapes.HolidaysView:
    space = host_space(call.path["host_id"], call.path["space_id"])
    today = call.now.astimezone(space.zone).date()
    coming = public_holidays(space.address.postcode, today, today + A_YEAR, call.language)
    return views.holidays_view(coming)


@api.route(
    "POST", "/hosts/{host_id}/spaces/{space_id}/images", access=HOST, summary="Begin to upload a photo of a space",
    status=201, body=picture_shapes.UploadBody, answer=picture_shapes.UploadView, repetition=Repetition.OWN,
    refusals=[TooManyImages, TooManyUploads],
)  # fmt: skip
def post_image(call: Call) -> picture_shapes.UploadView:
    # A form is signed for minutes: it is made again rather than kept.
    key, space = require_key(call), host_space(call.path["host_id"], call.path["space_id"])
    begun = upload.begin(space.id, space.host_id, call.body.content_type, key=key, uow=call.work())
    return picture_views.upload_view(begun)


@api.route(
    "GET", "/hosts/{host_id}/spaces/{space_id}/images", access=HOST,
    summary="The photos of a space, on their way, ready or refused", answer=picture_shapes.ImageList,
)  # fmt: skip
def get_images(call: Call) -> picture_shapes.ImageList:
    space = host_space(call.path["host_id"], call.path["space_id"])
    return picture_views.image_list(pictures.images_of(space.id, call.now), call.language)


@api.route(
    "DELETE", "/hosts/{host_id}/spaces/{space_id}/images/{image_id}", access=HOST, summary="Remove a photo",
    status=204, refusals=[PictureInUse],
)  # fmt: skip
def delete_image(call: Call) -> None:
    space = host_space(call.path["host_id"], call.path["space_id"])
    if call.path["image_id"] in pictures_named(space):
        raise PictureInUse
    removal.remove(pictures.image_of(space.id, call.path["image_id"]), uow=call.work())


@api.route(
    "DELETE", "/hosts/{host_id}/spaces/{space_id}/edit", access=HOST, summary="Go back to what is published",
    answer=schemas.SpaceView, versioned=True,
)  # fmt: skip
def delete_edit(call: Call) -> schemas.SpaceView:
    space = host_space(call.path["host_id"], call.path["space_id"])
    return _view(withdraw_edit(space, expected=call.expected_version, uow=call.work()), call)


@api.route(
    "GET", "/hosts/{host_id}/spaces/{space_id}/history", access=HOST, summary="What became of a space",
    query=PageQuery, answer=moderation_schemas.HistoryPage,
)  # fmt: skip
def get_space_history(call: Call) -> moderation_schemas.HistoryPage:
    space = host_space(call.path["host_id"], call.path["space_id"])
    return history_of(space.id, call.query.cursor, call.query.limit, for_staff=False)


@api.route(
    "GET", "/catalogue/spaces/{space_id}", access=PUBLIC, summary="The public page of a space",
    answer=schemas.CatalogueSpaceView,
)  # fmt: skip
def get_catalogue_space(call: Call) -> schemas.CatalogueSpaceView:
    space = live_space(call.path["space_id"])
    return views.catalogue_view(space, condition_of(space, call.now), now=call.now)


def _view(space: Space, call: Call) -> schemas.SpaceView:
    return views.space_view(space, condition_of(space, call.now))
