"""The command that proves the read log: whether anything was changed, taken out or cut off."""

import argparse

from workstation.commandline.answers import DONE, REFUSED, Answer
from workstation.commandline.running import passphrase, profile_folder
from workstation.store.unlocking import unlock
from workstation.usecases.verify_log import verify_log
from workstation.vocabulary.words import words


def verify(asked: argparse.Namespace) -> Answer:
    """Go through the whole chain and print its end, by which the next proof can be measured."""
    text = words()
    with unlock(profile_folder(asked), passphrase(asked)) as vault:
        found = verify_log(vault=vault)
    faults = [{"entry": one.number, "kind": one.kind} for one in found.faults]
    facts = {"entries": found.end.count, "end": found.end.as_text(), "faults": faults}
    key = "log_whole" if found.whole else "log_broken"
    line = text(f"commandline.{key}", entries=found.end.count, end=found.end.as_text(), faults=len(faults))
    return Answer((line,), facts, DONE if found.whole else REFUSED)
