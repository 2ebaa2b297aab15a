"""What serves a municipality, at a glance."""

from collections.abc import Mapping

from workstation.directory.hits import Glance, GlanceLine
from workstation.directory.places import Places
from workstation.domain.services import Service
from workstation.vocabulary.words import Words

CATEGORIES = ("politie", "caw", "vk", "ocj", "ocmw", "zsg", "veilig-huis")
_SPECIAL_POLICE = "bxl-"  # cells of a police zone; the zone itself comes first
_LEVELS = ("verified", "likely", "unverified")


def glance(nis: str, places: Places, links: Mapping[Service, str], text: Words) -> Glance:
    """Return the glance of a municipality, from the services that serve it and how sure each link is."""
    here = places.successor(nis)
    lines: list[GlanceLine] = []
    for category in CATEGORIES:
        title = text(f"directory.category.{category}")
        found = sorted(
            (service for service in links if service.category == category),
            key=lambda one: (one.id.startswith(_SPECIAL_POLICE), _LEVELS.index(links[one]), one.name),
        )
        lines.extend(_line(category, title, service, links[service], text) for service in found)
        if not found:
            none = text("directory.glance.none", title=title, place=places.name(here))
            lines.append(GlanceLine(category, title, None, None, none))
    return Glance(nis, here, places.name(here), places.province(here), tuple(lines))


def _line(category: str, title: str, service: Service, link: str, text: Words) -> GlanceLine:
    said = [service.name, service.phone or text("directory.warning.no_phone")]
    if service.phone and service.confidence == "unverified":
        said.append(text("directory.warning.unverified_phone"))
    if link == "unverified":
        said.append(text("directory.glance.doubtful"))
    return GlanceLine(category, title, service, link, " · ".join(said))
