"""Prepare a publication: protect the figures, let the attacker try, and say what stands in the way."""

import secrets
from collections.abc import Sequence
from dataclasses import dataclass, replace

from workstation.figures.annual import FIGURES
from workstation.figures.around import Around
from workstation.figures.counting import needed
from workstation.figures.disclosure import KINDS, key_maker, needs_keyed, protected
from workstation.figures.gate import CELL_KEYS, PRACTICE, Published, Remark, first_look, judged
from workstation.figures.spec import Figure, Scope
from workstation.store.counting import Counting
from workstation.store.publications import Publications
from workstation.store.vault import Vault
from workstation.usecases.count_year import CountedYear, count_year
from workstation.vocabulary.codebook import Codebook
from workstation.vocabulary.words import Words

SECRET = "figures.key.{year}"  # noqa: S105 - the name of a setting


@dataclass(frozen=True, slots=True)
class Prepared:
    """What may be published. `remarks` that stop leave `allowed` False: then nothing may leave the house."""

    counted: CountedYear
    method: str
    remarks: tuple[Remark, ...]

    @property
    def allowed(self) -> bool:
        """Whether the gate is open."""
        return not any(remark.stops for remark in self.remarks)


def prepare_publication(
    vault: Vault, codebook: Codebook, text: Words, year: int, figures: Sequence[Figure], method: str = CELL_KEYS
) -> Prepared:
    """Return the figures as they may leave the house, checked together with all that was published about the year.

    With `published_practice` the one-way tables stay exact, and small cells are warned about.
    """
    scope = Scope(year=year)
    if remarks := tuple(first_look(figures, method)):
        return Prepared(CountedYear(scope, codebook.edition, 0, 0, ()), method, remarks)
    plain = [(figure, method) for figure in figures if figure.kind in KINDS]
    before = _published_before(vault, year)
    tallies = tuple(tally for figure, _ in (*plain, *before) for tally in needs_keyed(figure, scope))
    key_of = key_maker(_secret(vault, year))
    with vault.reading() as work:
        counting = Counting(work.connection, key_of)
        try:
            counted = counting.count_all((*tallies, *needed([f for f in figures if f.kind not in KINDS], scope)))
        finally:
            counting.forget_keys()
    around = Around(codebook, text, scope, {})
    exact = count_year(vault, codebook, text, scope, figures)
    remarks = judged(plain, before, counted, around)
    if method == PRACTICE:
        return Prepared(exact, method, remarks)
    safe = tuple(
        (f, tuple(protected(f, counted, around)) if f.kind in KINDS else cells) for f, cells in exact.figures
    )
    return Prepared(replace(exact, figures=safe), method, remarks)


def _published_before(vault: Vault, year: int) -> list[Published]:
    with vault.reading() as work:
        tables = Publications(work.connection).tables(year)
    return [(FIGURES[table], how) for table, how in tables if table in FIGURES and FIGURES[table].kind in KINDS]


def _secret(vault: Vault, year: int) -> bytes:
    """Return the secret of the year, made when it is first needed; `forget_year` destroys it."""
    name = SECRET.format(year=year)
    with vault.work() as work:
        kept = work.settings.get(name)
        if kept is None:
            kept = secrets.token_hex(32)
            work.settings.put(name, kept)
    return bytes.fromhex(kept)
