"""How far settlements reach into a zone: what HiGHS proves, relaxed or in whole options."""

from math import inf

import highspy
import numpy as np

from detente.kernels.model import Model
from detente.kernels.outcomes import FloatArray, IntArray
from detente.kernels.solver import attempted, dual_sums, solved, solver_of

FAR = 1e4
"""More than any difference of worths, in the numbers of a model."""
MAX_NODES = 2_000
"""Most parts that HiGHS looks at for one mixed-integer problem."""
GAP = 0.02
"""To which such a problem is solved, as a fraction of the bound."""
EXACT_WORK = 200
"""Linear relaxations that take about as long as setting such a problem up."""
ITERATIONS = 4
"""Steps of the simplex method in a mixed-integer problem that take as long as one relaxation."""


class Reach:
    """The largest least difference between the worth of a settlement and the limits of a zone.

    Parameters
    ----------
    model : Model
        Settlements, as `settlements` returns them.
    """

    def __init__(self, model: Model) -> None:
        self.model = model
        self.work = 0
        rows = [(row.terms, row.least, row.most) for row in model.rows]
        self.first_row = len(rows)
        self.least = np.append(np.array(model.lower), 0.0)
        self.most = np.append(np.array(model.upper), FAR)
        column = len(self.least) - 1
        worth = [model.worth[party] for party in model.problem.table]
        rows += [({**each.terms, column: -1.0}, -inf, inf) for each in worth]
        self.constant = np.array([each.constant for each in worth])
        self.places = list(range(self.first_row, len(rows)))
        self.relaxation = solver_of(rows, self.least, self.most, {column: 1.0})
        self.relaxation.setOptionValue("presolve", "off")
        is_whole = np.append(np.array(model.is_whole), False)
        self.program = solver_of(rows, self.least, self.most, {column: 1.0}, is_whole)
        self.program.setOptionValue("mip_max_nodes", MAX_NODES)
        self.program.setOptionValue("mip_rel_gap", GAP)
        self.below = np.array([least for _, least, _ in rows])
        self.above = np.array([most for _, _, most in rows])
        self.matrix = np.zeros((len(rows), len(self.least)))
        for number, (terms, _, _) in enumerate(rows):
            self.matrix[number, list(terms)] = list(terms.values())

    def relaxed(self, limits: FloatArray) -> tuple[float, FloatArray | None]:
        """Return what no settlement exceeds, and values of the columns.

        Parameters
        ----------
        limits : float64 array, shape (n_table,)
            In the numbers of the model; -inf for a party without one.

        Returns
        -------
        bound : float
            -inf where no settlement reaches the limits.
        values : float64 array, shape (n_columns,), or None
            Of the relaxed settlement that reaches farthest.
        """
        self.work += 1
        self._set(self.relaxation, limits)
        if not solved(self.relaxation):
            return -inf, None
        solution = self.relaxation.getSolution()
        dual = np.array(solution.row_dual)
        constant, reduced = dual_sums(dual, self.matrix, self.below, self.above)
        reduced[-1] += 1.0
        first = self.model.first
        bound = constant + float(np.maximum.reduceat(reduced[: first[-1]], first[:-1]).sum())
        rest = slice(first[-1], None)
        ends = reduced[rest] * self.least[rest], reduced[rest] * self.most[rest]
        return bound + float(np.maximum(*ends).sum()), np.array(solution.col_value)

    def exact(self, limits: FloatArray) -> tuple[float, IntArray | None]:
        """Return what no settlement exceeds, and one that reaches about so far; see `relaxed`.

        None where none was found, because there is none (then the bound is -inf) or because it
        would have taken too long.
        """
        self._set(self.program, limits)
        bound, values = attempted(self.program)
        steps = self.program.getInfo().simplex_iteration_count
        self.work += EXACT_WORK + max(0, int(steps)) // ITERATIONS
        return bound, None if values is None else self.model.chosen(values)[0]

    def _set(self, solver: highspy.Highs, limits: FloatArray) -> None:
        least = limits - self.constant
        self.below[self.places] = least
        for place, value in zip(self.places, least.tolist(), strict=True):
            solver.changeRowBounds(place, value, inf)
