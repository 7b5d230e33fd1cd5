"""`python -m localdev.fonts <folder>`: makes the fonts of documents from Inter's own files.

`folder` holds Inter_400Regular.ttf and Inter_600SemiBold.ttf of release 4.001 (github.com/rsms/inter, under the SIL
Open Font License 1.1, which lets modified versions of it keep the name). What ships is a tenth: the characters of
`rendering.fonts`, no hints, no features. Nothing applies features when a document is drawn, so figures are made
tabular here, once. Documents drawn with other fonts are other documents: those already issued keep their bytes.
"""

import sys
from pathlib import Path

from fontTools.subset import Options, Subsetter  # type: ignore[import-untyped]
from fontTools.ttLib import TTFont  # type: ignore[import-untyped]

from chalicelib.billing.rendering.fonts import FILES, FOLDER, PRINTABLE

SOURCES = {"regular": "Inter_400Regular.ttf", "bold": "Inter_600SemiBold.ttf"}


def subset(source: Path, made: Path) -> None:
    """Deterministic: the same source gives the same bytes."""
    font = TTFont(source, recalcTimestamp=False)
    _make_figures_tabular(font)
    options = Options()
    options.layout_features = []
    options.hinting = False
    options.notdef_outline = True
    options.recalc_timestamp = False
    options.name_IDs = [0, 1, 2, 3, 4, 5, 6, 13, 14]
    subsetter = Subsetter(options)
    subsetter.populate(unicodes=sorted(PRINTABLE))
    subsetter.subset(font)
    for table in ("GSUB", "GPOS", "GDEF", "STAT", "meta"):
        if table in font:
            del font[table]
    font.save(made)


def _make_figures_tabular(font: TTFont) -> None:
    tables = font["GSUB"].table
    lookups = [
        record.Feature.LookupListIndex for record in tables.FeatureList.FeatureRecord if record.FeatureTag == "tnum"
    ]
    for lookup in (tables.LookupList.Lookup[index] for index in lookups[0]):
        for rule in lookup.SubTable:
            mapping = getattr(rule, "ExtSubTable", rule).mapping
            for table in font["cmap"].tables:
                for figure in map(ord, "0123456789"):
                    if (glyph := table.cmap.get(figure)) in mapping:
                        table.cmap[figure] = mapping[glyph]


def main() -> int:
    if len(sys.argv) != 2:
        print(__doc__, file=sys.stderr)
        return 2
    for face, name in SOURCES.items():
        subset(Path(sys.argv[1]) / name, FOLDER / FILES[face])
        print(f"{FILES[face]}: {(FOLDER / FILES[face]).stat().st_size} bytes")
    return 0


if __name__ == "__main__":
    sys.exit(main())
