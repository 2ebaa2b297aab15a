"""What people do on the screen of the team's keys, by name."""

from workstation.sync.team_keys import Wish, propose_team, sign_team, team_keys


def seen(one):
    return team_keys(one.vault, one.keys)


def named(one, *names):
    return frozenset(person.id for person in seen(one).people if person.name in names)


def propose(one, *names, coordinators=("an", "bo")):
    return propose_team(Wish(named(one, *names), named(one, *coordinators)), vault=one.vault, keyring=one.keys)


def sign(one):
    return sign_team(seen(one).proposal.record, vault=one.vault, keyring=one.keys)
