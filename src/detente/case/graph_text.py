"""A graph of moves as plain text and as JSON, both ways; a text names the line of every fault.

::

    detente-graph: 1
    title: Quay and fuel
    states: calm strike closed
    status quo: calm

    party city
    moves: calm > closed, strike > closed, closed <> calm
    ranking: calm >> closed = strike
    unknown: closed ? strike
"""

import json
import re
from collections.abc import Iterator
from pathlib import Path
from typing import NoReturn

from pydantic import ValidationError

from detente.case.document import read_text
from detente.case.graph_model import GraphModel, GraphParty, GraphRank, Place, problems_of
from detente.errors import InvalidCaseError, Problem

HEAD = "detente-graph"
"""First word of a graph file."""
_FIELD = re.compile(r"^(detente-graph|title|states|status quo|moves|ranking|unknown)\s*:\s*(.*)$")
_PARTY = re.compile(r"^party\s+(\S+)$")
_NAME = r"[A-Za-z0-9_][A-Za-z0-9_.-]*"
_MOVE = re.compile(rf"^({_NAME})\s*(<>|>)\s*({_NAME})$")
_PAIR = re.compile(rf"^({_NAME})\s*\?\s*({_NAME})$")
_ONE_NAME = re.compile(rf"^{_NAME}$")
_WIDTH = 92
_LETTERS = "use a to z, digits, '_', '.' and '-'"


def is_graph(text: str) -> bool:
    """Return whether a text is a graph file, in either form, and not a case."""
    for line in text.splitlines():
        words = line.partition("#")[0].strip()
        if words:
            return words.startswith(HEAD) or (words.startswith("{") and f'"{HEAD}"' in text)
    return False


def no_case(name: str | None) -> Problem:
    """Return what is said where a case is asked for and the file holds a graph."""
    return Problem(
        HEAD,
        "the file holds a graph of moves, not a case",
        "ask for its stability: detente analyze stability",
        line=1,
        file=name,
    )


def load_graph(path: Path | str) -> GraphModel:
    """Return the graph in a file, text or JSON; `InvalidCaseError` with all its problems."""
    return loads_graph(read_text(Path(path)), str(path))


def loads_graph(text: str, name: str | None = None) -> GraphModel:
    """Return the graph in a text, in either form; `InvalidCaseError` with all its problems."""
    if text.lstrip().startswith("{"):
        return _from_json(text, name)
    return _Reader(name).read(text)


def dump_graph(graph: GraphModel) -> str:
    """Return a graph as plain text that loads to an equal one."""
    lines = [f"{HEAD}: 1"]
    if graph.title:
        lines.append(f"title: {graph.title}")
    lines += _wrapped("states", list(graph.states), " ")
    if graph.status_quo is not None:
        lines.append(f"status quo: {graph.status_quo}")
    for name, party in graph.parties.items():
        lines += ["", f"party {name}"]
        if party.moves:
            lines += _wrapped("moves", [f"{a} > {b}" for a, b in party.moves], ", ")
        lines += _wrapped("ranking", list(_ranking_words(party)), " ")
        if party.unknown:
            lines += _wrapped("unknown", [f"{a} ? {b}" for a, b in party.unknown], ", ")
    return "\n".join(lines) + "\n"


def graph_json(graph: GraphModel) -> str:
    """Return a graph as JSON that loads to an equal one."""
    return json.dumps(graph.model_dump(mode="json", by_alias=True), indent=1) + "\n"


def _ranking_words(party: GraphParty) -> Iterator[str]:
    """Yield the states of a ranking, each but the first with the sign before it."""
    sign = ""
    for rank in party.ranking:
        for place, state in enumerate(rank.states):
            yield f"{sign}{state}" if place == 0 else f"= {state}"
        sign = ">> " if rank.much else "> "


def _wrapped(field: str, words: list[str], between: str) -> list[str]:
    """Return a field on lines of bounded length; each further line repeats the field."""
    lines, line = [], ""
    for word in words:
        longer = f"{line}{between}{word}" if line else word
        if line and len(longer) > _WIDTH:
            lines.append(line)
            line = word
        else:
            line = longer
    return [f"{field}: {line}" for line in (*lines, line)]


def _from_json(text: str, name: str | None) -> GraphModel:
    try:
        data = json.loads(text)
    except json.JSONDecodeError as slip:
        _refuse([_problem("graph", f"not readable as JSON: {slip.msg.lower()}", slip.lineno, name)])
    except RecursionError:
        _refuse([_problem("graph", "nested too deep; write it as text", None, name)])
    if isinstance(data, dict):
        data.pop("schema", None)
    faults: list[tuple[Place, str]] = []
    try:
        graph = GraphModel.model_validate(data, context=faults)
    except ValidationError as error:
        faults = [(item["loc"] or ("graph",), item["msg"].lower()) for item in error.errors()]
        graph = None
    if graph is None or faults:
        _refuse([_problem(".".join(map(str, at)), said, None, name) for at, said in faults])
    return graph


class _Reader:
    """Reads the plain text line by line and gathers what is wrong with it."""

    def __init__(self, name: str | None) -> None:
        self._name = name
        self._problems: list[Problem] = []
        self._fields: dict[str, str] = {}
        self._states: list[str] = []
        self._party: str | None = None
        self._moves: dict[str, list[tuple[str, str]]] = {}
        self._unknown: dict[str, list[tuple[str, str]]] = {}
        self._ranks: dict[str, list[GraphRank]] = {}
        self._open: dict[str, str | None] = {}
        self._lines: dict[Place, int] = {}

    def read(self, text: str) -> GraphModel:
        """Return the graph, or raise everything that is wrong."""
        for number, raw in enumerate(text.splitlines(), start=1):
            line = raw.partition("#")[0].strip()
            if line:
                self._line(line, number)
        self._complete()
        draft = GraphModel.model_construct(
            detente_graph=1,
            title=self._fields.get("title", ""),
            states=tuple(self._states),
            status_quo=self._fields.get("status quo"),
            parties={
                party: GraphParty.model_construct(
                    moves=tuple(self._moves[party]),
                    ranking=tuple(self._ranks[party]),
                    unknown=tuple(self._unknown[party]),
                )
                for party in self._moves
            },
        )
        unread = {problem.path for problem in self._problems}
        for place, message in problems_of(draft):
            # What a slip in a ranking hides is no fault of its own.
            if place[-1] != "ranking" or ".".join(map(str, place)) not in unread:
                self._problems.append(self._said(place, message))
        if self._problems:
            _refuse(self._problems)
        try:
            return GraphModel.model_validate(draft.model_dump(by_alias=True))
        except ValidationError as error:
            _refuse([_problem("graph", str(error.errors()[0]["msg"]).lower(), None, self._name)])

    def _line(self, line: str, number: int) -> None:
        if match := _PARTY.match(line):
            self._start(match[1], number)
        elif match := _FIELD.match(line):
            self._field(match[1], match[2], number)
        else:
            self._wrong(
                "graph",
                f"{line[:40]!r} is no line of a graph; begin it with states:, party, moves:, "
                "ranking: or unknown:",
                number,
            )

    def _start(self, party: str, number: int) -> None:
        if not _ONE_NAME.match(party):
            self._wrong("parties", f"{party!r} is not a name; {_LETTERS}", number)
        if party in self._moves:
            self._wrong(f"parties.{party}", "party is written twice; join its lines", number)
        self._party = party
        self._lines["parties", party, "ranking"] = number
        for table in (self._moves, self._unknown, self._ranks):
            table.setdefault(party, [])
        self._open[party] = None

    def _field(self, field: str, words: str, number: int) -> None:
        if field in (HEAD, "title", "status quo"):
            place = field.replace(" ", "_")
            if field in self._fields:
                self._wrong(place, f"{field} is written twice; keep one of them", number)
            if field == HEAD and words != "1":
                self._wrong(place, f"version {words!r} is not known; write {HEAD}: 1", number)
            self._fields[field] = words
            self._lines[(place,)] = number
        elif field == "states":
            self._take_states(words, number)
        elif self._party is None:
            self._wrong("graph", f"{field} stands before any party; write 'party NAME'", number)
        elif field == "ranking":
            self._take_ranking(self._party, words, number)
        else:
            self._take_pairs(self._party, field, words, number)

    def _take_states(self, words: str, number: int) -> None:
        for word in words.replace(",", " ").split():
            if not _ONE_NAME.match(word):
                self._wrong("states", f"{word!r} is not a name; {_LETTERS}", number)
            self._states.append(word)
        self._lines.setdefault(("states",), number)

    def _take_pairs(self, party: str, field: str, words: str, number: int) -> None:
        pattern, form = (_MOVE, "calm > strike") if field == "moves" else (_PAIR, "calm ? strike")
        table = self._moves if field == "moves" else self._unknown
        for word in filter(None, (item.strip() for item in words.split(","))):
            match = pattern.match(word)
            if match is None:
                self._wrong(
                    f"parties.{party}.{field}",
                    f"{word[:40]!r} is none of the {field}; write it like {form!r}, with commas "
                    "between",
                    number,
                )
                continue
            pairs = [(match[1], match[match.lastindex or 2])]
            if field == "moves" and match[2] == "<>":
                pairs.append((match[3], match[1]))
            for pair in pairs:
                self._lines["parties", party, field, len(table[party])] = number
                table[party].append(pair)

    def _take_ranking(self, party: str, words: str, number: int) -> None:
        self._lines["parties", party, "ranking"] = number
        sign = self._open[party]
        expects_state = True
        for word in re.sub(r"(>>|>|=)", r" \1 ", words).split():
            if word in (">", ">>", "="):
                if expects_state and (sign is not None or not self._ranks[party]):
                    self._ranking_slip(party, word, number)
                sign, expects_state = word, True
            elif _ONE_NAME.match(word) and expects_state:
                self._place(party, sign, word, number)
                sign, expects_state = None, False
            else:
                self._ranking_slip(party, word, number)
        self._open[party] = sign

    def _place(self, party: str, sign: str | None, state: str, number: int) -> None:
        ranks = self._ranks[party]
        if sign is None and ranks:
            self._ranking_slip(party, state, number)
        elif sign == "=" and ranks:
            ranks[-1] = ranks[-1].model_copy(update={"states": (*ranks[-1].states, state)})
        else:
            if sign == ">>" and ranks:
                ranks[-1] = ranks[-1].model_copy(update={"much": True})
            ranks.append(GraphRank(states=(state,)))
        self._lines["parties", party, "ranking", len(ranks) - 1] = number

    def _ranking_slip(self, party: str, word: str, number: int) -> None:
        self._wrong(
            f"parties.{party}.ranking",
            f"{word!r} cannot stand here; write it like 'calm >> closed = strike', best first",
            number,
        )

    def _complete(self) -> None:
        if HEAD not in self._fields:
            self._wrong(HEAD.replace("-", "_"), f"is missing; begin with '{HEAD}: 1'", 1)
        if len(set(self._states)) < 2:
            self._wrong("states", "fewer than two states; list them after 'states:'", None)
        if not self._moves:
            self._wrong("parties", "no party; write 'party NAME' and its moves and ranking", None)
        for party, ranks in self._ranks.items():
            if not ranks:
                line = self._lines["parties", party, "ranking"]
                self._wrong(f"parties.{party}.ranking", "is missing; rank every state", line)

    def _said(self, place: Place, message: str) -> Problem:
        for length in range(len(place), 0, -1):
            if place[:length] in self._lines:
                path = ".".join(map(str, place))
                return _problem(path, message, self._lines[place[:length]], self._name)
        return _problem(".".join(map(str, place)), message, None, self._name)

    def _wrong(self, path: str, message: str, number: int | None) -> None:
        self._problems.append(_problem(path, message, number, self._name))


def _problem(path: str, message: str, line: int | None, name: str | None) -> Problem:
    what, _, advice = message.partition("; ")
    return Problem(path, what, advice or "correct it", line=line, file=name)


def _refuse(problems: list[Problem]) -> NoReturn:
    raise InvalidCaseError(sorted(problems, key=lambda problem: problem.line or 0))
