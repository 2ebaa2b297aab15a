"""The commands of the hub: serve it, try it on one machine, let a station in, copy it and bring it back."""

import argparse
import hashlib
import io
import ssl
from collections.abc import Callable
from dataclasses import replace
from functools import partial
from pathlib import Path

import segno

from workstation.commandline.answers import REFUSED, Answer, Refused
from workstation.commandline.hub_accounts import account, password, policy
from workstation.commandline.hub_acts import act
from workstation.commandline.writing import write_files
from workstation.figures.spec import Scope
from workstation.hub.administration import Administration, NotAllowed
from workstation.hub.archive import now_utc
from workstation.hub.backing_up import DamagedBackup, NotEmpty, back_up, restore, verify_file
from workstation.hub.certificates import self_made
from workstation.hub.database import Database, DatabaseAway
from workstation.hub.demonstration import demonstration
from workstation.hub.migrating import bring_to_head
from workstation.hub.serving import NoisyDatabase, Place, serve
from workstation.hub.single_sign_on import Provider
from workstation.sync.invitation import Invitation
from workstation.vocabulary.words import words


def hub(asked: argparse.Namespace) -> Answer:
    """Do what was asked of the hub; a fault of the world becomes a sentence."""
    acts: dict[str, Callable[[argparse.Namespace], Answer]] = {
        "serve": _serve, "demo": _demo, "invite": _invite, "backup": _backup, "restore": _restore, "verify": _verify,
        "figures": _figures, "link": _link, "act": act, "password": partial(_furnish, password),
        "account": partial(_furnish, account), "policy": partial(_furnish, policy),
    }  # fmt: skip
    try:
        return acts[asked.act](asked)
    except NoisyDatabase as noisy:
        raise Refused("commandline.hub_noisy", settings=", ".join(noisy.settings)) from None
    except DatabaseAway:
        raise Refused("commandline.hub_database_away") from None
    except DamagedBackup:
        raise Refused("commandline.hub_damaged_backup") from None
    except NotEmpty:
        raise Refused("commandline.hub_not_empty") from None


def _url(asked: argparse.Namespace) -> str:
    """Return the database that was asked for; without one, a file in the hub's folder."""
    if asked.database:
        return str(asked.database)
    asked.folder.mkdir(mode=0o700, parents=True, exist_ok=True)
    return f"sqlite:///{(asked.folder / 'hub.db').resolve()}"


def _place(asked: argparse.Namespace) -> Place:
    asked.folder.mkdir(mode=0o700, parents=True, exist_ok=True)
    certificate, key = (asked.certificate, asked.key) if asked.certificate else self_made(asked.folder)
    return Place(_url(asked), asked.host, asked.port, certificate, key)


def _serve(asked: argparse.Namespace) -> Answer:
    place = replace(_place(asked), provider=_provider(asked))
    print(words()("commandline.hub_serving", host=place.host, port=place.port), flush=True)
    serve(place)
    return Answer(())


def _provider(asked: argparse.Namespace) -> Provider | None:
    """Return the provider that was named; the secret stands in a file, never among the words typed."""
    if not getattr(asked, "sso_issuer", ""):
        return None
    try:
        secret = asked.sso_secret_file.read_text(encoding="utf-8").strip() if asked.sso_secret_file else ""
        authority = asked.sso_authority.read_text(encoding="ascii") if asked.sso_authority else None
        return Provider(asked.sso_issuer, asked.sso_client, secret, authority, asked.sso_claim)
    except (OSError, ValueError):
        raise Refused("commandline.hub_sso") from None


def _furnish(act: Callable[[argparse.Namespace, str], Answer], asked: argparse.Namespace) -> Answer:
    return act(asked, _url(asked))


def _link(asked: argparse.Namespace) -> Answer:
    database = Database(_url(asked))
    try:
        bring_to_head(database)
        Administration(database).link(asked.account, asked.issuer, asked.subject)
    except NotAllowed:
        raise Refused("commandline.hub_no_link") from None
    finally:
        database.close()
    return Answer((words()("commandline.hub_linked", account=asked.account),), {"account": asked.account})


def _demo(asked: argparse.Namespace) -> Answer:
    """Make a demo team, say how a station enrols, and serve."""
    text, place = words(), _place(asked)
    database = Database(place.database)
    try:
        bring_to_head(database)
        for one in demonstration(database):
            told = _text(one.code, place)
            print(text("commandline.hub_invitation", account=one.account, invitation=told))
    finally:
        database.close()
    print(text("commandline.hub_enrol"), flush=True)
    return _serve(asked)


def _invite(asked: argparse.Namespace) -> Answer:
    place = _place(asked)
    database = Database(place.database)
    try:
        bring_to_head(database)
        told = _text(Administration(database).code_for(asked.account), place)
    except NotAllowed:
        raise Refused("commandline.hub_no_account", account=asked.account) from None
    finally:
        database.close()
    if asked.pdf is not None:
        # late: a server has no need of what makes pages
        from workstation.reports.invitation_page import invitation_page

        write_files(asked.pdf.parent, [(asked.pdf.name, invitation_page(told, asked.account, now_utc(), words()))])
    return Answer((told, *_picture(told)), {"invitation": told})


def _picture(told: str) -> tuple[str, ...]:
    """Return the QR code in half blocks, as a terminal shows it."""
    drawn = io.StringIO()
    segno.make(told, error="m", micro=False).terminal(drawn, compact=True)
    return tuple(drawn.getvalue().splitlines())


def _text(code: str, place: Place) -> str:
    der = ssl.PEM_cert_to_DER_cert(place.certificate.read_text(encoding="ascii"))
    host = "localhost" if place.host in {"127.0.0.1", "::1"} else place.host
    return Invitation(f"{host}:{place.port}", code, hashlib.sha256(der).hexdigest()).text


def _backup(asked: argparse.Namespace) -> Answer:
    if asked.file.exists():
        raise Refused("commandline.file_exists")
    database = Database(_url(asked))
    try:
        made = back_up(database, asked.file)
    finally:
        database.close()
    return Answer(
        (words()("commandline.hub_backed_up", file=asked.file),), {"file": str(asked.file), "made": made.made}
    )


def _restore(asked: argparse.Namespace) -> Answer:
    database = Database(_url(asked))
    try:
        bring_to_head(database)
        found = restore(asked.file, database)
    finally:
        database.close()
    return Answer((words()("commandline.hub_restored", made=found.made),), {"made": found.made})


def _figures(asked: argparse.Namespace) -> Answer:
    """Count a year of all teams, or of one, and write its tables; older files are replaced."""
    from workstation.commandline.hub_figures import count_hub, countable, files, what_is_not_in_it

    text, scope = words(), Scope(year=asked.year, team=asked.team or None)
    database = Database(_url(asked))
    try:
        counted, codebook = count_hub(database, scope)
        notes = what_is_not_in_it(database, scope)
    finally:
        database.close()
    if not counted.calls:
        raise Refused("commandline.no_such_year", year=asked.year)
    written = write_files(asked.out, files(counted, codebook, notes))
    line = text("commandline.figures_written", year=asked.year, files=written, calls=counted.calls, out=asked.out)
    found = {"year": asked.year, "calls": counted.calls, "persons": counted.persons, "files": written}
    return Answer((line, *notes), found | {"left_out": list(countable(scope)[1])})


def _verify(asked: argparse.Namespace) -> Answer:
    text = words()
    if not Path(asked.file).is_file():
        return Answer((text("commandline.hub_damaged_backup"),), {}, REFUSED)
    found = verify_file(asked.file)
    return Answer((text("commandline.hub_verified", made=found.made),), {"made": found.made})
