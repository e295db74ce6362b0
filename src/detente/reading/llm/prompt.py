"""What a model is told: the task once, and each part of a text between fences made from it."""

import hashlib
from typing import get_args

from detente.reading.act import ActorType
from detente.reading.issues import catalogue
from detente.reading.kinds import kinds
from detente.reading.llm.chunks import Chunk
from detente.reading.llm.tokens import PER_MESSAGE, tokens_in
from detente.reading.planted import Planted
from detente.reading.tables import load_toml

Message = dict[str, str]
_GAP = "[…]"


def messages_for(text: str, chunk: Chunk, planted: tuple[Planted, ...]) -> list[Message]:
    """Return the conversation that asks for the acts of one part of a text."""
    table = load_toml("llm_prompt.toml")
    return [
        {"role": "system", "content": task()},
        {"role": "user", "content": _between_fences(table["example"])},
        {"role": "assistant", "content": table["answer"].strip()},
        {"role": "user", "content": _between_fences(shown_text(text, chunk, planted))},
    ]


def _between_fences(shown: str) -> str:
    words: str = load_toml("llm_prompt.toml")["text"]
    return words.format(fence=fence_for(shown), text=shown).strip()


def shown_text(text: str, chunk: Chunk, planted: tuple[Planted, ...]) -> str:
    """Return what the model sees of a part: planted instructions are left out."""
    pieces: list[str] = []
    at = chunk.start
    for place in planted:
        start, end = max(place.span.start, at), min(place.span.end, chunk.end)
        if start < end:
            pieces += [text[at:start], _GAP]
            at = end
    return "".join([*pieces, text[at : chunk.end]])


def fence_for(shown: str) -> str:
    """Return a fence that the text cannot hold: it is made from the text itself."""
    digest = hashlib.sha256(shown.encode("utf-8", "replace")).hexdigest()
    length = 12
    while digest[:length] in shown and length < len(digest):
        length += 1
    return f"=== report {digest[:length]}"


def repair_messages(asked: list[Message], answer: str) -> list[Message]:
    """Return the conversation that asks once more for an answer in the right form."""
    said = answer[:2_000].encode("utf-8", "replace").decode()
    return [
        *asked,
        {"role": "assistant", "content": said},
        {"role": "user", "content": load_toml("llm_prompt.toml")["repair"].strip()},
    ]


def tokens_of(messages: list[Message]) -> int:
    """Return an upper estimate of the tokens of a conversation."""
    return sum(tokens_in(message["content"]) + PER_MESSAGE for message in messages)


def made_up_words() -> tuple[str, ...]:
    """Return the words of the example that no report holds."""
    return tuple(load_toml("llm_prompt.toml")["made_up"])


def task() -> str:
    """Return the instructions: the same for every text, so that servers can keep them."""
    table = load_toml("llm_prompt.toml")
    issues = "\n".join(
        f"{issue.id} ({issue.name.en}): {', '.join(issue.options)}"
        for issue in catalogue().issues.values()
    )
    filled: str = table["task"].format(
        types=", ".join(get_args(ActorType)),
        kinds=", ".join(kinds()),
        issues=issues,
    )
    return filled.strip()


def prompt_version() -> str:
    """Return the first eight hexadecimal digits of the hash of all that a model is told."""
    table = load_toml("llm_prompt.toml")
    parts = ("text", "repair", "example", "answer")
    told = "\n".join([task(), *(table[part] for part in parts)])
    return hashlib.sha256(told.encode()).hexdigest()[:8]
