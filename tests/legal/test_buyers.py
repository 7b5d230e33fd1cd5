from datetime import datetime, timedelta
from typing import Any

import pytest

from chalicelib.core.errors import StaleVersion
from chalicelib.kit import outbox
from chalicelib.legal.buyers import HOST_IDS, buyer_of, profile_of, save_profile
from chalicelib.legal.errors import IdentifierNeeded
from chalicelib.legal.facts import BillingProfileSaved
from chalicelib.legal.model import PLATFORM, BuyerProfile, LegalEntity, PostalAddress
from chalicelib.legal.schemas import BillingProfileBody
from tests.make.identity import NOW, saved_host, saved_user, work
from tests.make.legal import PLATFORM_SIREN, SIREN, an_entity, sells

pytestmark = pytest.mark.usefixtures("table")
ADDRESS = {"line1": "1 rue de Paradis", "postcode": "75010", "city": "Paris"}


def save(expected: int = 0, *, now: datetime = NOW, **changes: Any) -> BuyerProfile:
    body = BillingProfileBody.model_validate({"name": "Ada Lovelace"} | changes)
    return save_profile("sub-ada", body, expected=expected, uow=work("sub-ada", now=now))


def test_who_saved_nothing_is_a_private_person_with_the_name_of_the_login() -> None:
    saved_user("sub-ada")
    nowhere = PostalAddress("", "", "", country="FR")
    assert buyer_of("sub-ada") == LegalEntity("Ada Lovelace", nowhere, "sub-ada@example.org", is_company=False)
    assert profile_of("sub-ada").version == 0


def test_a_login_that_is_gone_still_has_a_buyer() -> None:
    assert buyer_of("sub-gone").name == ""


def test_a_company_is_named_as_it_asked_and_written_to_at_the_login_s_address() -> None:
    saved_user("sub-ada")
    save(is_company=True, name="Moteurs SARL", siren="732 829 320", address=ADDRESS)
    buyer = buyer_of("sub-ada")
    assert (buyer.name, buyer.is_company, buyer.siren) == ("Moteurs SARL", True, SIREN)
    assert buyer.address == PostalAddress("1 rue de Paradis", "75010", "Paris")
    assert buyer.email == "sub-ada@example.org"


def test_a_host_and_the_platform_buy_under_the_names_of_their_settings() -> None:
    sells("ho_fabrique")
    assert buyer_of("ho_fabrique") == an_entity()
    assert buyer_of(PLATFORM).siren == PLATFORM_SIREN


def test_an_id_of_a_host_is_known_by_its_beginning() -> None:
    assert saved_host("owner").id.startswith(HOST_IDS)


@pytest.mark.parametrize("buyer_id", ["ho_nobody", PLATFORM])
def test_who_saved_no_settings_buys_nothing(buyer_id: str) -> None:
    with pytest.raises(LookupError, match="without billing settings"):
        buyer_of(buyer_id)


def test_a_private_person_keeps_no_identifiers_of_a_company() -> None:
    assert save(siren=SIREN).entity.siren == ""


def test_a_company_without_its_number_is_refused_and_nothing_is_kept() -> None:
    with pytest.raises(IdentifierNeeded):
        save(is_company=True, address=ADDRESS)
    assert profile_of("sub-ada").version == 0


def test_two_edits_of_one_version_are_not_both_kept() -> None:
    save()
    with pytest.raises(StaleVersion):
        save(name="Ada King")
    assert save(1, name="Ada King").version == 2


def test_the_fact_names_fields_and_no_values() -> None:
    save()
    save(1, now=NOW + timedelta(hours=1), name="Ada King", email="ada@king.example")
    facts = [recorded.fact for recorded in outbox.facts_of("USER#sub-ada")]
    assert facts[1] == BillingProfileSaved(subject="USER#sub-ada", fields=["email", "name"])
