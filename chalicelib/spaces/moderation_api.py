"""The moderators' queue, what they read of a space, and their decisions."""

from chalicelib.identity.access import MODERATOR
from chalicelib.kit import cursor
from chalicelib.kit.call import Call
from chalicelib.kit.http import Api
from chalicelib.kit.shapes import PageQuery
from chalicelib.spaces import moderation_schemas, schemas, views
from chalicelib.spaces.errors import NoEditWaiting, NotInModeration, SpaceIncomplete
from chalicelib.spaces.find import queue, submitted_space
from chalicelib.spaces.history import history_of
from chalicelib.spaces.model import Space
from chalicelib.spaces.moderate import publish, refuse
from chalicelib.spaces.moderate_edit import approve_edit, refuse_edit
from chalicelib.spaces.selling import condition_of

api = Api("moderation", __name__)


@api.route(
    "GET", "/moderation/spaces", access=MODERATOR, summary="Spaces and edits that wait, the oldest first",
    query=PageQuery, answer=moderation_schemas.QueuePage,
)  # fmt: skip
def get_queue(call: Call) -> moderation_schemas.QueuePage:
    waiting, last = queue(after=cursor.unseal(call.query.cursor, "queue"), limit=call.query.limit)
    return moderation_schemas.QueuePage(
        items=[views.queue_entry(space, now=call.now) for space in waiting],
        next_cursor=cursor.seal(last, "queue"),
    )


@api.route(
    "GET", "/moderation/spaces/{space_id}", access=MODERATOR, summary="A space to judge, or its edit",
    answer=schemas.SpaceView,
)  # fmt: skip
def get_submitted_space(call: Call) -> schemas.SpaceView:
    return _view(submitted_space(call.path["space_id"]), call)


@api.route(
    "POST", "/moderation/spaces/{space_id}/publication", access=MODERATOR, summary="Publish a space",
    answer=schemas.SpaceView, versioned=True, refusals=[NotInModeration, SpaceIncomplete],
)  # fmt: skip
def post_publication(call: Call) -> schemas.SpaceView:
    space = submitted_space(call.path["space_id"])
    return _view(publish(space, expected=call.expected_version, uow=call.work()), call)


@api.route(
    "POST", "/moderation/spaces/{space_id}/refusal", access=MODERATOR, summary="Refuse a space, saying why",
    body=moderation_schemas.RefusalBody, answer=schemas.SpaceView, versioned=True, refusals=[NotInModeration],
)  # fmt: skip
def post_refusal(call: Call) -> schemas.SpaceView:
    space = submitted_space(call.path["space_id"])
    refused = refuse(space, expected=call.expected_version, reason=call.body.reason, uow=call.work())
    return _view(refused, call)


@api.route(
    "POST", "/moderation/spaces/{space_id}/edit/approval", access=MODERATOR,
    summary="Publish what waits of a published space",
    answer=schemas.SpaceView, versioned=True, refusals=[NoEditWaiting, SpaceIncomplete],
)  # fmt: skip
def post_approval(call: Call) -> schemas.SpaceView:
    space = submitted_space(call.path["space_id"])
    return _view(approve_edit(space, expected=call.expected_version, uow=call.work()), call)


@api.route(
    "POST", "/moderation/spaces/{space_id}/edit/refusal", access=MODERATOR,
    summary="Refuse what waits of a published space, saying why",
    body=moderation_schemas.RefusalBody, answer=schemas.SpaceView, versioned=True, refusals=[NoEditWaiting],
)  # fmt: skip
def post_edit_refusal(call: Call) -> schemas.SpaceView:
    space = submitted_space(call.path["space_id"])
    refused = refuse_edit(space, expected=call.expected_version, reason=call.body.reason, uow=call.work())
    return _view(refused, call)


@api.route(
    "GET", "/moderation/spaces/{space_id}/history", access=MODERATOR, summary="What became of a space",
    query=PageQuery, answer=moderation_schemas.HistoryPage,
)  # fmt: skip
def get_history(call: Call) -> moderation_schemas.HistoryPage:
    space = submitted_space(call.path["space_id"])
    return history_of(space.id, call.query.cursor, call.query.limit, for_staff=True)


def _view(space: Space, call: Call) -> schemas.SpaceView:
    return views.space_view(space, condition_of(space, call.now))
