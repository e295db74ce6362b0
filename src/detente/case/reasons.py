"""Because and assume: what a value takes from the mapping it stands in.

On plain data, so that a file may state one reason for a whole line of scores.
"""

from collections.abc import Iterable

Data = dict[str, object]
REASONS = ("because", "assume")


def with_reasons(data: Data) -> Data:
    """Return the data of a case in which every value states its own because and assume.

    A value that states neither takes both from the nearest mapping around it: influence from its
    party, salience and scores from the preference on their issue, that one, no_deal and the places
    of a ranking from the preferences of their party. ``because: []`` states that there is none.
    """
    result = dict(data)
    if isinstance(parties := data.get("parties"), dict):
        result["parties"] = {name: _party(item) for name, item in parties.items()}
    if isinstance(preferences := data.get("preferences"), dict):
        result["preferences"] = {name: _preference(item) for name, item in preferences.items()}
    return result


def _party(party: object) -> object:
    return _fill(party, _own(party, {}), ("influence",)) if isinstance(party, dict) else party


def _preference(preference: object) -> object:
    if not isinstance(preference, dict):
        return preference
    reasons = _own(preference, {})
    result = _fill(preference, reasons, ("no_deal", "great"))
    if isinstance(issues := preference.get("issues"), dict):
        result["issues"] = {name: _issue(item, reasons) for name, item in issues.items()}
    for name, value in (("red_lines", "at_least"), ("interactions", "add")):
        if isinstance(items := preference.get(name), list):
            result[name] = [_entry(item, value) for item in items]
    for name, words in (("ranking", "any_of"), ("priorities", "wants")):
        if isinstance(items := preference.get(name), list):
            result[name] = [_place(item, words, reasons) for item in items]
    return result


def _place(entry: object, words: str, inherited: Data) -> object:
    """Return a place of a ranking, or a priority, in its long form with its reasons."""
    if isinstance(entry, str | list):
        return {words: entry, **inherited} if inherited else entry
    if not isinstance(entry, dict):
        return entry
    reasons = _own(entry, inherited)
    return {**_fill(entry, reasons, ("weight",)), **reasons}


def _entry(entry: object, name: str) -> object:
    """Return a red line or interaction whose value takes the reasons of its entry."""
    return _fill(entry, _own(entry, {}), (name,)) if isinstance(entry, dict) else entry


def _issue(issue: object, inherited: Data) -> object:
    if not isinstance(issue, dict):
        return issue
    reasons = _own(issue, inherited)
    result = {**_fill(issue, reasons, ("salience",)), **reasons}
    if isinstance(scores := issue.get("scores"), dict):
        result["scores"] = _fill(scores, reasons, scores)
    return result


def _own(mapping: Data, inherited: Data) -> Data:
    if not any(key in mapping for key in REASONS):
        return inherited
    kinds = {"because": list, "assume": str}
    return {key: mapping[key] for key, kind in kinds.items() if isinstance(mapping.get(key), kind)}


def _fill(mapping: Data, reasons: Data, names: Iterable[str]) -> Data:
    result = dict(mapping)
    for name in names:
        if name in mapping:
            result[name] = _value(mapping[name], reasons)
    return result


def _value(value: object, reasons: Data) -> object:
    if isinstance(value, bool) or not reasons:
        return value
    if isinstance(value, int | float | str):
        return {"value": value, **reasons}
    if isinstance(value, dict) and not any(key in value for key in REASONS):
        return {**value, **reasons}
    return value
