"""The colours of the three themes, as tokens; contrast is held by tests/ui/test_look_tokens.py."""

from dataclasses import dataclass, fields


@dataclass(frozen=True, slots=True)
class Tokens:
    """One theme. Text on its ground is at least 7:1, muted text 4.5:1, lines and focus 3:1 (WCAG 2.2).

    `accent` is what is chosen and where the focus is, `warn` asks attention, `danger` is only for danger now,
    `practice` only for the frame of a rehearsal.
    Each `…_bg` is the ground that belongs to the colour before it; `on_accent` is text on `accent`.
    """

    bg: str
    surface: str
    text: str
    muted: str
    line: str
    soft: str
    accent: str
    accent_bg: str
    on_accent: str
    warn: str
    warn_bg: str
    danger: str
    danger_bg: str
    ok: str
    practice: str
    on_practice: str

    def as_gaps(self) -> dict[str, str]:
        """Return the tokens by name, as the style sheet asks for them."""
        return {field.name: getattr(self, field.name) for field in fields(self)}


THEMES = {
    "licht": Tokens(
        bg="#eef0f3",
        surface="#ffffff",
        text="#1b1f24",
        muted="#4d5661",
        line="#7c8691",
        soft="#d5dae0",
        accent="#0a549e",
        accent_bg="#e3effb",
        on_accent="#ffffff",
        warn="#5c4200",
        warn_bg="#fff3cf",
        danger="#95170f",
        danger_bg="#fdecea",
        ok="#14552a",
        practice="#b04a00",
        on_practice="#ffffff",
    ),
    "donker": Tokens(
        bg="#14171b",
        surface="#1e2328",
        text="#e8eaed",
        muted="#b0b9c3",
        line="#7d8894",
        soft="#39414a",
        accent="#7dbbff",
        accent_bg="#173450",
        on_accent="#0c1d30",
        warn="#ffd778",
        warn_bg="#3a2f10",
        danger="#ffa8a0",
        danger_bg="#45150f",
        ok="#86d9a1",
        practice="#ff9d42",
        on_practice="#241200",
    ),
    # cream instead of white, for eyes that tire of white
    "zacht": Tokens(
        bg="#efe8d8",
        surface="#fff9ec",
        text="#2a241b",
        muted="#564d3f",
        line="#877b66",
        soft="#ddd2bb",
        accent="#0a4a79",
        accent_bg="#e0ebf0",
        on_accent="#ffffff",
        warn="#523a00",
        warn_bg="#fbe9b5",
        danger="#85190f",
        danger_bg="#fbe6de",
        ok="#164c27",
        practice="#a84400",
        on_practice="#ffffff",
    ),
}


def luminance(colour: str) -> float:
    """Return the relative luminance of `#rrggbb` (WCAG 2.2)."""
    parts = [int(colour[at : at + 2], 16) / 255 for at in (1, 3, 5)]
    red, green, blue = (p / 12.92 if p <= 0.04045 else ((p + 0.055) / 1.055) ** 2.4 for p in parts)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def contrast(one: str, other: str) -> float:
    """Return the contrast ratio of two colours, 1 to 21 (WCAG 2.2)."""
    low, high = sorted((luminance(one), luminance(other)))
    return (high + 0.05) / (low + 0.05)
