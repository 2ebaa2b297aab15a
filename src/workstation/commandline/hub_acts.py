"""Acts of an account at a hub elsewhere: accounts, invitations, devices, erasures. One command, one sign-in.

Nothing of the sign-in is kept: a token on a disk would be a key to the hub for whoever finds it.
"""

import argparse
import sys
import webbrowser
from collections.abc import Callable, Mapping
from getpass import getpass
from typing import Any, Final

from workstation.commandline.answers import Answer, Refused
from workstation.sync.account_hub import AccountHub
from workstation.sync.http_hub import Address, certificate_with
from workstation.sync.invitation import Invitation
from workstation.sync.loopback import NotComeBack
from workstation.sync.protocol import HubRefusal, NotAdmitted, NotPermitted, Unreachable
from workstation.vocabulary.words import words

# what is typed → the call and the names of its words; the last word of teams may be repeated
ACTS: Final[Mapping[str, tuple[str, tuple[str, ...]]]] = {
    "account": ("accounts", ("account", "role")),
    "teams": ("grants", ("account", "team")),
    "link": ("identities", ("account", "issuer", "subject")),
    "invite": ("codes", ("account",)),
    "revoke": ("revoke", ("device",)),
    "erase": ("erasures", ("record", "reason")),
    "confirm": ("erasures-confirm", ("erasure",)),
}


def act(asked: argparse.Namespace, open_page: Callable[[str], object] = webbrowser.open) -> Answer:
    """Sign in at the hub and do the one thing that was asked."""
    call, given = _asked_for(asked.what, asked.words)
    url = f"https://{asked.hub}"
    try:
        hub = AccountHub(Address(url, certificate_with(url, asked.fingerprint)))
    except (Unreachable, ValueError):
        raise Refused("commandline.hub_act_unreachable") from None
    try:
        _sign_in(hub, asked.account, open_page)
        found = hub.do(call, given)
    except (KeyboardInterrupt, NotComeBack):
        raise Refused("commandline.hub_act_left") from None
    except NotAdmitted:
        raise Refused("commandline.hub_act_not_you") from None
    except NotPermitted:
        raise Refused("commandline.hub_act_may_not") from None
    except (HubRefusal, Unreachable):
        raise Refused("commandline.hub_act_unreachable") from None
    finally:
        hub.close()
    return _told(asked, found)


def _asked_for(what: str, typed: list[str]) -> tuple[str, dict[str, Any]]:
    call, names = ACTS[what]
    if what == "teams" and len(typed) > 1:
        return call, {"account": typed[0], "streams": dict.fromkeys(typed[1:], True)}
    if len(typed) != len(names):
        raise Refused("commandline.hub_act_words", what=what, words=" ".join(name.upper() for name in names))
    return call, dict(zip(names, typed, strict=True))


def _sign_in(hub: AccountHub, account: str, open_page: Callable[[str], object]) -> None:
    text = words()
    if account:
        hub.sign_in(
            account, getpass(text("commandline.hub_act_password")), getpass(text("commandline.hub_act_number"))
        )
        return

    def opened(page: str) -> None:
        print(text("commandline.hub_act_browser"), page, sep="\n", file=sys.stderr, flush=True)
        open_page(page)

    hub.sign_in_by_organisation(text("commandline.hub_act_back"), opened)


def _told(asked: argparse.Namespace, found: Mapping[str, Any]) -> Answer:
    text = words()
    if asked.what == "invite":
        told = Invitation(asked.hub, str(found.get("code")), asked.fingerprint.replace(":", "").lower()).text
        return Answer((told,), {"invitation": told})
    if asked.what == "erase":
        return Answer((text("commandline.hub_act_erasure", erasure=found.get("erasure")),), dict(found))
    return Answer((text("commandline.hub_act_done"),), dict(found))
