"""Every word on screen: `text("intake.channel")` is key `channel` of `resources/text/nl/intake.toml`."""

import tomllib
from collections.abc import Iterator, Mapping
from functools import cache

from workstation import resources


class Words:
    """Looks up words by key `<file>.<key>`, nested tables with further dots.

    Gaps are written `{name}` and filled by keyword. A missing key is a defect of ours: it raises KeyError in
    tests and on screen alike, so that no half-translated screen is ever shipped.
    """

    def __init__(self, words: Mapping[str, str]) -> None:
        self._words = words
        # what a mapping knows of one file, where it knows files
        self._of_file = getattr(words, "of_file", lambda _name: words)

    def __call__(self, key: str, /, **values: object) -> str:
        """Return the word, its gaps filled."""
        found = self._words[key]
        return found.format(**values) if values else found

    def __contains__(self, key: str) -> bool:
        return key in self._words

    def keys(self) -> Iterator[str]:
        """Every key there is."""
        return iter(self._words)

    def under(self, prefix: str) -> dict[str, str]:
        """Return the words whose key starts with `prefix.`, without the prefix, in the order of the file."""
        return {
            k.removeprefix(prefix + "."): v
            for k, v in self._of_file(prefix.partition(".")[0]).items()
            if k.startswith(prefix + ".")
        }


def _flat(prefix: str, table: Mapping[str, object]) -> Iterator[tuple[str, str]]:
    for key, value in table.items():
        if isinstance(value, Mapping):
            yield from _flat(f"{prefix}.{key}", value)
        else:
            yield f"{prefix}.{key}", str(value)


class _Shipped(Mapping[str, str]):
    """The words of a language, each file read when its first word is asked for: the lock screen needs three files."""

    def __init__(self, language: str) -> None:
        self._folder = resources.path("text", language)
        self._files: dict[str, dict[str, str]] = {}

    def __getitem__(self, key: str) -> str:
        return self.of_file(key.partition(".")[0])[key]

    def __iter__(self) -> Iterator[str]:
        for file in sorted(self._folder.glob("*.toml")):
            yield from self.of_file(file.stem)

    def __len__(self) -> int:
        return sum(1 for _ in self)

    def of_file(self, name: str) -> dict[str, str]:
        """Return the words of one file; none where there is no such file."""
        if name not in self._files:
            file = self._folder / f"{name}.toml"
            found = tomllib.loads(file.read_text(encoding="utf-8")) if file.is_file() else {}
            self._files[name] = dict(_flat(name, found))
        return self._files[name]


@cache
def words(language: str = "nl") -> Words:
    """Return the shipped words of a language. Raises FileNotFoundError for a language we do not ship."""
    return Words(_Shipped(language))
