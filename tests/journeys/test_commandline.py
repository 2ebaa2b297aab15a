import json
import stat
import subprocess
import sys

import pytest
from tests.journeys.programs import environment

from workstation.store.unlocking import unlock

PASSPHRASE = "een wachtzin die mag"


@pytest.fixture(scope="module")
def home(tmp_path_factory):
    return tmp_path_factory.mktemp("home")


@pytest.fixture(scope="module")
def station(home):
    return Commands(home)


class Commands:
    def __init__(self, home):
        self.home = home
        self.profile = home / "profile"
        self.made = self("profile", "create", "--no-keyring", "--counsellor", "An", "--team", "antwerpen")

    def __call__(self, *words, passphrase=PASSPHRASE, as_json=True):
        options = ["--profile", str(self.profile), "--passphrase-stdin", *(["--json"] if as_json else [])]
        return subprocess.run(
            [sys.executable, "-m", "workstation", *words, *options], input=passphrase + "\n",
            env=environment(self.home), capture_output=True, text=True, check=False,
        )  # fmt: skip


def told(done):
    return json.loads(done.stdout)


def test_a_profile_is_made_and_its_recovery_key_is_told_once(station):
    assert station.made.returncode == 0
    assert told(station.made)["keyring"] is False
    assert len(told(station.made)["recovery_key"].split("-")) == 8
    assert stat.S_IMODE(station.profile.stat().st_mode) == 0o700


def test_a_second_profile_is_never_made_over_the_first(station):
    again = station("profile", "create", "--no-keyring")
    assert again.returncode == 1
    assert told(again)["refused"] == "store.profile_exists"


def test_a_whole_profile_checks_out(station):
    done = station("check")
    assert (done.returncode, told(done)["findings"]) == (0, [])


def test_a_wrong_passphrase_is_refused_with_a_sentence(station):
    done = station("check", passphrase="een andere wachtzin")
    assert done.returncode == 1
    assert told(done)["sentence"].startswith("Die wachtzin opent de kluis niet")
    assert "een andere" not in done.stdout + done.stderr
    while station("check").returncode:  # the back-off passes
        pass


def test_a_backup_is_ciphertext_and_never_overwrites(station, home):
    target = home / "kopie.1712"
    assert station("backup", str(target)).returncode == 0
    assert b"SQLite format" not in target.read_bytes()
    again = station("backup", str(target))
    assert (again.returncode, told(again)["refused"]) == (1, "store.file_exists")


def test_the_directory_is_searched_without_a_profile(station):
    done = station("directory", "find", "politie", "9000", "--at", "2026-11-23T10:00")
    assert done.returncode == 0
    assert told(done)["hits"][0]["name"] == "Politiezone Gent"


def test_the_directory_goes_out_and_in_for_who_keeps_it(station, home):
    (home / "kapot.json").write_text("[" * 9000)
    refused = station("directory", "import", str(home / "kapot.json"))
    assert (refused.returncode, told(refused)["refused"]) == (1, "permissions.no")
    with unlock(station.profile, PASSPHRASE) as vault, vault.work() as work:
        work.settings.put("profile.role", "team_coordinator")
    broken = station("directory", "import", str(home / "kapot.json"))
    assert (broken.returncode, told(broken)["refused"]) == (1, "upkeep.refused.too_deep")
    done = station("directory", "export", str(home / "uit"), "--form", "hsds")
    assert len(json.loads((home / "uit" / "services.json").read_text(encoding="utf-8"))) > 500
    assert told(done)["files"] == [str(home / "uit" / "services.json")]


def test_a_summary_of_a_call_that_is_not_there_is_refused(station, home):
    done = station("summary", "2026-XX-00001", "--audience", "internal", "--out", str(home / "a.pdf"))
    assert (done.returncode, told(done)["refused"]) == (1, "commandline.no_such_call")
    assert not (home / "a.pdf").exists()


@pytest.mark.parametrize("words", [("backup",), ("directory",), ("summary", "x"), ("nonsense",)])
def test_wrong_use_ends_with_two(station, words):
    assert station(*words).returncode == 2


def test_without_json_a_person_gets_a_sentence(station):
    assert station("check", as_json=False).stdout.strip() == "Alles in orde: kluis, zoekindex en sleutelbestand."


def test_a_registration_set_goes_in_once_and_out_again(station, home):
    from tests.usecases.registration_folders import write_set

    from workstation.figures.synthetic import registration_year

    folder = home / "set"
    write_set(folder, registration_year(2024, 1, calls=200))
    first, again = station("import", "registrations", str(folder)), station("import", "registrations", str(folder))
    assert (first.returncode, told(first)["calls"]) == (0, 200), first.stdout
    assert (told(again)["calls"], told(again)["known"]) == (0, 200)
    out = station("export", "registrations", str(home / "out"), "--year", "2024")
    # a counsellor alone takes no year out of the store: two persons must want it
    assert (out.returncode, told(out)["refused"].partition(".")[0]) == (1, "permissions")
    assert not (home / "out").exists()


def test_a_faulty_set_changes_nothing_and_lists_every_fault(station, home):
    folder = home / "faulty"
    folder.mkdir()
    (folder / "calls.csv").write_text("call_id,started_at\n1,gisteren\n")
    done = station("import", "registrations", str(folder))
    assert done.returncode == 1
    assert told(done)["faults"] > 0
    assert (home / "fouten.csv").exists()


def test_the_read_log_proves_itself(station):
    done = station("log", "verify")
    assert done.returncode == 0, done.stdout
    assert told(done)["faults"] == []
