"""Everything that runs, in the order in which it needs each other."""

import os
from collections.abc import Callable
from contextlib import ExitStack
from dataclasses import dataclass
from pathlib import Path

from chalicelib.kit import aws as aws_clients
from chalicelib.kit.settings import settings
from localdev import environment
from localdev.aws.provision import provision
from localdev.clock import MovableClock
from localdev.console.mailbox import Mailbox
from localdev.console.pages import Console, Insides
from localdev.console.queues import Queues
from localdev.front import Front, Listener, free_port
from localdev.gateway import Gateway
from localdev.lambdas import Lambdas
from localdev.local_aws import LocalAwsChild
from localdev.mishaps import Mishaps
from localdev.progress import Progress
from localdev.pump import Pump
from localdev.site import Site
from localdev.state import StateDir
from localdev.stripe_choice import RunningStripe, account_of, secret_of

STAGE = "local"
DIST = Path(__file__).resolve().parents[1] / "frontend" / "dist"


@dataclass(frozen=True)
class Running:
    url: str
    gateway: Gateway
    mailbox: Mailbox
    clock: MovableClock
    aws_pid: int


class Parts:
    """Started one by one; leaving `stack` stops them in reverse."""

    def __init__(self, stack: ExitStack, state: StateDir, progress: Progress, lost: Callable[[], None]) -> None:
        self._stack = stack
        self._state = state
        self._progress = progress
        self._lost = lost
        self._mishaps = Mishaps()

    def start(self, port: int) -> Running:
        """Raises PortTaken, StripeRefused, LocalAwsFailed, ProvisioningFailed."""
        environment.isolate()
        environment.log_to(self._state.log("local"), self._mishaps)
        listener = Listener(port)
        self._stack.callback(listener.server_close)
        url = f"http://127.0.0.1:{listener.port}"
        # Asked before anything starts: a missing secret should not cost a wait.
        account = account_of(os.environ, url)
        self._choose_ports(port)
        with self._progress.step("local AWS"):
            aws = LocalAwsChild(self._state.aws, self._aws_port, f"{url}/_local/code-mail")
            self._stack.callback(aws.stop)
        with self._progress.step("tables, queues and user pool"):
            variables = provision(STAGE, aws.endpoint, secret=secret_of(account), public_url=url)
            environment.apply(variables)
        with self._progress.step("Stripe's test mode" if account else "Stripe double"):
            stripe = RunningStripe(account, port=self._stripe_port, state_file=self._state.stripe, url=url)
            self._stack.callback(stripe.stop)
            environment.apply({"STRIPE_API_BASE": stripe.base})
        with self._progress.step("application"):
            return self._serve(listener, aws, stripe, url)

    def _choose_ports(self, port: int) -> None:
        near = (port + 1, port + 2) if port else (0, 0)
        self._aws_port = free_port(self._state.port("aws") or near[0])
        self._stripe_port = free_port(self._state.port("stripe") or near[1])
        self._state.remember_ports(aws=self._aws_port, stripe=self._stripe_port)

    def _serve(self, listener: Listener, aws: LocalAwsChild, stripe: RunningStripe, url: str) -> Running:
        # Not earlier: app.py reads its settings while it is imported.
        from app import app

        _connect()
        environment.redirect_application_log(self._state.log("app"), self._mishaps)
        clock = MovableClock(self._state.clock, stripe.move_clock)
        clock.install()
        lambdas = Lambdas(app)
        pump = Pump(lambdas, stage=STAGE, table=settings().table_name)
        gateway = Gateway(app)
        mailbox = Mailbox(aws.endpoint)
        stage = {
            "Étape": settings().stage,
            "AWS local": aws.endpoint,
            "Stripe": stripe.base,
            "Données": os.path.relpath(self._state.folder),
        }
        insides = Insides(
            port=listener.port,
            stage=stage,
            stripe_page=stripe.page,
            mailbox=mailbox,
            queues=Queues(aws.endpoint, STAGE),
            clock=clock,
            pump=pump,
            lambdas=lambdas,
            mishaps=self._mishaps,
        )
        listener.serve(Front(gateway, Site(DIST), Console(insides), pump.wake))
        self._stack.callback(listener.stop)
        pump.start()
        self._stack.callback(pump.stop)
        aws.watch(revived=pump.start_over, lost=self._lost)
        return Running(url, gateway, mailbox, clock, aws.pid)


def _connect() -> None:
    """Before there are threads: boto3 makes clients safely in one thread only."""
    clients = aws_clients
    for connect in (clients.dynamodb, clients.sqs, clients.cognito, clients.ses, clients.secrets_manager, clients.s3):
        connect()
