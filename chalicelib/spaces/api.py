"""The host's spaces, the moderators' queue, the public page of a space."""

from chalicelib.core.zones import UnknownZone
from chalicelib.identity.access import HOST, MODERATOR
from chalicelib.kit import cursor
from chalicelib.kit.access import PUBLIC
from chalicelib.kit.call import Call
from chalicelib.kit.http import Api
from chalicelib.kit.shapes import PageQuery
from chalicelib.spaces import schemas, views
from chalicelib.spaces.edit import create_space, update_space
from chalicelib.spaces.errors import (
    AlreadySubmitted,
    NotInModeration,
    RoomTwice,
    SpaceIncomplete,
    UnknownRoom,
    ZoneIsFixed,
)
from chalicelib.spaces.find import host_space, host_spaces, live_space, queue, submitted_space
from chalicelib.spaces.model import Space
from chalicelib.spaces.moderate import publish, refuse
from chalicelib.spaces.selling import condition_of, conditions_of
from chalicelib.spaces.submit import submit

api = Api("spaces", __name__)


@api.route(
    "POST", "/hosts/{host_id}/spaces", access=HOST, summary="Create a space with its rooms", status=201,
    body=schemas.SpaceBody, answer=schemas.SpaceView, refusals=[UnknownRoom, UnknownZone],
)  # fmt: skip
def post_space(call: Call) -> schemas.SpaceView:
    space = create_space(call.body, host_id=call.path["host_id"], key=call.idempotency_key or "", uow=call.work())
    return _view(space, call)


@api.route(
    "GET", "/hosts/{host_id}/spaces", access=HOST, summary="The spaces of a host",
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
    "GET", "/hosts/{host_id}/spaces/{space_id}", access=HOST, summary="A space, to edit it",
    answer=schemas.SpaceView,
)  # fmt: skip
def get_space(call: Call) -> schemas.SpaceView:
    return _view(host_space(call.path["host_id"], call.path["space_id"]), call)


@api.route(
    "PUT", "/hosts/{host_id}/spaces/{space_id}", access=HOST, summary="Save a space with its rooms",
    body=schemas.SpaceBody, answer=schemas.SpaceView, versioned=True,
    refusals=[UnknownRoom, RoomTwice, UnknownZone, ZoneIsFixed, SpaceIncomplete],
)  # fmt: skip
def put_space(call: Call) -> schemas.SpaceView:
    space = host_space(call.path["host_id"], call.path["space_id"])
    return _view(update_space(space, call.body, expected=call.expected_version, uow=call.work()), call)


@api.route(
    "POST", "/hosts/{host_id}/spaces/{space_id}/submission", access=HOST,
    summary="Submit a space to the moderators", answer=schemas.SpaceView,
    refusals=[SpaceIncomplete, AlreadySubmitted],
)  # fmt: skip
def post_submission(call: Call) -> schemas.SpaceView:
    space = host_space(call.path["host_id"], call.path["space_id"])
    return _view(submit(space, uow=call.work()), call)


@api.route(
    "GET", "/moderation/spaces", access=MODERATOR, summary="Spaces that wait, the oldest first",
    query=PageQuery, answer=schemas.QueuePage,
)  # fmt: skip
def get_queue(call: Call) -> schemas.QueuePage:
    waiting, last = queue(after=cursor.unseal(call.query.cursor, "queue"), limit=call.query.limit)
    return schemas.QueuePage(
        items=[views.queue_entry(space, now=call.now) for space in waiting],
        next_cursor=cursor.seal(last, "queue"),
    )


@api.route(
    "GET", "/moderation/spaces/{space_id}", access=MODERATOR, summary="A space to judge",
    answer=schemas.SpaceView,
)  # fmt: skip
def get_submitted_space(call: Call) -> schemas.SpaceView:
    return _view(submitted_space(call.path["space_id"]), call)


@api.route(
    "POST", "/moderation/spaces/{space_id}/publication", access=MODERATOR, summary="Publish a space",
    answer=schemas.SpaceView, refusals=[NotInModeration, SpaceIncomplete],
)  # fmt: skip
def post_publication(call: Call) -> schemas.SpaceView:
    return _view(publish(submitted_space(call.path["space_id"]), uow=call.work()), call)


@api.route(
    "POST", "/moderation/spaces/{space_id}/refusal", access=MODERATOR, summary="Refuse a space, saying why",
    body=schemas.RefusalBody, answer=schemas.SpaceView, refusals=[NotInModeration],
)  # fmt: skip
def post_refusal(call: Call) -> schemas.SpaceView:
    return _view(refuse(submitted_space(call.path["space_id"]), reason=call.body.reason, uow=call.work()), call)


@api.route(
    "GET", "/catalogue/spaces/{space_id}", access=PUBLIC, summary="The public page of a space",
    answer=schemas.CatalogueSpaceView,
)  # fmt: skip
def get_catalogue_space(call: Call) -> schemas.CatalogueSpaceView:
    space = live_space(call.path["space_id"])
    return views.catalogue_view(space, condition_of(space, call.now))


def _view(space: Space, call: Call) -> schemas.SpaceView:
    return views.space_view(space, condition_of(space, call.now))
