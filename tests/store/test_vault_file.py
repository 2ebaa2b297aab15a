import json
import os

import pytest
from hypothesis import given
from hypothesis import strategies as st

from workstation.store import key_derivation, vault_file
from workstation.store.key_derivation import LEAST, SALT, Cost
from workstation.store.keys import Key
from workstation.store.refusals import DamagedVaultFile, NoProfile, SwappedVaultFile, VaultTooNew
from workstation.store.slots import Binding, sealed_slot
from workstation.store.vault_file import VaultFile, parsed

CHEAP = Cost(1, 8)  # the reader refuses this unless a test lowers its floor
BINDING = Binding("p-1", "passphrase")
WORDS = "påske gåte vier woorden"


def wrapped(kind="passphrase", binding=BINDING, cost=CHEAP, device_secret=None, passphrase=WORDS):
    key = Key.random()
    salt = os.urandom(SALT)
    wrapping = key_derivation.from_passphrase(passphrase, salt, CHEAP)
    if device_secret:
        wrapping = key_derivation.combined(device_secret, wrapping)
    return key, sealed_slot(kind, 1, key, wrapping, binding, slow=(cost, salt))


def opens(slot, passphrase, binding=BINDING):
    return slot.opened(key_derivation.from_passphrase(passphrase, slot.salt, CHEAP), binding)


def test_a_slot_gives_the_key_back_and_only_to_the_right_words():
    key, slot = wrapped()
    assert opens(slot, WORDS).raw() == key.raw()
    assert opens(slot, WORDS + " ") is None


def test_accents_typed_either_way_are_the_same_passphrase():
    import unicodedata

    _, slot = wrapped(passphrase=unicodedata.normalize("NFD", WORDS))
    assert opens(slot, unicodedata.normalize("NFC", WORDS)) is not None


def test_a_slot_taken_to_another_profile_or_protection_does_not_open():
    _, slot = wrapped()
    assert opens(slot, WORDS, Binding("p-2", "passphrase")) is None
    assert opens(slot, WORDS, Binding("p-1", "keyring")) is None


def test_a_slot_with_the_machines_secret_needs_it():
    device = os.urandom(32)
    _, slot = wrapped("both", Binding("p-1", "keyring"), device_secret=device)
    derived = key_derivation.from_passphrase(WORDS, slot.salt, CHEAP)
    binding = Binding("p-1", "keyring")
    assert slot.opened(derived, binding) is None
    assert slot.opened(key_derivation.combined(os.urandom(32), derived), binding) is None
    assert slot.opened(key_derivation.combined(device, derived), binding) is not None


@pytest.mark.parametrize("field", ["kind", "turn", "passes", "mebibytes", "salt", "nonce", "sealed"])
def test_every_changed_field_of_a_slot_keeps_it_shut(field):
    _, slot = wrapped()
    found = json.loads(VaultFile(BINDING, (slot,), "00").as_text())
    changed = {"kind": "recovery", "turn": 2, "passes": 2, "mebibytes": 9}
    entry = found["slots"][0]
    entry[field] = changed.get(field) or ("B" if entry[field][0] == "A" else "A") + entry[field][1:]
    read = parsed(json.dumps(found), least=CHEAP).slots[0]
    wrapping = key_derivation.from_passphrase(WORDS, slot.salt, CHEAP)
    assert slot.opened(wrapping, BINDING) is not None
    assert (
        read.opened(wrapping if field != "salt" else key_derivation.from_passphrase(WORDS, read.salt, CHEAP), BINDING)
        is None
    )


@pytest.mark.parametrize(
    "cost", [Cost(2, 256), Cost(3, 255), CHEAP, Cost(11, 256), Cost(3, 1025), Cost(3, 10**6), Cost(10**6, 256)]
)
def test_a_cheaper_or_exhausting_derivation_is_never_accepted(cost):
    _, slot = wrapped(cost=cost)
    with pytest.raises(DamagedVaultFile):
        parsed(VaultFile(BINDING, (slot,), "00").as_text())


def test_ours_is_the_cost_we_write():
    assert Cost(3, 256) == LEAST
    _, slot = wrapped(cost=LEAST)
    assert parsed(VaultFile(BINDING, (slot,), "00").as_text()).slots == (slot,)


def test_a_profile_made_with_the_keyring_takes_no_slot_without_it():
    _, slot = wrapped("passphrase", Binding("p-1", "keyring"), cost=LEAST)
    with pytest.raises(SwappedVaultFile):
        parsed(VaultFile(Binding("p-1", "keyring"), (slot,), "00").as_text())


def test_a_later_version_is_refused_as_such():
    found = json.loads(VaultFile(BINDING, (), "00").as_text())
    found["version"] = 2
    with pytest.raises(VaultTooNew):
        parsed(json.dumps(found))


@pytest.mark.parametrize(
    "text",
    ["", "{}", "[]", "null", "[" * 100_000, '{"format": "1712-workstation-vault", "version": 1}', "\ud800",
     '{"format":"1712-workstation-vault","version":1,"profile":"p","protection":"none","store_mark":"","slots":[]}',
     '{"format":"1712-workstation-vault","version":1,"profile":"p","protection":"keyring","store_mark":"","slots":[1]}',
     '{"format":"1712-workstation-vault","version":1,"profile":"p","protection":"keyring","store_mark":"","slots":[{"kind":"both","turn":true,"passes":3,"mebibytes":256,"salt":"","nonce":"","sealed":""}]}'],
)  # fmt: skip
def test_what_we_never_write_is_refused(text):
    with pytest.raises(DamagedVaultFile):
        parsed(text)


@given(st.recursive(st.none() | st.booleans() | st.floats() | st.text(), lambda inner: st.lists(inner) | st.dictionaries(st.sampled_from(["slots", "kind", "turn", "profile", "x"]), inner)))  # fmt: skip
def test_no_json_at_all_makes_the_reader_fall_over(found):
    with pytest.raises(DamagedVaultFile):
        parsed(json.dumps(found))


def test_writing_keeps_the_previous_version_and_shows_it_to_nobody_else(tmp_path):
    _, slot = wrapped(cost=LEAST)
    path = tmp_path / "vault.json"
    with pytest.raises(NoProfile):
        vault_file.read(path)
    vault_file.write(path, VaultFile(BINDING, (slot,), "00"))
    vault_file.write(path, VaultFile(BINDING, (slot,), "11"))
    assert vault_file.read(path).store_mark == "11"
    assert parsed((tmp_path / "vault.json.previous").read_text()).store_mark == "00"
    assert {file.name for file in tmp_path.iterdir()} == {"vault.json", "vault.json.previous"}
    assert {file.stat().st_mode & 0o777 for file in tmp_path.iterdir()} == {0o600}
    path.unlink()
    assert vault_file.read(path).store_mark == "00"
