"""JSON to plain data with exact numbers; nothing here knows what a profile is."""

import json
from fractions import Fraction
from pathlib import Path
from typing import NoReturn

from detente.case.decimals import decimal, exact
from detente.case.xml_tree import read_limited
from detente.errors import CaseError


def read_json(path: Path) -> object:
    """Return what a JSON file holds, numbers as fractions; `CaseError` names the line of a slip."""
    data = read_limited(path)
    try:
        text = data.decode("utf-8-sig")
        return json.loads(
            text,
            parse_float=exact,
            parse_int=exact,
            parse_constant=_refuse_number,
            object_pairs_hook=_each_once,
        )
    except UnicodeDecodeError as slip:
        msg = f"{path}: byte {slip.start} is not UTF-8; save the file as UTF-8 text"
    except json.JSONDecodeError as slip:
        msg = f"{path}:{slip.lineno}: is not JSON ({slip.msg.lower()}); repair the file"
    except RecursionError:
        msg = f"{path}: is nested too deep; is it the right file?"
    except CaseError as slip:
        msg = f"{path}: {slip}"
    except ValueError as slip:
        msg = f"{path}: holds a number that is too long ({str(slip)[:40]}); round it"
    raise CaseError(msg) from None


def mapping(value: object, where: str) -> dict[str, object]:
    """Return a mapping; `CaseError` names the place where there is none."""
    if not isinstance(value, dict):
        msg = f"{where}: is no mapping; repair the file"
        raise CaseError(msg)
    return value


def number(value: object, where: str) -> Fraction:
    """Return a number; `CaseError` names the place where there is none."""
    if not isinstance(value, Fraction):
        msg = f"{where}: {value!r} is not a number; repair the file"
        raise CaseError(msg)
    return value


def _refuse_number(text: str) -> NoReturn:
    msg = f"holds {text}, which is no number; repair the file"
    raise CaseError(msg)


def _each_once(pairs: list[tuple[str, object]]) -> dict[str, object]:
    result: dict[str, object] = {}
    for key, value in pairs:
        if key in result:
            msg = f"{key!r} is written twice in one mapping; keep one of them"
            raise CaseError(msg)
        result[key] = value
    return result


def json_text(value: object, indent: str = "") -> str:
    """Return JSON with exact decimals in place of fractions; keys in their order."""
    deeper = indent + "  "
    if isinstance(value, Fraction):
        return decimal(value)
    if isinstance(value, dict):
        parts = [f"{json.dumps(key, ensure_ascii=False)}: {json_text(item, deeper)}"
                 for key, item in value.items()]  # fmt: skip
        brackets = "{}"
    elif isinstance(value, list):
        parts, brackets = [json_text(item, deeper) for item in value], "[]"
    else:
        return json.dumps(value, ensure_ascii=False)
    inside = f",\n{deeper}".join(parts)
    return f"{brackets[0]}\n{deeper}{inside}\n{indent}{brackets[1]}" if parts else brackets
