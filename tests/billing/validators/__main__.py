"""`python -m tests.billing.validators file.pdf …`: what each validator finds in documents; 1 when it is anything."""

import sys
from collections.abc import Sequence
from pathlib import Path

from tests.billing.validators import attachment, page, rules, sums, verapdf


def faults(files: Sequence[Path]) -> dict[Path, dict[str, list[str]]]:
    """By file and validator."""
    archived = verapdf.faults(files)
    return {file: {"PDF/A-3B (veraPDF)": archived[file]} | _of_one(file) for file in files}


def _of_one(file: Path) -> dict[str, list[str]]:
    xml = attachment.attached(file)
    return {
        "attachment and XMP": attachment.faults(file),
        "XSD Factur-X 1.09": rules.schema_faults(xml),
        "EN 16931": rules.european_faults(xml),
        "BR-FR": rules.french_faults(xml),
        "sums": sums.faults(xml),
        "page": page.faults(file),
    }


def report(found: dict[Path, dict[str, list[str]]]) -> str:
    lines = []
    for file, by_validator in found.items():
        lines.append(f"  {'FAULTY' if any(by_validator.values()) else 'valid '}  {file.name}")
        lines += [f"      {name}: {one}" for name, said in by_validator.items() for one in said]
    return "\n".join([*lines, f"  validated by: {', '.join(next(iter(found.values()), {}))}\n"])


def main() -> int:
    found = faults([Path(name) for name in sys.argv[1:]])
    sys.stdout.write(report(found))
    return 1 if any(any(by_validator.values()) for by_validator in found.values()) else 0


if __name__ == "__main__":
    sys.exit(main())
