"""Who may call a route. `kit` knows the shape of an access rule; `identity` knows the roles."""

from collections.abc import Callable

from chalicelib.core.errors import Kind, Refusal
from chalicelib.core.lazy import dataclass
from chalicelib.kit.call import Call


class SignInFirst(Refusal):
    code, kind = "sign_in_first", Kind.UNAUTHENTICATED
    fr, en = "Connectez-vous pour continuer.", "Sign in to go on."


@dataclass(frozen=True)
class Access:
    """`name` appears in the OpenAPI document; `allow` raises the refusal, NotFound for others' objects."""

    name: str
    allow: Callable[[Call], None]
    anonymous: bool = False
    refusals: tuple[type[Refusal], ...] = ()

    def check(self, call: Call) -> None:
        if not self.anonymous and call.actor.user_id is None:
            raise SignInFirst
        self.allow(call)


def _anyone(_: Call) -> None:
    return None


PUBLIC = Access("public", _anyone, anonymous=True)
SIGNED_IN = Access("signed_in", _anyone)
