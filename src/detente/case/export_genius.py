"""A case as a Genius scenario: a domain file and a profile per party at the table, in XML.

Weights are exact decimals, if need be scaled together by a stated factor. Where every share of an
issue's best is a decimal, its evaluations have the largest 1, so that tools that divide by the
largest and tools that do not read the same.
"""

from fractions import Fraction
from math import gcd, lcm
from xml.sax.saxutils import quoteattr

from detente.case.decimals import decimal, decimal_factor, short
from detente.case.portable import Portable, PortableParty, scale_note
from detente.sources.frozen import Label

_HEAD = '<?xml version="1.0" encoding="UTF-8"?>\n'


def write_genius(case: Portable) -> tuple[dict[str, str], list[Label]]:
    """Return the files by name, and what was changed."""
    files = {f"{case.slug}_domain.xml": _domain(case)}
    notes: list[Label] = []
    for party in case.parties:
        files[f"{case.slug}_{party.id}.xml"] = _profile(case, party, notes)
    return files, notes


def _domain(case: Portable) -> str:
    lines = [
        _HEAD,
        "<negotiation_template>\n",
        f'<utility_space number_of_issues="{len(case.issues)}">\n',
    ]
    lines.append(
        '<objective index="0" description="" name="root" type="objective" etype="objective">\n'
    )
    for index, (name, options) in enumerate(case.issues, start=1):
        lines += [
            _issue(index, name),
            *(_item(n, o) for n, o in enumerate(options, 1)),
            "</issue>\n",
        ]
    lines.append("</objective>\n</utility_space>\n</negotiation_template>\n")
    return "".join(lines)


def _profile(case: Portable, party: PortableParty, notes: list[Label]) -> str:
    weights, least, factor = _weights(party)
    notes.append(scale_note(party.id, factor / 100))
    if not all(short(number) for number in (*weights, least)):
        notes.append(
            Label(
                de=f"{party.id}: Gewichte auf 17 Stellen gerundet",
                en=f"{party.id}: weights rounded to 17 places",
            )
        )
    lines = [_HEAD, f'<utility_space number_of_issues="{len(case.issues)}">\n']
    lines.append(f'<reservation value="{decimal(least)}"/>\n')
    lines.append(
        '<objective index="0" description="" name="root" type="objective" etype="objective">\n'
    )
    for index, ((name, options), row) in enumerate(zip(case.issues, party.scores, strict=True), 1):
        evaluations, whole = _evaluations(row)
        if whole:
            notes.append(
                Label(
                    de=f"{party.id}, {name}: ganze Bewertungen, nur nach der Regel genius zu lesen",
                    en=f"{party.id}, {name}: whole evaluations, to be read by the rule genius only",
                )
            )
        items = zip(options, evaluations, strict=True)
        lines.append(_issue(index, name))
        lines += [_item(n, option, worth) for n, (option, worth) in enumerate(items, start=1)]
        lines.append("</issue>\n")
    lines += [f'<weight index="{n}" value="{decimal(w)}"/>\n' for n, w in enumerate(weights, 1)]
    lines.append("</objective>\n</utility_space>\n")
    return "".join(lines)


def _weights(party: PortableParty) -> tuple[list[Fraction], Fraction, Fraction]:
    """Return weights and least utility on the scale 0 to `factor`, and that factor."""
    weights = [
        share * max(row) / 100 if any(row) else share
        for share, row in zip(party.shares, party.scores, strict=True)
    ]
    least = party.no_deal / 100
    factor = decimal_factor([*weights, least])
    return [weight * factor for weight in weights], least * factor, factor


def _evaluations(row: tuple[Fraction, ...]) -> tuple[list[Fraction], bool]:
    """Return the evaluations of an issue, and whether only their ratio to the largest counts."""
    best = max(row)
    shares = [score / best if best else Fraction(0) for score in row]
    if all(short(share) for share in shares):
        return shares, False
    common = lcm(*(score.denominator for score in row))
    numbers = [int(score * common) for score in row]
    return [Fraction(number, gcd(*numbers)) for number in numbers], True


def _issue(index: int, name: str) -> str:
    kind = 'type="discrete" etype="discrete" vtype="discrete"'
    return f'<issue index="{index}" name={quoteattr(name)} {kind}>\n'


def _item(index: int, option: str, evaluation: Fraction | None = None) -> str:
    worth = "" if evaluation is None else f' evaluation="{decimal(evaluation)}"'
    return f'<item index="{index}" value={quoteattr(option)}{worth}/>\n'
