"""The commands that bring the directory out and in; the same as on screen, for whoever keeps the directory."""

import argparse

from workstation.assembly.desk import desk_of
from workstation.commandline.answers import Answer, Refused
from workstation.commandline.running import passphrase, profile_folder
from workstation.directory import safe_reading
from workstation.domain import moments
from workstation.store.unlocking import unlock
from workstation.usecases.export_directory import export_directory
from workstation.usecases.import_directory import import_directory
from workstation.usecases.open_directory import open_directory
from workstation.vocabulary.words import words


def take_out(asked: argparse.Namespace) -> Answer:
    """Write the directory into a folder; a confidential address is in no file."""
    with unlock(profile_folder(asked), passphrase(asked)) as vault:
        open_directory(vault, moments.now())  # a profile whose window was never opened has no entries yet
        try:
            files = export_directory(asked.form, asked.folder, desk_of(vault), vault=vault)
        except OSError:
            raise Refused("directory_files.not_written", folder=asked.folder) from None
    names = ", ".join(one.name for one in files)
    line = words()("directory_files.taken_out", folder=asked.folder, files=names)
    return Answer((line,), {"files": [str(one) for one in files]})


def bring_in(asked: argparse.Namespace) -> Answer:
    """Take in a folder or ZIP of the four CSV files, or an HSDS file; all or nothing."""
    with unlock(profile_folder(asked), passphrase(asked)) as vault:
        open_directory(vault, moments.now())
        try:
            done = import_directory(asked.path, desk_of(vault), vault=vault, now=moments.now)
        except safe_reading.Refused as wrong:
            raise Refused(f"upkeep.refused.{wrong.reason}", where=wrong.where) from None
    facts = {"new": done.new, "changed": done.changed, "same": done.same}
    return Answer((words()("directory_files.brought_in", **facts),), dict(facts))
