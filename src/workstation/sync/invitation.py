"""What a coordinator hands to a new station, as text or QR: where the hub is, and what to believe there.

`1712 HOST:PORT CODE CERTIFICATE LIST`. The certificate and the list of members are named by fingerprints, so that
whoever stands in between can change neither.
"""

import re
from dataclasses import dataclass
from typing import Final

_SHAPE: Final = re.compile(
    r"1712 (?P<host>[A-Za-z0-9.-]{1,253}(:\d{1,5})?) (?P<code>[A-Za-z0-9-]{8,40}) "
    r"(?P<certificate>[0-9A-Fa-f]{64}) (?P<members>[0-9a-f]{32}|-)"
)


class NotAnInvitation(ValueError):
    """The text is not what a coordinator's screen shows."""


@dataclass(frozen=True, slots=True)
class Invitation:
    """`certificate`: SHA-256 of the hub's. `members`: id of the team's newest list, empty when there is none yet."""

    host: str
    code: str
    certificate: str
    members: str = ""

    @property
    def url(self) -> str:
        """Where the hub is."""
        return f"https://{self.host}"

    @property
    def text(self) -> str:
        """What is shown, printed or drawn as a QR code."""
        return f"1712 {self.host} {self.code} {self.certificate} {self.members or '-'}"


def read_invitation(text: str) -> Invitation:
    """Return the invitation in a text, however it was wrapped. Raises NotAnInvitation."""
    found = _SHAPE.fullmatch(" ".join(text.split()))
    if found is None:
        raise NotAnInvitation
    members = "" if found["members"] == "-" else found["members"]
    return Invitation(found["host"], found["code"].upper(), found["certificate"].lower(), members)
