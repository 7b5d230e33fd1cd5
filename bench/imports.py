"""What a cold start of the API function imports, against the libraries alone that it cannot do without."""

import subprocess
import sys
import time
from dataclasses import dataclass
from statistics import median

LIBRARIES = (
    "import chalice, boto3, pydantic\n"
    "import pynamodb.models, pynamodb.attributes\n"
    "from aws_lambda_powertools import Logger, Metrics\n"
    "from aws_lambda_powertools.utilities.batch import BatchProcessor\n"
    "from aws_lambda_powertools.utilities.idempotency import idempotent_function\n"
    "from aws_lambda_powertools.utilities.idempotency.persistence.dynamodb import DynamoDBPersistenceLayer\n"
    "boto3.client('dynamodb', region_name='eu-west-3')\n"
)
OURS = "import app\nfrom chalicelib.kit import aws\naws.dynamodb()\n"
NOTHING = "pass"
HEAVY = ("stripe", "fpdf", "jinja2", "jwt", "cryptography")
ROUNDS = 15


@dataclass(frozen=True)
class Imports:
    """Milliseconds above a bare interpreter, at the median; `heavy` names what should load later but does not."""

    ours: float
    libraries: float
    heavy: list[str]

    @property
    def ratio(self) -> float:
        return self.ours / self.libraries


def imports(rounds: int = ROUNDS) -> Imports:
    """In turns, so that a busy moment of the machine falls on both."""
    times: dict[str, list[float]] = {NOTHING: [], LIBRARIES: [], OURS: []}
    for _ in range(rounds):
        for program, taken in times.items():
            taken.append(_run(program))
    bare = median(times[NOTHING])
    return Imports(median(times[OURS]) - bare, median(times[LIBRARIES]) - bare, _loaded_early())


def _run(program: str) -> float:
    began = time.perf_counter()
    subprocess.run([sys.executable, "-c", program], check=True, env=_environment())
    return (time.perf_counter() - began) * 1000


def _loaded_early() -> list[str]:
    program = f"{OURS}import sys\nprint(*[name for name in {HEAVY} if name in sys.modules])"
    done = subprocess.run([sys.executable, "-c", program], check=True, capture_output=True, text=True)
    return done.stdout.split()


def _environment() -> dict[str, str]:
    import os

    # A Lambda package has its bytecode beside it after the first start; here it must be written once too.
    return {name: value for name, value in os.environ.items() if name != "PYTHONDONTWRITEBYTECODE"}
