"""Faults in a scenario: where each is, and a sentence that says how to mend it; and reading that collects them."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from workstation.vocabulary.words import Words

Table = Mapping[str, Any]
KINDS: dict[str, tuple[type, ...]] = {
    "text": (str,),
    "number": (int, float),
    "list": (list,),
    "table": (dict,),
    "truth": (bool,),
}


@dataclass(frozen=True, slots=True)
class Fault:
    """One fault. `where` is a path as a trainer reads it; `text_key` with `values` the sentence."""

    where: str
    text_key: str
    values: tuple[tuple[str, str], ...] = ()

    def sentence(self, text: Words) -> str:
        """Return where and what, in Dutch."""
        said = text(self.text_key, **dict(self.values))
        return f"{self.where}: {said}" if self.where else said


class Faults:
    """Reads tables and remembers what was wrong with them. What is wrong is read as empty, so that every fault is
    found in one go.
    """

    def __init__(self) -> None:
        self.found: list[Fault] = []

    def add(self, where: str, kind: str, **values: object) -> None:
        """Remember a fault; `kind` is a word of `scenario.fault`."""
        self.found.append(Fault(where, f"scenario.fault.{kind}", tuple((n, str(v)) for n, v in values.items())))

    def known(self, table: Table, where: str, names: frozenset[str]) -> None:
        """Say which names nobody knows: a typing error must not be read over."""
        for name in table:
            if name not in names:
                self.add(where, "unknown_name", name=name, names=", ".join(sorted(names)))

    def get(self, table: Table, name: str, kind: str, where: str, *, needed: bool = True) -> Any:  # noqa: ANN401
        """Return a value of a kind, or an empty one of it; None where it is not there and not needed."""
        value = table.get(name)
        if value is None:
            if needed:
                self.add(where, "missing", name=name)
                return KINDS[kind][0]()
            return None
        wrong = not isinstance(value, KINDS[kind]) or (isinstance(value, bool) and kind != "truth")
        if wrong:
            self.add(where, f"not_{kind}", name=name)
            return KINDS[kind][0]()
        if needed and kind == "text" and not value.strip():
            self.add(where, "empty", name=name)
        return value

    def texts(self, table: Table, name: str, where: str) -> tuple[str, ...]:
        """Return a list of texts; nothing where it is not there."""
        found = self.get(table, name, "list", where, needed=False) or ()
        for one in found:
            if not isinstance(one, str):
                self.add(where, "not_texts", name=name)
                return ()
        return tuple(found)

    def tables(self, table: Table, name: str, where: str) -> tuple[Table, ...]:
        """Return a list of tables; nothing where it is not there."""
        found = self.get(table, name, "list", where, needed=False) or ()
        for one in found:
            if not isinstance(one, dict):
                self.add(where, "not_tables", name=name)
                return ()
        return tuple(found)
