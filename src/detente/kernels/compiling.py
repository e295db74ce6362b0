"""How functions of plain arrays are compiled by numba, on first use, the code kept on disk.

Nothing heavy is imported before a compiled function is called. Functions that allocate nothing
(`standalone`) do not even then need numba: their machine code is loaded without it, which takes
hundredths of a second and a third of the memory (`kernels/compiling_kept.py`).
"""

from collections.abc import Callable
from functools import cached_property, update_wrapper
from importlib import import_module
from types import FunctionType
from typing import Any, TypeAlias, TypeVar, cast

from detente.kernels.outcomes import BoolArray, FloatArray, IntArray

_Function = TypeVar("_Function", bound=Callable[..., Any])
_Row: TypeAlias = FloatArray | IntArray | BoolArray
_WITHOUT_NAN = {"fastmath": {"nnan", "nsz"}}
"""There is no NaN and the sign of zero has no meaning: lets minima and maxima be vectorized. Sums
are not reordered."""
PART = {"no_cpython_wrapper": True, "no_cfunc_wrapper": True}
"""What Python needs to call a function is left out."""


class Compiled:
    """A function that numba compiles on its first call or on that of a function that uses it."""

    def __init__(self, function: FunctionType, options: dict[str, Any]) -> None:
        update_wrapper(self, function)
        self.function = function
        self.options = {"error_model": "numpy", **options}

    def __call__(self, *args: Any, **named: Any) -> Any:
        """Run the compiled function."""
        return self._dispatcher(*args, **named)

    @cached_property
    def _dispatcher(self) -> Callable[..., Any]:
        found: Callable[..., Any] = import_module("detente.kernels.compiling_numba").dispatcher(
            self
        )
        return found

    @property
    def used(self) -> dict[str, Any]:
        """Global names that the function uses, and what they stand for."""
        every = self.function.__globals__
        return {name: every[name] for name in self.function.__code__.co_names if name in every}


class Standalone(Compiled):
    """A compiled function whose machine code is loaded without numba."""

    def __call__(self, *args: Any, **named: Any) -> Any:
        """Run the compiled function."""
        code = self.function.__code__
        rest = code.co_varnames[len(args) : code.co_argcount] if named else ()
        return self._entry(*args, *[named[name] for name in rest])

    @cached_property
    def _entry(self) -> Callable[..., Any]:
        kept = import_module("detente.kernels.compiling_kept")
        return cast(Callable[..., Any], kept.Entry(self))


def compiled(function: _Function) -> _Function:
    """Compile a function of arrays and numbers without NaN; keep the code where there is a place.

    Kept code is made anew when the file of the function changes, not when one that it calls does.
    """
    return cast(_Function, Compiled(cast(FunctionType, function), _WITHOUT_NAN))


def standalone(function: _Function) -> _Function:
    """Compile a function that fills arrays it is given and makes none; without NaN.

    It takes arrays, whole numbers, flags and named tuples of these, and
    returns a whole number, a flag or nothing. It raises nothing. Arrays it fills must be writable.
    Kept code is made anew when the function changes or one that it calls.
    """
    return cast(_Function, Standalone(cast(FunctionType, function), {**_WITHOUT_NAN, **PART}))


def part(function: _Function) -> _Function:
    """Compile a function that only compiled ones call; without NaN."""
    return cast(_Function, Compiled(cast(FunctionType, function), {**_WITHOUT_NAN, **PART}))


def compiled_with_nan(function: _Function) -> _Function:
    """Compile a function in which missing values (NaN) have a meaning."""
    return cast(_Function, Compiled(cast(FunctionType, function), {}))


def part_with_nan(function: _Function) -> _Function:
    """Compile a function that only compiled ones call, in which NaN has a meaning."""
    return cast(_Function, Compiled(cast(FunctionType, function), PART))


@part_with_nan
def put(source: _Row, target: _Row) -> None:  # pragma: no cover
    """Copy a row of numbers, in any unit, or of flags into another one of the same shape.

    Assigning a whole array would do, but compiles its message for a wrong shape: seconds more.
    """
    for place in range(len(source)):
        target[place] = source[place]
