"""`detente evaluate`: how much of what people marked in gold data a reader finds."""

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Annotated

import typer
from rich.console import Console

from detente import pipeline
from detente.cli.options import AsJson
from detente.cli.output import print_json, progress
from detente.cli.reader_options import ReaderChoice, ReaderName, with_reader
from detente.cli.show_evaluation import evaluation_blocks
from detente.evaluate.corpus import evaluate_corpus, sources_of_corpus
from detente.evaluate.gold_acts import Half
from detente.evaluate.plover import evaluate_plover, sources_of_records
from detente.evaluate.polnear import evaluate_polnear
from detente.evaluate.result import Evaluation, Told
from detente.evaluate.spkatt import Cues, evaluate_spkatt

app = typer.Typer(
    pretty_exceptions_enable=False,
    add_completion=False,
    no_args_is_help=True,
    help="Score a reader on gold data.",
)
File = Annotated[Path, typer.Argument(metavar="FILE", help="File of gold data.")]
Folder = Annotated[Path, typer.Argument(metavar="FOLDER", help="Folder of gold data.")]
Reader = Annotated[
    ReaderName, typer.Option("--reader", help="Only rules find who says what apart from acts.")
]
Errors = Annotated[
    int, typer.Option("--errors", min=0, help="Show that many misses with their words.")
]


@app.command()
@with_reader
def plover(file: File, chosen: ReaderChoice, json: AsJson = False, errors: Errors = 0) -> None:
    """PLOVER gold records (JSON): category, source and target of one sentence each."""
    chosen.check()
    sharing = chosen.sharing or "clear"
    with told() as tell, chosen.opened(sources_of_records(file, sharing)) as reader:
        result = evaluate_plover(file, reader, sharing=sharing, n_misses=errors, told=tell)
    show(result, json)


@app.command()
def spkatt(
    file: File,
    gold_cues: Annotated[
        bool | None,
        typer.Option(
            "--gold-cues/--predicted-cues", help="Give the cues, or find them; both if left out."
        ),
    ] = None,
    json: AsJson = False,
    reader: Reader = "rules",
    errors: Errors = 0,
) -> None:
    """SpkAtt speeches (JSON lines): cues, sources and messages of reported speech in German."""
    chosen = pipeline.attributor(reader)
    ways: dict[bool | None, tuple[Cues, ...]] = {
        None: ("predicted", "gold"), False: ("predicted",), True: ("gold",)
    }  # fmt: skip
    with told() as tell:
        result = evaluate_spkatt(file, chosen, cues=ways[gold_cues], n_misses=errors, told=tell)
    show(result, json)


@app.command()
def polnear(
    folder: Folder, json: AsJson = False, reader: Reader = "rules", errors: Errors = 0
) -> None:
    """PolNeAR articles (text/ and attributions/): cues, contents and sources in English."""
    chosen = pipeline.attributor(reader)
    with told() as tell:
        result = evaluate_polnear(folder, chosen, n_misses=errors, told=tell)
    show(result, json)


@app.command()
@with_reader
def corpus(
    folder: Folder,
    chosen: ReaderChoice,
    half: Annotated[Half, typer.Option(help="Which processes of split.toml.")] = "development",
    json: AsJson = False,
    errors: Errors = 0,
) -> None:
    """A corpus of reports in two languages with acts marked by hand, such as corpus/."""
    chosen.check()
    sharing = chosen.sharing or "clear"
    with told() as tell, chosen.opened(sources_of_corpus(folder, half, sharing)) as reader:
        result = evaluate_corpus(
            folder, reader, half=half, sharing=sharing, n_misses=errors, told=tell
        )
    show(result, json)


@contextmanager
def told() -> Iterator[Told]:
    """Yield what an evaluation tells its progress to."""
    with progress() as step:
        yield lambda number, of: step("evaluate", number, of)


def show(result: Evaluation, json: bool) -> None:
    """Print an evaluation as JSON or as tables."""
    if json:
        print_json("evaluation", result)
        return
    console = Console(highlight=False)
    for block in evaluation_blocks(result):
        console.print(block)
