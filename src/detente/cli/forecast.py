"""`detente forecast`: seal forecasts, say how issues ended, and see how the forecasts did."""

from datetime import date
from pathlib import Path
from typing import Annotated

import typer
from rich.console import Console

from detente import pipeline
from detente.analysis.sealed import End, Resolution, Sealed, resolve, seal
from detente.analysis.sealed_score import grade
from detente.api import Case
from detente.cli.days import day
from detente.cli.options import AsJson, Draws, ProjectPath, Seed
from detente.cli.output import print_json, progress
from detente.cli.review import By, user
from detente.cli.road import now, project_at
from detente.cli.show_sealed import graded_blocks, seal_blocks
from detente.cli.words import language_of
from detente.schemas import SealList

app = typer.Typer(
    pretty_exceptions_enable=False,
    add_completion=False,
    no_args_is_help=True,
    help="Seal forecasts, resolve them and see how they did.",
)
SealStart = Annotated[str, typer.Argument(metavar="SEAL", help="First letters of a seal.")]
WORDS: dict[End, str] = {
    "option": "ended at an option",
    "place": "ended at a place",
    "none": "no agreement by the day sealed",
    "void": "the rule does not tell",
}


@app.command(name="seal")
def seal_(
    until: Annotated[
        date,
        typer.Option(parser=day, metavar="DATE", help="Last day on which an agreement counts."),
    ],
    rule: Annotated[
        str, typer.Option("--resolve", metavar="RULE", help="How to tell how each issue ended.")
    ],
    case: Annotated[Path, typer.Argument(metavar="CASE", help="Case file.")] = Path("case.yaml"),
    by: By = None,
    project: ProjectPath = None,
    draws: Draws = pipeline.N_DRAWS,
    seed: Seed = pipeline.SEED,
) -> None:
    """Keep a forecast that nobody can change unnoticed; note the seal that is printed."""
    asked = Case.load(case)
    with project_at(project) as kept:
        with progress() as step:
            step("analyze", 1, 1)
            finding = asked.forecast(n_draws=draws, seed=seed)
        before = kept.seals()
        sealed = seal(
            finding,
            title=asked.title,
            names={issue: asked.issue_name(issue) for issue in asked.issues},
            until=until,
            rule=rule,
            by=user() if by is None else by,
            at=now(),
            before=before[-1].seal if before else None,
        )
        kept.add_seal(sealed)
    console = Console(highlight=False)
    for block in seal_blocks(sealed, language_of(asked)):
        console.print(block)


@app.command(name="list")
def list_(json: AsJson = False, project: ProjectPath = None) -> None:
    """List sealed forecasts with what they said and how their issues ended."""
    with project_at(project) as kept:
        sealed, ended = kept.seals(), kept.resolutions()
    if json:
        seals = tuple(item.seal for item in sealed)
        print_json("seals", SealList(seals=seals, sealed=sealed, resolutions=ended))
        return
    if not sealed:
        typer.echo("nothing is sealed; detente forecast seal CASE does it")
    console = Console(highlight=False)
    for item in sealed:
        done = [found for found in ended if found.sealed == item.seal]
        for block in seal_blocks(item, "en", done):
            console.print(block)


@app.command(name="resolve")
def resolve_(
    start: SealStart,
    issue: Annotated[str, typer.Argument(metavar="ISSUE", help="Id of an issue.")],
    ended: Annotated[
        str,
        typer.Argument(
            metavar="END",
            help="Id of an option, a place 0 to 100, none (no agreement by the day) or void.",
        ),
    ],
    reason: Annotated[str, typer.Option(help="What the rule says, and where it stands.")],
    on: Annotated[
        date | None,
        typer.Option(
            parser=day, metavar="DATE", help="Day on which it was clear; today if left out."
        ),
    ] = None,
    by: By = None,
    project: ProjectPath = None,
) -> None:
    """Say how an issue of a sealed forecast ended; the newest word counts, all are kept."""
    with project_at(project) as kept:
        sealed: Sealed = kept.sealed(start)
        before = kept.resolutions()
        found = resolve(
            sealed,
            issue,
            ended,
            on=on or now().date(),
            reason=reason,
            by=user() if by is None else by,
            at=now(),
            before=before[-1].seal if before else sealed.seal,
        )
        kept.add_resolution(found)
    typer.echo(f"{sealed.seal[:12]} {issue}: {_told(found)}")
    said = [item for item in before if (item.sealed, item.issue) == (sealed.seal, issue)]
    if said:
        typer.echo(f"kept as an earlier word, of {said[-1].at:%Y-%m-%d}: {_told(said[-1])}")


def _told(found: Resolution) -> str:
    where = "" if found.at_place is None else f" ({found.option or 'place'} {found.at_place:g})"
    return WORDS[found.end] + where


@app.command()
def score(json: AsJson = False, project: ProjectPath = None) -> None:
    """Show how sealed forecasts did, misses first; nothing is left out."""
    with project_at(project) as kept:
        found = grade(kept.seals(), kept.resolutions(), now().date())
    if json:
        print_json("sealed_score", found)
        return
    console = Console(highlight=False)
    for block in graded_blocks(found):
        console.print(block)
