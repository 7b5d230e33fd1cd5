"""Where Stripe posts its events."""

from chalicelib.kit.access import PUBLIC
from chalicelib.kit.call import Call
from chalicelib.kit.http import Api, Repetition
from chalicelib.payments.webhooks import BadSignature, receive

api = Api("payments", __name__)


@api.route(
    "POST", "/stripe/platform", access=PUBLIC, summary="Stripe's events, signed by Stripe", status=204,
    repetition=Repetition.HARMLESS, refusals=[BadSignature],
)  # fmt: skip
def post_stripe_event(call: Call) -> None:
    receive(call.raw_body, call.headers.get("stripe-signature", ""))
