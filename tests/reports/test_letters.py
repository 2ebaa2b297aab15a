import pytest

from workstation.reports.letters import face, readable


@pytest.mark.parametrize("plain", ["gewoon", "café ‘ja’ – nee… € 5", "Nguyễn Văn", "Привет Ω → ✓", "ş ğ Ğ İ ł ő"])
def test_what_our_fonts_can_draw_is_left_alone(plain, text):
    assert readable(plain, text) == plain


@pytest.mark.parametrize(
    ("raw", "shown"),
    [
        ("a\r\nb\rc\x0bd\u2028e", "a\nb\nc\nd\ne"),
        ("a\tb", "a    b"),
        ("ver\u00adwer\u200bking\ufeff", "verwerking"),
        ("e\u0301", "é"),
        ("x\x07", "x[teken U+0007]"),
        ("\ud83d!", "[teken U+D83D]!"),
        ("\u202emo", "[teken U+202E]mo"),
        ("😀", "[emoji: grinning face]"),
    ],
)
def test_other_signs_become_an_honest_note(raw, shown, text):
    assert readable(raw, text) == shown


def test_many_signs_are_counted_not_repeated(text):
    assert readable("مرحبا بالعالم كيف", text).startswith("[15 tekens niet afgedrukt: Arabisch schrift")
    assert len(readable("\x00" * 1_000_000, text)) < 100


@pytest.mark.parametrize("weight", ["regular", "bold"])
def test_every_sign_that_passes_has_a_width(weight, text):
    everything = readable("".join(chr(c) for c in range(0x3000) if c != 0x0A), text)
    assert face(weight).width(everything.replace("\n", ""), 10) > 0


def test_pieces_together_are_the_text():
    text = "voor → midden Привет na"
    pieces = list(face().pieces(text))
    assert "".join(piece for _, piece in pieces) == text
    assert {font for font, _ in pieces} == {"AtkinsonHyperlegible-Regular", "SourceSansPro-Regular"}
