"""How functions of plain arrays are compiled where missing values (NaN) have a meaning."""

from collections.abc import Callable
from typing import Any, TypeVar, cast

from numba import njit

_Function = TypeVar("_Function", bound=Callable[..., Any])


def compiled(function: _Function) -> _Function:
    """Compile a function on first use, NaN kept; keep the code on disk where there is a place.

    Kept code is made anew when the file of the function changes, not when one that it calls does.
    """
    return _compiled(function, {})


def part(function: _Function) -> _Function:
    """Compile a function that only compiled ones call: what Python needs to call it is left out."""
    return _compiled(function, {"no_cpython_wrapper": True, "no_cfunc_wrapper": True})


def _compiled(function: _Function, options: dict[str, Any]) -> _Function:
    every = {"error_model": "numpy", **options}
    try:
        return cast(_Function, njit(cache=True, **every)(function))
    except RuntimeError:  # nowhere to keep it
        return cast(_Function, njit(**every)(function))
