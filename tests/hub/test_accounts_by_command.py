"""A real hub is furnished by commands: accounts with their teams, an invitation, and how long one may stay away."""

import json

import pytest

from workstation.commandline.running import main
from workstation.domain.envelopes import Enrol, Pull
from workstation.hub.archive import LONGEST_AWAY, Archive, longest_away_of
from workstation.hub.database import Database


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


def test_how_long_a_station_may_stay_away_is_read_when_the_hub_starts(hub, database):
    assert longest_away_of(database) == LONGEST_AWAY
    hub("policy", "--longest-away", "7")
    hub("policy", "--longest-away", "9")
    assert longest_away_of(database) == 9 * 24 * 3600
