import stat

import pytest

from workstation.store.profiles import create_profile
from workstation.training.rehearsal import PREFIX, NotARehearsal, RehearsalStore, require_rehearsal, sweep


@pytest.fixture
def rehearsal(tmp_path):
    made = RehearsalStore("Oefening", "oost_vlaanderen", tmp_path)
    yield made
    made.wipe()


def test_the_store_of_a_rehearsal_is_private_and_encrypted(rehearsal):
    assert stat.S_IMODE(rehearsal.root.stat().st_mode) == 0o700
    assert (rehearsal.folder / "store.db").read_bytes()[:6] != b"SQLite"
    require_rehearsal(rehearsal.vault)


def test_nothing_is_left_when_it_is_over(rehearsal, tmp_path):
    with rehearsal.vault.work() as work:
        work.settings.put("x", "y")
    rehearsal.wipe()
    rehearsal.wipe()
    assert list(tmp_path.iterdir()) == []


def test_a_real_store_is_no_rehearsal(tmp_path):
    real = create_profile(
        tmp_path / "real", "een lange wachtzin", counsellor="Noor", staff_number="1", team="", use_keyring=False
    )
    with real.vault as vault, pytest.raises(NotARehearsal):
        require_rehearsal(vault)


def test_what_a_killed_rehearsal_left_is_swept_and_a_running_one_is_not(rehearsal, tmp_path):
    left = tmp_path / f"{PREFIX}left"
    (left / "profile").mkdir(parents=True)
    (left / "profile" / "profile.lock").touch()
    (left / "profile" / "vault.json").write_text("{}")
    other = tmp_path / "somebody-elses"
    other.mkdir()
    assert sweep(tmp_path) == 1
    assert not left.exists()
    assert rehearsal.root.exists()
    assert other.exists()


def test_a_link_to_a_real_folder_is_never_followed(tmp_path):
    real = tmp_path / "real"
    (real / "profile").mkdir(parents=True)
    (real / "profile" / "profile.lock").touch()
    (tmp_path / f"{PREFIX}link").symlink_to(real)
    assert sweep(tmp_path) == 0
    assert (real / "profile").exists()
