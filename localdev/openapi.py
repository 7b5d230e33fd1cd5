"""`python -m localdev.openapi [--write]`: prints the API's document, or writes it where the front-end reads it."""

import json
import sys
from pathlib import Path

from localdev.gateway import Gateway

FILE = Path(__file__).resolve().parents[1] / "frontend" / "openapi.json"


def document() -> str:
    """What the API itself serves, laid out for reading differences."""
    from app import app

    answer = Gateway(app).call("GET", "/api/v1/openapi.json")
    return json.dumps(answer.json(), indent=1, ensure_ascii=False) + "\n"


def main() -> None:
    if "--write" in sys.argv[1:]:
        FILE.write_text(document(), encoding="utf-8")
    else:
        print(document(), end="")


if __name__ == "__main__":
    main()
