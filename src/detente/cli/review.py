"""`detente review`: people decide about what the reader found."""

import getpass
import os
from collections.abc import Sequence
from typing import TYPE_CHECKING, Annotated, Literal

import typer
from rich.console import Console

from detente.cli.options import AsJson, ProjectPath
from detente.cli.output import print_json, printable
from detente.cli.road import now, project_at
from detente.cli.show_reading import review_table
from detente.errors import StoreError
from detente.reading.act import Act, ReviewState
from detente.reading.correct import corrected
from detente.schemas import ReviewList

if TYPE_CHECKING:
    from detente.store.project import Project

app = typer.Typer(
    pretty_exceptions_enable=False,
    add_completion=False,
    no_args_is_help=True,
    help="Accept, correct or reject what the reader found.",
)
Ids = Annotated[list[str] | None, typer.Argument(metavar="ID", help="Ids of acts.")]
All = Annotated[bool, typer.Option("--all", help="Every act that is still proposed.")]
By = Annotated[
    str | None, typer.Option(help="Who decides; $DETENTE_USER or the login name if left out.")
]
Reason = Annotated[str | None, typer.Option(help="Why; needed for more than one act.")]


@app.command(name="list")
def list_(
    state: Annotated[ReviewState | None, typer.Option(help="Only acts in this state.")] = None,
    json: AsJson = False,
    project: ProjectPath = None,
) -> None:
    """List acts with their state, newest reading of every source."""
    with project_at(project) as kept:
        readings = kept.current_readings()
        lapsed = kept.lapsed_decisions()
    shown = [
        (reading, [act for act in reading.acts if state is None or act.review.state == state])
        for reading in readings
    ]
    if json:
        acts = tuple(act for _, chosen in shown for act in chosen)
        print_json("review", ReviewList(acts=acts, lapsed=lapsed))
        return
    if any(acts for _, acts in shown):
        Console(highlight=False).print(review_table(shown))
    else:
        typer.echo("no act" + (f" is {state}" if state else "; run detente read"))
    for decision in lapsed:
        typer.echo(f"lapsed: {printable(str(decision))}")


@app.command()
def accept(
    ids: Ids = None,
    every: All = False,
    by: By = None,
    reason: Reason = None,
    project: ProjectPath = None,
) -> None:
    """Accept acts as the reader found them."""
    _decide("accepted", ids, every, by, reason, project)


@app.command()
def reject(
    ids: Ids = None,
    every: All = False,
    by: By = None,
    reason: Reason = None,
    project: ProjectPath = None,
) -> None:
    """Reject acts; they stay in the project and leave the record."""
    _decide("rejected", ids, every, by, reason, project)


@app.command()
def correct(
    act: Annotated[str, typer.Argument(metavar="ID", help="Id of the act.")],
    changes: Annotated[
        list[str], typer.Option("--set", metavar="FIELD=VALUE", help="New value of one field.")
    ],
    by: By = None,
    reason: Reason = None,
    project: ProjectPath = None,
) -> None:
    """Correct fields of one act, such as --set kind=refuse --set targets=russia,usa."""
    with project_at(project) as kept:
        found = _acts(kept, [act])
        kept.review(
            [act],
            "corrected",
            by=by or user(),
            at=now(),
            reason=reason,
            corrected=corrected(found[0], changes),
        )
    typer.echo(f"{act}: corrected")


@app.command()
def undo(
    ids: Annotated[list[str], typer.Argument(metavar="ID", help="Ids of acts.")],
    by: By = None,
    reason: Reason = None,
    project: ProjectPath = None,
) -> None:
    """Take back the decision about acts; the taking back is kept too."""
    with project_at(project) as kept:
        kept.undo(ids, by=by or user(), at=now(), reason=reason)
    typer.echo(f"{_counted(ids)}: decision taken back")


def _decide(
    state: Literal["accepted", "rejected"],
    ids: list[str] | None,
    every: bool,
    by: str | None,
    reason: str | None,
    project: ProjectPath,
) -> None:
    if bool(ids) == every:
        msg = "name the acts by id, or give --all (see detente review list)"
        raise typer.BadParameter(msg)
    with project_at(project) as kept:
        acts = _acts(kept, ids)
        kept.review([act.id for act in acts], state, by=by or user(), at=now(), reason=reason)
    typer.echo(f"{_counted(acts)}: {state}")


def _acts(kept: "Project", ids: list[str] | None) -> list[Act]:
    current = {act.id: act for reading in kept.current_readings() for act in reading.acts}
    if ids is None:
        return [act for act in current.values() if act.review.state == "proposed"]
    unknown = [name for name in ids if name not in current]
    if unknown:
        msg = f"no act is called {', '.join(unknown)} in {kept.path}; see detente review list"
        raise StoreError(msg)
    return [current[name] for name in ids]


def _counted(acts: Sequence[object]) -> str:
    return "1 act" if len(acts) == 1 else f"{len(acts)} acts"


def user() -> str:
    """Return who decides: $DETENTE_USER or the login name; `StoreError` where there is none."""
    try:
        return os.environ.get("DETENTE_USER") or getpass.getuser()
    except (KeyError, OSError):
        msg = "a decision needs the name of the one who makes it; give it with --by"
        raise StoreError(msg) from None
