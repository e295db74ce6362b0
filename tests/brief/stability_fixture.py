"""A stability finding on the harbor talks, written by hand: every kind of record is in it."""

from functools import cache

from tests.brief.fixture import acts, case, findings, source

from detente.analysis.finding import Finding, Findings
from detente.analysis.stability_values import (
    Answer,
    Arc,
    Coalition,
    Departure,
    Effect,
    Estimate,
    FrozenParty,
    Ground,
    Held,
    Holder,
    Neighborhood,
    Node,
    OneWay,
    PartyHold,
    Roadmap,
    StabilityValues,
    Step,
    Swaps,
    Turn,
    Wish,
)
from detente.brief.settlement import packages
from detente.sources.frozen import Label

CONCEPTS = ("nash", "gmr", "smr", "seq", "sseq")
IDS = {name: act.id for name, act in acts(source()).items()}
TODAY = {"mission": "none", "blockade": "kept", "passage": "closed"}
GUESS = "the coast guards of both are on the spot"
BLOCKADE = Ground(path="issues.blockade.held_by.sudria", because=(IDS["open"],))
PASSAGE = Ground(path="issues.passage.held_by.norland", assume=GUESS)
WANTS = Ground(path="preferences.westania.issues.passage", because=(IDS["passage"],))
SILENT = Ground(path="preferences.norland.issues.passage")


def after(start, **changes):
    """Return an outcome with some issues changed."""
    return {**start, **changes}


def step(start, movers, gain, **changes):
    """Return a step from an outcome; it pays where something is gained."""
    movers = (movers,) if isinstance(movers, str) else movers
    return Step(
        movers=movers,
        changes=changes,
        outcome=after(start, **changes),
        improves=gain is not None and gain > 0,
        gain=gain if len(movers) == 1 else None,
    )


def estimate(n, of=400, spread=0.02):
    """Return in how many draws something holds."""
    share = n / of
    return Estimate(
        share=share, n=n, of=of, low=max(share - spread, 0), high=min(share + spread, 1)
    )


def under(*concepts):
    """Return that something holds under these concepts only."""
    return {concept: concept in concepts for concept in CONCEPTS}


def party(name, concepts=CONCEPTS, departures=(), **given):
    """Return whether one party stays; all that hold are given."""
    order = ("nash", "sseq", "seq", "smr", "gmr")
    fields = {
        "party": name,
        "seated": name in case().seated(),
        "holds": under(*concepts),
        "shares": dict.fromkeys(CONCEPTS, estimate(300)),
        "firmest": next((concept for concept in order if concept in concepts), None),
        "n_moves": 0 if name == "league" else 2,
        "n_departures": len(departures),
        "departures": departures,
    }
    return PartyHold.model_validate({**fields, **given})


def held(outcome, parties, **given):
    """Return an outcome that holds where every party stays."""
    concepts = [c for c in CONCEPTS if all(hold.holds[c] for hold in parties)]
    seated = [hold for hold in parties if hold.seated]
    fields = {
        "outcome": outcome,
        "kinds": ("named",),
        "holds": under(*concepts),
        "holds_at_table": {c: all(hold.holds[c] for hold in seated) for c in CONCEPTS},
        "shares": {c: estimate(20 * n) for n, c in enumerate(CONCEPTS)},
        "mixed": {hold.party: hold.firmest for hold in parties},
        "leavers": tuple(hold.party for hold in parties if hold.firmest is None),
        "held_back": (),
        "at_rest": tuple(hold.party for hold in parties if hold.firmest == "nash"),
        "parties": tuple(parties),
    }
    return Held.model_validate({**fields, **given})


def unanswered(move, why="nothing_hurts", grounds=(PASSAGE, WANTS)):
    """Return a departure that nobody can answer."""
    answers = tuple(Answer(concept=c, deters=False, why_not=why) for c in CONCEPTS[1:])
    return Departure(step=move, answers=answers, grounds=grounds)


def answered(move, steps, deterring, worth=-4.0, hollow=()):
    """Return a departure that is answered under some concepts, and escaped under the others."""
    answers = tuple(
        Answer(concept=c, deters=True, steps=steps, after=worth, grounds=(BLOCKADE, SILENT))
        if c in deterring
        else Answer(concept=c, deters=False, why_not="escapes", hollow=hollow)
        for c in CONCEPTS[1:]
    )
    return Departure(step=move, answers=answers, grounds=(PASSAGE,))


@cache
def outcomes():
    """Return the outcomes looked at: one that falls, one that threats hold, today's."""
    first, second = (result.outcome for result in _settlements())
    gone = step(first, "westania", 12.5, passage=_other(first["passage"]))
    shut = step(first, "norland", 3.0, mission="foreign")
    blocked = step(shut.outcome, "sudria", 2.0, blockade=_switched(first["blockade"]))
    falls = held(
        first,
        [
            party("norland", CONCEPTS[1:], (answered(shut, (blocked,), CONCEPTS),)),
            party("sudria", variants={"seq": {"a": False, "b": True, "c": True, "d": True}}),
            party("westania", (), (unanswered(gone),)),
            party("league"),
        ],
        kinds=("foremost", "named"),
        breakers=(
            Coalition(concept="cnash", members=("norland", "sudria")),
            Coalition(concept="cgmr", members=("norland", "sudria")),
            Coalition(concept="cnash", members=("westania",)),
        ),
        simultaneous=False,
        inverse=(
            wish("westania", "gmr", holds=False, keep=((gone.outcome,),)),
            wish("norland", "gmr", holds=True, keep=((shut.outcome,),)),
        ),
        fragility=(
            Swaps(party="norland", concept="sseq", swaps=2, raised=(gone.outcome,),
                  move=shut.outcome, path="preferences.norland.issues.mission.scores.league",
                  score=5, becomes=61.5, beyond=True,
                  grounds=(Ground(path="preferences.norland.issues.mission",
                                  because=(IDS["refuse"],)),)),
            Swaps(party="sudria", concept="nash", swaps=None),
        ),
    )  # fmt: skip
    raid = step(second, "sudria", None, mission="foreign").model_copy(update={"improves": True})
    hit = step(raid.outcome, "norland", -1.0, passage=_other(second["passage"]))
    flight = step(hit.outcome, "sudria", 1.0, blockade=_switched(second["blockade"]))
    threats = held(
        second,
        [
            party("norland"),
            party("sudria", ("gmr",), (answered(raid, (hit,), ("gmr",), 0.0, (hit, flight)),),
                  n_departures=4, strength={"seq": "weak"}),
            party("westania", strength={"seq": "strong"}),
            party("league"),
        ],
        simultaneous=True,
        limited_move={1: True, 2: False},
    )  # fmt: skip
    today = held(
        TODAY,
        [party(name) for name in ("norland", "sudria", "westania", "league")],
        kinds=("status_quo",),
    )
    return falls, threats, today


def wish(name, concept, *, holds, keep):
    """Return what a party would have to prefer."""
    return Wish(
        party=name, concept=concept, holds=holds, share=0.75, low=0.75, high=0.75, exact=True,
        n_matter=3, complete=True, keep_below=keep,
    )  # fmt: skip


@cache
def values() -> StabilityValues:
    """Return a finding that holds every kind of record."""
    falls, threats, today = outcomes()
    counts = {concept: n for n, concept in enumerate(CONCEPTS)}
    more = {concept: n + 2 for n, concept in enumerate(CONCEPTS)}
    turn = Turn(outcome=falls.outcome, concept="seq", before=False, after=True)
    lift = step(TODAY, "sudria", -5.0, blockade="lifted")
    join = step(lift.outcome, ("norland", "sudria"), 1.0, mission=threats.outcome["mission"])
    return StabilityValues(
        n_outcomes=12,
        looked_at=True,
        holders=(
            Holder(party="sudria", seated=True, issues=("blockade",), grounds=(BLOCKADE,)),
            Holder(party="norland", seated=True, issues=("passage",), grounds=(PASSAGE,)),
            Holder(party="westania", seated=False, issues=("passage",), grounds=(PASSAGE,)),
            Holder(party="league", seated=False, issues=(), grounds=()),
        ),
        joint=("mission",),
        one_way=(
            OneWay(issue="mission", option="foreign", leads_to=("league",), ground=PASSAGE),
            OneWay(issue="blockade", option="lifted", leads_to=(), ground=BLOCKADE),
        ),
        status_quo=TODAY,
        n_equilibria=counts,
        outcomes=(falls, threats, today),
        roadmaps=(
            Roadmap(goal=falls.outcome, by_moves=(lift,), first_by_moves=("sudria",),
                    by_improvements=(step(TODAY, "westania", 30.0, passage="free"),),
                    first_by_improvements=("westania", "*"), together=False, grounds=(WANTS,)),
            Roadmap(goal=threats.outcome, by_moves=(lift, join), first_by_moves=("sudria",),
                    by_improvements=None, first_by_improvements=(), together=True,
                    grounds=(BLOCKADE,)),
        ),
        frozen=(
            FrozenParty(party="westania", seated=False, issues=("passage",), n_before=counts,
                        n_after=more, turns=(turn,)),
            FrozenParty(party="sudria", seated=True, issues=("blockade",), n_before=counts,
                        n_after=counts, turns=()),
            FrozenParty(party="league", seated=False, issues=(), n_before=counts,
                        n_after=counts, turns=()),
        ),
        effects=(
            Effect(issue="passage", n_before=counts, lost=counts, won=more, weight=0.5,
                   turns=(turn,)),
            Effect(issue="blockade", n_before=counts, lost=counts, won=counts, weight=0.1),
            Effect(issue="passage", option="free", n_before=counts, lost=counts, won=counts,
                   weight=0.25),
        ),
        certain=False,
        n_unknown=3,
        graph=Neighborhood(
            nodes=(Node(outcome=TODAY, focus=2, holds=under(*CONCEPTS)),),
            arcs=(Arc(mover="sudria", start=0, end=0, improves=False),),
        ),
    )  # fmt: skip


def not_looked_at() -> StabilityValues:
    """Return a finding of a case in which nobody can change anything alone."""
    why = Label(de="Niemand hält ein Thema allein.", en="Nobody holds an issue alone.")
    return StabilityValues(n_outcomes=12, looked_at=False, why_not=why)


def with_stability(given: StabilityValues | None) -> Findings:
    """Return the findings on the harbor talks with this stability, or without any; no forecast."""
    made = None
    if given is not None:
        base = findings().settlement.model_dump(exclude={"values", "question", "warnings"})
        base |= {"question": "stability", "values": given}
        made = Finding[StabilityValues].model_validate(base)
    return findings().model_copy(update={"stability": made, "forecast": None})


def _settlements():
    """Return two settlements that the brief names, which differ from today."""
    found = [r for r in packages(case(), findings()) if r.outcome != TODAY]
    return found[:2]


def _other(option):
    return "closed" if option == "free" else "free"


def _switched(option):
    return "kept" if option == "lifted" else "lifted"
