"""`python -m localdev.samples [folder]`: writes every sample, with the sample logo on some."""

import sys
from pathlib import Path

from localdev.samples.documents import SAMPLES, drawn
from localdev.samples.logo import logo

FOLDER = Path("build/samples")
WITH_LOGO = ("facture_simple", "facture_120_lignes", "avoir_annulation")


def write(folder: Path) -> None:
    folder.mkdir(parents=True, exist_ok=True)
    for stale in folder.glob("*.pdf"):
        stale.unlink()
    for name in SAMPLES:
        (folder / f"{name}.pdf").write_bytes(drawn(name, logo=logo() if name in WITH_LOGO else None))


if __name__ == "__main__":
    chosen = Path(sys.argv[1]) if len(sys.argv) > 1 else FOLDER
    write(chosen)
    print(f"  {len(SAMPLES)} documents in {chosen}/")
