"""One municipality for a postcode or the whole name of a place: for the snelcode line, which must not guess."""

from workstation.directory.folding import key_of
from workstation.directory.places import Places


def exact_place(places: Places, text: str) -> str | None:
    """Return the NIS code of today; None for a name that is not whole, unknown, or of several places.

    A name that one municipality and some deelgemeente share (Halle, Aalst) is the municipality's; the deelgemeente is
    told by its postcode.
    """
    hits = places.exactly(key_of(text))
    own = {hit.nis_code for hit in hits if hit.kind == "municipality"}
    meant = own or {hit.nis_code for hit in hits}
    return meant.pop() if len(meant) == 1 else None
