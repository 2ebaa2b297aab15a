"""Commands about a profile: make it, look whether it is whole, copy it."""

import argparse

from workstation.commandline.answers import REFUSED, Answer
from workstation.commandline.running import passphrase, profile_folder
from workstation.domain import moments
from workstation.store.backing_up import back_up
from workstation.store.checking import check
from workstation.store.profiles import create_profile
from workstation.store.unlocking import unlock
from workstation.vocabulary.words import words


def create(asked: argparse.Namespace) -> Answer:
    """Make a profile. The recovery key is printed once and kept nowhere."""
    text, folder = words(), profile_folder(asked)
    made = create_profile(
        folder, passphrase(asked), counsellor=asked.counsellor, staff_number=asked.staff_number, team=asked.team,
        use_keyring=not asked.no_keyring, role=asked.role,
    )  # fmt: skip
    made.vault.close()
    which = "used" if made.keyring_used else ("unwanted" if asked.no_keyring else "missing")
    return Answer(
        (
            text("commandline.created", folder=folder),
            text(f"commandline.keyring_{which}"),
            text("commandline.recovery", key=made.recovery_key),
        ),
        {"profile": str(folder), "keyring": made.keyring_used, "recovery_key": made.recovery_key},
    )


def look(asked: argparse.Namespace) -> Answer:
    """Look whether store, search index and vault are whole."""
    text = words()
    with unlock(profile_folder(asked), passphrase(asked)) as vault:
        findings = check(vault)
    told = [text(one.text_key, count=one.count) for one in findings]
    facts = {"findings": [{"finding": one.text_key, "count": one.count} for one in findings]}
    if told:
        return Answer((text("commandline.check_found", findings=" ".join(told)),), facts, REFUSED)
    return Answer((text("store.check.fine"),), facts)


def keep_copy(asked: argparse.Namespace) -> Answer:
    """Make a verified, encrypted copy of the profile in a new file."""
    with unlock(profile_folder(asked), passphrase(asked)) as vault:
        back_up(vault, asked.file, moments.now())
    return Answer((words()("commandline.backed_up", file=asked.file),), {"file": str(asked.file)})
