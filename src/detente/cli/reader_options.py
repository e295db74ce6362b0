"""Which reader a command uses, and the options that say so: written once, for every command.

`with_reader` gives a command the options below in place of its parameter ``chosen``.
"""

import inspect
from collections.abc import Callable, Iterator, Sequence
from contextlib import closing, contextmanager
from dataclasses import dataclass, fields
from typing import Annotated, Any, Literal

import typer

from detente import pipeline
from detente.pipeline import Step
from detente.reading.act import Reading
from detente.reading.reader import Reader
from detente.sources.source import Sharing, Source

ReaderName = Literal["rules", "tables", "llm"]
LANGUAGE_MODEL = "Language model"


def _option(*names: str, **settings: Any) -> Any:
    return typer.Option(*names, rich_help_panel=LANGUAGE_MODEL, **settings)


@dataclass(frozen=True)
class ReaderChoice:
    """What was said about the reader."""

    reader: Annotated[
        ReaderName,
        typer.Option(
            help="Rules on this machine; the same by tables alone, without the trained model, "
            "two to three times as fast; or a language model behind an address."
        ),
    ] = "rules"
    sharing: Annotated[
        Sharing | None, typer.Option(help="Traffic-light mark of the reports; clear if left out.")
    ] = None
    llm_url: Annotated[
        str | None, _option(metavar="URL", help="Base address of an OpenAI-style server.")
    ] = None
    llm_model: Annotated[
        str | None, _option(metavar="NAME", help="Name of the model on that server.")
    ] = None
    llm_key_env: Annotated[
        str | None, _option(metavar="VAR", help="Environment variable that holds the key.")
    ] = None
    llm_sharing_limit: Annotated[
        Sharing, _option(help="Reports marked above this are not sent.")
    ] = "green"
    max_tokens: Annotated[
        int | None, _option(min=1, metavar="N", help="Refuse to start if it may take more tokens.")
    ] = None
    dry_run: Annotated[
        bool, _option("--dry-run", help="Print what the model would be asked, and stop.")
    ] = False

    def told(self) -> dict[str, Any]:
        """Return what the choice says about reports, for `pipeline.receive`."""
        told: dict[str, Any] = {} if self.sharing is None else {"sharing": self.sharing}
        return told | ({"any_language": True} if self.reader == "llm" else {})

    def check(self, *, reads: bool = True) -> None:
        """Refuse options that do not go together; `reads`: the command reads anything."""
        if self.reader != "llm":
            given = [
                "--" + field.name.replace("_", "-")
                for field in fields(self)
                if field.name not in ("reader", "sharing")
                and getattr(self, field.name) != field.default
            ]
            if given:
                msg = f"{given[0]} needs --reader llm"
                raise typer.BadParameter(msg)
        elif not (self.llm_url and self.llm_model):
            msg = "--reader llm needs --llm-url and --llm-model"
            raise typer.BadParameter(msg)
        elif not reads:
            msg = "rules or the readings of a project are used here; run detente read --reader llm"
            raise typer.BadParameter(msg)

    def read_all(self, sources: Sequence[Source], step: Step | None = None) -> list[Reading]:
        """Read sources with the reader chosen."""
        with self.opened(sources) as reader:
            return pipeline.read_all(sources, step, reader)

    @contextmanager
    def opened(self, sources: Sequence[Source]) -> Iterator[Reader]:
        """Yield the reader chosen; say before and after what a model is asked for `sources`."""
        if self.reader != "llm":
            yield pipeline.reader(self.reader)
            return
        with closing(self._model()) as model:
            estimate = model.estimate(sources)
            typer.echo(f"{self.llm_model}: {estimate.in_words()}", err=not self.dry_run)
            if self.dry_run:
                raise typer.Exit
            yield model
            spent = model.spent
            line = (
                f"{self.llm_model}: {spent.requests:,} requests made; the server counted "
                f"{spent.sent:,} tokens sent, {spent.answered:,} answered"
            )
            typer.echo(line, err=True)

    def _model(self) -> Any:
        return pipeline.reader(
            "llm",
            url=self.llm_url,
            model=self.llm_model,
            key_env=self.llm_key_env,
            sharing_limit=self.llm_sharing_limit,
            max_tokens=self.max_tokens,
        )


def with_reader(command: Callable[..., None]) -> Callable[..., None]:
    """Give a command the options of `ReaderChoice` in place of its parameter ``chosen``."""
    names = [field.name for field in fields(ReaderChoice)]

    def run(**given: Any) -> None:
        chosen = ReaderChoice(**{name: given.pop(name) for name in names})
        command(chosen=chosen, **given)

    options = [
        inspect.Parameter(
            field.name,
            inspect.Parameter.KEYWORD_ONLY,
            default=field.default,
            annotation=ReaderChoice.__annotations__[field.name],
        )
        for field in fields(ReaderChoice)
    ]
    kept = [
        parameter.replace(kind=inspect.Parameter.KEYWORD_ONLY)
        for name, parameter in inspect.signature(command).parameters.items()
        if name != "chosen"
    ]
    run.__name__, run.__doc__, run.__module__ = command.__name__, command.__doc__, __name__
    run.__signature__ = inspect.Signature([*kept, *options])  # type: ignore[attr-defined]
    run.__annotations__ = {option.name: option.annotation for option in [*kept, *options]}
    return run
