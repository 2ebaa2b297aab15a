"""What a write touched, so that each screen can decide whether to look again."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Changes:
    """Pairs of (kind, id). Kinds: call, draft, shift, service, remark, print, setting, case, follow_up, review,
    discussion, signal, announcement, own_text, service_outcome, codebook.
    """

    touched: frozenset[tuple[str, str]] = frozenset()

    @classmethod
    def of(cls, kind: str, *ids: str) -> "Changes":
        """Return the changes of one kind."""
        return cls(frozenset((kind, one) for one in ids))

    def __or__(self, other: "Changes") -> "Changes":
        return Changes(self.touched | other.touched)

    def concerns(self, *kinds: str) -> bool:
        """Return whether anything of one of these kinds was written."""
        return any(kind in kinds for kind, _ in self.touched)
