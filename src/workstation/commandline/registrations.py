"""The commands that bring registration sets in and out (`interchange.md`)."""

import argparse

from workstation.assembly.desk import desk_of
from workstation.commandline.answers import REFUSED, Answer, Refused
from workstation.commandline.running import passphrase, profile_folder
from workstation.domain import moments
from workstation.store.unlocking import unlock
from workstation.usecases.codebook_in_force import codebook_in_force
from workstation.usecases.export_registrations import export_registrations
from workstation.usecases.import_registrations import FaultySet, import_registrations
from workstation.usecases.registration_reports import write_faults, write_rest
from workstation.vocabulary.words import words

FAULTS, REST = "fouten.csv", "niet-ingelezen.csv"
SHOWN = 20


def bring_in(asked: argparse.Namespace) -> Answer:
    """Bring a set in, all or nothing; every faulty row is written to a file beside the set's folder."""
    text = words()
    if not asked.folder.is_dir():
        raise Refused("commandline.no_such_folder")
    beside = asked.folder.resolve().parent
    with unlock(profile_folder(asked), passphrase(asked)) as vault:
        try:
            done = import_registrations(
                asked.folder,
                vault,
                codebook_in_force(moments.local(moments.now()).date(), vault=vault),
                moments.now,
                skip_faulty=asked.skip_faulty,
            )
        except FaultySet as faulty:
            write_faults(faulty.faults, beside / FAULTS, text)
            first = [
                f"{f.file}:{f.line} {f.column}: {text(f'registrations.fault.{f.reason}')}"
                for f in faulty.faults[:SHOWN]
            ]
            line = text("commandline.faulty_set", faults=len(faulty.faults), file=beside / FAULTS)
            return Answer((line, *first), {"faults": len(faulty.faults), "report": str(beside / FAULTS)}, REFUSED)
    if done.faults:
        write_faults(done.faults, beside / FAULTS, text)
        write_rest(asked.folder, done, beside / REST)
    left_out = len(done.not_whole)
    line = text("commandline.imported", calls=done.calls, persons=done.persons, known=done.known, left_out=left_out)
    facts = {"calls": done.calls, "persons": done.persons, "known": done.known, "left_out": left_out}
    return Answer((line,), facts)


def take_out(asked: argparse.Namespace) -> Answer:
    """Write the coded data of a year as a set; it stands in the read log before anything is written."""
    with unlock(profile_folder(asked), passphrase(asked)) as vault:
        done = export_registrations(
            vault,
            codebook_in_force(moments.local(moments.now()).date(), vault=vault),
            asked.year,
            asked.folder,
            desk=desk_of(vault),
            now=moments.now,
        )
    facts = {"calls": done.calls, "persons": done.persons, "outcomes": done.outcomes}
    return Answer((words()("commandline.exported", folder=asked.folder, **facts),), facts)
