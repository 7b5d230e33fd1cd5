"""From what is owed to the host's account: once, whatever dies, is lost or is refused on the way."""

from datetime import UTC, datetime, timedelta
from typing import Any

import pytest

from chalicelib.legal.model import SettlementMode
from chalicelib.payments import onboarding
from chalicelib.payments.model import ProviderUnavailable
from chalicelib.payments.transfer_gateway import TransferGateway
from chalicelib.payouts import release, store
from chalicelib.payouts.closing import close
from chalicelib.payouts.model import Block, State
from tests.make.payee import Payee, payee
from tests.make.sold import Sold
from tests.make.till import Till

DUE = datetime(2027, 3, 25, 11, 30, tzinfo=UTC)
A_DAY_LATER = timedelta(hours=26)


def transfers_of(host: Payee) -> list[Any]:
    return list(host.till.gateway.client.v1.transfers.list({"limit": 100}).data)


def test_a_payable_follows_its_booking_and_is_made_once(till: Till) -> None:
    host = payee(till)
    booking = host.books("2027-03-23")
    for _ in range(3):
        host.follow(booking)
    month = host.month("2027-03")
    assert (month.count, month.ht, month.ttc, store.reserve()) == (1, 9000, 10800, 10800)
    till.at(DUE)
    host.settles()
    assert store.reserve() == 0


def test_the_transfer_names_its_charge_its_group_its_payable_and_its_attempt(till: Till) -> None:
    host = payee(till)
    booking = host.books("2027-03-23")
    till.at(DUE)
    host.settles()
    made = transfers_of(host)[0]
    charge = till.intents(booking)[0]["latest_charge"]
    assert made.source_transaction == (charge if isinstance(charge, str) else charge["id"])
    assert made.transfer_group == booking.id
    known = made.metadata.to_dict()
    assert (known["payable"], known["attempt"]) == (host.payable(booking).id, "1")
    assert f"tr:{host.payable(booking).id}:1" in till.asked("post", "/v1/transfers")


def test_an_account_that_cannot_receive_blocks_and_lets_go_by_itself(till: Till) -> None:
    host = payee(till)
    booking = host.books("2027-03-23")
    till.control(f"accounts/{host.account.account_id}/restrict")
    onboarding.look(host.id, make_work=till.work)
    till.at(DUE)
    host.settles()
    assert (host.payable(booking).state, host.payable(booking).block) == (State.WAITING, Block.ACCOUNT)
    till.control(f"accounts/{host.account.account_id}/finish")
    onboarding.look(host.id, make_work=till.work)
    till.later(hours=1, minutes=1)
    host.settles()
    assert (host.payable(booking).state, host.payable(booking).block) == (State.SENT, None)


def test_an_account_that_stripe_alone_knows_to_be_restricted_is_found_out_by_its_refusal(till: Till) -> None:
    host = payee(till)
    booking = host.books("2027-03-23")
    till.control(f"accounts/{host.account.account_id}/restrict")
    till.at(DUE)
    host.settles()
    held = host.payable(booking)
    assert (held.state, held.block, held.attempt) == (State.WAITING, Block.ACCOUNT, 2)
    # What was taken in the books for it is owed again, whole.
    assert host.owed == {f"host_payable:{host.id}": -10800}


@pytest.mark.parametrize(
    "kind", ["error_before_effect", "error_after_effect", "timeout_before_effect", "timeout_after_effect"]
)
def test_a_lost_answer_leaves_one_transfer(till: Till, kind: str) -> None:
    host = payee(till)
    booking = host.books("2027-03-23")
    till.at(DUE)
    till.fail(kind, "POST", "/v1/transfers")
    with pytest.raises(ExceptionGroup):
        host.settles()
    assert host.payable(booking).state is State.RELEASING
    till.later(minutes=10)
    host.settles()
    assert host.payable(booking).state is State.SENT
    assert [one.amount for one in transfers_of(host)] == [9180]


def test_a_transfer_whose_key_stripe_has_forgotten_is_found_and_not_made_again(
    till: Till, monkeypatch: pytest.MonkeyPatch
) -> None:
    host = payee(till)
    booking = host.books("2027-03-23")
    till.at(DUE)
    settled = release._settled

    def dies(*_: Any) -> Any:
        raise ProviderUnavailable("killed after the transfer")

    monkeypatch.setattr(release, "_settled", dies)
    with pytest.raises(ExceptionGroup):
        host.settles()
    monkeypatch.setattr(release, "_settled", settled)
    till.at(DUE + A_DAY_LATER)
    host.settles()
    assert host.payable(booking).state is State.SENT
    assert [one.amount for one in transfers_of(host)] == [9180]


def test_without_the_look_up_it_is_paid_twice(till: Till, monkeypatch: pytest.MonkeyPatch) -> None:
    """The control: the same death, and a worker that does not look. A host's share below half of the charge, so that
    the charge itself does not stop it."""
    cushion = payee(till, name="sub-other")
    cushion.books("2027-03-22")
    host = payee(till, commission=6000)
    host.books("2027-03-23")
    till.at(DUE)
    settled = release._settled

    def dies(*_: Any) -> Any:
        raise ProviderUnavailable("killed after the transfer")

    monkeypatch.setattr(release, "_settled", dies)
    with pytest.raises(ExceptionGroup):
        host.settles()
    monkeypatch.setattr(release, "_settled", settled)
    monkeypatch.setattr(TransferGateway, "find_transfer", lambda *_: None)
    till.at(DUE + A_DAY_LATER)
    host.settles()
    assert [one.amount for one in transfers_of(host)] == [4320, 4320]


def test_a_free_booking_owes_nothing(till: Till) -> None:
    host = payee(till, tariff=None)
    booking, _ = Sold(till, host.space, host.room).request()
    host.follow(booking)
    assert store.month(host.id, "2027-03") is None


def test_what_was_captured_for_a_month_that_is_billed_is_billed_with_the_next(till: Till) -> None:
    host = payee(till, mode=SettlementMode.MONTHLY)
    host.books("2027-03-23")
    late = host.books("2027-03-24", follow=False)
    till.at(datetime(2027, 4, 1, 12, tzinfo=UTC))
    close(host.id, "2027-03", now=till.now)
    host.follow(late)
    assert (host.month("2027-03").count, host.month("2027-04").count) == (1, 1)
    assert host.payable(late).month == "2027-04"
