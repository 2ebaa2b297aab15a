"""A team whose three coordinators acted apart, so that it has two lists."""

from tests.sync.team_talk import propose, seen, sign
from tests.sync.teams import hand_round
from tests.sync.test_sealing import secret_call

from workstation.sync.meetings import Meetings
from workstation.sync.team_keys import believe, heal_team


class Forked:
    """an, bo and cas coordinate; dirk and els are in the team, and noor asks.

    cas and an sign the list of an (els goes), an and bo the list of bo (dirk goes, noor comes): cas stands on the
    one, everybody else on the other, and each side writes.
    """

    def __init__(self, join, hub=None):
        names = ("an", "bo", "cas", "dirk", "els", "noor")
        self.an, self.bo, self.cas, self.dirk, self.els, self.noor = self.all = [
            join("an" if one != "bo" else "bo", one) for one in names
        ]
        an, bo, cas, dirk, els, noor = self.all
        hand_round(*self.all, an)
        leaders = ("an", "bo", "cas")
        propose(an, *leaders, "dirk", "els", coordinators=leaders)
        hand_round(an, bo)
        sign(bo)
        hand_round(bo, *self.all)
        for one in (cas, dirk, els, noor):
            believe(seen(an).code, vault=one.vault, keyring=one.keys)
        hand_round(*self.all, *self.all)
        assert {one.folder.name: seen(one).stage for one in self.all}["els"] == "inside"
        propose(bo, *leaders, "els", "noor", coordinators=leaders)  # not handed over yet
        propose(an, *leaders, "dirk", coordinators=leaders)
        hand_round(an, cas)
        sign(cas)
        self.theirs = seen(cas).list_id
        hand_round(bo, an)
        sign(an)
        self.ours = seen(an).list_id
        hand_round(an, bo, els, noor, cas, dirk)
        self.said = {one.folder.name: self.write(one) for one in (an, cas, noor)}
        hand_round(*self.all, *self.all)

    def write(self, one):
        call = secret_call()
        one.keep(call)
        return call

    def heal(self, first, second, head):
        heal_team(head, vault=first.vault, keyring=first.keys)
        hand_round(first, second)
        waits = seen(second).proposal
        assert waits.heals
        assert waits.may_sign
        assert waits.code == seen(first).proposal.code, "what is read aloud is the same on both screens"
        sign(second)
        for _ in range(2):
            for one in (second, first, *self.all):
                Meetings(one.exchange, one.vault, one.keys).meet()

    def reads(self, one):
        with one.vault.reading() as work:
            return {name for name, call in self.said.items() if _readable(work, call)}


def _readable(work, call):
    try:
        return work.calls.get(call.id) == call
    except KeyError:
        return False
