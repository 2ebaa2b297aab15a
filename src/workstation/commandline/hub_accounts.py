"""Commands that furnish a hub: who has an account and in which teams, and how long a station may stay away."""

import argparse
import io
from getpass import getpass

import pyotp
import segno

from workstation.commandline.answers import Answer, Refused
from workstation.domain.wire_reading import ID
from workstation.hub.administration import Administration
from workstation.hub.database import Database
from workstation.hub.demonstration import HELPLINE
from workstation.hub.migrating import bring_to_head
from workstation.hub.roles import KEYLESS
from workstation.hub.signing_in import SHORTEST, SigningIn, TooWeak
from workstation.hub.tokens import Tokens
from workstation.vocabulary.words import words

COORDINATES = frozenset({"team_coordinator", "flemish_coordinator"})


def account(asked: argparse.Namespace, url: str) -> Answer:
    """Make an account, or give it another role and other teams. Teams that are not there yet are made."""
    if any(ID.fullmatch(one) is None for one in (asked.account, *asked.team)):
        raise Refused("commandline.hub_bad_name")
    teams = () if asked.role in KEYLESS else tuple(dict.fromkeys(asked.team))
    if not teams and asked.role not in KEYLESS:
        raise Refused("commandline.hub_no_team")
    database = Database(url)
    try:
        bring_to_head(database)
        administration = Administration(database)
        for team in teams:
            administration.add_stream(team, "team")
        administration.add_stream(HELPLINE, "helpline")
        administration.add_account(asked.account, asked.role)
        # what is for the whole helpline everybody reads; coordinators bring it out
        everyone = {HELPLINE: asked.role in COORDINATES} if teams else {}
        administration.grant(asked.account, dict.fromkeys(teams, True) | everyone)
    finally:
        database.close()
    facts = {"account": asked.account, "role": asked.role, "teams": list(teams)}
    return Answer(
        (words()("commandline.hub_account_made", account=asked.account, teams=", ".join(teams) or "–"),), facts
    )


def password(asked: argparse.Namespace, url: str) -> Answer:
    """Set the password of an account and give it a new secret for one-time numbers: the way in without a provider."""
    text = words()
    typed = getpass(text("commandline.hub_password_new"))
    if typed != getpass(text("commandline.hub_password_again")):
        raise Refused("commandline.hub_password_differs")
    database = Database(url)
    try:
        bring_to_head(database)
        if not Administration(database).has_account(asked.account):
            raise Refused("commandline.hub_no_account", account=asked.account)
        secret = SigningIn(database, Tokens("")).set_password(asked.account, typed)
    except TooWeak:
        raise Refused("commandline.hub_password_short", least=SHORTEST) from None
    finally:
        database.close()
    way = pyotp.TOTP(secret).provisioning_uri(name=asked.account, issuer_name="1712")
    drawn = io.StringIO()
    segno.make(way, error="m", micro=False).terminal(drawn, compact=True)
    told = text("commandline.hub_password_set", account=asked.account)
    return Answer((told, way, *drawn.getvalue().splitlines()), {"account": asked.account, "totp": way})


def policy(asked: argparse.Namespace, url: str) -> Answer:
    """Set after how many days without contact a station needs a new invitation."""
    if not 1 <= asked.longest_away <= 366:
        raise Refused("commandline.hub_bad_days")
    database = Database(url)
    try:
        bring_to_head(database)
        Administration(database).set_longest_away(asked.longest_away)
    finally:
        database.close()
    return Answer(
        (words()("commandline.hub_policy_set", days=asked.longest_away),), {"longest_away": asked.longest_away}
    )
