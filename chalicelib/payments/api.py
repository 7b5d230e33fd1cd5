"""Where Stripe posts its events, and where hosts open the account that their money goes to."""

from chalicelib.core.errors import Busy
from chalicelib.identity.access import HOST, HOST_DOCUMENTS, HOST_OWNER
from chalicelib.identity.hosts import host_of
from chalicelib.identity.profile import profile_of
from chalicelib.kit.access import PUBLIC
from chalicelib.kit.call import Call
from chalicelib.kit.http import Api, Repetition
from chalicelib.legal import policy
from chalicelib.legal.collecting import account_of
from chalicelib.legal.errors import SettingsFirst
from chalicelib.legal.model import ConnectedAccount, legal_day
from chalicelib.legal.settings import settings_or_blank
from chalicelib.payments import onboarding, schemas
from chalicelib.payments.errors import AccountRejected, DashboardNotReady, NoAccount, ProviderDown
from chalicelib.payments.webhooks import BadSignature, receive

api = Api("payments", __name__)


@api.route(
    "POST", "/stripe/platform", access=PUBLIC, summary="Stripe's events, signed by Stripe", status=204,
    repetition=Repetition.HARMLESS, refusals=[BadSignature],
)  # fmt: skip
def post_stripe_event(call: Call) -> None:
    receive(call.raw_body, call.headers.get("stripe-signature", ""))


@api.route(
    "GET", "/hosts/{host_id}/collection", access=HOST_DOCUMENTS, summary="How a host collects his money",
    answer=schemas.CollectionView,
)  # fmt: skip
def get_collection(call: Call) -> schemas.CollectionView:
    return _view(call, account_of(call.path["host_id"]))


@api.route(
    "POST", "/hosts/{host_id}/collection/refresh", access=HOST, summary="Look at the host's account at Stripe now",
    answer=schemas.CollectionView, repetition=Repetition.HARMLESS, refusals=[NoAccount, ProviderDown, Busy],
)  # fmt: skip
def post_collection_refresh(call: Call) -> schemas.CollectionView:
    return _view(call, onboarding.look(call.path["host_id"], make_work=call.work))


@api.route(
    "POST", "/hosts/{host_id}/collection/onboarding", access=HOST_OWNER,
    summary="Open Stripe's form, or go on with it",
    answer=schemas.LinkView, repetition=Repetition.HARMLESS, refusals=[SettingsFirst, AccountRejected, ProviderDown],
)  # fmt: skip
def post_collection_onboarding(call: Call) -> schemas.LinkView:
    host = host_of(call.path["host_id"])
    return schemas.LinkView(url=onboarding.begin(host, profile_of(call.user_id), uow=call.work()))


@api.route(
    "POST", "/hosts/{host_id}/collection/dashboard", access=HOST_OWNER, summary="Open the host's dashboard at Stripe",
    answer=schemas.LinkView, repetition=Repetition.HARMLESS, refusals=[NoAccount, DashboardNotReady, ProviderDown],
)  # fmt: skip
def post_collection_dashboard(call: Call) -> schemas.LinkView:
    return schemas.LinkView(url=onboarding.dashboard(call.path["host_id"], uow=call.work()))


def _view(call: Call, account: ConnectedAccount | None) -> schemas.CollectionView:
    billing = settings_or_blank(call.path["host_id"])
    return schemas.CollectionView(
        state=account.state if account else "none",
        can_receive=account is not None and account.can_receive,
        missing=list(policy.missing_to_give_a_mandate(billing, legal_day(call.now))),
        waits_for=list(account.waits_for) if account else [],
        due_by=account.due_by if account else None,
        seen_at=account.seen_at if account else None,
    )
