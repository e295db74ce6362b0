"""Reading huge texts and many files: rate against one core, and whether memory grows with size.

``python benchmarks/stream.py [MEGABYTES ...]`` builds texts of varied sentences in a temporary
folder, streams each with one process and with all, and prints Markdown for docs/benchmarks.md.
Memory is the largest resident memory of all processes together, looked at 20 times a second.
"""

import argparse
import os
import random
import subprocess
import sys
import tempfile
import time
from dataclasses import dataclass
from pathlib import Path

WHO = (
    "Russia's foreign minister Sergei Lavrov", "The Ukrainian government", "Gustavo Petro",
    "A spokesman for the Taliban", "The European Union", "Hamas", "The Sudanese army",
    "Officials in Cairo", "The president", "She", "Both sides", "Residents of the valley",
)  # fmt: skip
DID = (
    "said on {day} that nobody would withdraw troops from {place}",
    "demanded a ceasefire in {place}",
    "rejected the offer made in {place} and left the talks", "agreed to release {n} prisoners",
    "met a delegation of the neighboring states in {place}", "waited {n} hours for the buses",
    "warned that new sanctions would end the talks in {place}", "walked home through the rain",
    "could open the crossing near {place} if the shelling stops", "had breakfast in {place}",
)  # fmt: skip
PLACES = ("Geneva", "Doha", "Jeddah", "Kyiv", "Nairobi", "Oslo", "Havana", "Ankara", "Muscat")
DAYS = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "3 March", "18 February")


def sentence(rng: random.Random) -> str:
    """Return one varied sentence."""
    did = rng.choice(DID).format(
        day=rng.choice(DAYS), place=rng.choice(PLACES), n=rng.randint(2, 900)
    )
    return f"{rng.choice(WHO)} {did}."


def write_text(path: Path, n_bytes: int, seed: int) -> int:
    """Write paragraphs of varied sentences and return how many sentences they have."""
    rng = random.Random(seed)
    size = n_sentences = 0
    with path.open("w", encoding="utf-8", newline="") as file:
        while size < n_bytes:
            length = rng.randint(2, 7)
            size += file.write(" ".join(sentence(rng) for _ in range(length)) + "\n\n")
            n_sentences += length
    return n_sentences


@dataclass(frozen=True)
class Run:
    """What one command took."""

    seconds: float
    """Wall clock."""
    megabytes: float
    """Largest resident memory of all its processes together."""


def measure(paths: list[str], jobs: int, reader: str) -> Run:
    """Stream files in a fresh process; output is thrown away."""
    command = [sys.executable, "-m", "detente", "read", "--stream", "--reader", reader]
    command += ["--jobs", str(jobs), *paths]
    begin = time.perf_counter()
    with subprocess.Popen(command, stdout=subprocess.DEVNULL) as child:
        peak = 0.0
        while child.poll() is None:
            peak = max(peak, resident(child.pid))
            time.sleep(0.05)
    if child.returncode:
        sys.exit(f"{' '.join(command[:6])} failed with status {child.returncode}")
    return Run(time.perf_counter() - begin, peak)


def resident(pid: int) -> float:
    """Return the resident memory of a process and all below it, in MB; pages shared count twice."""
    total, waiting = 0.0, [pid]
    while waiting:
        process = Path("/proc") / str(waiting.pop())
        try:
            status = (process / "status").read_text()
            tasks = list((process / "task").iterdir())
            waiting += [int(p) for t in tasks for p in (t / "children").read_text().split()]
        except (OSError, ValueError):
            continue
        line = next((row for row in status.splitlines() if row.startswith("VmRSS")), "VmRSS: 0")
        total += int(line.split()[1]) / 1000
    return total


def main() -> None:
    """Print the tables."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("megabytes", nargs="*", type=float, default=[1, 10])
    parser.add_argument("--files", type=int, default=1000, help="how many small files")
    cores = len(os.sched_getaffinity(0))
    parser.add_argument("--jobs", nargs="*", type=int, default=sorted({1, cores}))
    parser.add_argument("--reader", choices=("rules", "tables"), default="rules")
    arguments = parser.parse_args()
    print(f"Python {sys.version.split()[0]}, {cores} cores, load {os.getloadavg()[0]:.1f}\n")
    print("| input | sentences | processes | seconds | sentences a second | peak memory, MB |")
    print("|---|---|---|---|---|---|")
    with tempfile.TemporaryDirectory() as folder:
        for size in arguments.megabytes:
            path = Path(folder) / f"{size:g}.txt"
            n = write_text(path, int(size * 1_000_000), seed=7)
            show(f"{size:g} MB in one file", [str(path)], n, arguments.jobs, arguments.reader)
            path.unlink()
        many = Path(folder) / "many"
        many.mkdir()
        n = sum(write_text(many / f"{i:05}.txt", 2_000, seed=i) for i in range(arguments.files))
        if arguments.files:
            show(
                f"{arguments.files} files of 2 kB", [str(many)], n, arguments.jobs, arguments.reader
            )


def show(what: str, paths: list[str], n_sentences: int, processes: list[int], reader: str) -> None:
    """Print one row for each number of processes."""
    for jobs in processes:
        run = measure(paths, jobs, reader)
        rate = n_sentences / run.seconds
        print(
            f"| {what} | {n_sentences:,} | {jobs} | {run.seconds:.1f} | {rate:.0f} "
            f"| {run.megabytes:.0f} |",
            flush=True,
        )


if __name__ == "__main__":
    main()
