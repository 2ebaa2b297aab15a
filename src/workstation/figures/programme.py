"""A linear programme that is asked many times: how small, how large can a sum of counts be? Solver: HiGHS."""

from collections.abc import Iterable, Mapping, Sequence
from itertools import accumulate

from highspy import Highs, HighsLp, HighsModelStatus, MatrixFormat, ObjSense
from numpy import array, full, zeros

UNLIMITED = 10**9  # nobody counts more
Row = tuple[Mapping[int, float], int, int]


class Programme:
    """`width` counts that are not negative, and rows: weighted sums of them with a lower and an upper bound."""

    def __init__(self, rows: Sequence[Row], width: int) -> None:
        lp = HighsLp()
        lp.num_col_, lp.num_row_ = width, len(rows)
        lp.col_cost_ = lp.col_lower_ = zeros(width)
        lp.col_upper_ = full(width, float(UNLIMITED))
        lp.row_lower_ = array([low for _, low, _ in rows], dtype=float)
        lp.row_upper_ = array([high for _, _, high in rows], dtype=float)
        lp.a_matrix_.format_ = MatrixFormat.kRowwise
        lp.a_matrix_.start_ = array(list(accumulate((len(places) for places, _, _ in rows), initial=0)))
        lp.a_matrix_.index_ = array([place for places, _, _ in rows for place in places])
        lp.a_matrix_.value_ = array([value for places, _, _ in rows for value in places.values()])
        self._solver = Highs()  # type: ignore[no-untyped-call]
        self._solver.setOptionValue("output_flag", False)
        self._solver.setOptionValue("threads", 1)
        self._solver.passModel(lp)

    def reach(self, members: Iterable[int]) -> tuple[float, float]:
        """Return the least and the most the sum of some counts can be. Raises ArithmeticError for a contradiction.

        Only the goal changes from one question to the next, so that each answer starts from the one before.
        """
        wanted = tuple(members)
        for member in wanted:
            self._solver.changeColCost(member, 1.0)
        found = (self._best(ObjSense.kMinimize), self._best(ObjSense.kMaximize))
        for member in wanted:
            self._solver.changeColCost(member, 0.0)
        return found

    def _best(self, sense: ObjSense) -> float:
        self._solver.changeObjectiveSense(sense)
        self._solver.run()
        if self._solver.getModelStatus() != HighsModelStatus.kOptimal:
            raise ArithmeticError("what was published contradicts itself")
        return float(self._solver.getObjectiveValue())
