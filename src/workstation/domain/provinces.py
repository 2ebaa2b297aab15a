"""Provinces: which one a municipality lies in, as its NIS code tells."""

# first digit, and first two for the former province of Brabant (REFNIS, Statbel)
_BY_DIGITS = {
    "1": "antwerpen",
    "21": "brussel",
    "23": "vlaams_brabant",
    "24": "vlaams_brabant",
    "25": "waals_brabant",
    "3": "west_vlaanderen",
    "4": "oost_vlaanderen",
    "5": "henegouwen",
    "6": "luik",
    "7": "limburg",
    "8": "luxemburg",
    "9": "namen",
}


def province_of(nis_code: str | None) -> str | None:
    """Return the key of the province (or of Brussels); None for anything that is no NIS code."""
    if nis_code is None or len(nis_code) != 5 or not nis_code.isdecimal():
        return None
    return _BY_DIGITS.get(nis_code[:2]) or _BY_DIGITS.get(nis_code[0])
