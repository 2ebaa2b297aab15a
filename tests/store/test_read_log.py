import random
import sqlite3
from dataclasses import replace

import pytest
from sqlalchemy import text
from tests.records import MORNING
from tests.store.vaults import test_key as a_key

from workstation.domain.counsellors import Desk
from workstation.store.read_anchor import NAME
from workstation.store.refusals import DiskTrouble, WrongPassphrase
from workstation.store.unlocking import unlock
from workstation.store.vault import Vault

DESK = Desk(counsellor="m.peeters", mark="K7")


def note(vault, times=1, **more):
    for _ in range(times):
        with vault.work() as work:
            work.read_log.note("open", DESK, MORNING, record="call", **more)


def kinds(vault, witness=None):
    with vault.reading() as work:
        return [fault.kind for fault in work.read_log.faults(witness)]


def run(vault, *statements):
    with vault.work() as work:
        for statement in statements:
            work.connection.execute(text(statement))


def test_entries_form_a_chain_that_is_whole(vault):
    note(vault, 5)
    assert kinds(vault) == []
    with vault.reading() as work:
        assert [entry.number for entry in work.read_log.entries()] == [1, 2, 3, 4, 5]
        assert [entry.number for entry in work.read_log.newest(2)] == [5, 4]
        assert {one.person for one in work.read_log.of_record("call")} == {"m.peeters"}
        assert work.read_log.of_record("another") == ()


def test_an_empty_log_is_whole(vault):
    assert kinds(vault) == []


def test_neither_words_nor_a_record_stand_in_an_entry(vault):
    with vault.work() as work:
        work.read_log.note("search", DESK, MORNING, words="Wielewaal  Straat", hits=3)
        work.read_log.note("search", DESK, MORNING, words="wielewaal straat", hits=3)
        work.read_log.note("open", DESK, MORNING, record="0123456789abcdef")
    with vault.reading() as work:
        one, two, three = work.read_log.entries()
    assert one.words == two.words != ""
    assert "ielewaal" not in repr((one, two, three))
    assert "0123456789abcdef" not in repr(three)


def test_what_was_rolled_back_is_in_neither_chain_nor_anchor(vault):
    note(vault)
    with pytest.raises(KeyError), vault.work() as work:
        raise KeyError(work.read_log.note("open", DESK, MORNING, record="call"))
    note(vault)
    assert kinds(vault) == []


def test_a_cut_tail_is_found_also_when_the_stores_own_anchor_is_gone(vault):
    note(vault, 5)
    run(vault, "DELETE FROM read_log WHERE number > 3")
    assert "cut" in kinds(vault)
    run(vault, "DELETE FROM settings WHERE name = 'read_log.end'")
    assert {"cut", "anchor"} <= set(kinds(vault))


def test_a_removed_or_forged_anchor_beside_the_store_is_found(vault, store_file):
    note(vault, 2)
    beside = store_file.with_name(NAME)
    kept = beside.read_text()
    beside.write_text(kept.replace('"2:', '"1:'))
    assert "anchor" in kinds(vault)
    beside.unlink()
    assert "anchor" in kinds(vault)
    beside.write_text(kept)
    assert kinds(vault) == []


def test_a_store_put_back_from_an_older_copy_is_noted_for_good(store_file):
    with Vault.opened(store_file, a_key()) as vault:
        note(vault, 2)
    older = store_file.read_bytes()
    with Vault.opened(store_file, a_key()) as vault:
        note(vault, 3)
    store_file.write_bytes(older)
    with Vault.opened(store_file, a_key()) as vault:
        assert kinds(vault) == ["cut"]
        note(vault, 4)
        assert kinds(vault) == ["noted"]


def test_an_end_somebody_else_noted_finds_a_new_history(vault):
    note(vault, 4)
    with vault.reading() as work:
        witness = work.read_log.end()
    assert kinds(vault, witness) == []
    assert kinds(vault, replace(witness, head=bytes(32))) == ["cut"]


def test_nothing_is_shown_when_the_anchor_cannot_be_written(vault, store_file):
    store_file.with_name(NAME + ".new").mkdir()
    with pytest.raises((DiskTrouble, OSError)):
        note(vault)


FIELDS = ("at", "device", "person", "role", "action", "record", "reason", "words")


def edited(work, dice):
    """One edit by somebody who has the key and a database tool."""
    execute, length = work.connection.exec_driver_sql, 40
    at = dice.randint(1, length)
    match dice.choice(["field", "hits", "digest", "delete", "swap", "cut", "cut_and_anchor", "insert"]):
        case "field":
            execute(f"UPDATE read_log SET {dice.choice(FIELDS)} = 'x{dice.random()}' WHERE number = {at}")
        case "hits":
            execute(f"UPDATE read_log SET hits = coalesce(hits, 0) + 1 WHERE number = {at}")
        case "digest":
            execute(f"UPDATE read_log SET digest = randomblob(32) WHERE number = {at}")
        case "delete":
            execute(f"DELETE FROM read_log WHERE number = {at}")
        case "swap":
            other = at % length + 1
            execute(f"UPDATE read_log SET number = -1 WHERE number = {at}")
            execute(f"UPDATE read_log SET number = {at} WHERE number = {other}")
            execute(f"UPDATE read_log SET number = {other} WHERE number = -1")
        case "cut":
            execute(f"DELETE FROM read_log WHERE number >= {at}")
        case "cut_and_anchor":
            execute(f"DELETE FROM read_log WHERE number >= {at}")
            execute("DELETE FROM settings WHERE name = 'read_log.end'")
        case "insert":
            execute(
                "INSERT INTO read_log SELECT number + 1000, at, device, 'x', role, action, record, reason, words, "
                f"hits, digest FROM read_log WHERE number = {at}"
            )


def undetected(vault, edits, seed):
    """Make so many edits, each on the log as it was; return how many went unseen."""
    note(vault, 40)
    dice, missed = random.Random(seed), 0
    for _ in range(edits):
        with vault.work() as work:
            inside = work.connection.begin_nested()
            edited(work, dice)
            missed += not work.read_log.faults()
            inside.rollback()
    return missed


def test_edits_in_the_store_are_found_every_one(vault):
    assert undetected(vault, 150, 1712) == 0
    assert kinds(vault) == []


def test_wrong_passphrases_stand_in_the_log_after_the_next_opening(profile):
    for _ in range(2):
        with pytest.raises(WrongPassphrase):
            unlock(profile.folder, "niet de goede woorden", lambda: MORNING)
        (profile.folder / "attempts.json").write_text('{"wrong": 0, "at": 0, "running": 0, "boot": ""}')
    with unlock(profile.folder, profile.passphrase) as vault:
        with vault.reading() as work:
            actions = [entry.action for entry in work.read_log.entries()]
        assert kinds(vault) == []
    assert actions == ["failed_unlock", "failed_unlock", "unlock"]
    with unlock(profile.folder, profile.passphrase) as vault, vault.reading() as work:
        assert [entry.action for entry in work.read_log.entries()] == [*actions, "unlock"]


def test_the_file_beside_the_store_holds_no_name(vault, store_file):
    note(vault, 3)
    assert "peeters" not in store_file.with_name(NAME).read_text()
    with pytest.raises(sqlite3.DatabaseError):
        sqlite3.connect(store_file).execute("SELECT * FROM read_log")
