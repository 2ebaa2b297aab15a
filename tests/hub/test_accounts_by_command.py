"""A real hub is furnished by commands: accounts with their teams, an invitation, and how long one may stay away."""

import json
from datetime import UTC, datetime, timedelta

import pytest
from sqlalchemy import event

from workstation.commandline.running import main
from workstation.domain.envelopes import Enrol, Pull
from workstation.hub.archive import Archive
from workstation.hub.away_policy import LONGEST_AWAY, READ_EVERY, AwayPolicy, longest_away_of
from workstation.hub.database import Database
from workstation.sync.protocol import AwayTooLong


@pytest.fixture
def hub(tmp_path, capsys):
    def run(act, *words):
        code = main(["hub", act, "--folder", str(tmp_path), "--json", *words])
        return code, json.loads(capsys.readouterr().out)

    return run


@pytest.fixture
def database(hub, tmp_path):
    hub("account", "lies", "--role", "team_coordinator", "--team", "west")
    made = Database(f"sqlite:///{tmp_path / 'hub.db'}")
    yield made
    made.close()


def enrolment(code):
    import base64

    from nacl.signing import SigningKey

    from workstation.domain.envelopes import enrolment_words

    key = SigningKey.generate()
    proof = base64.b64encode(key.sign(enrolment_words(code)).signature).decode()
    return Enrol(code, base64.b64encode(bytes(key.verify_key)).decode(), proof)


def test_an_account_with_its_team_enrols_and_sees_its_team_and_what_is_for_everybody(hub, database, tmp_path):
    hub("account", "noor", "--team", "west", "--team", "west")
    code, found = hub("invite", "noor", "--pdf", str(tmp_path / "noor.pdf"))
    assert code == 0
    assert (tmp_path / "noor.pdf").read_bytes().startswith(b"%PDF")
    archive = Archive(database)
    device = archive.enrol(enrolment(found["invitation"].split()[2])).device
    assert archive.pull(device, Pull({})).granted == ("helpline", "west")
    hub("account", "noor", "--team", "east")
    assert archive.pull(device, Pull({})).granted == ("east", "helpline")


@pytest.mark.parametrize(
    "words",
    [
        ("account", "no spaces", "--team", "west"),
        ("account", "noor"),
        ("invite", "nobody"),
        ("policy", "--longest-away", "0"),
    ],
)
def test_what_cannot_be_is_refused_with_a_sentence(hub, words):
    code, found = hub(*words)
    assert (code, found["ok"]) == (1, False)


def test_who_makes_accounts_is_granted_nothing(hub, database):
    assert hub("account", "root", "--role", "administrator", "--team", "west")[1]["teams"] == []


class Clock:
    def __init__(self):
        self.now = datetime.now(UTC)

    def __call__(self):
        return self.now


def test_every_process_goes_by_a_changed_policy_within_a_minute_and_asks_no_more_often(hub, database):
    """Two processes of one hub; the command is typed while they serve."""
    hub("account", "noor", "--team", "west")
    clock = Clock()
    archives = [Archive(database, clock, AwayPolicy(database, clock).seconds) for _ in range(2)]
    device = archives[0].enrol(enrolment(hub("invite", "noor")[1]["invitation"].split()[2])).device
    assert longest_away_of(database) == LONGEST_AWAY
    clock.now += timedelta(days=8)
    assert [one.pull(device, Pull({})).granted for one in archives]
    hub("policy", "--longest-away", "9")
    hub("policy", "--longest-away", "7")
    asked = statements(database)
    for _ in range(5):  # still what was read a moment ago
        archives[0].pull(device, Pull({}))
    assert not any("longest_away_days" in one for one in asked)
    clock.now += timedelta(seconds=READ_EVERY)
    for one in archives:
        for _ in range(3):
            with pytest.raises(AwayTooLong):
                one.pull(device, Pull({}))
    assert sum("longest_away_days" in one for one in asked) == len(archives)
    hub("policy", "--longest-away", "30")
    clock.now += timedelta(seconds=READ_EVERY)
    assert [one.pull(device, Pull({})).granted for one in archives]


def statements(database):
    found = []
    event.listen(
        database.engine, "before_cursor_execute", lambda _c, _u, text, given, *_: found.append(f"{text} {given}")
    )
    return found
