"""What a document takes to draw: an invoice of five lines, its XML inside, once fonts and libraries are loaded."""

import time
from decimal import Decimal
from statistics import median

from chalicelib.billing.rendering.pdf import render
from localdev.samples.drafts import hours, sample

LINES = 5
ROUNDS = 40


def rendering(rounds: int = ROUNDS) -> float:
    """Milliseconds of processor at the median: drawing waits for nothing, and others' work must not count."""
    document = sample("F-2027-000099", tuple(hours(str(Decimal(count)), "35.00") for count in range(1, LINES + 1)))
    render(document, logo=None)
    taken = []
    for _ in range(rounds):
        began = time.process_time()
        render(document, logo=None)
        taken.append((time.process_time() - began) * 1000)
    return median(taken)
