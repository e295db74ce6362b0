"""Détente: from reports of talks to a checkable answer.

The flow, and the order of the layers::

    sources    text comes in
    reading    source -> acts with spans
    record     acts -> timeline, rounds and seats, positions, measures
    case       record -> parties x issues x options, as an analyst edits it
    analysis   case -> findings (arithmetic in kernels)
    brief      record, case, findings -> page
"""

__version__ = "0.1.0"
