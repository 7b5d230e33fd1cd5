"""A local AWS to test on, and stand-ins for what surrounds it."""

import json
import os
import re
import socket
import urllib.request
from collections.abc import Callable
from dataclasses import dataclass
from http.server import BaseHTTPRequestHandler
from typing import Any

import boto3
import pytest

from localdev.aws.server import PYTHON, LocalAws
from localdev.aws.tables import CREDENTIALS, REGION

SAVE_EVERY = 0.2
PASSWORD = "Passw0rd-of-nobody"


needs_ministack = pytest.mark.skipif(
    not PYTHON.exists() and not os.environ.get("CI"),
    reason=f"NOT TESTED: ministack's own environment is missing ({PYTHON.parent.parent.name})",
)


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port: int = probe.getsockname()[1]
        return port


def client(service: str, endpoint: str | None = None) -> Any:
    connect: Callable[..., Any] = boto3.client
    return connect(service, endpoint_url=endpoint, region_name=REGION, **CREDENTIALS)


class Trigger(BaseHTTPRequestHandler):
    """Stands for the product's `customise_code_mail`."""

    events: list[dict[str, Any]]

    def do_POST(self) -> None:
        event = json.loads(self.rfile.read(int(self.headers["Content-Length"])))
        self.events.append(event)
        event["response"] |= {"emailSubject": "Votre code", "emailMessage": "Votre code : {####}"}
        body = json.dumps(event).encode()
        self.send_response(200)
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, *arguments: object) -> None:
        pass


@dataclass
class Running:
    aws: LocalAws
    environment: dict[str, str]
    triggered: list[dict[str, Any]]

    def client(self, service: str) -> Any:
        return client(service, self.aws.endpoint)

    def mails(self) -> list[dict[str, Any]]:
        with urllib.request.urlopen(f"{self.aws.endpoint}/_ministack/ses/messages") as answer:
            mails: list[dict[str, Any]] = json.load(answer)["messages"].get("000000000000", [])
        return mails

    def last_code(self, address: str) -> str:
        [*_, mail] = [mail for mail in self.mails() if mail["To"] == [address]]
        found = re.search(r"\b\d{6}\b", mail["BodyText"])
        assert found is not None
        return found.group()

    def sign_up(self, address: str) -> None:
        self.client("cognito-idp").sign_up(
            ClientId=self.environment["USER_POOL_CLIENT_ID"],
            Username=address,
            Password=PASSWORD,
            UserAttributes=[{"Name": "email", "Value": address}, {"Name": "locale", "Value": "fr"}],
        )

    def confirm(self, address: str, code: str) -> None:
        self.client("cognito-idp").confirm_sign_up(
            ClientId=self.environment["USER_POOL_CLIENT_ID"], Username=address, ConfirmationCode=code
        )
