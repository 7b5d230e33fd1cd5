"""A space is saved, `/v1/hosts/{host_id}/spaces/{space_id}`: what stands on its bookings as well as on itself."""

from chalicelib.bookings import listing_schemas as schemas
from chalicelib.bookings import listing_views as shown
from chalicelib.bookings.blocking import Choice
from chalicelib.bookings.errors import ImpactNotChosen, ImpactTooLarge
from chalicelib.bookings.impact import impact_of, save_space
from chalicelib.core.zones import UnknownZone
from chalicelib.identity.access import HOST
from chalicelib.kit.call import Call
from chalicelib.kit.http import Api, Repetition
from chalicelib.spaces.errors import (
    PictureTwice,
    RoomTwice,
    SpaceIncomplete,
    UnknownPicture,
    UnknownRoom,
    ZoneIsFixed,
)
from chalicelib.spaces.find import host_space
from chalicelib.spaces.model import Space
from chalicelib.spaces.schemas import SpaceBody
from chalicelib.spaces.selling import condition_of
from chalicelib.spaces.views import space_view

api = Api("listing", __name__)

TYPED_WRONG = [UnknownRoom, RoomTwice, UnknownPicture, PictureTwice, UnknownZone, ZoneIsFixed]


@api.route(
    "PUT", "/hosts/{host_id}/spaces/{space_id}", access=HOST, summary="Save a space with its rooms",
    body=schemas.SpaceEditBody, answer=schemas.SavedSpaceView, versioned=True,
    refusals=[*TYPED_WRONG, SpaceIncomplete, ImpactNotChosen, ImpactTooLarge],
)  # fmt: skip
def put_space(call: Call) -> schemas.SavedSpaceView:
    choice = _choice(call.body.impact)
    done = save_space(_space(call), call.body, choice, expected=call.expected_version, uow=call.work())
    return shown.saved(space_view(done.space, condition_of(done.space, call.now)), done)


@api.route(
    "POST", "/hosts/{host_id}/spaces/{space_id}/impact", access=HOST,
    summary="The bookings and requests that saving a space would touch", body=SpaceBody,
    answer=schemas.ImpactView, repetition=Repetition.HARMLESS, refusals=TYPED_WRONG,
)  # fmt: skip
def post_impact(call: Call) -> schemas.ImpactView:
    return shown.impact(impact_of(_space(call), call.body, now=call.now))


def _space(call: Call) -> Space:
    return host_space(call.path["host_id"], call.path["space_id"])


def _choice(said: schemas.ImpactChoice | None) -> Choice:
    return Choice(said.choice, frozenset(said.seen), said.reason) if said else Choice(None, frozenset(), "")
