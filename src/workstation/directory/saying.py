"""One sentence to say to the caller about a service: what is sure, and honestly what is not."""

from datetime import datetime

from workstation.directory.opening import hours_of, opening, said
from workstation.domain.services import Service
from workstation.vocabulary.words import Words


def to_the_caller(service: Service, at: datetime, text: Words) -> str:
    """Return what to read aloud: how to reach it, whether it is open, and what may take a fear away.

    A number that is not confirmed is said to be so; a missing one is never made up.
    """
    return " ".join(sentence for sentence in _sentences(service, at, text) if sentence)


def _sentences(service: Service, at: datetime, text: Words) -> tuple[str, ...]:
    found = opening(hours_of(service), at)
    if found.open is None:
        hours = text("saying.hours_unknown")
    else:
        hours = text("saying.open" if found.open else "saying.closed", said=said(found, at, text))
    if not service.phone:
        reach = text("saying.no_phone", name=service.name)
    elif service.confidence == "unverified":
        reach = text("saying.phone_unsure", name=service.name, phone=service.phone)
    else:
        reach = text("saying.phone", name=service.name, phone=service.phone)
    return (
        reach,
        hours,
        text("saying.free") if service.cost.casefold().startswith("gratis") else "",
        text("saying.anonymous") if service.anonymous == "yes" else "",
    )
