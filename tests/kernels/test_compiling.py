"""Compiled functions, and machine code that is kept and loaded without numba."""

import os
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from textwrap import dedent
from typing import NamedTuple

import numpy as np
import pytest
from numba.core.errors import TypingError
from numpy.typing import NDArray

from detente.kernels.compiling import compiled, part, standalone
from detente.kernels.compiling_kept import Entry

LEAST = 2


class Pair(NamedTuple):
    """What a kernel is given."""

    table: NDArray[np.int32]
    times: int


@part
def _scaled(value: int, times: int) -> int:
    return value * times if value >= LEAST else 0


@standalone
def _sum_into(pair: Pair, total: NDArray[np.int64], twice: bool) -> int:
    found = 0
    for row in range(pair.table.shape[0]):
        for column in range(pair.table.shape[1]):
            found += _scaled(pair.table[row, column], pair.times)
            total[column] += pair.table[row, column]
    return 2 * found if twice else found


@compiled
def _made(size: int, by: int = 1) -> NDArray[np.int64]:
    found = np.zeros(size, dtype=np.int64)
    for place in range(size):
        found[place] = place * by
    return found


@standalone
def _making(size: int) -> int:
    return len(np.zeros(size))


@standalone
def _half(number: int) -> float:
    return number / 2


@standalone
def _is_above(value: int, least: int) -> bool:
    return value > least


def test_arrays_numbers_flags_and_named_tuples_reach_the_machine_code() -> None:
    table = np.arange(6, dtype=np.int32).reshape(2, 3)
    total = np.zeros(3, dtype=np.int64)
    assert _sum_into(Pair(table, 3), total, False) == 3 * (2 + 3 + 4 + 5)
    assert total.tolist() == [3, 5, 7]
    assert _sum_into(Pair(table, 3), total, True) == 6 * (2 + 3 + 4 + 5)


@pytest.mark.parametrize("dtype", [np.int8, np.int32, np.int64])
def test_every_type_and_layout_has_code_of_its_own(dtype: type[np.signedinteger]) -> None:
    base = np.arange(24, dtype=dtype).reshape(4, 6)
    for table in (base, base.T, base[::2, 1::2], np.asfortranarray(base)):
        total = np.zeros(table.shape[1], dtype=np.int64)
        assert _sum_into(Pair(table, 1), total, False) == int(table[table >= LEAST].sum())
        assert total.tolist() == table.sum(axis=0).tolist()


def test_flags_come_back_as_flags_and_names_may_be_given() -> None:
    assert _is_above(3, 2) is True
    assert _is_above(least=3, value=2) is False
    assert _is_above(*np.array([3, 2], dtype=np.int32)) is True


def test_functions_that_make_arrays_are_compiled_as_well() -> None:
    assert _made(3).tolist() == [0, 1, 2]
    assert _made(3, by=2).tolist() == [0, 2, 4]


def test_a_function_that_makes_arrays_cannot_stand_alone() -> None:
    with pytest.raises(TypingError, match="zeros"):
        _making(3)


def test_a_function_that_stands_alone_returns_no_fraction() -> None:
    with pytest.raises(ValueError, match="_half returns float64"):
        _half(3)


def test_fractions_are_refused_and_not_cut_off() -> None:
    with pytest.raises(TypeError, match="float"):
        _is_above(2.5, 2)  # type: ignore[arg-type]


PROGRAM = """
    import sys
    import numpy as np
    from detente.kernels.dominance import efficient
    kept = efficient(np.random.default_rng(1).integers(0, 50, (5, 3000)))
    print(int(kept.sum()), "numba" in sys.modules)
"""


def _run(folder: Path) -> list[str]:
    environment = {**os.environ, "NUMBA_CACHE_DIR": str(folder)}
    done = subprocess.run(
        [sys.executable, "-c", dedent(PROGRAM)],
        capture_output=True, text=True, check=True, env=environment,
    )  # fmt: skip
    return done.stdout.split()


def test_kept_code_is_loaded_without_numba_and_gives_the_same(tmp_path: Path) -> None:
    first = _run(tmp_path)
    assert first[1] == "True"
    (kept,) = tmp_path.glob("*.kept")
    written = kept.stat().st_mtime_ns
    assert _run(tmp_path) == [first[0], "False"]
    assert kept.stat().st_mtime_ns == written


def test_code_of_earlier_source_is_replaced(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("NUMBA_CACHE_DIR", str(tmp_path))
    for least in (2, 4):
        monkeypatch.setitem(_scaled.function.__globals__, "LEAST", least)  # type: ignore[attr-defined]
        Entry(_sum_into)(Pair(np.ones((1, 1), np.int32), 1), np.zeros(1, np.int64), False)  # type: ignore[arg-type]
        assert len(list(tmp_path.glob("*._sum_into.*.kept"))) == 1


def test_where_nothing_can_be_kept_code_is_made_each_time(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "file").write_text("", encoding="utf-8")
    monkeypatch.setenv("NUMBA_CACHE_DIR", str(tmp_path / "file" / "below"))
    found = Entry(_is_above)(2, 1)  # type: ignore[arg-type]
    assert found is True


@pytest.mark.parametrize("damage", [lambda kept: kept[:-9], lambda kept: b"", lambda _: b"a\nb"])
def test_code_that_was_not_kept_whole_is_made_anew(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, damage: Callable[[bytes], bytes]
) -> None:
    monkeypatch.setenv("NUMBA_CACHE_DIR", str(tmp_path))
    Entry(_is_above)(2, 1)  # type: ignore[arg-type]
    (kept,) = tmp_path.glob("*.kept")
    whole = kept.read_bytes()
    kept.write_bytes(damage(whole))
    assert Entry(_is_above)(2, 1) is True  # type: ignore[arg-type]
    assert kept.read_bytes() == whole


def test_a_fraction_is_refused_where_a_whole_number_is_meant() -> None:
    with pytest.raises(TypeError, match="float"):
        _is_above(2.5, 1)  # type: ignore[arg-type]
