"""What the product runs on while it is hurt: each in a process of its own, which no killed worker takes along."""

import subprocess
import sys
import time
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import boto3
import requests
from botocore.config import Config

from localdev.aws import server
from localdev.aws.tables import CREDENTIALS, REGION
from tests.faults.proxy import Proxy
from tests.localdev.aws.running import free_port
from tests.races.engine import EngineMissing
from tests.races.engine import running as dynamodb_running

ROOT = Path(__file__).parents[2]
START_SECONDS = 60.0
NEVER = 1e9


@dataclass(frozen=True)
class Engines:
    """Amazon's DynamoDB, a local SQS and SES, the Stripe double, and a proxy before each of the first two."""

    dynamodb: str
    aws: str
    stripe: str
    dynamodb_proxy: Proxy
    aws_proxy: Proxy


@contextmanager
def running(state: Path) -> Iterator[Engines]:
    """Raises EngineMissing."""
    if not server.PYTHON.exists():
        raise EngineMissing("ministack's own environment is missing: run `make test`, which makes it")
    with ExitStack() as stack:
        dynamodb = stack.enter_context(dynamodb_running())
        stripe = stack.enter_context(_stripe(state / "stripe.db"))
        aws = server.start(state / "aws", free_port(), save_every=NEVER)
        stack.callback(aws.stop)
        proxies = [stack.enter_context(_proxy(upstream)) for upstream in (dynamodb, aws.endpoint)]
        with ThreadPoolExecutor() as threads:
            # Each wait is as long as what it waits for, and what it waits for has begun.
            list(
                threads.map(
                    _wait_for, [f"{stripe}/_double/state", *(f"{one.url}/_microburst/health" for one in proxies)]
                )
            )
            list(threads.map(_warm_up, ("dynamodb", "sqs"), (one.url for one in proxies)))
        yield Engines(dynamodb, aws.endpoint, stripe, *proxies)


@contextmanager
def _proxy(upstream: str) -> Iterator[Proxy]:
    port = free_port()
    with _process("tests.faults.seeded_proxy", upstream, str(port)):
        yield Proxy(f"http://127.0.0.1:{port}")


@contextmanager
def _stripe(state_file: Path) -> Iterator[str]:
    port = free_port()
    with _process("localdev.doubles.stripe", "--port", str(port), "--state-file", str(state_file)):
        yield f"http://127.0.0.1:{port}"


@contextmanager
def _process(module: str, *arguments: str) -> Iterator[None]:
    process = subprocess.Popen(
        [sys.executable, "-m", module, *arguments], cwd=ROOT, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL
    )
    try:
        yield
    finally:
        process.kill()
        process.wait()


def _warm_up(service: str, url: str) -> None:
    """A proxy reads the models of all of AWS at its first call, for longer than the product has patience."""
    patient = Config(read_timeout=START_SECONDS)
    connect: Any = boto3.client
    client = connect(service, endpoint_url=url, region_name=REGION, config=patient, **CREDENTIALS)
    client.list_tables() if service == "dynamodb" else client.list_queues()


def _wait_for(url: str) -> None:
    deadline = time.monotonic() + START_SECONDS
    while time.monotonic() < deadline:
        try:
            requests.get(url, timeout=2).raise_for_status()
        except requests.RequestException:
            time.sleep(0.05)
        else:
            return
    raise EngineMissing(f"{url} did not start")
