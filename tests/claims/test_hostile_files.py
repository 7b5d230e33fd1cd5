"""Files that are none, and cells that mean no good."""

import base64
import codecs
import gzip
import io
import json
import zipfile
from collections.abc import Callable

import pytest

from chalicelib.claims import find, objects
from chalicelib.claims.errors import REASONS, UnfitFile, words_of
from chalicelib.claims.examine import Examined, examine
from chalicelib.claims.model import MOST_BYTES, Counts, ImportState, space_of
from chalicelib.claims.records import Record, records
from chalicelib.claims.rows import read
from chalicelib.claims.upload import begin
from chalicelib.core.errors import NotFound
from chalicelib.spaces.find import space_of as the_space
from tests.make.claims import NOW, OPERATOR, Imports, a_file, a_row, codes
from tests.make.identity import work

ONE = a_file([a_row("WL-1", space_name="Café de la Gare")])


def zipped() -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as archive:
        archive.writestr("xl/workbook.xml", ONE)
    return out.getvalue()


def unclosed() -> bytes:
    return ONE + b'WL-2,"never\nWL-3,closes\n'


HEADER = b"reference,owner_email,space_name,city"
UNFIT: dict[str, tuple[str, Callable[[], bytes]]] = {
    "nothing but blank lines": ("file_empty", lambda: b"\r\n\n  \n"),
    "a header alone": ("file_empty", lambda: HEADER + b"\n\n"),
    "latin-1": ("file_not_utf8", lambda: ONE.decode().encode("latin-1")),
    "latin-1, far down": ("file_not_utf8", lambda: a_file([a_row()] * 900) + "é".encode("latin-1")),
    "a letter cut at the end": ("file_not_utf8", lambda: ONE + "é".encode()[:1]),
    "utf-16 with its mark": ("file_in_utf16", lambda: ONE.decode().encode("utf-16")),
    "utf-16 the other way round": ("file_in_utf16", lambda: codecs.BOM_UTF16_BE + ONE.decode().encode("utf-16-be")),
    "utf-16 without": ("file_not_text", lambda: ONE.decode().encode("utf-16-le")),
    "a NUL byte in a cell": ("file_not_text", lambda: ONE.replace(b"La Fabrique", b"La\0Fabrique")),
    "a workbook": ("file_not_text", zipped),
    "compressed": ("file_not_text", lambda: gzip.compress(ONE, mtime=0)),
    "rows without a header": ("header_missing", lambda: ONE.split(b"\n", 1)[1] * 2),
    "columns of another file": ("header_missing", lambda: b"id,name\n1,2\n"),
    "an unknown column": ("column_unknown", lambda: HEADER + b",password\n1,2,3,4,5\n"),
    "ten thousand columns": ("column_unknown", lambda: HEADER + b",x" * 10_000 + b"\n"),
    "a column twice": ("column_twice", lambda: HEADER + b",city\n1,2,3,4,5\n"),
    "a quote that never closes": ("quote_never_closes", unclosed),
    "old line ends": ("header_missing", lambda: ONE.replace(b"\r\n", b"\r")),
    "a header of a megabyte": ("header_missing", lambda: b"x" * 1_000_000 + b"\n1\n"),
    "more than twenty megabytes": ("file_too_large", lambda: b"x" * (MOST_BYTES + 1)),
    "nothing at all": ("file_empty", bytes),
    "tabs": ("header_missing", lambda: ONE.replace(b",", b"\t")),
}


def looked_through(raw: bytes, monkeypatch: pytest.MonkeyPatch) -> Examined:
    """In chunks of a thousand bytes, without S3."""
    monkeypatch.setattr(objects, "etag_of", lambda _: ("etag", len(raw)))
    pieces = [raw[start : start + 1000] for start in range(0, len(raw), 1000)]
    monkeypatch.setattr(objects, "chunks", lambda *_: iter(pieces))
    return examine("ip_any")


@pytest.mark.parametrize(("reason", "raw"), UNFIT.values(), ids=UNFIT)
def test_a_file_that_is_none_is_refused_as_a_whole_with_its_reason(
    reason: str, raw: Callable[[], bytes], monkeypatch: pytest.MonkeyPatch
) -> None:
    with pytest.raises(UnfitFile) as refused:
        looked_through(raw(), monkeypatch)
    assert refused.value.code == reason
    assert words_of(reason, "fr") != words_of(reason, "en")


def test_every_reason_is_met() -> None:
    met = {reason for reason, _ in UNFIT.values()}
    assert REASONS.keys() - met == {"file_replaced"}, "which has a test of its own"


def test_of_a_file_that_is_refused_nothing_is_made_and_its_row_is_named(imports: Imports) -> None:
    known = imports.imported(unclosed())
    assert (known.state, known.reason, known.reason_row) == (ImportState.REFUSED, "quote_never_closes", 3)
    assert known.counts == Counts()
    with pytest.raises(NotFound):
        the_space(space_of("WL-1"))


def test_the_form_takes_a_csv_of_twenty_megabytes_for_ten_minutes(imports: Imports) -> None:
    uow = work(OPERATOR, now=NOW)
    upload = begin("fiches.csv", key="first", user_id=OPERATOR, uow=uow)
    policy = json.loads(base64.b64decode(upload.form.fields["policy"]))
    assert {"key": f"imports/{upload.known.id}"} in policy["conditions"]
    assert {"Content-Type": "text/csv"} in policy["conditions"]
    assert ["content-length-range", 1, 20 * 1024 * 1024] in policy["conditions"]
    again = begin("fiches.csv", key="first", user_id=OPERATOR, uow=uow.again())
    assert again.known == upload.known


@pytest.mark.parametrize(
    "raw",
    [codecs.BOM_UTF8 + ONE, ONE.replace(b"\r\n", b"\n"), b"\r\n\r\n" + ONE, ONE + b"\r\n \r\n", ONE.rstrip()],
    ids=["a mark", "LF", "blank lines before", "blank lines behind", "no last line end"],
)
def test_what_spreadsheets_do_to_a_file_does_not_matter(raw: bytes, monkeypatch: pytest.MonkeyPatch) -> None:
    seen = looked_through(raw, monkeypatch)
    [record] = [
        one for one in records([raw[seen.offset :]], ",", offset=seen.offset, number=seen.row) if not one.is_blank
    ]
    found = read(record, seen.layout.delimiter, seen.layout.columns)
    assert seen.layout.total == 1
    assert found.row
    assert found.row.space_name == "Café de la Gare"
    assert found.digest == read(records_of(ONE)[1], ",", seen.layout.columns).digest


def records_of(raw: bytes) -> list[Record]:
    return list(records([raw], ","))


def test_a_cell_may_hold_lines_quotes_and_separators(imports: Imports) -> None:
    description = 'Première ligne ;\nseconde, avec « guillemets », "les autres"\n\net 24" d\'écran'
    assert imports.imported(a_file([a_row("WL-1", description=description)])).counts == Counts(made=1)
    assert the_space(space_of("WL-1")).description == description


ODD = {
    "a cell of a megabyte": (a_row(description="x" * 1_000_000), ("", "row_too_large")),
    "invisible characters": (a_row(space_name="Espace\x07 \x1b[31m"), ("space_name", "control_character")),
    "a text that is too long": (a_row(space_name="x" * 121), ("space_name", "string_too_long")),
    "an address with a line end": (
        a_row(owner_email="a@b.example\nBcc: c@d.example"),
        ("owner_email", "value_error"),
    ),
    "two addresses": (a_row(owner_email="a@b.example,c@d.example"), ("owner_email", "value_error")),
    "accents before the @": (a_row(owner_email="renée@b.example"), ("owner_email", "value_error.email_not_ascii")),
    "a formula as a reference": (a_row('=HYPERLINK("//evil")'), ("reference", "string_pattern_mismatch")),
    "a key as a reference": (a_row("SPACE#1"), ("reference", "string_pattern_mismatch")),
    "another country": (a_row(country="DE"), ("country", "literal_error")),
    "no such time zone": (a_row(timezone="Europe/../../etc/passwd"), ("timezone", "value_error.unknown_zone")),
    "other digits": (a_row(postcode="٧٥٠١٠"), ("postcode", "string_pattern_mismatch")),
    "an endless price": (a_row(price_hour="1e999999"), ("price_hour", "value_error.price_unreadable")),
    "no price": (a_row(price_hour="NaN"), ("price_hour", "value_error.price_unreadable")),
    "a room without a kind": (a_row(room_kind=""), ("room_kind", "missing")),
}


def test_odd_cells_are_refused_by_row_and_the_rows_around_them_come(imports: Imports) -> None:
    rows = [
        row if row["reference"] != "WL-1" else row | {"reference": f"ODD-{n}"}
        for n, (row, _) in enumerate(ODD.values())
    ]
    known = imports.imported(
        a_file([a_row("FIRST") | dict.fromkeys(("country", "timezone"), ""), *rows, a_row("LAST")])
    )
    found = codes(known.id)
    for number, (name, (_, (column, code))) in enumerate(ODD.items(), start=3):
        assert (number, column, code) in found, name
    assert known.counts == Counts(made=2, refused=len(ODD))


def test_rows_with_too_few_or_too_many_cells_are_refused_and_blank_ones_at_the_end_are_not(imports: Imports) -> None:
    row = b"WL-%d,a@b.example,Atelier,Paris"
    raw = b"\n".join(
        [
            HEADER,
            row % 1 + b",,,",
            row % 2 + b",more" * 10_000,
            b"WL-3,a@b.example",
            row % 4,
            b'"WL-5"x,a@b.example,b,c',
        ]
    )
    known = imports.imported(raw)
    assert codes(known.id) == [
        (3, "", "wrong_number_of_cells"), (4, "", "wrong_number_of_cells"), (6, "", "row_unreadable"),
    ]  # fmt: skip
    assert known.counts == Counts(made=2, refused=3)


def test_formulas_stay_the_text_that_they_are(imports: Imports) -> None:
    formula = "=cmd|' /C calc'!A0"
    imports.imported(a_file([a_row("WL-1", space_name=formula)]))
    assert the_space(space_of("WL-1")).name == formula


def test_notes_come_page_by_page_in_the_order_of_the_file(imports: Imports) -> None:
    known = imports.imported(a_file([a_row(f"WL-{number}", city="") for number in range(7)]))
    seen: list[int] = []
    after = ""
    while True:
        notes, after = find.notes(known.id, after=after, limit=3)
        seen += [note.row for note in notes]
        if not after:
            break
    assert seen == list(range(2, 9))
