"""`python -m infra.build [FILE]`: write what `chalice package --merge-template` adds to Chalice's output."""

import argparse
import json
from pathlib import Path

from infra.alarms import alarm_resources, alarms
from infra.compose import DEPLOYMENT_PARTS, Template, data_template, join, read
from infra.dashboard import dashboard_resources
from infra.functions import function_resources

DEFAULT_FILE = Path("build/package/infra.json")


def merge_template(stage: str | None = None) -> Template:
    data = data_template()
    template = join(
        [
            data,
            *(read(f"parts/{part}") for part in DEPLOYMENT_PARTS),
            {"Resources": function_resources()},
            {"Resources": alarm_resources(data)},
            {"Resources": dashboard_resources(data, alarms(data))},
        ]
    )
    if stage is not None:
        template["Parameters"]["Stage"]["Default"] = stage
    return template


def write(file: Path, stage: str | None = None) -> None:
    file.parent.mkdir(parents=True, exist_ok=True)
    file.write_text(json.dumps(merge_template(stage), indent=2) + "\n", encoding="utf-8")


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("file", nargs="?", type=Path, default=DEFAULT_FILE)
    parser.add_argument("--stage")
    options = parser.parse_args()
    write(options.file, options.stage)


if __name__ == "__main__":
    main()
