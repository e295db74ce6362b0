"""Small made-up tables of issues with outcomes, in both forms, and the numbers in them."""

import csv
from pathlib import Path

import numpy as np

from detente.evaluate.procedure import PROCEDURE
from detente.evaluate.resolved_table import COLUMNS

DEU_COLUMNS = (
    "prnr", "isnr", "counvte", "pcom", "pep", "pde", "pfr", "plu", "ppl",
    "scom", "sep", "sde", "sfr", "slu", "spl", "rp", "out",
)  # fmt: skip


def write_rows(path: Path, columns, rows) -> Path:
    """Write a table; a row is a mapping or a sequence of cells."""
    with path.open("w", encoding="utf-8", newline="") as file:
        writer = csv.writer(file)
        writer.writerow(columns)
        for cells in rows:
            given = [cells.get(name, "") for name in columns] if isinstance(cells, dict) else cells
            writer.writerow(given)
    return path


def plain_file(folder: Path, n_dossiers: int = 12, seed: int = 0) -> Path:
    """Write a table of our own form: outcomes lie at a place of a party or near the mean."""
    rng = np.random.default_rng(seed)
    rows = []
    for dossier in range(n_dossiers):
        for issue in range(1 + dossier % 3):
            position = rng.integers(0, 11, 5) * 10
            salience, influence = rng.integers(10, 100, 5), rng.integers(1, 30, 5)
            weight = salience * influence
            center = weight @ position / weight.sum()
            near = np.clip(round(center + rng.normal(0, 15)), 0, 100)
            outcome = rng.choice(position) if rng.random() < 0.5 else near
            reference = rng.choice(["", "0", "100"])
            for party in range(5):
                rows.append((f"d{dossier:02}", f"i{issue}", f"party {party}", position[party],
                             salience[party], influence[party], reference, outcome))  # fmt: skip
    return write_rows(folder / "issues.csv", COLUMNS, rows)


def ruled_file(folder: Path, n_dossiers: int = 12) -> Path:
    """Write the same with a setter, a veto, votes and quotas; of each third dossier not."""
    with plain_file(folder, n_dossiers).open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file))
    for row in rows:
        dossier, party = int(row["dossier"][1:]), int(row["party"][-1])
        if dossier % 3:
            row["votes"] = str(party)
            row["role"] = {0: "setter", 4: "veto"}.get(party, "")
            row["quota"] = ("1", "6/10")[dossier % 2]
    return write_rows(folder / "ruled.csv", (*COLUMNS, *PROCEDURE), rows)


def deu_file(folder: Path) -> Path:
    """Write four issues in the layout of DEU III: three periods, one without an outcome."""
    rows = [
        {"prnr": "a", "isnr": "n99001i1", "counvte": "QMV", "pcom": 0, "scom": 40, "pde": 100,
         "sde": "", "plu": 50, "slu": 0, "ppl": 20, "spl": 100, "rp": 0, "out": 70},
        {"prnr": "a", "isnr": "n99001i2", "counvte": "QMV", "pep": 0, "sep": 10, "pfr": 100,
         "sfr": 10},
        {"prnr": "b", "isnr": "c04002i1", "counvte": "Unan", "pcom": 0, "scom": 0, "pfr": 100,
         "sfr": 0, "out": 100},
        {"prnr": "c", "isnr": "c12003i1", "counvte": "QMV(10)", "pep": 30, "sep": 50, "plu": 60,
         "slu": 90, "rp": 10, "out": 30},
    ]  # fmt: skip
    return write_rows(folder / "deu.csv", DEU_COLUMNS, rows)
