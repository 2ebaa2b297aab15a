"""Counts which municipalities, of today and merged, find their services through the program's own search."""

import sys
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parents[2] / "src"))

from workstation.directory.coverage_report import report_lines
from workstation.directory.reading import shipped_directory
from workstation.directory.search import finder_of
from workstation.domain import moments


def main() -> int:
    """Print the counts; exit 1 when one is missing."""
    edition = shipped_directory()
    finder = finder_of(edition)
    former = tuple(one for one in edition.municipalities if one.merged_into)
    lines = list(report_lines(finder, former, moments.now()))
    print("\n".join(lines))
    return 0 if lines[-1] == "complete" else 1


if __name__ == "__main__":
    sys.exit(main())
