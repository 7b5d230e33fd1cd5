"""What happens to a booking. These lines are its timeline, the host's audit log and the cause of every mail."""

from chalicelib.core.facts import Fact
from chalicelib.core.lazy import dataclass


@dataclass(frozen=True, kw_only=True)
class BookingFact(Fact):
    """Amounts are TTC cents."""


@dataclass(frozen=True, kw_only=True)
class PlaceOffered(BookingFact):
    """To whoever waited for it: the places are kept for him until `until` (RFC 3339)."""

    amount: int
    until: str


@dataclass(frozen=True, kw_only=True)
class OfferPassed(BookingFact):
    """The places go on to whoever is next. `cause`: silence (its time was over), refused, withdrawn (its host needs
    the places, and gave this `reason`)."""

    cause: str
    reason: str = ""


@dataclass(frozen=True, kw_only=True)
class BookingPlaced(BookingFact):
    """The slots are taken and the coworker was sent to pay."""

    amount: int


@dataclass(frozen=True, kw_only=True)
class BookingRequested(BookingFact):
    """The request is before the host, who answers before `answer_by` (RFC 3339)."""

    amount: int
    answer_by: str


@dataclass(frozen=True, kw_only=True)
class BookingConfirmed(BookingFact):
    automatic: bool
    amount: int


@dataclass(frozen=True, kw_only=True)
class BookingDeclined(BookingFact):
    reason: str = ""


@dataclass(frozen=True, kw_only=True)
class BookingExpired(BookingFact):
    """`cause`: silence (nobody answered in time), hold_lost (it could not be captured), paid_too_late."""

    cause: str


@dataclass(frozen=True, kw_only=True)
class BookingAbandoned(BookingFact):
    """The coworker never paid; Stripe confirmed that he no longer can."""


@dataclass(frozen=True, kw_only=True)
class SeriesPlaced(BookingFact):
    """The same time every week: `booked` dates of `asked`, paid with `payer`."""

    payer: str
    asked: int
    booked: int
    amount: int


@dataclass(frozen=True, kw_only=True)
class BookingEntered(BookingFact):
    """By the host, for a guest who has no login: free of charge and confirmed at once."""


@dataclass(frozen=True, kw_only=True)
class BookingMoved(BookingFact):
    """By the host. `changes` holds `start`, `end` and `room` (its name) where they differ. `waived` is what the new
    time would cost beyond the price that was kept, negative where it would cost less; or `refunded` is what of the
    price goes back."""

    waived: int = 0
    refunded: int = 0


@dataclass(frozen=True, kw_only=True)
class BookingCancelled(BookingFact):
    """`was_confirmed` False means a request withdrawn before the host answered. `act`: its coworker gave up several
    dates of a series at once, which `DatesCancelled` tells."""

    by: str
    refunded: bool
    was_confirmed: bool
    amount: int
    reason: str = ""
    act: str = ""


@dataclass(frozen=True, kw_only=True)
class DatesCancelled(BookingFact):
    """Of a series, by its coworker, in one act: `bookings` are the dates that it ended, `back` the sum that goes
    back of them."""

    bookings: list[str]
    back: int


@dataclass(frozen=True, kw_only=True)
class BookingAccepted(BookingFact):
    """The host said yes; the capture follows."""


@dataclass(frozen=True, kw_only=True)
class HoldPlaced(BookingFact):
    amount: int


@dataclass(frozen=True, kw_only=True)
class PaymentCaptured(BookingFact):
    amount: int


@dataclass(frozen=True, kw_only=True)
class HoldReleased(BookingFact):
    amount: int


@dataclass(frozen=True, kw_only=True)
class PaymentRefunded(BookingFact):
    amount: int


@dataclass(frozen=True, kw_only=True)
class RefundFailed(BookingFact):
    """Stripe could not give the money back; the operator must."""

    amount: int
    cause: str


@dataclass(frozen=True, kw_only=True)
class PaymentKept(BookingFact):
    """Cancelled without refund: the host keeps the money and said why."""

    amount: int


@dataclass(frozen=True, kw_only=True)
class RefundGranted(BookingFact):
    """After the service, or after a cancellation that had kept money: all that was still paid goes back."""

    amount: int
    by: str
    reason: str


@dataclass(frozen=True, kw_only=True)
class GuestArrived(BookingFact):
    """`by`: reception (a member's word) or guest (the code of his booking was shown)."""

    by: str


@dataclass(frozen=True, kw_only=True)
class GuestMissed(BookingFact):
    """Reception says that nobody came. No money moves."""


@dataclass(frozen=True, kw_only=True)
class ArrivalUndone(BookingFact):
    """Reception takes back what it said: `outcome`, arrived or no_show."""

    outcome: str


@dataclass(frozen=True, kw_only=True)
class BookingsCrossedEdit(Fact):
    """While its host saved a space, `count` bookings were made by what held before and do not fit what holds now.
    They stay. `bookings` are the first of them."""

    space_id: str
    space_name: str
    bookings: list[str]
    count: int
