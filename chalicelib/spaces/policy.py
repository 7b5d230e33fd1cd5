"""What a space must hold before it is published, and until when its time zone may change."""

from chalicelib.core.money import Basis
from chalicelib.legal.model import Condition, SettlementMode
from chalicelib.spaces.errors import SpaceIncomplete
from chalicelib.spaces.model import Space

FEWEST_WORDS = 5


def missing(space: Space, condition: Condition) -> tuple[str, ...]:
    """Codes of what keeps a space from being submitted, in the order of its page; then, if a room is paid, those of
    its host's settings and mandate, which begin with `billing.`."""
    lacks = {
        "address": not (space.address.line1 and space.address.postcode),
        "description": len(space.description.split()) < FEWEST_WORDS,
        "opening_hours": not any(space.opening_hours),
        "rooms": not space.rooms,
        "price_in_ht": _resold_but_typed_ttc(space, condition),
    }
    billing = condition.missing if any(room.tariff for room in space.rooms) else ()
    return (*(code for code, lacking in lacks.items() if lacking), *(f"billing.{code}" for code in billing))


def demand_complete(space: Space, condition: Condition) -> None:
    """Raises SpaceIncomplete."""
    codes = missing(space, condition)
    if codes:
        raise SpaceIncomplete(missing=list(codes))


def demand_nothing_new_missing(before: Space, after: Space, condition: Condition) -> None:
    """What a published space lacks already may stay so for a while; an edit adds nothing to it.

    Raises SpaceIncomplete.
    """
    added = set(missing(after, condition)) - set(missing(before, condition))
    if added:
        raise SpaceIncomplete(missing=[code for code in missing(after, condition) if code in added])


def zone_may_change(space: Space) -> bool:
    """A space that was once live may hold bookings, whose days were counted from its offset."""
    return space.submitted_at is None


def _resold_but_typed_ttc(space: Space, condition: Condition) -> bool:
    """What the platform buys and sells again is compared on the price that the host typed, net of any tax."""
    resold = condition.terms is not None and condition.terms.mode is SettlementMode.MONTHLY
    return resold and any(room.tariff and room.tariff.basis is Basis.TTC for room in space.rooms)
