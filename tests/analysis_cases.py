"""Cases for tests of the analyses: a short way to write one, and Hypothesis strategies."""

from hypothesis import strategies as st

from detente.case.model import Case


def case_of(parties, issues, preferences=None, **rest):
    """Return a case: ``{party: seated}``, ``{issue: options}``, preferences as in the file."""
    return Case.model_validate(
        {
            "detente": 1,
            "title": "test",
            "parties": {party: {"seat": seated} for party, seated in parties.items()},
            "issues": {i: {"options": {o: {} for o in options}} for i, options in issues.items()},
            "preferences": preferences or {},
            **rest,
        }
    )


def changed(case, **fields):
    """Return a case with some of its top fields written anew."""
    return Case.model_validate({**case.model_dump(by_alias=True), **fields})


def wants(no_deal, red_lines=(), **issues):
    """Return a preference: per issue salience and the scores of its options."""
    return {
        "no_deal": no_deal,
        "issues": {i: {"salience": s, "scores": scores} for i, (s, scores) in issues.items()},
        "red_lines": [{"never": line} for line in red_lines],
    }


def orchard():
    """Return two at a table and one outside it, who share water and a road; all certain."""
    return case_of(
        {"hill": True, "vale": True, "fen": False},
        {"water": ("dam", "sluice", "none"), "road": ("open", "shut")},
        {
            "hill": wants(
                40, water=(60, {"dam": 100, "sluice": 50, "none": 0}),
                road=(40, {"open": 60, "shut": 40}),
            ),
            "vale": wants(
                30, water=(50, {"dam": 0, "sluice": 60, "none": 100}),
                road=(50, {"open": 100, "shut": 0}),
            ),
            "fen": wants(
                50, ["water = dam"], water=(90, {"dam": 0, "sluice": 40, "none": 100}),
                road=(10, {"open": 50, "shut": 50}),
            ),
        },
    )  # fmt: skip


PARTIES = ("abe", "bea", "cid", "dot")
ISSUES = {"ivy": ("x", "y", "z"), "jam": ("u", "v"), "key": ("no", "so", "yes")}


def _certain():
    return st.integers(0, 10).map(lambda n: f"{n * 10}")


def _ranges():
    ends = st.tuples(st.integers(0, 10), st.integers(0, 10)).map(sorted)
    return ends.map(lambda pair: f"{pair[0] * 10}..{pair[1] * 10}")


@st.composite
def _preferences(draw, values, issues, *, complete):
    lines = [f"{i} = {options[0]}" for i, options in issues.items()]
    lines.append(" and ".join(f"{i} != {options[-1]}" for i, options in issues.items()))
    wishes = {
        issue: {"salience": draw(values), "scores": {o: draw(values) for o in options}}
        for issue, options in issues.items()
        if complete or draw(st.integers(0, 4))
    }
    return {
        "no_deal": draw(values),
        "issues": wishes,
        "red_lines": [
            {"never": draw(st.sampled_from(lines))} for _ in range(draw(st.integers(0, 2)))
        ],
    }


@st.composite
def _cases(draw, values, *, complete):
    names = PARTIES[: draw(st.integers(2, 4))]
    issues = dict(list(ISSUES.items())[: draw(st.integers(1, 3))])
    seats = {name: place == 0 or draw(st.booleans()) for place, name in enumerate(names)}
    links = []
    if "jam" in issues and draw(st.booleans()):
        links.append({"if": "ivy = x", "then": "jam = v"})
    preferences = {n: draw(_preferences(values, issues, complete=complete)) for n in names}
    if draw(st.booleans()):
        preferences[names[-1]] = preferences[names[-2]]
        seats[names[-1]] = seats[names[-2]]
    return case_of(seats, issues, preferences, links=links)


def certain_cases():
    """Cases in which every value is one whole number."""
    return _cases(_certain(), complete=True)


def uncertain_cases():
    """Cases with ranges, in which a party may leave out an issue."""
    return _cases(_ranges(), complete=False)


def fixed(case, values):
    """Return a case with some of its values fixed: ``{path: number}``."""
    content = case.model_dump(mode="json", by_alias=True)
    for path, number in values.items():
        *way, last = path.split(".")
        node = content
        for step in way:
            node = node[int(step)] if isinstance(node, list) else node.setdefault(step, {})
        node[last] = {"low": number, "high": number}
    return Case.model_validate(content)


@st.composite
def _rich_lines(draw, values, issues):
    lines = []
    for _ in range(draw(st.integers(0, 2))):
        form = draw(st.sampled_from(("never", "only", "at_least")))
        issue = draw(st.sampled_from(sorted(issues)))
        option = draw(st.sampled_from(issues[issue]))
        if form == "never":
            lines.append({"never": f"{issue} = {option}"})
        elif form == "only":
            lines.append({"only": f"{issue} = {option}", "if": "ivy != x"})
        else:
            lines.append({"at_least": draw(values)})
    return lines


@st.composite
def _rich_preference(draw, values, issues, added):
    preference = draw(_preferences(values, issues, complete=True))
    preference["red_lines"] = draw(_rich_lines(values, issues))
    if "jam" in issues and draw(st.booleans()):
        add = draw(st.sampled_from(added))
        when = draw(st.sampled_from(("ivy = x and jam = u", "ivy = y or jam = v")))
        preference["interactions"] = [{"when": when, "add": add}]
    return preference


@st.composite
def _rich_consent(draw, seated):
    consent = {}
    if draw(st.booleans()):
        consent["veto"] = [draw(st.sampled_from(seated))]
    if draw(st.booleans()):
        consent["quota"] = draw(st.integers(1, len(seated)))
    if draw(st.booleans()):
        members = draw(st.lists(st.sampled_from(seated), min_size=1, unique=True))
        group = {"members": members, "quota": draw(st.integers(1, len(members)))}
        consent["groups"] = {"some": group}
    return consent


@st.composite
def _rich_cases(draw, values, *, certain):
    names = PARTIES[: draw(st.integers(2, 4))]
    issues = dict(list(ISSUES.items())[: draw(st.integers(1, 3))])
    seats = {name: place == 0 or draw(st.booleans()) for place, name in enumerate(names)}
    added = ("20", "-30") if certain else ("20", "-30..10", "5..25")
    preferences = {name: draw(_rich_preference(values, issues, added)) for name in names}
    if draw(st.booleans()):
        preferences[names[-1]] = preferences[names[-2]]
        seats[names[-1]] = seats[names[-2]]
    consent = draw(_rich_consent([name for name, seated in seats.items() if seated]))
    links = (
        [{"if": "ivy = x", "then": "jam = v"}] if "jam" in issues and draw(st.booleans()) else []
    )
    case = case_of(seats, issues, preferences, consent=consent, links=links)
    content = case.model_dump(by_alias=True)
    if draw(st.booleans()):
        for name in names:
            low, high = sorted((draw(st.integers(0, 4)), draw(st.integers(0, 4))))
            ends = {"low": low * 25, "high": (low if certain else high) * 25}
            content["parties"][name]["influence"] = ends
    return Case.model_validate(content)


def certain_rich_cases():
    """Certain cases with interactions, red lines of every form, quotas, vetoes and influence."""
    return _rich_cases(_certain(), certain=True)


def rich_cases():
    """The same with ranges."""
    return _rich_cases(_ranges(), certain=False)
