"""Compare years: the harmonised view, from one consistent view of the store and from what was published."""

from workstation.figures.harmonised import TrendLine, lines, needs, trend_groups
from workstation.figures.spec import Scope
from workstation.store.counting import Counting
from workstation.store.vault import Vault
from workstation.vocabulary.codebook import Codebook


def compare_years(vault: Vault, codebook: Codebook, scope: Scope = Scope()) -> tuple[TrendLine, ...]:  # noqa: B008
    """Return every trend group through all years there are; of the scope only team and channel count."""
    groups = trend_groups(codebook)
    with vault.reading() as work:
        counting = Counting(work.connection)
        years = counting.years()
        counted = counting.count_all(needs(groups, years, scope))
    return lines(groups, years, scope, counted)
