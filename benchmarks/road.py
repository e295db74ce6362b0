"""Time, memory and size of the road from reports to a brief, as Markdown for docs/benchmarks.md.

Every figure comes from a fresh process, the way a user runs the command. ``--quick`` leaves out
the two long runs.
"""

import argparse
import gzip
import os
import platform
import re
import resource
import subprocess
import sys
import tempfile
import time
from dataclasses import dataclass
from datetime import date, timedelta
from pathlib import Path
from statistics import median

ROOT = Path(__file__).parent.parent
EXAMPLES = ROOT / "examples"
DETENTE = [sys.executable, "-m", "detente"]


@dataclass(frozen=True)
class Run:
    """What one command took."""

    seconds: float
    """Wall clock."""
    megabytes: float
    """Largest resident memory of the process."""


def measure(command: list[str], folder: Path) -> Run:
    """Run a command in a fresh process and return what it took; fail if it fails."""
    begin = time.perf_counter()
    child = subprocess.Popen(
        command, cwd=folder, stdout=subprocess.DEVNULL, stderr=subprocess.PIPE, text=True
    )
    assert child.stderr is not None
    said = child.stderr.read()
    _, status, used = os.wait4(child.pid, 0)
    child.returncode = os.waitstatus_to_exitcode(status)
    if child.returncode:
        sys.exit(f"{' '.join(command[:6])} ... failed:\n{said}")
    unit = 1 if sys.platform == "darwin" else 1024
    return Run(time.perf_counter() - begin, used.ru_maxrss * unit / 1e6)


def typical(command: list[str], folder: Path, times: int) -> Run:
    """Return the median time and the largest memory of several runs."""
    runs = [measure(command, folder) for _ in range(times)]
    return Run(median(run.seconds for run in runs), max(run.megabytes for run in runs))


def originals(language: str) -> list[Path]:
    """Return the plain-text reports of the examples in one language."""
    return sorted(EXAMPLES.glob(f"*/sources/*.{language}.txt"))


def articles(number: int, folder: Path, sources: list[Path]) -> list[str]:
    """Write `number` articles: the sources in turn, each repetition on another day."""
    paths = []
    for place in range(number):
        source = sources[place % len(sources)]
        day = date(2025, 1, 1) + timedelta(days=place)
        text = source.read_text(encoding="utf-8")
        if place >= len(sources):
            text = re.sub(r"\b(19|20)\d\d\b", str(day.year), text)
            text += f"\n\nUpdate {day.isoformat()}: {place} reports so far.\n"
        path = folder / f"{place:03}-{source.name}"
        path.write_text(text, encoding="utf-8")
        paths.append(path.name)
    return paths


def brief(names: list[str], *options: str) -> list[str]:
    """Return the command that writes a brief on reports."""
    return [*DETENTE, "brief", *names, "--out", "brief.html", *options]


def start_up(folder: Path) -> None:
    """Print how long the command line takes to start."""
    bare = typical([sys.executable, "-c", "pass"], folder, 9)
    helped = typical([*DETENTE, "--help"], folder, 9)
    print("| command | seconds (median of 9) |\n|---|---|")
    print(f"| `python -c pass` | {bare.seconds:.3f} |")
    print(f"| `detente --help` | {helped.seconds:.3f} |\n")


def road(folder: Path, quick: bool) -> None:
    """Print time, memory and size for 1 to 100 articles."""
    camp_david = sorted((EXAMPLES / "camp-david-1978/sources").glob("*.en.txt"))
    runs = [
        ("1 article", 1, camp_david[-1:], 3),
        ("3 articles, one process", 3, camp_david, 3),
        ("20 articles, one process", 20, camp_david, 1),
    ]
    if not quick:
        runs.append(("100 articles, one process", 100, camp_david, 1))
        runs.append(("11 articles, four processes", 11, originals("en"), 1))
    print("| input | seconds | peak memory, MB | brief, MB | brief gzipped, MB |")
    print("|---|---|---|---|---|")
    for name, number, sources, times in runs:
        workplace = folder / name.replace(" ", "-").replace(",", "")
        workplace.mkdir()
        names = articles(number, workplace, sources)
        took = typical(brief(names), workplace, times)
        page = (workplace / "brief.html").read_bytes()
        packed = len(gzip.compress(page, mtime=0))
        print(
            f"| {name} | {took.seconds:.1f} | {took.megabytes:.0f} "
            f"| {len(page) / 1e6:.2f} | {packed / 1e6:.2f} |"
        )
    print()


def stages(folder: Path) -> None:
    """Print what each stage takes for one article."""
    (name,) = articles(1, folder, sorted((EXAMPLES / "camp-david-1978/sources").glob("*.en.txt")))
    commands = {
        "detente read": [*DETENTE, "read", name],
        "detente record": [*DETENTE, "record", name],
        "detente case draft": [*DETENTE, "case", "draft", name, "--force"],
        "detente analyze settlement": [*DETENTE, "analyze", "settlement", "case.yaml"],
        "detente analyze burden": [*DETENTE, "analyze", "burden", "case.yaml"],
        "detente analyze seats": [*DETENTE, "analyze", "seats", "case.yaml"],
        "detente analyze robustness": [*DETENTE, "analyze", "robustness", "case.yaml"],
        "detente brief": brief([name]),
    }
    print("| command, one article | seconds (median of 3) | peak memory, MB |\n|---|---|---|")
    for shown, command in commands.items():
        took = typical(command, folder, 3)
        print(f"| `{shown}` | {took.seconds:.2f} | {took.megabytes:.0f} |")
    print()


def main() -> None:
    """Print all tables."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--quick", action="store_true", help="leave out the two long runs")
    quick = parser.parse_args().quick
    print(f"Python {platform.python_version()}, {platform.machine()}, {os.cpu_count()} cores\n")
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        start_up(folder)
        stages(folder)
        road(folder, quick)
    limit = resource.getrusage(resource.RUSAGE_CHILDREN).ru_utime
    print(f"Processor time of all runs: {limit:.0f} s")


if __name__ == "__main__":
    main()
