"""A station that was away too long, let in again by a new invitation; and one that was revoked, and destroys itself."""

import time

from tests.journeys.stations import Sitting, make_profile

from workstation.assembly.start import Start, Station
from workstation.hub.administration import Administration
from workstation.hub.away_policy import LONGEST_AWAY
from workstation.hub.database import Database
from workstation.hub.tables import DEVICES


class Joined(Sitting):
    def join(self, invitation):
        self.window.go("hub_link")
        self.hands.type(invitation)
        self.hands.press("Return")
        self.hands.wait(lambda: "Aangesloten" in self.station.hub.side.link._told.text())
        self.hands.wait(lambda: self.top.startswith("Gelijk"))

    @property
    def top(self):
        return self.window.top._sync.text()

    def met(self, words):
        self.window.commands.run("sync_now")
        self.hands.wait(lambda: words in self.top)


def test_away_too_long_is_said_a_new_invitation_lifts_it_and_a_revoked_station_destroys_itself(
    hub_process, tmp_path, qapp, monkeypatch
):
    folder = tmp_path / "profile"
    make_profile(folder)
    desk = Joined(folder)
    desk.begin_shift()
    desk.join(hub_process.invitations["noor"])
    database = Database(f"sqlite:///{hub_process.folder / 'hub.db'}")
    with database.work() as connection:
        connection.execute(DEVICES.update().values(last_seen=int(time.time()) - LONGEST_AWAY - 60))
    desk.met("te lang weg")
    assert desk.station.desk is not None, "nothing is destroyed and one works on"
    old_code, new_code = hub_process.invitations["noor"].split()[2], Administration(database).code_for("noor")
    desk.join(hub_process.invitations["noor"].replace(old_code, new_code))
    desk.met("wacht op de sleutel")
    assert "te lang weg" not in desk.top

    begun = []
    monkeypatch.setattr("os.execv", lambda _program, arguments: begun.append(arguments))
    with database.work() as connection:
        devices = [row.id for row in connection.execute(DEVICES.select())]
    for device in devices:
        Administration(database).revoke(device)
    database.close()
    desk.window.commands.run("sync_now")
    desk.hands.wait(lambda: bool(begun))
    assert not folder.exists()
    assert begun[0][-2:] == ["--after", "revoked"]
    desk.over = True
    desk.window.close()
    qapp.removeEventFilter(desk.window.cover)

    again = Station(Start(folder, after="revoked"))
    again.show()
    desk.hands.rest(0.5)
    assert again.text("sync.trouble.revoked") in again.window.notices.alarm.words
    assert not folder.exists()
    again.window.close()
    again.close()
