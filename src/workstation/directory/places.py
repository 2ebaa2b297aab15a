"""Finds places: postcode, municipality (also a former one, also in French) or deelgemeente, typed as people type."""

from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from functools import lru_cache
from typing import Literal

from workstation.directory.folding import key_of, words_of
from workstation.directory.gazetteer import Gazetteer
from workstation.domain.services import Municipality, Place
from workstation.vocabulary.words import words

Kind = Literal["municipality", "former", "part", "postcode"]

_LEANING = {"municipality": 6.0, "former": 3.0, "part": 0.0, "postcode": 5.0}
_SMALL = {"in", "de", "den", "der", "op", "aan", "ten", "ter", "te", "van", "het", "en", "bij", "'t"}


@dataclass(frozen=True, slots=True)
class PlaceHit:
    """A place that a text may mean. `nis_code` is always the municipality of today.

    `former_nis` is the municipality it was, or was part of, before the mergers of 2019 and 2025; None where nothing
    changed. `postcode` is the lowest of `postcodes`; empty for Walloon municipalities, whose postcodes are not in the
    data. `label` is what to show: it never leaves two places of one name alike. `fit`: 100 = exactly this.
    """

    nis_code: str
    name: str
    municipality: str
    kind: Kind
    postcodes: tuple[str, ...] = ()
    former_nis: str | None = None
    label: str = ""
    fit: float = 100.0

    @property
    def postcode(self) -> str:
        """The lowest postcode of this place, or an empty text."""
        return self.postcodes[0] if self.postcodes else ""


def _written(name: str) -> str:
    """Return a name as one writes it: the postal list has `Sint-Job-In-'T-Goor`."""
    first, *rest = name.replace("'S ", "'s-").replace("'T", "'t").split("-")
    return "-".join((first, *(part.lower() if part.lower() in _SMALL else part for part in rest)))


class Places:
    """All places of Belgium's three regions that the directory knows; deelgemeenten for Flanders and Brussels."""

    def __init__(self, municipalities: Iterable[Municipality], places: Iterable[Place]) -> None:
        self._municipalities = {one.nis_code: one for one in municipalities}
        self._by_postcode: dict[str, list[Place]] = defaultdict(list)
        self._sizes: dict[str, int] = defaultdict(int)
        named: dict[tuple[str, str], list[Place]] = defaultdict(list)
        for place in places:
            self._by_postcode[place.postcode].append(place)
            self._sizes[place.nis_code] += 1
            named[key_of(place.name), place.nis_code].append(place)
        self._hits: dict[str, list[PlaceHit]] = defaultdict(list)
        spelled: dict[str, tuple[str, ...]] = {}
        for spelling, hit in self._all(named):
            parts = words_of(spelling)
            key = "".join(parts)
            if not any((old.nis_code, old.name) == (hit.nis_code, hit.name) for old in self._hits[key]):
                self._hits[key].append(hit)
            spelled.setdefault(key, parts)
        for key, hits in self._hits.items():
            self._hits[key] = [replace(hit, label=self._label(hit, shared=self._shared(hit))) for hit in hits]
        self._gazetteer = Gazetteer(spelled.items())
        self._found = lru_cache(maxsize=2048)(self._find)

    # -- what a code stands for

    def successor(self, nis: str) -> str:
        """Return the municipality of today for a code, itself if it still exists. Raises KeyError for no code."""
        one = self._municipalities[nis]
        return self.successor(one.merged_into) if one.merged_into else nis

    def municipality(self, nis: str) -> Municipality:
        """Return the municipality, also a former one. Raises KeyError."""
        return self._municipalities[nis]

    def name(self, nis: str) -> str:
        """Return the Dutch name of a municipality, also a former one. Raises KeyError."""
        return self._municipalities[nis].name

    def province(self, nis: str) -> str:
        """Return the province a municipality lies in today; empty for Brussels, which has none. Raises KeyError."""
        return self._municipalities[self.successor(nis)].province

    def region(self, nis: str) -> str:
        """Return flanders, brussels or wallonia. Raises KeyError."""
        region = self._municipalities[self.successor(nis)].region
        return "flanders" if region.startswith("Vlaams") else "wallonia" if region.startswith("Waals") else "brussels"

    def of_postcode(self, text: str) -> str | None:
        """Return the municipality of today of a whole postcode (also `çààà`), None for no postcode of ours."""
        digits = [word for word in words_of(text) if word.isdigit()]
        found = self._by_postcode.get(digits[0]) if len(digits) == 1 else None
        return found[0].nis_code if found else None

    def municipalities(self, *regions: str) -> tuple[Municipality, ...]:
        """Return the municipalities of today in these regions (all without any), by name."""
        return tuple(
            sorted(
                (
                    one
                    for one in self._municipalities.values()
                    if one.merged_into is None and (not regions or self.region(one.nis_code) in regions)
                ),
                key=lambda one: one.name,
            )
        )

    # -- what a text means

    def exactly(self, key: str) -> tuple[PlaceHit, ...]:
        """Return the places whose folded name is this key, the likeliest first; also a whole postcode."""
        if key.isdigit():
            return tuple(self._of_postcodes(key)) if len(key) == 4 else ()
        return self._in_order(self._hits.get(key, ()))

    def likely(self, key: str, *, unfinished: bool, limit: int = 6) -> tuple[PlaceHit, ...]:
        """Return the places a folded name may mean, typing errors forgiven, the likeliest first."""
        fits = self._gazetteer.look_up(key, unfinished=unfinished)
        hits = (replace(hit, fit=fit) for name, fit in fits.items() for hit in self._hits[name])
        return self._in_order(hits)[:limit]

    def find(self, text: str, limit: int = 8) -> tuple[PlaceHit, ...]:
        """Return the places a text may mean, the likeliest first: type-ahead, so a beginning is enough.

        A postcode and a name together must agree, if any place agrees with both.
        """
        return self._found(text, limit)

    def _find(self, text: str, limit: int) -> tuple[PlaceHit, ...]:
        parts = words_of(text)
        digits = next((part for part in parts if part.isdigit()), "")
        letters = "".join(part for part in parts if not part.isdigit())
        if not digits:
            return self.likely(letters, unfinished=True, limit=limit) if letters else ()
        by_code = tuple(self._of_postcodes(digits))
        if len(letters) < 2:
            return by_code[:limit]
        by_name = self.likely(letters, unfinished=True, limit=64)
        both = tuple(hit for hit in by_name if any(code.startswith(digits) for code in hit.postcodes))
        return (both or by_name or by_code)[:limit]

    def _of_postcodes(self, digits: str) -> Iterator[PlaceHit]:
        for postcode in sorted(code for code in self._by_postcode if code.startswith(digits)):
            one = self._by_postcode[postcode][0]
            names = tuple(dict.fromkeys(_written(place.name) for place in self._by_postcode[postcode]))
            town = self.name(one.nis_code)
            others = ", ".join(name for name in names if name != town)
            key = "postcode_with_parts" if others else "postcode"
            yield PlaceHit(
                one.nis_code,
                names[0] if len(names) == 1 else town,
                town,
                "postcode",
                (postcode,),
                one.former_nis_code,
                words()(f"directory.place.{key}", postcode=postcode, municipality=town, parts=others),
                100.0 if postcode == digits else 90.0,
            )

    def _in_order(self, hits: Iterable[PlaceHit]) -> tuple[PlaceHit, ...]:
        best: dict[tuple[str, str], PlaceHit] = {}
        for hit in sorted(hits, key=self._rank):
            best.setdefault((hit.nis_code, hit.name), hit)
        return tuple(best.values())

    def _rank(self, hit: PlaceHit) -> tuple[float, str, str]:
        far = 8.0 if self.region(hit.nis_code) == "wallonia" else 0.0
        size = min(4.0, 0.3 * self._sizes[hit.nis_code])
        return far - hit.fit - _LEANING[hit.kind] - size, hit.name, hit.postcode

    # -- putting it together

    def _all(self, named: dict[tuple[str, str], list[Place]]) -> Iterator[tuple[str, PlaceHit]]:
        """Yield every spelling with what it stands for, municipalities first."""
        merged_names = set()
        for one in sorted(self._municipalities.values(), key=lambda m: m.merged_into is not None):
            now = self.successor(one.nis_code)
            key = key_of(one.name)
            if one.merged_into and key_of(self.name(now)) == key:
                continue  # Tielt became Tielt
            merged_names.add((key, now))
            posts = tuple(sorted(place.postcode for place in named.get((key, now), ())))
            posts = posts or self._posts_of_former(one.nis_code)
            kind: Kind = "former" if one.merged_into else "municipality"
            former = one.nis_code if one.merged_into else None
            hit = PlaceHit(now, one.name, self.name(now), kind, posts, former)
            yield from ((spelling, hit) for spelling in self._spellings(one.name))
            if one.name_fr and key_of(one.name_fr) != key:
                yield from ((spelling, hit) for spelling in self._spellings(one.name_fr))
        for (key, nis), places in named.items():
            if (key, nis) in merged_names:
                continue
            posts = tuple(sorted(place.postcode for place in places))
            hit = PlaceHit(nis, _written(places[0].name), self.name(nis), "part", posts, places[0].former_nis_code)
            yield from ((spelling, hit) for spelling in self._spellings(places[0].name))

    def _posts_of_former(self, nis: str) -> tuple[str, ...]:
        """Return the postcodes of a former municipality whose own name the postal list writes differently."""
        every = (place for places in self._by_postcode.values() for place in places)
        return tuple(sorted({place.postcode for place in every if place.former_nis_code == nis}))

    @staticmethod
    def _spellings(name: str) -> Iterator[str]:
        yield name
        if name[:2].casefold() in {"'s", "’s"}:
            yield name[3:]

    def _shared(self, hit: PlaceHit) -> bool:
        return len({other.nis_code for other in self._hits[key_of(hit.name)]}) > 1

    def _label(self, hit: PlaceHit, *, shared: bool) -> str:
        text, town = words(), hit.municipality
        if hit.kind == "former":
            key = "former" if hit.postcodes else "former_abroad"
            return text(f"directory.place.{key}", name=hit.name, postcode=hit.postcode, municipality=town)
        if hit.kind == "part" or (shared and hit.postcodes):
            return text("directory.place.part", name=hit.name, postcode=hit.postcode, municipality=town)
        if self.region(hit.nis_code) == "wallonia":
            return text("directory.place.province", name=hit.name, province=self.province(hit.nis_code))
        return hit.name
