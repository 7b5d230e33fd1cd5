"""Calls as no client library lets one make them: any bytes in a header, an address that nobody tidies."""

import http.client
import socket
from collections.abc import Iterable
from urllib.parse import urlsplit

import requests
from requests.structures import CaseInsensitiveDict

from tests.hostile.siege import Json, Siege

Header = tuple[str, str | bytes]
TIMEOUT_SECONDS = 30


def send(
    siege: Siege, method: str, path: str, headers: Iterable[Header] = (), body: bytes = b""
) -> requests.Response:
    """`path` is everything after the host, as it is."""
    connection = http.client.HTTPConnection(urlsplit(siege.base).netloc, timeout=TIMEOUT_SECONDS)
    try:
        connection.putrequest(method, path)
        connection.putheader("Content-Length", str(len(body)))
        for name, value in headers:
            connection.putheader(name, value)
        connection.endheaders(body)
        return _response(connection.getresponse())
    finally:
        connection.close()


def send_bytes(siege: Siege, head: bytes) -> requests.Response:
    """A GET that no client would write: the request line and the headers, as they are."""
    address = urlsplit(siege.base)
    with socket.create_connection((address.hostname, address.port), TIMEOUT_SECONDS) as line:
        line.sendall(head + b"\r\nConnection: close\r\n\r\n")
        told = http.client.HTTPResponse(line, method="GET")
        told.begin()
        return _response(told)


def _response(told: http.client.HTTPResponse) -> requests.Response:
    answer = requests.Response()
    answer.status_code = told.status
    answer.headers = CaseInsensitiveDict(told.getheaders())
    answer._content = told.read()
    answer.encoding = "utf-8"
    return answer


def problem(answer: requests.Response) -> Json:
    """The problem document that a refused call gets, whoever refused it."""
    assert 400 <= answer.status_code < 500, f"{answer.status_code}: {answer.text[:500]}"
    assert answer.headers["Content-Type"] == "application/problem+json", answer.text[:500]
    told: Json = answer.json()
    assert told["status"] == answer.status_code
    assert told["detail"]
    assert "{" not in told["detail"]
    return told
