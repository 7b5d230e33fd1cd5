"""A person's client of the API: bearer, Idempotency-Key, If-Match, and problems as assertions."""

import json
import uuid
from dataclasses import dataclass
from typing import Any, cast

import requests

from tests.journeys.contract import Contract

Json = dict[str, Any]
TIMEOUT_SECONDS = 30


@dataclass(frozen=True)
class Problem:
    """An RFC 9457 document that was asserted to be one."""

    status: int
    code: str
    detail: str
    errors: list[Json]
    params: Json

    @property
    def pointers(self) -> list[str]:
        return [error["pointer"] for error in self.errors]


class Client:
    """Calls `url`/api/v1 as whoever `token` says; each answer is held against the contract."""

    def __init__(self, url: str, contract: Contract, token: str = "", language: str = "fr") -> None:
        self._base = f"{url}/api/v1"
        self._contract = contract
        self._language = language
        # Cookies stay out of it: sessions of people in tests are their tokens.
        self._http = requests.Session()
        self.token = token

    @property
    def contract(self) -> Contract:
        return self._contract

    def as_(self, token: str, language: str = "") -> "Client":
        """The same door for somebody else."""
        return Client(self._base.removesuffix("/api/v1"), self._contract, token, language or self._language)

    def send(
        self,
        method: str,
        path: str,
        body: Any = None,
        *,
        key: str | None = None,
        version: int | None = None,
        query: dict[str, Any] | None = None,
        headers: dict[str, str] | None = None,
        content: bytes | None = None,
    ) -> requests.Response:
        """A POST gets a fresh Idempotency-Key unless `key` says otherwise ("" for none)."""
        sent = {"Accept-Language": self._language, "Content-Type": "application/json"}
        if self.token:
            sent["Authorization"] = f"Bearer {self.token}"
        if method == "POST" and key != "":
            sent["Idempotency-Key"] = key or str(uuid.uuid4())
        if version is not None:
            sent["If-Match"] = f'"{version}"'
        data = content if content is not None else (b"" if body is None else json.dumps(body).encode())
        answer = self._http.request(
            method,
            f"{self._base}{path}",
            params=query,
            data=data,
            headers={**sent, **(headers or {})},
            timeout=TIMEOUT_SECONDS,
        )
        self._contract.examine(method, path, answer)
        return answer

    def get(self, path: str, **query: Any) -> Json:
        return self._done("GET", path, self.send("GET", path, query=query))

    def post(self, path: str, body: Any = None, *, key: str | None = None, version: int | None = None) -> Json:
        return self._done("POST", path, self.send("POST", path, body, key=key, version=version))

    def put(self, path: str, body: Any, *, version: int) -> Json:
        return self._done("PUT", path, self.send("PUT", path, body, version=version))

    def refused(self, status: int, code: str, method: str, path: str, body: Any = None, **how: Any) -> Problem:
        """Calls and asserts the refusal."""
        problem = problem_in(self.send(method, path, body, **how))
        assert (problem.status, problem.code) == (status, code), problem
        return problem

    def _done(self, method: str, path: str, answer: requests.Response) -> Json:
        assert answer.status_code < 300, f"{method} {path} answered {answer.status_code}: {answer.text}"
        return cast(Json, answer.json()) if answer.content else {}


def problem_in(answer: requests.Response) -> Problem:
    assert answer.headers["Content-Type"] == "application/problem+json", answer.text
    told = answer.json()
    assert told["status"] == answer.status_code, told
    assert told["type"] == f"urn:pupitre:problem:{told['code']}", told
    assert told["detail"], told
    assert "{" not in told["detail"], told
    return Problem(told["status"], told["code"], told["detail"], told.get("errors", []), told.get("params", {}))
