"""What somebody looks for. Pure."""

from datetime import date, timedelta
from functools import cached_property
from zoneinfo import ZoneInfo

from chalicelib.core.lazy import dataclass
from chalicelib.core.period import Period
from chalicelib.core.words import slug_of
from chalicelib.core.zones import first_instant_of
from chalicelib.spaces.model import Location, RoomKind

MIDNIGHT = "24:00"


@dataclass(frozen=True)
class Wish:
    """`day`, `start` and `end` (wall times "HH:MM", end up to "24:00") are given together or not at all. `offers` are
    names of what the room or its space must have, `max_price` cents an hour as it is shown, `km` around `near`."""

    where: str
    day: date | None
    start: str | None
    end: str | None
    people: int
    kind: RoomKind | None = None
    offers: tuple[str, ...] = ()
    max_price: int | None = None
    near: Location | None = None
    km: float = 10

    @cached_property
    def postcode(self) -> str:
        """How the postcode begins that `where` means, or nothing."""
        place = self.where.strip()
        return place if place.isascii() and place.isdigit() else ""

    @cached_property
    def city(self) -> str:
        """How the slug of the city begins that `where` means, or nothing."""
        return "" if self.postcode else slug_of(self.where)

    @property
    def means_nothing(self) -> bool:
        """No place of ours is spelled with such letters."""
        return bool(self.where.strip()) and not self.postcode and not self.city

    @property
    def filters(self) -> bool:
        return bool(self.kind or self.offers or self.near) or self.max_price is not None

    def span(self, zone: ZoneInfo) -> Period:
        """Raises TimeDoesNotExist."""
        if self.day is None:
            raise ValueError("a wish without a day has no span")
        closing = self.day + timedelta(days=1) if self.end == MIDNIGHT else self.day
        end = "00:00" if self.end == MIDNIGHT else self.end
        return Period(first_instant_of(f"{self.day}T{self.start}", zone), first_instant_of(f"{closing}T{end}", zone))
