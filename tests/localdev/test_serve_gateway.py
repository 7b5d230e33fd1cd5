"""The gateway answers what API Gateway answers, whatever the app does."""

from concurrent.futures import ThreadPoolExecutor

import pytest
from chalice.app import AuthRequest, AuthResponse, Chalice, Response

from localdev.gateway import MOST_BYTES, Gateway


def an_app() -> Chalice:
    app = Chalice(app_name="sample")

    @app.authorizer()
    def signed_in(request: AuthRequest) -> AuthResponse:
        if request.token != "Bearer good":
            raise Exception("Unauthorized")
        return AuthResponse(routes=["*"], principal_id="ada")

    @app.route("/v1/echo/{word}", methods=["GET", "POST"], content_types=["*/*"])
    def echo(word: str) -> Response:
        request = app.current_request
        assert request is not None
        sent = bytes(request.raw_body).decode()  # type: ignore[arg-type]  # it is bytes, whatever Chalice says
        body = {"word": word, "body": sent, "query": request.query_params}
        return Response(body, {"Set-Cookie": ["a=1", "b=2"], "Content-Type": "application/json"})

    @app.route("/v1/mine", authorizer=signed_in)
    def mine() -> dict[str, str]:
        assert app.current_request is not None
        return {"who": app.current_request.context["authorizer"]["principalId"]}

    @app.route("/v1/broken")
    def broken() -> None:
        raise RuntimeError("a secret detail")

    return app


@pytest.fixture(scope="module")
def gateway() -> Gateway:
    return Gateway(an_app())


def test_a_call_reaches_its_view_with_or_without_the_stage(gateway: Gateway) -> None:
    for path in ("/api/v1/echo/x?n=1", "/v1/echo/x?n=1"):
        status, headers, _ = answer = gateway.call("POST", path, {"Content-Type": "text/plain"}, b"hello")
        assert status == 200
        assert answer.json() == {"word": "x", "body": "hello", "query": {"n": "1"}}
        assert headers.get_all("set-cookie") == ["a=1", "b=2"]


@pytest.mark.parametrize(
    ("method", "path", "headers", "status", "code"),
    [
        ("GET", "/v1/mine", {}, 401, "sign_in_first"),
        ("GET", "/v1/mine", {"Authorization": "Bearer bad"}, 401, "token_refused"),
        ("GET", "/v1/nothing", {}, 404, "not_found"),
        ("DELETE", "/v1/mine", {}, 405, "method_not_allowed"),
        ("GET", "/v1/broken", {}, 500, "unexpected"),
    ],
)
def test_every_refusal_is_a_problem_document(
    gateway: Gateway, method: str, path: str, headers: dict[str, str], status: int, code: str
) -> None:
    answer = gateway.call(method, path, headers)
    assert (answer.status, answer.json()["code"]) == (status, code)
    assert answer.headers["content-type"] == "application/problem+json"
    assert set(answer.json()) == {"type", "title", "status", "code", "detail"}
    assert b"secret detail" not in answer.body


def test_the_problem_speaks_the_language_of_the_caller(gateway: Gateway) -> None:
    assert gateway.call("GET", "/v1/nothing").json()["detail"] == "Introuvable."
    assert gateway.call("GET", "/v1/nothing", {"Accept-Language": "en-GB"}).json()["detail"] == "Not found."


def test_a_body_of_more_than_ten_megabytes_is_refused(gateway: Gateway) -> None:
    assert gateway.call("POST", "/v1/echo/x", {}, b"x" * (MOST_BYTES + 1)).status == 413


def test_head_has_no_body(gateway: Gateway) -> None:
    assert gateway.call("HEAD", "/v1/echo/x")[::2] == (200, b"")


def test_concurrent_calls_keep_their_own_request(gateway: Gateway) -> None:
    def word(number: int) -> bool:
        answer = gateway.call("POST", f"/v1/echo/{number}", {}, str(number).encode())
        return bool(answer.json() == {"word": str(number), "body": str(number), "query": None})

    with ThreadPoolExecutor(16) as threads:
        assert all(threads.map(word, range(400)))
