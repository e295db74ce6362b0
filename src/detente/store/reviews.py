"""Decisions of people about acts: a history that only grows, and what it means today.

A decision belongs to an act by id, kind and quote. After a new reading it holds where an act
with the same three exists; elsewhere it has lapsed, is listed, and holds again if the act returns.
"""

from collections.abc import Iterable, Sequence
from datetime import datetime
from typing import Literal

from sqlalchemy import Connection, select

from detente.errors import StoreError
from detente.reading.act import Act, Reading, Review, check_span
from detente.sources.source import Source
from detente.store import clock, readings, sources
from detente.store.decision import ActKey, Decision
from detente.store.tables import decisions

Verdict = Literal["accepted", "corrected", "rejected"]


def history(connection: Connection) -> tuple[Decision, ...]:
    """Return every decision, oldest first."""
    rows = connection.execute(select(decisions).order_by(decisions.c.number)).mappings()
    return tuple(
        Decision(
            number=row["number"],
            source_id=row["source_id"],
            act_id=row["act_id"],
            kind=row["kind"],
            quote=row["quote"],
            state=row["state"],
            by=row["decided_by"],
            at=clock.given(row["decided_at"]),
            reason=row["reason"],
            corrected=Act.model_validate_json(row["corrected"]) if row["corrected"] else None,
            undoes=row["undoes"],
        )
        for row in rows
    )


def standing(made: Iterable[Decision]) -> dict[ActKey, list[Decision]]:
    """Return for every act the decisions not taken back, the one in force last."""
    stacks: dict[ActKey, list[Decision]] = {}
    for decision in made:
        stack = stacks.setdefault(decision.key, [])
        if decision.undoes is None:
            stack.append(decision)
        else:
            stack[:] = [earlier for earlier in stack if earlier.number != decision.undoes]
    return stacks


def current(connection: Connection) -> tuple[Reading, ...]:
    """Return the newest reading of every source with the decisions that hold applied."""
    stacks = standing(history(connection))
    return tuple(_reviewed(reading, stacks) for reading in readings.current(connection))


def lapsed(connection: Connection) -> tuple[Decision, ...]:
    """Return the decisions in force about acts that the newest readings do not hold."""
    found = set(readings.current_keys(connection))
    stacks = standing(history(connection)).items()
    last = [stack[-1] for key, stack in stacks if stack and key not in found]
    return tuple(sorted(last, key=lambda decision: decision.number))


def decide(
    connection: Connection,
    act_ids: Sequence[str],
    state: Verdict,
    *,
    by: str,
    at: datetime,
    reason: str | None,
    corrected: Act | None,
) -> None:
    """Add the same decision about every act; one about several acts needs a reason."""
    _check(act_ids, state, by, reason, corrected)
    found = {key.act_id: key for key in readings.current_keys(connection)}
    missing = [act_id for act_id in act_ids if act_id not in found]
    if missing:
        msg = f"no act is called {', '.join(missing)}; see detente review list"
        raise StoreError(msg)
    if corrected is not None:
        key = found[act_ids[0]]
        _check_correction(sources.one(connection, key.source_id), key, corrected)
    rows = [
        {
            **found[act_id]._asdict(),
            "state": state,
            "decided_by": by,
            "decided_at": clock.kept(at),
            "reason": reason,
            "corrected": _as_json(corrected),
        }
        for act_id in dict.fromkeys(act_ids)
    ]
    if rows:
        connection.execute(decisions.insert(), rows)


def undo(
    connection: Connection, act_ids: Sequence[str], *, by: str, at: datetime, reason: str | None
) -> None:
    """Take back the decision in force about every act; the one before holds again."""
    _check(act_ids, "accepted", by, reason, None)
    stacks = standing(history(connection))
    last_made = sorted((stack for stack in stacks.values() if stack), key=_number_of_last)
    by_act = {stack[-1].act_id: stack for stack in last_made}
    missing = [act_id for act_id in act_ids if act_id not in by_act]
    if missing:
        msg = f"there is no decision to undo about {', '.join(missing)}; see detente review list"
        raise StoreError(msg)
    for act_id in dict.fromkeys(act_ids):
        *before, last = by_act[act_id]
        connection.execute(
            decisions.insert().values(
                **last.key._asdict(),
                state=before[-1].state if before else "proposed",
                decided_by=by,
                decided_at=clock.kept(at),
                reason=reason,
                corrected=_as_json(before[-1].corrected) if before else None,
                undoes=last.number,
            )
        )


def _number_of_last(stack: list[Decision]) -> int:
    return stack[-1].number


def _key(act: Act) -> ActKey:
    return ActKey(act.source_id, act.id, act.kind, act.span.quote)


def _reviewed(reading: Reading, stacks: dict[ActKey, list[Decision]]) -> Reading:
    acts = []
    for act in reading.acts:
        stack = stacks.get(_key(act))
        acts.append(_with_review(act, stack[-1]) if stack else act)
    # Built, not copied: the model checks the quotes of corrected acts as well.
    return Reading(**{**dict(reading), "acts": tuple(acts)})


def _with_review(act: Act, decision: Decision) -> Act:
    shown = decision.corrected if decision.corrected is not None else act
    review = Review(state=decision.state, by=decision.by, at=decision.at, reason=decision.reason)
    return shown.model_copy(update={"review": review})


def _check(
    act_ids: Sequence[str], state: Verdict, by: str, reason: str | None, corrected: Act | None
) -> None:
    if not by.strip():
        msg = "a decision needs the name of the one who makes it; give it with --by"
        raise StoreError(msg)
    if len(set(act_ids)) > 1 and not (reason or "").strip():
        msg = f"a decision about {len(set(act_ids))} acts needs a reason; give it with --reason"
        raise StoreError(msg)
    if (state == "corrected") != (corrected is not None) or (corrected and len(act_ids) != 1):
        msg = "a correction is of one act and needs the act as corrected; nothing else takes one"
        raise StoreError(msg)


def _check_correction(source: Source, key: ActKey, corrected: Act) -> None:
    if (corrected.id, corrected.source_id) != (key.act_id, key.source_id):
        msg = f"the correction of {key.act_id} is of another act; keep its id and its source"
        raise StoreError(msg)
    for span in corrected.spans():
        check_span(source, span)


def _as_json(act: Act | None) -> str | None:
    return None if act is None else act.model_copy(update={"review": Review()}).model_dump_json()
