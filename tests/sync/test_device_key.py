"""Where the key lies with which a device speaks to the hub, and what a copy of its vault can do elsewhere."""

import base64
import shutil

import pytest
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from keyring.backends import fail
from tests.store.test_os_keyring import SystemKeyring
from tests.sync.test_http_hub import served

from workstation.domain.envelopes import Pull
from workstation.store.destroying import destroy
from workstation.store.passphrases import renew_access
from workstation.store.profiles import create_profile
from workstation.store.unlocking import unlock, unlock_with_recovery
from workstation.sync.device_key import DEVICE_KEY, PUBLIC, device_key
from workstation.sync.enrolling import enrol, enrol_again, enrolment
from workstation.sync.http_hub import HttpHub
from workstation.sync.protocol import UnknownDevice, Unreachable

WORDS, OTHER = "vier gewone woorden samen", "vijf andere woorden bij elkaar"


@pytest.fixture
def line(team, tmp_path):
    with served(team, tmp_path / "tls") as address:
        yield address


@pytest.fixture
def speak(line):
    """Speaks to the hub for a vault, with the key that the program finds or with another one."""
    made = []

    def speak(vault, key=None):
        made.append(HttpHub(line, lambda: (key or device_key)(vault)))
        return made[-1]

    yield speak
    for one in made:
        one.close()


def where(vault):
    with vault.reading() as work:
        return tuple(work.sync_state.get(name) is not None for name in (DEVICE_KEY, PUBLIC))


def as_an_earlier_version(vault, home):
    """The key in the vault, as it once was."""
    (raw,) = [value for (_, user), value in home.kept.items() if user == "hub"]
    with vault.work() as work:
        work.sync_state.put(DEVICE_KEY, raw)
        work.sync_state.put(PUBLIC, None)


def test_a_copy_of_a_vault_speaks_to_no_hub_from_another_machine(machine, speak, team, tmp_path):
    home, away = machine(SystemKeyring()), SystemKeyring()
    made = create_profile(tmp_path / "home", WORDS, counsellor="an", staff_number="1", team="A")
    vault = made.vault
    device = enrol(vault, speak(vault), team.administration.code_for("an"), "A")
    assert where(vault) == (False, True)
    assert sorted(user for _, user in home.kept) == ["device", "hub"]
    assert speak(vault).pull(device, Pull({})).granted
    vault.close()
    shutil.copytree(tmp_path / "home", tmp_path / "copy")

    # the control, and what was measured of the earlier way: with the recovery key the copy reads on, unnoticed
    vault = unlock(tmp_path / "home", WORDS)
    as_an_earlier_version(vault, home)
    vault.close()
    shutil.copytree(tmp_path / "home", tmp_path / "earlier")
    machine(away)
    earlier = unlock_with_recovery(tmp_path / "earlier", made.recovery_key)
    inside = speak(earlier, kept_inside)
    assert inside.pull(device, Pull({})).granted
    again = enrolment(f"AGAIN-{device}", kept_inside(earlier))
    assert inside.enrol(again).device != device, "and it gets a name of its own, without anybody"
    earlier.close()

    copy = unlock_with_recovery(tmp_path / "copy", made.recovery_key)
    with pytest.raises(Unreachable):  # this keyring knows nothing of the profile
        speak(copy).pull(device, Pull({}))
    copy.close()
    assert renew_access(tmp_path / "copy", made.recovery_key, OTHER)
    copy = unlock(tmp_path / "copy", OTHER)
    with pytest.raises(UnknownDevice):  # now it does, and the key is not there: a coordinator must say so
        speak(copy).pull(device, Pull({}))
    with pytest.raises(UnknownDevice):
        enrol_again(copy, speak(copy), device)
    name = enrol(copy, speak(copy), team.administration.code_for("an"), "A")
    assert name != device
    assert speak(copy).pull(name, Pull({})).granted
    copy.close()


def kept_inside(vault):
    with vault.reading() as work:
        return Ed25519PrivateKey.from_private_bytes(base64.b64decode(work.sync_state.get(DEVICE_KEY)))


def test_a_key_from_before_goes_over_to_the_keyring_and_the_hub_still_knows_it(machine, speak, team, tmp_path):
    home = machine(SystemKeyring())
    made = create_profile(tmp_path / "home", WORDS, counsellor="an", staff_number="1", team="A")
    vault = made.vault
    device = enrol(vault, speak(vault), team.administration.code_for("an"), "A")
    as_an_earlier_version(vault, home)
    home.kept = {place: kept for place, kept in home.kept.items() if place[1] != "hub"}
    home.forgetful = True  # a keyring that does not take it: the key stays where it was
    assert speak(vault).pull(device, Pull({})).granted
    assert where(vault) == (True, False)
    home.forgetful = False
    assert speak(vault).pull(device, Pull({})).granted
    assert where(vault) == (False, True)
    # a keyring that does not answer for a moment is no other machine
    machine(fail.Keyring())
    with pytest.raises(Unreachable):
        speak(vault).pull(device, Pull({}))
    machine(home)
    assert speak(vault).pull(device, Pull({})).granted
    # a new passphrase at the same machine costs no invitation
    vault.close()
    assert renew_access(tmp_path / "home", made.recovery_key, OTHER)
    vault = unlock(tmp_path / "home", OTHER)
    assert speak(vault).pull(device, Pull({})).granted
    # and whoever destroys the profile destroys this too
    destroy(vault)
    assert home.kept == {}


def test_a_profile_without_a_keyring_keeps_it_in_its_vault(machine, tmp_path):
    home = machine(SystemKeyring())
    made = create_profile(tmp_path / "p", WORDS, counsellor="an", staff_number="1", team="A", use_keyring=False)
    key = device_key(made.vault)
    assert where(made.vault) == (True, False)
    assert device_key(made.vault).private_bytes_raw() == key.private_bytes_raw()
    assert home.kept == {}
    made.vault.close()
