from collections.abc import Callable
from typing import Any

import pytest
from chalice.app import AuthRequest, AuthResponse, Chalice
from pydantic import Field

from chalicelib.core.errors import Kind, NotFound, Refusal
from chalicelib.kit.access import PUBLIC, Access
from chalicelib.kit.call import Call
from chalicelib.kit.http import Api, Repetition
from chalicelib.kit.shapes import Shape
from localdev.gateway import Answer, Gateway


class LampBody(Shape):
    watts: int = Field(ge=1, le=100)
    colour: str = Field(default="white", max_length=10)
    wires: list[str] = Field(default_factory=list)


class LampQuery(Shape):
    limit: int = Field(default=5, ge=1, le=9)


class LampView(Shape):
    id: str
    version: int
    watts: int
    by: str | None
    from_: str | None


class Blown(Refusal):
    code, kind = "blown", Kind.CONFLICT
    fr, en = "L'ampoule de {watts} W a grillé.", "The {watts} W bulb has blown."


class Lamps:
    """An API of nothing: `act` is what its views do, `seen` the calls that reached them."""

    def __init__(self) -> None:
        self.seen: list[Call] = []
        self.act: Callable[[Call], None] = lambda _: None
        self.api = Api("lamps", "tests.kit.lamps")
        self._declare()
        app = Chalice(app_name="lamps")

        @app.authorizer()
        def signed_in(request: AuthRequest) -> AuthResponse:
            return AuthResponse(routes=["*"], principal_id=request.token)

        app.register_blueprint(self.api.blueprint(signed_in), url_prefix="/v1")
        self._gateway = Gateway(app)

    def call(self, method: str, path: str, body: bytes | None = b'{"watts": 40}', **headers: str) -> Answer:
        """Signed in as `ada` with a key of her own unless told otherwise; an empty header is left out."""
        usual = {"authorization": "ada", "content-type": "application/json", "idempotency-key": "key"}
        named = {name.replace("_", "-"): value for name, value in headers.items()}
        sent = {name: value for name, value in (usual | named).items() if value}
        return self._gateway.call(method, f"/v1{path}", sent, b"" if method == "GET" or body is None else body)

    def view(self, call: Call) -> LampView:
        self.seen.append(call)
        self.act(call)
        watts = call.body.watts if call.body else 0
        return LampView(id="lamp", version=7, watts=watts, by=call.actor.user_id, from_=call.actor.ip)

    def _declare(self) -> None:
        def only_ada(call: Call) -> None:
            if call.user_id != "ada":
                raise NotFound

        ada = Access("ada", only_ada, refusals=(NotFound,))
        common: dict[str, Any] = {"access": ada, "summary": "A lamp", "answer": LampView, "refusals": [Blown]}

        def post_lamp(call: Call) -> LampView:
            return self.view(call)

        def post_spark(call: Call) -> LampView:
            return self.view(call)

        def put_lamp(call: Call) -> LampView:
            assert call.expected_version
            return self.view(call)

        def get_lamp(call: Call) -> LampView:
            return self.view(call)

        def post_dark(call: Call) -> None:
            self.view(call)

        def get_poem(call: Call) -> str:
            self.view(call)
            call.answer_headers["Cache-Control"] = "private"
            return "Ô lampe,\r\nbrille."

        route = self.api.route
        route("POST", "/lamps", body=LampBody, status=201, **common)(post_lamp)
        route("POST", "/lamps/{lamp_id}/spark", repetition=Repetition.HARMLESS, **common)(post_spark)
        route("POST", "/lamps/{lamp_id}/dark", **(common | {"answer": None, "status": 204}))(post_dark)
        route("PUT", "/lamps/{lamp_id}", body=LampBody, versioned=True, **common)(put_lamp)
        route("GET", "/lamps/{lamp_id}/poem.txt", media="text/plain", **(common | {"answer": None}))(get_poem)
        route("GET", "/lamps/{lamp_id}", query=LampQuery, **(common | {"access": PUBLIC}))(get_lamp)


@pytest.fixture
def lamps() -> Lamps:
    return Lamps()
