"""`LlmReader`: asks a model for the acts of each part of a text and keeps what can be shown."""

import time
from collections import Counter
from collections.abc import Sequence

from detente.errors import ReadingError
from detente.reading.act import Act, Reading
from detente.reading.llm.answer import AnsweredAct, check_answer
from detente.reading.llm.building import READER, DroppedError, Page, build_act
from detente.reading.llm.chunks import Chunk, chunks_of
from detente.reading.llm.client import Client, Failure, Reply, Sleep
from detente.reading.llm.endpoint import Endpoint
from detente.reading.llm.json_text import cut_list, whole_objects
from detente.reading.llm.prompt import Message, messages_for, prompt_version, repair_messages
from detente.reading.llm.prompt import tokens_of as tokens_of_messages
from detente.reading.llm.tokens import Estimate
from detente.reading.llm.who import Who
from detente.reading.planted import Planted, find_planted
from detente.reading.reader import language_of_rules
from detente.reading.times import TimeHit, find_times
from detente.sources.frozen import LANGUAGES
from detente.sources.source import SHARING, Source


class LlmReader:
    """Reads any language with a language model; implements `Reader`.

    Every act stands on quotes found in the text. A bad answer costs its part of the text and a
    warning, never the run.
    """

    name = READER

    def __init__(self, endpoint: Endpoint, sleep: Sleep = time.sleep) -> None:
        self.endpoint = endpoint
        self._client = Client(endpoint, sleep)
        self.spent = Estimate(requests=0, sent=0, answered=0)
        """What has been asked so far; tokens as the server counts them, 0 where it does not."""

    @property
    def version(self) -> str:
        """Name of the model and hash of all that it is told."""
        return f"{self.endpoint.model} prompt {prompt_version()}"

    def estimate(self, sources: Sequence[Source]) -> Estimate:
        """Return what reading takes; `ReadingError` where a mark or the limit forbids it."""
        self._refuse_marked(sources)
        total = Estimate(requests=0, sent=0, answered=0)
        for source in sources:
            planted = find_planted(source.text)
            for chunk in self._chunks(source):
                sent = tokens_of_messages(messages_for(source.text, chunk, planted))
                total += Estimate(requests=1, sent=sent, answered=self.endpoint.answer_tokens)
        limit = self.endpoint.max_tokens
        if limit is not None and total.tokens > limit:
            msg = (
                f"reading takes up to {total.tokens:,} tokens, more than the limit of {limit:,}; "
                "raise --max-tokens or pass fewer reports"
            )
            raise ReadingError(msg)
        return total

    def read(self, source: Source) -> Reading:
        """Return what the model finds in `source` and can show there."""
        self.estimate([source])
        planted = find_planted(source.text)
        page = self._page(source, planted)
        chunks = self._chunks(source)
        acts: list[Act] = []
        warnings = [place.warning() for place in planted]
        dropped: Counter[str] = Counter()
        for number, chunk in enumerate(chunks, start=1):
            messages = messages_for(source.text, chunk, planted)
            items, trouble = self._items(messages)
            if trouble:
                place = f"part {number} of {len(chunks)} ({chunk.start}..{chunk.end})"
                warnings.append(f"{place}: {trouble}")
            acts += _built(items, page, chunk, dropped)
        warnings += [_counted(reason, n) for reason, n in sorted(dropped.items())]
        return Reading(
            source=source,
            actors=page.who.actors(),
            acts=_merged(acts),
            reader=self.name,
            reader_version=self.version,
            warnings=tuple(warnings),
        )

    def close(self) -> None:
        """Close the connection to the endpoint."""
        self._client.close()

    def _chunks(self, source: Source) -> tuple[Chunk, ...]:
        return chunks_of(source.text, self.endpoint.chunk_tokens)

    def _page(self, source: Source, planted: tuple[Planted, ...]) -> Page:
        who = Who(source, planted)
        times: tuple[TimeHit, ...] = ()
        if source.language in LANGUAGES:
            times = find_times(who.sentences, language_of_rules(source), source.published)
        version = self.version
        return Page(source, who, times, planted, version, f"{READER} {version}")

    def _refuse_marked(self, sources: Sequence[Source]) -> None:
        limit = SHARING.index(self.endpoint.sharing_limit)
        refused = [source for source in sources if SHARING.index(source.sharing) > limit]
        if refused:
            names = ", ".join(f"{source.name} ({source.sharing})" for source in refused)
            msg = (
                f"not to be sent to a model: {names}; the limit is "
                f"{self.endpoint.sharing_limit}. Use --reader rules, or raise "
                "--llm-sharing-limit if the endpoint may see them"
            )
            raise ReadingError(msg)

    def _items(self, messages: list[Message]) -> tuple[list[object], str]:
        """Return the objects of an answer and what was wrong with it."""
        reply = self._ask(messages)
        if isinstance(reply, Failure):
            return [], f"not read: {reply.reason}"
        found = cut_list(reply.text)
        if found is not None:
            return found, ""
        again = self._ask(repair_messages(messages, reply.text))
        if isinstance(again, Reply) and (found := cut_list(again.text)) is not None:
            return found, ""
        replies = [reply, again] if isinstance(again, Reply) else [reply]
        kept = max((whole_objects(one.text) for one in replies), key=len)
        if kept:
            return kept, f"the answer breaks off; {len(kept)} objects before the break were taken"
        broken = any(one.broken_off for one in replies)
        why = "the answer breaks off" if broken else "the answer holds no list of acts"
        return [], f"not read: {why}, also when asked again"

    def _ask(self, messages: list[Message]) -> Reply | Failure:
        reply = self._client.ask(messages)
        sent, answered = (reply.sent, reply.answered) if isinstance(reply, Reply) else (0, 0)
        self.spent += Estimate(requests=1, sent=sent, answered=answered)
        return reply


def _built(items: Sequence[object], page: Page, chunk: Chunk, dropped: Counter[str]) -> list[Act]:
    """Return the acts that can be shown; count why the others cannot."""
    acts: list[Act] = []
    for item in items:
        checked = check_answer(item)
        if not isinstance(checked, AnsweredAct):
            dropped[f"an act dropped: {checked}"] += 1
            continue
        try:
            act, notes = build_act(checked, page, chunk)
        except DroppedError as reason:
            dropped[f"an act dropped: {reason}"] += 1
            continue
        acts.append(act)
        dropped.update(notes)
    return acts


def _merged(acts: Sequence[Act]) -> tuple[Act, ...]:
    """Return each act once, in text order, whatever the order of the answers."""
    best: dict[str, Act] = {}
    for act in sorted(acts, key=lambda act: (-len(act.spans()), act.model_dump_json())):
        best.setdefault(act.id, act)
    return tuple(
        sorted(best.values(), key=lambda act: (act.cue[0].start, act.cue[-1].end, act.kind))
    )


def _counted(reason: str, n: int) -> str:
    return f"{reason} ({n} times)" if n > 1 else reason
