"""What `kernels/compiling.py` needs of numba: dispatchers, and machine code to keep."""

from functools import cache
from types import FunctionType
from typing import Any

import llvmlite.binding as llvm
import numba
import numpy as np

from detente.kernels.compiling import Compiled

_numba: Any = numba
"""Its own hints do not know all that it takes."""


@cache
def dispatcher(compiled: Compiled) -> Any:
    """Return the function as numba compiles, keeps and runs it."""
    function = _with_parts(compiled, alone=False)
    try:
        return _numba.njit(cache=True, **compiled.options)(function)
    except RuntimeError:  # nowhere to keep it
        return _numba.njit(**compiled.options)(function)


def machine_code(compiled: Compiled, args: tuple[Any, ...]) -> tuple[str, str, bytes]:
    """Return a function for arguments of some types as machine code that needs nothing else.

    Parameters
    ----------
    compiled : Compiled
        Makes no array and raises nothing.
    args : tuple
        Arrays, whole numbers, flags and named tuples of these.

    Returns
    -------
    symbol : str
        Name of a function in the code, which takes where its result goes and where its arguments
        stand: 64 bits each, arrays as addresses of their Python objects.
    result : str
        "none", "bool" or "int64".
    code : bytes
        An object file for this processor.

    Raises
    ------
    ValueError
        Where the code would need something that is not in it, or returns something else.
    """
    function = _alone(compiled)
    function.compile(tuple(map(_type_of, args)))
    signature = function.signatures[-1]
    found = function.overloads[signature]
    result = str(found.signature.return_type)
    module = llvm.parse_assembly(function.inspect_llvm(signature))
    functions = list(module.functions)
    missing = [f.name for f in functions if f.is_declaration and not f.name.startswith("llvm.")]
    if missing or result not in ("none", "bool", "int64"):
        message = f"{compiled.function.__name__} returns {result} and needs {missing}"
        raise ValueError(message)
    inner = module.get_function(found.fndesc.llvm_func_name)
    outer = f"{inner.name}.called"
    passed = [str(one.type) for one in inner.arguments]
    module = llvm.parse_assembly(f"{module}\n{_caller(outer, inner.name, passed, args)}")
    machine = llvm.Target.from_triple(module.triple).create_target_machine(
        cpu=llvm.get_host_cpu_name(),
        features=llvm.get_host_cpu_features().flatten(),
        opt=3,
        jit=True,
    )
    return outer, result, machine.emit_object(module)


def _caller(outer: str, inner: str, passed: list[str], args: tuple[Any, ...]) -> str:
    """Return a function in the language of LLVM that reads arguments and calls another with them.

    The other takes what it returns, what it raises, then its arguments: an array as two unused
    addresses, number and size of items, where they are, the shape and the steps in bytes.
    """
    lines: list[str] = []

    def line(text: str) -> str:
        lines.append(f"  %v{len(lines)} = {text}")
        return f"%v{len(lines) - 1}"

    def loaded(kind: str, start: str, offset: int) -> str:
        return line(f"load {kind}, ptr {line(f'getelementptr i8, ptr {start}, i64 {offset}')}")

    values = ["%result", "%raised"]
    for place, leaf in enumerate(_leaves(args)):
        if not isinstance(leaf, np.ndarray):
            value, kind = loaded("i64", "%table", 8 * place), passed[len(values)]
            values.append(value if kind == "i64" else line(f"trunc i64 {value} to {kind}"))
            continue
        header = object.__basicsize__
        start = loaded("ptr", "%table", 8 * place)
        shape, steps = (loaded("ptr", start, header + at) for at in (16, 24))
        sizes = [loaded("i64", shape, 8 * axis) for axis in range(leaf.ndim)]
        items = "1"
        for size in sizes:
            items = line(f"mul i64 {items}, {size}")
        values += ["null", "null", items, str(leaf.itemsize), loaded("ptr", start, header), *sizes]
        values += [loaded("i64", steps, 8 * axis) for axis in range(leaf.ndim)]
    given = ", ".join(f"{kind} {value}" for kind, value in zip(passed, values, strict=True))
    body = "\n".join(["  %raised = alloca ptr", *lines, f"  %status = call i32 @{inner}({given})"])
    return f"define i32 @{outer}(ptr %result, ptr %table) {{\n{body}\n  ret i32 %status\n}}\n"


def _leaves(value: Any) -> list[Any]:
    """Return arrays and numbers in the order in which tuples hold them."""
    if isinstance(value, tuple):
        return [leaf for field in value for leaf in _leaves(field)]
    return [value]


def _type_of(value: Any) -> Any:
    """Return the type of an argument as numba knows it; whole numbers have 64 bits."""
    if isinstance(value, tuple):
        return _numba.types.NamedTuple(tuple(map(_type_of, value)), type(value))
    if isinstance(value, np.ndarray):
        return _numba.typeof(value).copy(readonly=False)
    return _numba.types.boolean if isinstance(value, bool | np.bool_) else _numba.types.int64


@cache
def _alone(compiled: Compiled) -> Any:
    """Return the function as numba compiles it where it makes no arrays."""
    return _numba.njit(_nrt=False, **compiled.options)(_with_parts(compiled, alone=True))


def _with_parts(compiled: Compiled, *, alone: bool) -> FunctionType:
    """Return a function that calls the others as numba knows them."""
    function = compiled.function
    names = dict(function.__globals__)
    for name, value in compiled.used.items():
        if isinstance(value, Compiled) and value is not compiled:
            names[name] = _alone(value) if alone else dispatcher(value)
    copy = FunctionType(
        function.__code__, names, function.__name__, function.__defaults__, function.__closure__
    )
    copy.__qualname__, copy.__module__ = function.__qualname__, function.__module__
    return copy
