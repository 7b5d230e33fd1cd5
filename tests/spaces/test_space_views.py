from datetime import UTC, datetime, timedelta

import pytest

from chalicelib.core.money import Basis
from chalicelib.legal.model import PLATFORM, Condition, SettlementMode
from chalicelib.spaces import views
from chalicelib.spaces.model import WEEKDAYS, OpenInterval, Tariff
from chalicelib.spaces.schemas import SpaceBody
from tests.make.identity import saved_host, saved_user
from tests.make.legal import SELLS, some_terms
from tests.make.spaces import CREATED_AT, NINE_TO_SIX, a_live_space, a_room, a_space, a_submitted_space, space_body


def test_a_host_reads_back_what_he_typed() -> None:
    typed = SpaceBody.model_validate(space_body()).model_dump(mode="json")
    view = views.space_view(a_space(rooms=(a_room(id="rm_1"),)), SELLS).model_dump(mode="json")
    [room] = view.pop("rooms")
    [typed_room] = typed.pop("rooms")
    assert room.pop("tariff") == typed_room.pop("tariff") | {"vat_rate": 2000}
    assert room == typed_room | {"id": "rm_1"}
    assert typed.items() <= view.items()


def test_opening_hours_read_as_clock_times_until_midnight() -> None:
    space = a_space(opening_hours=((OpenInterval(0, 555), OpenInterval(600, 1440)), *NINE_TO_SIX[1:]))
    monday = views.space_view(space, SELLS).model_dump()["opening_hours"][0]
    assert monday == [{"opens": "00:00", "closes": "09:15"}, {"opens": "10:00", "closes": "24:00"}]


def test_a_free_room_has_no_tariff() -> None:
    assert views.room_view(a_room(tariff=None), SELLS).tariff is None


def test_a_delay_is_told_in_hours() -> None:
    assert views.room_view(a_room(answer_delay=timedelta(days=6)), SELLS).answer_delay_hours == 144


def test_a_host_is_told_what_is_missing() -> None:
    space = a_space(rooms=(), opening_hours=((),) * WEEKDAYS)
    assert views.space_view(space, SELLS).missing == ["opening_hours", "rooms"]
    assert views.space_summary(space, SELLS).missing == ["opening_hours", "rooms"]
    assert views.space_view(a_space(), SELLS).missing == []


def test_a_host_who_cannot_sell_is_told_what_his_settings_lack_if_a_room_is_paid() -> None:
    lacking = Condition(None, ("siren", "mandate"))
    assert views.space_view(a_space(), lacking).missing == ["billing.siren", "billing.mandate"]
    assert views.space_view(a_space(rooms=(a_room(tariff=None),)), lacking).missing == []
    assert views.room_view(a_room(), lacking).model_dump()["tariff"]["vat_rate"] is None


def test_a_published_space_says_whether_its_paid_rooms_can_be_booked() -> None:
    assert views.catalogue_view(a_live_space(), SELLS, now=CREATED_AT).sells
    assert not views.catalogue_view(a_live_space(), Condition(None, ("mandate",)), now=CREATED_AT).sells


def test_what_the_platform_resells_is_typed_ht() -> None:
    resold = Condition(some_terms(mode=SettlementMode.MONTHLY, seller_id=PLATFORM))
    assert views.space_view(a_space(rooms=(a_room(),)), resold).missing == []
    typed_ttc = a_space(rooms=(a_room(tariff=Tariff(Basis.TTC, hour=1000)),))
    assert views.space_view(typed_ttc, resold).missing == ["price_in_ht"]
    assert not views.catalogue_view(typed_ttc, resold, now=CREATED_AT).sells


def test_a_summary_counts_the_rooms_and_shows_the_clock_of_moderation() -> None:
    summary = views.space_summary(a_submitted_space(submitted_at=datetime(2027, 1, 4, 10, tzinfo=UTC)), SELLS)
    assert (summary.city, summary.room_count) == ("Paris", 2)
    assert summary.model_dump(mode="json")["moderate_by"] == "2027-01-06T10:00:00+00:00"


def test_the_public_page_hides_what_is_between_the_host_and_the_platform() -> None:
    public = views.catalogue_view(a_live_space(), SELLS, now=CREATED_AT).model_dump(mode="json")
    hidden = {"contact_email", "host_id", "status", "version", "submitted_at", "refusal_reason", "missing"}
    assert not hidden & public.keys()
    assert public["contact_phone"] == "01 42 00 00 00"
    assert [room["name"] for room in public["rooms"]] == ["Salle Ménilmontant", "Plateau"]


@pytest.mark.usefixtures("table")
def test_the_queue_names_the_host_and_tells_when_the_48_hours_are_over() -> None:
    saved_user("sub-ada")
    host = saved_host("sub-ada", name="La Ruche")
    submitted_at = datetime(2027, 1, 4, 10, tzinfo=UTC)
    space = a_submitted_space(host_id=host.id, submitted_at=submitted_at)
    due = submitted_at + timedelta(hours=48)
    entry = views.queue_entry(space, now=due)
    assert (entry.host_name, entry.moderate_by, entry.overdue) == ("La Ruche", due, False)
    assert views.queue_entry(space, now=due + timedelta(seconds=1)).overdue


def test_a_space_that_was_never_submitted_has_no_place_in_the_queue() -> None:
    with pytest.raises(ValueError, match="without having been submitted"):
        views.queue_entry(a_space(), now=datetime(2027, 1, 4, tzinfo=UTC))
