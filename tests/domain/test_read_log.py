import random
from dataclasses import replace

import pytest

from workstation.domain.read_log import NOTHING_YET, Anchor, Entry, anchor_of, faults_in, linked


def a_chain(length=60):
    entries, end = [], NOTHING_YET
    for at in range(length):
        entry = Entry(
            number=0, at=f"2026-11-22T09:{at // 60:02}:{at % 60:02}Z", device="K7", person="m.peeters",
            role="counsellor", action=("open", "search", "print")[at % 3], record=f"{at:032x}",
            hits=at if at % 3 == 1 else None,
        )  # fmt: skip
        entry = linked(entry, end)
        entries.append(entry)
        end = Anchor(entry.number, entry.digest)
    return entries, end


def tampered(entries, dice):
    """One edit somebody could make, also one who computes the digests anew."""
    kept = list(entries)
    at = dice.randrange(len(kept))
    match dice.choice(["field", "delete", "swap", "insert", "cut", "rewrite", "digest", "again"]):
        case "field":
            name = dice.choice(["at", "device", "person", "role", "action", "record", "reason", "words"])
            kept[at] = replace(kept[at], **{name: getattr(kept[at], name) + dice.choice("0aZ ")})
        case "delete":
            del kept[at]
        case "swap":
            other = (at + 1 + dice.randrange(len(kept) - 1)) % len(kept)
            kept[at], kept[other] = kept[other], kept[at]
        case "insert":
            kept.insert(at, replace(kept[dice.randrange(len(kept))], person="iemand anders"))
        case "cut":
            del kept[at:]
        case "rewrite":
            end = Anchor(kept[at - 1].number, kept[at - 1].digest) if at else NOTHING_YET
            for place in range(at, len(kept)):
                kept[place] = linked(replace(kept[place], person="iemand anders"), end)
                end = Anchor(kept[place].number, kept[place].digest)
        case "digest":
            digest = bytearray(kept[at].digest)
            digest[dice.randrange(32)] ^= 1 << dice.randrange(8)
            kept[at] = replace(kept[at], digest=bytes(digest))
        case "again":
            kept.append(kept[at])
    return kept


def test_a_chain_nobody_touched_has_no_faults():
    entries, end = a_chain()
    assert faults_in(entries, [Anchor(7, entries[6].digest), NOTHING_YET], end=end) == []
    assert faults_in([], end=NOTHING_YET) == []


def test_every_edit_is_found():
    entries, end = a_chain()
    dice = random.Random(1712)
    missed = [edit for edit in (tampered(entries, dice) for _ in range(1000)) if not faults_in(edit, end=end)]
    assert missed == []


def test_without_an_anchor_a_cut_tail_would_go_unseen():
    entries, end = a_chain()
    assert faults_in(entries[:-5]) == []
    assert [fault.kind for fault in faults_in(entries[:-5], end=end)] == ["cut"]
    assert [fault.kind for fault in faults_in(entries[:-5], [end])] == ["cut"]


def test_an_older_anchor_finds_another_history():
    entries, _ = a_chain()
    other, _ = a_chain(30)
    other[10] = replace(other[10], person="iemand anders")
    end = Anchor(other[9].number, other[9].digest)
    for at in range(10, 30):
        other[at] = linked(other[at], end)
        end = Anchor(other[at].number, other[at].digest)
    assert faults_in(other, end=end) == []
    assert faults_in(other, [Anchor(20, entries[19].digest)], end=end) != []


def test_a_break_that_was_noted_stays_a_fault():
    entries, end = a_chain(3)
    noted = linked(Entry(number=0, at="", device="", person="", role="", action="chain_broken"), end)
    assert [fault.kind for fault in faults_in([*entries, noted])] == ["noted"]


def test_an_anchor_can_be_copied_by_hand():
    _, end = a_chain(5)
    assert anchor_of(f" {end.as_text()}\n") == end
    for wrong in ("", "5", "5:abcd", "x:" + "0" * 64, "-1:" + "0" * 64):
        with pytest.raises(ValueError):
            anchor_of(wrong)
