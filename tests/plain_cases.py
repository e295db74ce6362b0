"""A case with certain values answered by plain loops in fractions: worth, consent, settlements."""

from fractions import Fraction
from itertools import product

from tests import naive

from detente.case.statements import holds, parse_statement


def true_of(case, text, outcome):
    return holds(parse_statement(text), outcome, case.issues)


def outcomes_of(case):
    """Return every outcome that satisfies the links."""
    every = product(*(issue.options for issue in case.issues.values()))
    told = [dict(zip(case.issues, chosen, strict=True)) for chosen in every]
    return [
        outcome
        for outcome in told
        if all(
            true_of(case, x.then, outcome) or not true_of(case, x.if_, outcome) for x in case.links
        )
    ]


def worth(case, party, outcome):
    """Return what an outcome is worth to a party, interactions included."""
    preference = case.preferences[party]
    salience = [int(preference.issues[i].salience.low) for i in case.issues]
    scores = [{o: int(v.low) for o, v in preference.issues[i].scores.items()} for i in case.issues]
    added = sum(
        int(item.add.low) for item in preference.interactions if true_of(case, item.when, outcome)
    )
    return naive.worth(salience, scores, list(outcome.values())) + added


def gain(case, party, outcome):
    """Return worth minus no deal."""
    return worth(case, party, outcome) - int(case.preferences[party].no_deal.low)


def demands(case, party):
    """Return the demands of a party by path: functions that say whether an outcome meets them."""
    found = {}
    for index, line in enumerate(case.preferences[party].red_lines):
        path = f"preferences.{party}.red_lines.{index}"
        if line.at_least is not None:
            least = int(line.at_least.low)
            found[path] = lambda o, least=least: worth(case, party, o) >= least
        elif line.only is not None:
            found[path] = lambda o, line=line: (
                not true_of(case, line.only, o) or true_of(case, line.if_, o)
            )
        else:
            found[path] = lambda o, line=line: not true_of(case, line.never, o)
    found[f"preferences.{party}.no_deal"] = lambda o: gain(case, party, o) >= 0
    return found


def crossed(case, party, outcome):
    """Return whether an outcome crosses a red line of a party."""
    lines = [meets for path, meets in demands(case, party).items() if "red_lines" in path]
    return not all(meets(outcome) for meets in lines)


def consents(case, table, accepting):
    """Return whether those who accept are enough at a table."""
    consent = case.consent
    if not consent.veto and consent.quota is None and not consent.groups:
        return set(table) <= set(accepting)
    groups = [([party], 1) for party in consent.veto]
    if consent.quota is not None:
        groups.append((list(table), consent.quota))
    groups += [(list(g.members), g.quota or len(g.members)) for g in consent.groups.values()]
    for members, wanted in groups:
        there = [party for party in members if party in table]
        if sum(party in accepting for party in there) < min(wanted, len(there)):
            return False
    return True


def settled(case, table=None, dropped=()):
    """Return what a table settles on where some demands are dropped."""
    table = case.seated() if table is None else table
    kept = {
        party: [meets for path, meets in demands(case, party).items() if path not in dropped]
        for party in table
    }
    return [
        outcome
        for outcome in outcomes_of(case)
        if consents(case, table, [p for p in table if all(meets(outcome) for meets in kept[p])])
    ]


def efficient(case, table=None):
    """Return the efficient ones of what a table settles on, and their gains (a row per party)."""
    table = case.seated() if table is None else table
    some = settled(case, table)
    gains = [[gain(case, party, outcome) for outcome in some] for party in table]
    kept = naive.efficient(gains) if some else []
    few = [[g for g, keep in zip(row, kept, strict=True) if keep] for row in gains]
    return [o for o, keep in zip(some, kept, strict=True) if keep], few


def named(case, rule, table=None):
    """Return the settlements that a rule names at a table."""
    table = case.seated() if table is None else table
    some, gains = efficient(case, table)
    if not some:
        return []
    if rule == "nash_influence":
        weights = [round(case.parties[party].influence.mid / 12.5) for party in table]
        hits = naive.nash_influence(gains, weights)
    else:
        hits = getattr(naive, rule)(gains)
    return [outcome for outcome, hit in zip(some, hits, strict=True) if hit]


def mean_worth(case, party, outcomes):
    """Return the mean worth of some outcomes to a party."""
    return sum((worth(case, party, o) for o in outcomes), Fraction(0)) / len(outcomes)
