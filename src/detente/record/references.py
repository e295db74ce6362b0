"""What an answer is about where its words only point back: "both documents", "the plan".

The issues are then those of what was signed or proposed last before it.
"""

import re

from detente.reading.act import Act
from detente.record.happened import has_happened
from detente.record.material import Material

_ANSWERS = frozenset({"accept", "refuse", "criticise", "support", "leave_open"})
_PUT_FORWARD = frozenset({"propose", "offer", "demand"})
_SETTLED = re.compile(
    r"\b(?:both|the two|the|these|this|those) (?:\w+ )?"
    r"(?:documents?|agreements?|accords?|frameworks?|treaty|treaties|memorandum|texts?|results?|deal)"
    r"\b|\b(?:beide[nr]?|die beiden|das|dem|den|die|diese[nrms]?|des|der) (?:\w+ )?"
    r"(?:Dokumente?n?|(?:Rahmen)?[Aa]bkommens?|Vereinbarung(?:en)?|Vertrag|Verträge|Absichtserklärung"
    r"|Texte?n?|Ergebnis(?:se)?)\b"
)
_PLANNED = re.compile(
    r"\b(?:the|this|that|a|his|her|its|their) (?:\w+ )?(?:plan|draft|proposal|paper|offer)s?\b"
    r"|\b(?:der|den|dem|die|das|des|diese[nrms]?|eine[nrms]?|ein) (?:\w+ )?"
    r"(?:Plans?|Entwurfs?|Entwürfe|Vorschlags?|Vorschläge|Papiers?|Angebots?)\b"
)


def meant(act: Act, material: Material) -> Act:
    """Return an act with the issues and options it points back to; unchanged with its own."""
    if act.issues or act.kind not in _ANSWERS:
        return act
    kinds: frozenset[str] = frozenset()
    if _SETTLED.search(act.span.quote):
        kinds = frozenset({"sign", "agree"})
    elif _PLANNED.search(act.span.quote):
        kinds = _PUT_FORWARD
    before = [
        other
        for other in material.acts
        if other.kind in kinds
        and other.issues
        and has_happened(other)
        and (material.reported_key(other), other.cue[0].start)
        < (material.reported_key(act), act.cue[0].start)
        and not set(material.holders(other)) & set(material.holders(act))
    ]
    if not before:
        return act
    last = before[-1]
    return act.model_copy(update={"issues": last.issues, "options": last.options})
