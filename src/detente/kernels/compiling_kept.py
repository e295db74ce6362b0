"""Machine code that is kept on disk and loaded without numba: LLVM links it, ctypes calls it.

A function is given one row of 64-bit numbers: a whole number or flag as such, an array as where its
object is, a named tuple as what it holds, one after the other.
"""

import ctypes
import os
from array import array
from collections.abc import Callable
from contextlib import suppress
from functools import cache
from hashlib import sha256
from importlib import import_module
from operator import index
from pathlib import Path
from sys import implementation
from tempfile import NamedTemporaryFile
from threading import RLock
from typing import Any, TypeAlias

import llvmlite
import llvmlite.binding as llvm
import numpy as np

from detente.kernels.compiling import Compiled

_Code: TypeAlias = tuple[str, str, bytes]
"""Symbol, type of result, object file."""
_RESULTS: dict[str, Any] = {"none": ctypes.c_int64, "bool": ctypes.c_bool, "int64": ctypes.c_int64}
_PROTOTYPE = ctypes.CFUNCTYPE(ctypes.c_int32, ctypes.c_void_p, ctypes.c_void_p)
_LOCK = RLock()


class Entry:
    """A function with the machine code for every combination of types it was called with."""

    def __init__(self, compiled: Compiled) -> None:
        self._compiled = compiled
        self._known: dict[tuple[Any, ...], Callable[[list[int]], Any]] = {}

    def __call__(self, *args: Any) -> Any:
        """Run the function."""
        flat: list[int] = []
        types = tuple([_flattened(arg, flat) for arg in args])
        known = self._known.get(types)
        if known is None:
            with _LOCK:
                known = self._known[types] = _callable(*self._code(types, args))
        return known(flat)

    def _code(self, types: tuple[Any, ...], args: tuple[Any, ...]) -> _Code:
        """Return kept code, or make and keep it."""
        function = self._compiled.function
        stem = f"{function.__module__}.{function.__name__}.{_digest(types, _machine())}"
        name = f"{stem}.{_digest(*_said(self._compiled, set()))}.{implementation.cache_tag}.kept"
        places = [folder / name for folder in _folders(function.__code__.co_filename)]
        for place in places:
            with suppress(OSError, ValueError):
                return _read(place)
        made: _Code = import_module("detente.kernels.compiling_numba").machine_code(
            self._compiled, args
        )
        for place in places:
            if _keep(place, stem, made):
                break
        return made


def _read(place: Path) -> _Code:
    """Return code that was kept whole; anything else raises ValueError."""
    told, kept = place.read_bytes().split(b"\n", 1)
    if told.decode() != sha256(kept).hexdigest():
        message = f"{place} is not what was kept"
        raise ValueError(message)
    symbol, result, code = kept.split(b"\n", 2)
    return symbol.decode(), result.decode(), code


def _flattened(value: Any, into: list[int]) -> Any:
    """Add what a value is passed as, and return what tells its type."""
    kind = type(value)
    if kind is np.ndarray:
        into.append(id(value))
        flags = value.flags
        if flags.c_contiguous:
            return value.dtype.char, value.ndim
        return value.dtype.char, value.ndim, bool(flags.f_contiguous)
    if issubclass(kind, tuple):
        return (kind, *[_flattened(field, into) for field in value])
    if kind is bool or kind is np.bool_:
        into.append(int(value))
        return bool
    into.append(index(value))
    return int


def _callable(symbol: str, result: str, code: bytes) -> Callable[[list[int]], Any]:
    """Return machine code as something that can be called with a row of numbers."""
    engine = _engine()
    engine.add_object_file(llvm.ObjectFileRef.from_data(code))
    engine.finalize_object()
    native = _PROTOTYPE(engine.get_function_address(symbol))
    made = _RESULTS[result]

    def call(flat: list[int]) -> Any:
        found, row = made(), array("q", flat)
        native(ctypes.addressof(found), row.buffer_info()[0])
        return None if result == "none" else found.value

    return call


@cache
def _engine() -> Any:
    """Return what links machine code into this process."""
    llvm.initialize_native_target()
    llvm.initialize_native_asmprinter()
    machine = llvm.Target.from_default_triple().create_target_machine(opt=3, jit=True)
    return llvm.create_mcjit_compiler(llvm.parse_assembly(""), machine)


@cache
def _machine() -> str:
    """Return what machine code fits to: the processor, and what made it.

    Every version of numba goes with one of llvmlite.
    """
    processor = llvm.get_host_cpu_name(), llvm.get_host_cpu_features().flatten()
    header = object.__basicsize__
    return _digest(processor, llvm.get_default_triple(), llvmlite.__version__, header)


def _said(compiled: Compiled, seen: set[int]) -> list[Any]:
    """Return all that the code of a function follows from."""
    if id(compiled) in seen:
        return []
    seen.add(id(compiled))
    code = compiled.function.__code__
    said: list[Any] = [code.co_code, code.co_consts, code.co_names, code.co_varnames]
    said.append(sorted((key, sorted(_items(value))) for key, value in compiled.options.items()))
    for name, value in sorted(compiled.used.items()):
        if isinstance(value, Compiled):
            said += [name, _said(value, seen)]
        elif isinstance(value, int | float | np.generic):
            said += [name, repr(value)]
    return said


def _items(value: Any) -> list[str]:
    return [str(item) for item in value] if isinstance(value, set) else [str(value)]


def _digest(*said: Any) -> str:
    return sha256(repr(said).encode()).hexdigest()[:16]


def _folders(source: str) -> list[Path]:
    """Return where code may be kept: beside the source, or in the cache of the user."""
    given = os.environ.get("NUMBA_CACHE_DIR")
    if given:
        return [Path(given)]
    cache_home = Path(os.environ.get("XDG_CACHE_HOME") or Path("~/.cache").expanduser())
    return [Path(source).parent / "__pycache__", cache_home / "detente"]


def _keep(place: Path, stem: str, made: _Code) -> bool:
    """Write code where it can be found, in place of what was made of earlier source."""
    symbol, result, code = made
    ending = f".{implementation.cache_tag}.kept"
    try:
        place.parent.mkdir(parents=True, exist_ok=True)
        for old in place.parent.glob(f"{stem}.*{ending}"):
            old.unlink(missing_ok=True)
        with NamedTemporaryFile(dir=place.parent, delete=False) as file:
            kept = b"\n".join((symbol.encode(), result.encode(), code))
            file.write(sha256(kept).hexdigest().encode() + b"\n" + kept)
        Path(file.name).chmod(0o644)
        Path(file.name).replace(place)
    except OSError:
        return False
    return True
