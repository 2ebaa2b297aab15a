import threading
import time

import pytest
from sqlalchemy import insert, select

from workstation.store import tables
from workstation.store.refusals import DiskTrouble, Refusal, StoreFault, VaultClosed
from workstation.store.vault import Vault


def set_text(work, name, value):
    work.connection.execute(insert(tables.settings).values(name=name, value=value))


def text_of(work, name):
    return work.connection.execute(select(tables.settings.c.value).where(tables.settings.c.name == name)).scalar()


def test_what_is_done_in_one_piece_of_work_is_kept(vault):
    with vault.work() as work:
        set_text(work, "a", "1")
    with vault.reading() as work:
        assert text_of(work, "a") == "1"


def test_an_error_in_the_middle_keeps_nothing_of_it(vault):
    def half():
        with vault.work() as work:
            set_text(work, "a", "1")
            raise ZeroDivisionError

    with pytest.raises(ZeroDivisionError):
        half()
    with vault.reading() as work:
        assert text_of(work, "a") is None


def test_reading_cannot_write_and_writing_still_can_afterwards(vault):
    for _ in range(5):  # whichever connection of the pool it was
        with pytest.raises(DiskTrouble), vault.reading() as work:
            set_text(work, "a", "1")
    for name in "bcdef":
        with vault.work() as work:
            set_text(work, name, "1")


def test_a_reader_keeps_its_view_while_another_writes(vault):
    with vault.reading() as before:
        assert text_of(before, "a") is None
        with vault.work() as work:
            set_text(work, "a", "1")
        assert text_of(before, "a") is None
    with vault.reading() as after:
        assert text_of(after, "a") == "1"


def test_four_writers_and_two_readers_are_never_refused_for_being_busy(vault):
    errors = []

    def write(who):
        try:
            for turn in range(100):
                with vault.work() as work:
                    text_of(work, "a")  # reads first, writes later: the deferred kind would be refused
                    set_text(work, f"{who}-{turn}", "x")
        except Refusal as error:
            errors.append(error)

    def read():
        try:
            for _ in range(100):
                with vault.reading() as work:
                    text_of(work, "a")
        except Refusal as error:
            errors.append(error)

    threads = [threading.Thread(target=write, args=(n,)) for n in range(4)]
    threads += [threading.Thread(target=read) for _ in range(2)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert errors == []
    with vault.reading() as work:
        assert len(work.connection.execute(select(tables.settings.c.name)).all()) == 400


def test_a_locked_vault_refuses_work_and_leaves_no_log_behind(store_file, store_key):
    vault = Vault.opened(store_file, store_key())
    with vault.work() as work:
        set_text(work, "a", "1")
    vault.close()
    vault.close()
    with pytest.raises(VaultClosed), vault.work():
        pass
    with pytest.raises(VaultClosed), vault.reading():
        pass
    assert [file.name for file in store_file.parent.iterdir()] == ["store.db"]


def test_locking_waits_for_work_that_is_running(store_file, store_key):
    vault = Vault.opened(store_file, store_key())
    begun = threading.Event()

    def slow():
        with vault.work() as work:
            begun.set()
            time.sleep(0.3)
            set_text(work, "a", "1")

    thread = threading.Thread(target=slow)
    thread.start()
    begun.wait()
    vault.close()
    thread.join()
    with Vault.opened(store_file, store_key()) as again, again.reading() as work:
        assert text_of(work, "a") == "1"


def test_errors_carry_no_value_and_no_search_word(vault):
    def twice():
        with vault.work() as work:
            set_text(work, "a", "Zwaluwstaart")
            set_text(work, "a", "Zwaluwstaart")

    with pytest.raises(StoreFault) as unique:
        twice()
    with pytest.raises(StoreFault) as search, vault.reading() as work:
        work.connection.exec_driver_sql(
            "SELECT rowid FROM narratives_fts WHERE narratives_fts MATCH ?", ('Zwaluwstaart: "',)
        ).all()
    for caught in (unique, search):
        assert "Zwaluwstaart" not in str(caught.getrepr(style="long", chain=True).reprcrash)
        assert caught.value.__cause__ is None
        assert caught.value.__suppress_context__
        assert "Zwaluwstaart" not in str(caught.value)
