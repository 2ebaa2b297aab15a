"""A chat or mail pasted in: who says what, when, and what in it could name somebody.

Local rules only, made for Dutch as people type it. They find much and not everything; a person decides.
"""

import re
from bisect import bisect_left
from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Literal

Speaker = Literal["caller", "counsellor", "unknown"]
Kind = Literal["name", "phone", "email", "address", "number", "date", "link"]
LONGEST = 200_000

OURS = re.compile(
    r"(1712|hulpverlener|beantwoorder|medewerker|counsell?or|agent|operator|vrijwilliger)", re.IGNORECASE
)
THEIRS = re.compile(r"(bezoeker|beller|contactnemer|cli[eë]nt|gast|visitor|guest|oproeper|anoniem)", re.IGNORECASE)
CLOCK = r"(?:\[?\(?(?P<clock>\d{1,2}[:.u]\d{2}(?:[:.]\d{2})?)\)?\]?\s*[-–]?\s*)?"
WHO = r"[A-Za-zÀ-ÿ0-9][\wÀ-ÿ .'-]{0,30}?(?:\s\((?!\d{1,2}[:.u])[^)]{1,20}\))?"
LINE = re.compile(rf"^\s*{CLOCK}(?P<who>{WHO})\s*(?:[:>]|\s-\s)\s+(?P<said>\S.*)$")
AFTER = re.compile(
    r"^\s*(?P<who>[A-Za-zÀ-ÿ0-9][\wÀ-ÿ .'-]{0,30}?)\s*[\[(](?P<clock>\d{1,2}[:.u]\d{2})[\])]\s*:?\s*(?P<said>.*)$"
)
MAIL_HEAD = re.compile(
    r"^(van|from|aan|to|cc|onderwerp|subject|datum|date|verzonden|sent)\s*:\s*(.*)$", re.IGNORECASE
)


@dataclass(frozen=True, slots=True)
class Said:
    """One turn. `clock` "14:02" as it was pasted, "" = none; `name` is how the paste called the speaker."""

    speaker: Speaker
    name: str
    clock: str
    text: str


@dataclass(frozen=True, slots=True)
class Hint:
    """Signs `start` to `end` of a text could name somebody or lead to them."""

    start: int
    end: int
    kind: Kind


def turns(raw: str) -> tuple[Said, ...]:
    """Return the turns of a pasted talk. Lines without a speaker belong to the turn before; a mail is one turn."""
    lines = raw[:LONGEST].replace("\r\n", "\n").replace("\r", "\n").split("\n")
    if (mail := _mail(lines)) is not None:
        return (mail,)
    found: list[list[str]] = []
    for line in lines:
        made = AFTER.match(line) or LINE.match(line)
        if made is not None and not _running_text(made["who"]):
            found.append(
                [made["who"].strip(), (made["clock"] or "").replace(".", ":").replace("u", ":"), made["said"]]
            )
        elif line.strip():
            if found:
                found[-1][2] = f"{found[-1][2]}\n{line.strip()}".strip()
            else:
                found.append(["", "", line.strip()])
    speakers = _speakers([one[0] for one in found])
    return tuple(Said(speakers[name], name, clock, text) for name, clock, text in found)


def is_talk(said: Collection[Said]) -> bool:
    """Return whether this reads as a chat or a mail: two to five speakers who take turns, or a letter with a head."""
    names = {one.name for one in said}
    if len(said) == 1:
        return all(one.name and one.speaker != "unknown" for one in said)
    return len(said) > 2 and "" not in names and 1 < len(names) < 6


def _mail(lines: list[str]) -> Said | None:
    heads = [MAIL_HEAD.match(line) for line in lines[:12]]
    if sum(one is not None for one in heads) < 2:
        return None
    sender = next((one[2] for one in heads if one and one[1].lower() in ("van", "from")), "")
    body = [line for at, line in enumerate(lines) if at >= len(heads) or heads[at] is None]
    subject = next((one[2] for one in heads if one and one[1].lower() in ("onderwerp", "subject")), "")
    body = [subject, *body] if subject else body
    return Said("counsellor" if "1712" in sender else "caller", sender, "", "\n".join(body).strip())


def _running_text(who: str) -> bool:
    return len(who.split()) > 3


def _speakers(names: list[str]) -> dict[str, Speaker]:
    """Two speakers of whom one is known: the other is the other. Who writes first in a chat is the caller."""
    found: dict[str, Speaker] = {}
    for name in dict.fromkeys(names):
        found[name] = "counsellor" if OURS.search(name) else "caller" if name and THEIRS.search(name) else "unknown"
    named = [name for name in found if name]
    open_ones = [name for name in named if found[name] == "unknown"]
    if len(named) == 2 and len(open_ones) == 1:
        other = next(name for name in named if name not in open_ones)
        found[open_ones[0]] = "caller" if found[other] == "counsellor" else "counsellor"
    return found


def as_note(said: Iterable[Said], words: Mapping[str, str]) -> str:
    """Return turns as a note: `words` has, by name or else by speaker, what stands for the name."""
    return "\n".join(
        f"{f'[{one.clock}] ' if one.clock else ''}{words.get(one.name) or words[one.speaker]}: {one.text}"
        for one in said
    )


# -- what could name somebody ----------------------------------------------------------------------------------

PATTERNS: tuple[tuple[Kind, re.Pattern[str]], ...] = (
    ("email", re.compile(r"[\w.+-]{1,64}@[\w-]{1,63}(?:\.[\w-]{1,63})+")),
    ("link", re.compile(r"(?:https?://|www\.)\S{3,200}", re.IGNORECASE)),
    ("number", re.compile(r"\bBE\d{2}(?:[ .]?\d{4}){3}\b", re.IGNORECASE)),  # bank account
    ("number", re.compile(r"\b\d{2}[. ]\d{2}[. ]\d{2}[- ]\d{3}[. ]\d{2}\b|\b\d{11}\b")),  # national number
    ("phone", re.compile(r"(?<!\d)(?:\+32|0032|0)\s?[1-9](?:[ ./-]?\d){7,8}(?!\d)")),
    ("number", re.compile(r"\b[1-9]-[A-Z]{3}-\d{3}\b")),  # plate
    ("date", re.compile(r"\b\d{1,2}[/-]\d{1,2}[/-](?:19|20)\d{2}\b")),
    (
        "address",
        re.compile(
            r"\b[A-ZÀ-Þ][\wÀ-ÿ'-]*(?:[ -][A-ZÀ-Þ][\wÀ-ÿ'-]*){0,2}"
            r"(?:straat|laan|weg|plein|steenweg|lei|dreef|kaai|baan|markt|hof|pad|ring)\s+\d{1,4}\s?[a-zA-Z]?\b"
        ),
    ),
    # as one types in a chat; "verslaan 3 keer" and "onderweg" are no streets
    (
        "address",
        re.compile(r"\b[a-zà-ÿ'-]{3,30}(?:straat|steenweg|dreef|plein|(?<!s)laan)\s(?:nr\.?\s)?\d{1,4}[a-zA-Z]?\b"),
    ),
)
WORD = r"[A-ZÀ-Þ][a-zà-ÿ]+(?:[-'][A-ZÀ-Þ]?[a-zà-ÿ]+)*"
OF = r"(?:(?:[Vv]an|[Dd]e[rn]?|[Tt]e[nr]|[Ee]l|[Aa]l|[Vv]ande[nr]?)\s+){0,2}"
FULL = rf"(?=[A-ZÀ-Þ]){OF}{WORD}(?:\s+{OF}{WORD})?"
# a name is announced: titles, "ik heet", "mijn man X", "onze dochter X"
ANNOUNCED = re.compile(
    r"\b(?i:meneer|mevrouw|mijnheer|juf|meester|dokter|dr\.|ik heet|mijn naam is|noemt|heet|genaamd|"
    r"(?:mijn|zijn|haar|onze|ons|hun|de)\s+(?:\w+\s)?(?:man|vrouw|vriend|vriendin|partner|ex|zoon|dochter|zus|broer|moeder|"
    r"vader|mama|papa|oma|opa|buurman|buurvrouw|nichtje|neefje|kleinzoon|kleindochter|stiefvader|stiefmoeder))"
    rf"(?:\s+is|\s*,)?\s+(?P<name>{FULL})"
)
INSIDE = re.compile(rf"(?<=[a-zà-ÿ,;] )(?P<name>{FULL})")
# no names: one line a kind, so that a word is found again
NO_NAMES = frozenset(
    word
    for line in (
        "CAW Awel Tele Onthaal Politie Vertrouwenscentrum Kindermishandeling Zelfmoordlijn Facebook Instagram",
        "Snapchat Whatsapp Tiktok Signal Google Corona God Allah Mama Papa Kerstmis Pasen Ik Je Jij Hij Zij",
        "We Wij Ze Het Dat",
        "Nederlands Frans Engels Turks Arabisch Vlaanderen Vlaamse Belgische Brussel Antwerpen Gent Leuven Brugge",
        "Hasselt Mechelen Kortrijk Aalst Oostende Genk Dit De Een",
        "Maandag Dinsdag Woensdag Donderdag Vrijdag Zaterdag Zondag",
    )
    for word in line.split()
)


def hints(text: str, known: Collection[str] = ()) -> tuple[Hint, ...]:
    """Return what could name somebody, in order, without overlap. `known`: more words that are no names."""
    found: list[Hint] = []
    for kind, pattern in PATTERNS:
        found += [Hint(one.start(), one.end(), kind) for one in pattern.finditer(text)]
    found.sort(key=lambda one: (one.start, -one.end))
    # a street is no person: what has a form of its own goes before a capital letter
    found += sorted(_names(text, NO_NAMES | set(known)), key=lambda one: (one.start, -one.end))
    kept: list[Hint] = []
    for one in found:
        # those kept do not overlap, so that only the neighbours can stand in the way
        at = bisect_left(kept, one.start, key=lambda hint: hint.start)
        before, after = kept[max(0, at - 1) : at], kept[at : at + 1]
        if all(hint.end <= one.start for hint in before) and all(hint.start >= one.end for hint in after):
            kept.insert(at, one)
    return tuple(kept)


def _names(text: str, not_names: Collection[str]) -> Iterator[Hint]:
    sure: set[str] = set()
    for one in ANNOUNCED.finditer(text):
        if one["name"].split()[0] not in not_names:
            sure |= set(one["name"].split())
            yield Hint(one.start("name"), one.end("name"), "name")
    for one in INSIDE.finditer(text):
        if one["name"].split()[0] not in not_names:
            yield Hint(one.start("name"), one.end("name"), "name")
    # a name that was announced once is a name everywhere, also where a sentence begins
    for word in sorted(word for word in sure if word[0].isupper()):
        for again in re.finditer(rf"\b{re.escape(word)}\b", text):
            yield Hint(again.start(), again.end(), "name")


@dataclass(frozen=True, slots=True)
class Found:
    """One name or number, wherever it stands: `places` are its hints. What stands for it is told apart by number."""

    kind: Kind
    words: str
    places: tuple[Hint, ...]


def found_in(text: str, known: Collection[str] = ()) -> tuple[Found, ...]:
    """Return the hints of a text, those with the same words together, in the order in which they come first."""
    together: dict[tuple[Kind, str], list[Hint]] = {}
    for one in hints(text, known):
        together.setdefault((one.kind, text[one.start : one.end]), []).append(one)
    return tuple(Found(kind, words, tuple(places)) for (kind, words), places in together.items())


def replaced(text: str, chosen: Iterable[Found], stands_for: Mapping[str, str]) -> tuple[tuple[Hint, str], ...]:
    """Return what comes where, the last place first: "[naam]", then "[naam 2]", so that the story still reads.

    Numbers go on from what stands in the text already.
    """
    made: list[tuple[Hint, str]] = []
    count: dict[Kind, int] = {}
    for one in chosen:
        word = stands_for[one.kind]
        if one.kind not in count:
            there = re.findall(rf"\[{re.escape(word)}(?: (\d{{1,3}}))?\]", text)
            count[one.kind] = max((int(number or 1) for number in there), default=0)
        count[one.kind] += 1
        stands = f"[{word} {count[one.kind]}]" if count[one.kind] > 1 else f"[{word}]"
        made += [(place, stands) for place in one.places]
    return tuple(sorted(made, key=lambda one: -one[0].start))
