"""Write the reference pages for commands and JSON forms from the code that defines them.

``python docs/make_reference.py`` writes them; a test compares them with what this would write.
"""

import importlib
import inspect
from datetime import datetime
from pathlib import Path
from typing import Any, Literal, get_args, get_origin, get_type_hints

import typer

from detente.cli.main import COMMANDS
from detente.schemas import SCHEMAS, schema_id

FOLDER = Path(__file__).parent / "reference"
PRINTED_BY = {
    "reading": "`detente read REPORT --json`",
    "part": "a line of `detente read REPORT --stream`",
    "record": "`detente record REPORT --json`",
    "case": "`detente case show CASE --json`",
    "graph": "`detente case show GRAPH --json`",
    "settlement": "`detente analyze settlement CASE --json`",
    "burden": "`detente analyze burden CASE --json`",
    "seats": "`detente analyze seats CASE --json`",
    "stability": "`detente analyze stability CASE --json`",
    "forecast": "`detente analyze forecast CASE --json`",
    "robustness": "`detente analyze robustness CASE --json`",
    "brief": "`detente brief REPORT --json`, `--write-json FILE`",
    "review": "`detente review list --json`",
    "seals": "`detente forecast list --json`",
    "sealed_score": "`detente forecast score --json`",
    "problems": "`detente case check CASE --json`",
    "project": "`detente export`",
    "evaluation": "`detente evaluate FORMAT PATH --json`",
    "score": "`detente score TABLE --json`",
    "knowledge": "written by hand as TOML: [knowledge file](../how-to/knowledge.md)",
}
NOTE = "<!-- written by docs/make_reference.py; change the code and run it again -->\n\n"


def pages() -> dict[str, str]:
    """Return the text of every generated page by file name."""
    return {"commands.md": commands_page(), "schemas.md": schemas_page()}


def commands_page() -> str:
    """Return the page on all commands, in the order of work."""
    parts = [
        "# Commands\n\n",
        NOTE,
        "Exit status: 0 done; 1 the input or the surroundings are at fault (a message, no "
        "traceback unless `--debug` stands before the command); 2 wrong usage. Progress goes to "
        "standard error and is shown when work takes longer than a second. `--json` prints one "
        "[JSON document](schemas.md) whose first key is `schema`.\n",
    ]
    for name in COMMANDS:
        app = importlib.import_module(f"detente.cli.{name}").app
        command = typer.main.get_command(app)
        for info in app.registered_commands:
            leaf = info.name or info.callback.__name__
            several = len(app.registered_commands) > 1
            path = f"detente {name} {leaf}" if several else f"detente {name}"
            parts.append(_section(path, command.commands[leaf] if several else command, info))
    return "".join(parts)


def schemas_page() -> str:
    """Return the page on all JSON forms."""
    rows = [
        f"| `{name}` | `{schema_id(name)}` | {PRINTED_BY[name]} | {_first_line(model)} |\n"
        for name, (_, model) in SCHEMAS.items()
    ]
    return (
        "# JSON forms\n\n" + NOTE + "A document is one JSON object. Its first key, `schema`, "
        "names the form and its version; the version rises when a field is renamed, removed or "
        "changes its meaning, not when one is added. `detente schema NAME` prints the JSON schema "
        "(draft 2020-12), every field with its meaning.\n\n"
        "| name | `schema` | printed by | holds |\n|---|---|---|---|\n" + "".join(rows) + "\n"
        "Spans are half-open ranges of Unicode code points in `source.text`, counted from 0; "
        "`source.text[start:end]` is `quote`, always. Days are ISO dates, times carry a zone. "
        "Shares come as `share`, `n` and `of`; intervals as `low`, `mid` and `high` (10th, 50th "
        "and 90th percentile).\n\n"
        "Several reports give one document a line (`detente read A B --json`). JSON is UTF-8 in "
        "every locale; on a terminal it is indented. The parts of a `project` are documents "
        "themselves, each with its own `schema`.\n"
    )


def _section(path: str, command: Any, info: Any) -> str:
    hints = get_type_hints(info.callback)
    shown = [p for p in command.params if p.expose_value]
    arguments = [p for p in shown if p.param_type_name == "argument"]
    options = [p for p in shown if p.param_type_name == "option"]
    usage = " ".join([path, *(_metavar(argument) for argument in arguments)])
    text = f"\n## {path}\n\n{inspect.cleandoc(info.callback.__doc__)}\n\n```text\n{usage}"
    text += " [OPTIONS]\n```\n" if options else "\n```\n"
    rows = [f"| `{_metavar(a)}` | {_help(a)} |\n" for a in arguments]
    rows += [f"| {_flags(o, hints[o.name])} | {_help(o)} |\n" for o in options]
    return text + ("\n| | |\n|---|---|\n" + "".join(rows) if rows else "")


def _metavar(parameter: Any) -> str:
    name = str(parameter.metavar or parameter.name.upper())
    return name if parameter.required or name.startswith("[") else f"[{name}]"


def _flags(option: Any, hint: Any) -> str:
    flags = ", ".join(f"`{flag}`" for flag in sorted(option.opts, key=len, reverse=True))
    kinds = [kind for kind in get_args(hint) if kind is not type(None)] or [hint]
    if kinds == [bool]:
        return flags
    kind = kinds[0]
    if option.metavar:
        unit = option.metavar
    elif all(isinstance(choice, str) for choice in kinds):
        unit = " / ".join(kinds)
    elif get_origin(kind) is Literal:
        unit = " / ".join(get_args(kind))
    else:
        unit = {int: "N", datetime: "DATE"}.get(kind, "TEXT")
    return f"{flags} `{unit}`"


def _help(parameter: Any) -> str:
    text = (parameter.help or "").replace("|", "\\|")
    default = parameter.default
    if default is None or default is False or default == () or str(default) == ".":
        return text
    return f"{text} Default: `{default}`."


def _first_line(model: type) -> str:
    doc = model.__doc__ or ""
    if getattr(model, "__pydantic_generic_metadata__", {}).get("args"):
        doc = model.__pydantic_generic_metadata__["args"][0].__doc__ or ""
    return doc.strip().splitlines()[0]


def main() -> None:
    """Write every page."""
    FOLDER.mkdir(exist_ok=True)
    for name, text in pages().items():
        (FOLDER / name).write_text(text, encoding="utf-8")


if __name__ == "__main__":
    main()
