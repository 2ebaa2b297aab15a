import random
import string
from collections import defaultdict

import pytest

from workstation.directory.folding import key_of

HOMONYMS = 28


def first(places, text):
    return places.find(text)[0]


@pytest.mark.parametrize(
    ("typed", "name", "today"),
    [
        ("Gent", "Gent", "44021"),
        ("gand", "Gent", "44021"),
        ("st niklaas", "Sint-Niklaas", "46021"),
        ("SINT-NIKLAAS", "Sint-Niklaas", "46021"),
        ("sint nicklaas", "Sint-Niklaas", "46021"),
        ("'s-gravenwezel", "'s-Gravenwezel", "11039"),
        ("gravenwezel", "'s-Gravenwezel", "11039"),
        ("sint job in t goor", "Sint-Job-in-'t-Goor", "11009"),
        ("wynegem", "Wijnegem", "11050"),
        ("antwrepen", "Antwerpen", "11002"),
        ("antwerp", "Antwerpen", "11002"),
        ("ledeberg", "Ledeberg", "44021"),
        ("kruibeke", "Kruibeke", "46030"),
        ("overpelt", "Overpelt", "72043"),
        ("zwijndrecht", "Zwijndrecht", "46030"),
        ("bruxelles", "Brussel", "21004"),
    ],
)
def test_a_place_is_found_as_people_type_it(places, typed, name, today):
    found = first(places, typed)
    assert (found.name, found.nis_code) == (name, today)


@pytest.mark.parametrize("typed", ["9000", "çààà", "9000 Gent", "gent 9000", "9000gent", "B-9000"])
def test_a_postcode_may_be_typed_in_many_ways(places, typed):
    assert first(places, typed).nis_code == "44021"


@pytest.mark.parametrize("typed", ["çààà", "9000", " 9000 "])
def test_a_whole_postcode_gives_its_municipality(places, typed):
    assert places.of_postcode(typed) == "44021"


@pytest.mark.parametrize("typed", ["", "900", "90001", "0000", "gent", "9000 2000"])
def test_what_is_no_postcode_gives_none(places, typed):
    assert places.of_postcode(typed) is None


def test_every_postcode_resolves_to_one_municipality_of_today(places, edition):
    postcodes = {place.postcode: place.nis_code for place in edition.places}
    assert len(postcodes) == 541
    for postcode, nis in postcodes.items():
        assert places.of_postcode(postcode) == nis
        assert first(places, postcode).nis_code == nis


def test_every_place_name_resolves_to_its_municipality(places, edition):
    for place in edition.places:
        same = [hit for hit in places.find(place.name) if hit.fit == 100.0]
        assert place.nis_code in {hit.nis_code for hit in same}, place.name


def test_every_municipality_resolves_by_name_also_a_former_one(places, edition):
    for one in edition.municipalities:
        today = places.successor(one.nis_code)
        assert today in {hit.nis_code for hit in places.find(one.name)}, one.name


def test_namesakes_always_show_postcode_and_municipality(places, edition):
    where = defaultdict(set)
    for place in edition.places:
        where[key_of(place.name)].add(place.nis_code)
    shared = [key for key, codes in where.items() if len(codes) > 1]
    assert len(shared) == HOMONYMS
    for key in shared:
        hits = [hit for hit in places.exactly(key) if places.region(hit.nis_code) != "wallonia"]
        assert len(hits) > 1
        for hit in hits:
            assert hit.postcode in hit.label
            assert hit.municipality in hit.label
        assert len({hit.label for hit in hits}) == len(hits)


def test_no_two_suggestions_look_alike(places):
    for text in ("b", "be", "ber", "beveren", "halle", "90", "sint", "heusden"):
        labels = [hit.label for hit in places.find(text, 20)]
        assert len(labels) == len(set(labels)), text


def test_a_former_municipality_says_what_it_is_now(places):
    found = first(places, "kruibeke")
    assert found.former_nis == "46013"
    assert found.label == "Kruibeke (9150, nu Beveren-Kruibeke-Zwijndrecht)"


def test_every_former_municipality_has_a_successor_that_exists(places, edition):
    former = [one for one in edition.municipalities if one.merged_into]
    assert len(former) == 44
    for one in former:
        assert places.municipality(places.successor(one.nis_code)).merged_into is None


def test_the_province_of_a_moved_municipality_is_that_of_today(places):
    assert places.province("11056") == "Oost-Vlaanderen"
    assert places.province("21004") == ""


def test_there_are_304_municipalities_in_flanders_and_brussels(places):
    assert len(places.municipalities("flanders", "brussels")) == 304


@pytest.mark.parametrize(
    "text", ["", " ", "-", "\x00", "😀", "\ud800", "'", "x" * 1_000_000, "\u202egent", "1" * 500]
)
def test_nothing_that_can_be_typed_or_pasted_breaks_it(places, text):
    assert isinstance(places.find(text), tuple)
    places.of_postcode(text)


def one_error(name, chance):
    at = chance.randrange(len(name))
    letter = chance.choice(string.ascii_lowercase)
    kind = chance.randrange(4)
    if kind == 0:
        return name[:at] + letter + name[at + 1 :]
    if kind == 1:
        return name[:at] + name[at + 1 :]
    if kind == 2:
        return name[:at] + letter + name[at:]
    return name[:at] + name[at + 1 : at + 2] + name[at : at + 1] + name[at + 2 :]


def hit_rate(places, shown):
    """Return how many of the names with one typing error are still among the first so many."""
    chance = random.Random(1712)
    names = [one.name for one in places.municipalities("flanders", "brussels") for _ in range(3)]
    found = 0
    for name in names:
        hits = places.find(one_error(name, chance), shown)
        found += any(hit.municipality == name for hit in hits)
    return found / len(names)


def test_one_typing_error_in_a_municipality_is_forgiven(places):
    at_first, among_five, among_eight = (hit_rate(places, shown) for shown in (1, 5, 8))
    print(f"one random error: first {at_first:.1%}, first five {among_five:.1%}, first eight {among_eight:.1%}")
    assert at_first > 0.85
    assert among_eight > 0.97
