"""HiGHS: rows and columns in, a solver set up the same way every time, its answer checked."""

from collections.abc import Mapping, Sequence
from math import inf, isfinite

import highspy
import numpy as np

from detente.errors import AnalysisError
from detente.kernels.outcomes import BoolArray, FloatArray

_OPTIONS = {
    "output_flag": False,
    "threads": 1,
    "random_seed": 0,
    "mip_rel_gap": 1e-7,
    "mip_abs_gap": 1e-9,
    "mip_feasibility_tolerance": 1e-8,
    "primal_feasibility_tolerance": 1e-8,
}
_ANSWERS = (highspy.HighsModelStatus.kOptimal, highspy.HighsModelStatus.kInfeasible)


def solver_of(
    rows: Sequence[tuple[Mapping[int, float], float, float]],
    lower: FloatArray,
    upper: FloatArray,
    objective: Mapping[int, float],
    is_whole: BoolArray | None = None,
) -> highspy.Highs:
    """Return HiGHS with a model to maximize.

    Parameters
    ----------
    rows : sequence of (terms, least, most)
        Weight by column, and what the sum stays between.
    lower, upper : float64 arrays, shape (n_columns,)
        Least and largest value of each column, in the unit of its column.
    objective : mapping of int to float
        Weight of the columns whose sum is made as large as possible.
    is_whole : bool array, shape (n_columns,), optional
        Columns that take whole numbers only.

    Returns
    -------
    highspy.Highs
        One thread, fixed seed, silent.
    """
    program = highspy.HighsLp()
    program.num_col_, program.num_row_ = len(lower), len(rows)
    costs = np.zeros(len(lower))
    costs[list(objective)] = list(objective.values())
    program.col_cost_, program.col_lower_, program.col_upper_ = costs, lower, upper
    program.row_lower_ = np.array([least for _, least, _ in rows], dtype=np.float64)
    program.row_upper_ = np.array([most for _, _, most in rows], dtype=np.float64)
    program.sense_ = highspy.ObjSense.kMaximize
    matrix = program.a_matrix_
    matrix.format_ = highspy.MatrixFormat.kRowwise
    matrix.start_ = np.cumsum([0, *(len(terms) for terms, _, _ in rows)])
    matrix.index_ = np.array([c for terms, _, _ in rows for c in terms], dtype=np.int32)
    matrix.value_ = np.array([w for terms, _, _ in rows for w in terms.values()], dtype=np.float64)
    if is_whole is not None:
        kinds = highspy.HighsVarType.kContinuous, highspy.HighsVarType.kInteger
        program.integrality_ = [kinds[int(whole)] for whole in is_whole]
    solver = highspy.Highs()
    for name, value in _OPTIONS.items():
        solver.setOptionValue(name, value)
    solver.passModel(program)
    return solver


def solved(solver: highspy.Highs) -> bool:
    """Return whether there is a solution, after solving; False: proven that there is none.

    Raises
    ------
    AnalysisError
        If HiGHS can say neither.
    """
    solver.run()
    status = solver.getModelStatus()
    if status not in _ANSWERS:  # from the last basis; without it HiGHS may get through
        solver.clearSolver()
        solver.run()
        status = solver.getModelStatus()
    if status == highspy.HighsModelStatus.kOptimal:
        return True
    if status == highspy.HighsModelStatus.kInfeasible:
        return False
    msg = (
        f"the solver HiGHS stopped without an answer ({solver.modelStatusToString(status)}); "
        "fewer issues, parties or conditions make the question answerable"
    )
    raise AnalysisError(msg)


def attempted(solver: highspy.Highs) -> tuple[float, FloatArray | None]:
    """Return what nothing exceeds and the best values found, after solving within its limits.

    Parameters
    ----------
    solver : highspy.Highs
        A mixed-integer problem, with limits as its options say.

    Returns
    -------
    bound : float
        -inf where it is proven that there is no solution; inf where nothing is proven.
    values : float64 array, shape (n_columns,), each in the unit of its column, or None
        None where no solution was found.
    """
    solver.run()
    if solver.getModelStatus() == highspy.HighsModelStatus.kInfeasible:
        return -inf, None
    found = solver.getInfo()
    bound = float(found.mip_dual_bound)
    has_values = found.primal_solution_status == highspy.SolutionStatus.kSolutionStatusFeasible
    values = np.array(solver.getSolution().col_value) if has_values else None
    return bound if isfinite(bound) else inf, values


def dual_sums(
    dual: FloatArray, matrix: FloatArray, below: FloatArray, above: FloatArray
) -> tuple[float, FloatArray]:
    """Return a constant and reduced costs that bound every solution, whatever dual values are.

    Parameters
    ----------
    dual : float64 array, shape (n_rows,)
        A weight for each row.
    matrix : float64 array, shape (n_rows, n_columns)
        Weight of each column in the rows.
    below, above : float64 arrays, shape (n_rows,)
        What the rows stay between, infinite where they are open.

    Returns
    -------
    constant : float
        No solution x has ``dual @ matrix @ x`` above it.
    reduced : float64 array, shape (n_columns,)
        ``-(dual @ matrix)``, to which the objective is added. Weights of open sides count as 0.
    """
    is_open = ((dual > 0) & np.isinf(above)) | ((dual < 0) & np.isinf(below))
    kept = np.where(is_open, 0.0, dual)
    side = np.where(kept > 0, above, below)
    constant = float(np.where(kept == 0, 0.0, kept * np.where(kept == 0, 0.0, side)).sum())
    return constant, -(kept @ matrix)
