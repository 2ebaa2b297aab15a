"""The codebook: agreed lists of codes, each code with the days on which it may be chosen."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date


@dataclass(frozen=True, slots=True)
class Code:
    """One agreed answer of one list. A retired code stays readable for ever and is never used again.

    `valid_from` and `valid_until` are both inclusive and speak of the call's local day in Brussels;
    `valid_until` None means still in use. `shortcode` (snelcode) None means it has none.
    `inverse` is only there in list person_relation: the code of the same bond seen from the other person.
    """

    list: str
    code: str
    labels: Mapping[str, str]
    valid_from: date
    valid_until: date | None = None
    parent: str | None = None
    sort: int = 0
    definition: str = ""
    shortcode: str | None = None
    inverse: str | None = None
    synonyms: tuple[str, ...] = ()

    @property
    def label(self) -> str:
        """The Dutch label."""
        return self.labels["nl"]

    def valid_on(self, day: date) -> bool:
        """Return whether the code may be chosen for a call of this day."""
        return self.valid_from <= day and (self.valid_until is None or day <= self.valid_until)


@dataclass(frozen=True, slots=True)
class CodeMap:
    """With which code of before a code of a later edition is compared: grade A freely, B with a remark, C not."""

    list: str
    code: str
    earlier: str
    grade: str


@dataclass(frozen=True, eq=False)
class Codebook:
    """All lists of one edition. Look-ups by key never fail on old codes; unknown keys give None.

    Two codebooks are the same only when they are one object, so that what is worked out from one can be kept by it.
    """

    edition: str
    codes: tuple[Code, ...]
    maps: tuple[CodeMap, ...] = ()
    _by_key: Mapping[tuple[str, str], Code] = field(init=False, repr=False)
    _by_shortcode: Mapping[str, Code] = field(init=False, repr=False)
    _by_list: Mapping[str, tuple[Code, ...]] = field(init=False, repr=False)

    def __post_init__(self) -> None:
        object.__setattr__(self, "_by_key", {(c.list, c.code): c for c in self.codes})
        object.__setattr__(self, "_by_shortcode", {c.shortcode: c for c in self.codes if c.shortcode})
        lists: dict[str, list[Code]] = {}
        for code in sorted(self.codes, key=lambda c: (c.list, c.sort)):
            lists.setdefault(code.list, []).append(code)
        object.__setattr__(self, "_by_list", {name: tuple(codes) for name, codes in lists.items()})

    @property
    def lists(self) -> tuple[str, ...]:
        """The names of all lists."""
        return tuple(self._by_list)

    def of_list(self, name: str) -> tuple[Code, ...]:
        """Return every code of a list, retired ones too, in the order of the list."""
        return self._by_list.get(name, ())

    def offered(self, name: str, day: date) -> tuple[Code, ...]:
        """Return what may be chosen for a call of this day: valid, and not merely the name of a group."""
        groups = {c.parent for c in self.of_list(name) if c.parent and c.valid_on(day)} - DETAILED
        return tuple(c for c in self.of_list(name) if c.valid_on(day) and c.code not in groups)

    def get(self, name: str, code: str | None) -> Code | None:
        """Return the code, however old; None when this codebook has never known it."""
        return self._by_key.get((name, code)) if code is not None else None

    def label(self, name: str, code: str | None, language: str = "nl") -> str:
        """Return the label, or the bare key for a code of a newer edition: never an error on screen."""
        found = self.get(name, code)
        return found.labels.get(language, found.label) if found else (code or "")

    def with_shortcode(self, typed: str) -> Code | None:
        """Return the code of any list that has this short code; short codes are unique over all lists."""
        return self._by_shortcode.get(typed.strip().lower())

    def children(self, name: str, parent: str) -> tuple[Code, ...]:
        """Return the codes under a group."""
        return tuple(c for c in self.of_list(name) if c.parent == parent)

    def minor(self, person_age: str | None) -> bool | None:
        """Return whether an age code of a reported person is a minor's; None when that is not known."""
        found = self.get("person_age", person_age)
        parent = (found.parent or found.code) if found else None
        return {"minor_group": True, "adult_group": False}.get(parent or "")

    def minor_contact(self, contact_age: str | None) -> bool | None:
        """Return whether an age code of a caller is a minor's; None when that is not known."""
        found = self.get("contact_age", contact_age)
        parent = (found.parent or found.code) if found else None
        return {"minor": True, "adult": False}.get(parent or "")


class CurrentCodebook(Codebook):
    """The codebook of an open desk, held by all its screens: another edition takes its place in all of them."""

    @classmethod
    def of(cls, found: Codebook) -> "CurrentCodebook":
        """Return one that begins as this codebook."""
        return cls(found.edition, found.codes, found.maps)

    def become(self, found: Codebook) -> None:
        """Be this edition from now on."""
        # in one step: another lane may be reading
        object.__setattr__(self, "__dict__", dict(vars(found)))

    def __hash__(self) -> int:
        """Return another number for another edition, so that what was worked out from the one before is not found."""
        return hash((id(self), self.edition))

    def __eq__(self, other: object) -> bool:
        return self is other


# groups that are also answers of their own: "minor" is a complete answer to a caller's age
DETAILED = frozenset({"minor", "adult", "unknown"})
