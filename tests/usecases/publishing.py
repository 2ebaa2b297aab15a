"""Two persons who let figures go out, each from a desk of their own."""

from datetime import UTC, datetime

from workstation.domain.counsellors import Desk
from workstation.usecases.agree_to_request import agree_to_request
from workstation.usecases.approve_report import approve_report
from workstation.usecases.ask_to_publish import ask_to_publish

FLEMISH = Desk(counsellor="c-01", mark="K7", role="flemish_coordinator")
OFFICER = Desk(counsellor="d-01", mark="K8", role="protection_officer")
NOW = datetime(2026, 11, 22, 12, tzinfo=UTC)


def now():
    return NOW


def signed(vault, counted, kind="annual", method="published_practice"):
    asked = ask_to_publish(vault, counted, kind, method, "zoals nagelezen", desk=FLEMISH, now=now)
    return agree_to_request(asked.id, OFFICER, vault=vault, now=now)


def approved_by_two(vault, counted, kind="annual", method="published_practice", **more):
    signed(vault, counted, kind, method)
    return approve_report(vault, counted, b"pdf", desk=FLEMISH, now=now, kind=kind, method=method, **more)
