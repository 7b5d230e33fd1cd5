from fontTools.ttLib import TTFont  # type: ignore[import-untyped]

from chalicelib.billing.rendering.fonts import FILES, FOLDER, PRINTABLE, STAND_IN, drawable, unprintable


def test_the_list_of_printable_characters_is_what_the_fonts_hold() -> None:
    for name in FILES.values():
        assert set(TTFont(FOLDER / name).getBestCmap()) == PRINTABLE, name


def test_figures_are_of_one_width() -> None:
    for name in FILES.values():
        font = TTFont(FOLDER / name)
        assert len({font["hmtx"][font.getBestCmap()[ord(figure)]][0] for figure in "0123456789"}) == 1


def test_european_names_are_printable() -> None:
    assert unprintable("Nguyễn Thị Phượng, Γιώργος Παπαδόπουλος, Олексій Ґудзь") == set()
    assert unprintable("Œuvre naïve d'Ångström, Łódź « Čapek » : 12 € – ½ n° 3 … ’ Mureș\r\n\tẞ") == set()


def test_what_cannot_be_printed_is_told_and_shown_as_missing() -> None:
    assert unprintable("Café ☕ 会議\x07\u202e") == {"☕", "会", "議", "\x07", "\u202e"}
    assert drawable("Café ☕ 会議") == f"Café {STAND_IN} {STAND_IN * 2}"


def test_accents_typed_apart_are_one_letter() -> None:
    assert unprintable("Noe\u0308l") == set()
    assert drawable("Noe\u0308l") == "Noël"


def test_french_punctuation_never_begins_a_line() -> None:
    assert drawable("« Salle »  : 12 € !") == "«\u00a0Salle\u00a0»\u00a0: 12\u00a0€\u00a0!"
