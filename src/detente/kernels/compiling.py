"""How functions of plain arrays are compiled by numba, on first use, the code kept on disk."""

from collections.abc import Callable
from typing import Any, TypeAlias, TypeVar, cast

from numba import njit

from detente.kernels.outcomes import BoolArray, FloatArray, IntArray

_Function = TypeVar("_Function", bound=Callable[..., Any])
_Row: TypeAlias = FloatArray | IntArray | BoolArray
_WITHOUT_NAN = {"fastmath": {"nnan", "nsz"}}
"""There is no NaN and the sign of zero has no meaning: lets minima and maxima be vectorized. Sums
are not reordered."""
_PART = {"no_cpython_wrapper": True, "no_cfunc_wrapper": True}
"""What Python needs to call a function is left out."""


def compiled(function: _Function) -> _Function:
    """Compile a function of arrays and numbers without NaN; keep the code where there is a place.

    Kept code is made anew when the file of the function changes, not when one that it calls does.
    """
    return _compiled(function, _WITHOUT_NAN)


def part(function: _Function) -> _Function:
    """Compile a function that only compiled ones call; without NaN."""
    return _compiled(function, {**_WITHOUT_NAN, **_PART})


def compiled_with_nan(function: _Function) -> _Function:
    """Compile a function in which missing values (NaN) have a meaning."""
    return _compiled(function, {})


def part_with_nan(function: _Function) -> _Function:
    """Compile a function that only compiled ones call, in which NaN has a meaning."""
    return _compiled(function, _PART)


def _compiled(function: _Function, options: dict[str, Any]) -> _Function:
    every = {"error_model": "numpy", **options}
    try:
        return cast(_Function, njit(cache=True, **every)(function))
    except RuntimeError:  # nowhere to keep it
        return cast(_Function, njit(**every)(function))


@part_with_nan
def put(source: _Row, target: _Row) -> None:  # pragma: no cover
    """Copy a row of numbers, in any unit, or of flags into another one of the same shape.

    Assigning a whole array would do, but compiles its message for a wrong shape: seconds more.
    """
    for place in range(len(source)):
        target[place] = source[place]
