"""Cases for tests of the forecast: options with places, influence, and a few random ones."""

from hypothesis import strategies as st

from detente.case.model import Case

AT = {"low": 0, "middle": 40, "high": 100}
"""Places of the options of `harbor`."""


def wish(ideal=None, salience=50, **more):
    """Return what a party wants on one issue."""
    stated = {"salience": salience, **more}
    return stated if ideal is None else {**stated, "ideal": ideal}


def wants(options=AT, **issues):
    """Return a preference with certain values only: no deal is worth 0, other options 50."""
    for stated in issues.values():
        others = [option for option in options if option != stated["ideal"]]
        stated["scores"] = dict.fromkeys(others, 50)
    return {"no_deal": 0, "issues": issues}


def harbor(**changed):
    """Return three at a table and one outside it, who settle how deep a harbor is dug.

    Weights are 80 x 50, 40 x 50 and 20 x 100, and 40 x 50 for the one outside: shares of a half, a
    quarter and a quarter at the table.
    """
    content = {
        "detente": 1,
        "title": "harbor",
        "parties": {
            "north": {"seat": True, "influence": 80},
            "south": {"seat": True, "influence": 40},
            "west": {"seat": True, "influence": 20},
            "gulls": {"seat": False, "influence": 40},
        },
        "issues": {
            "depth": {"status_quo": "low", "options": {o: {"at": at} for o, at in AT.items()}}
        },
        "preferences": {
            "north": wants(depth=wish("high")),
            "south": wants(depth=wish("low")),
            "west": wants(depth=wish("middle", 100)),
            "gulls": wants(depth=wish("low")),
        },
    }
    return Case.model_validate({**content, **changed})


def with_party(case, party, **changed):
    """Return a case in which a party wants other things on ``depth``; none left: nothing."""
    content = case.model_dump(mode="json", by_alias=True)
    if changed:
        content["preferences"][party]["issues"]["depth"] = changed
    else:
        del content["preferences"][party]["issues"]["depth"]
    return Case.model_validate(content)


def barter():
    """Return two at a table who each care about another of two issues, and one who pays for it."""
    ends = {"options": {"no": {"at": 0}, "yes": {"at": 100}}}
    return Case.model_validate(
        {
            "detente": 1,
            "title": "barter",
            "parties": {
                "ann": {"seat": True, "influence": 50},
                "ben": {"seat": True, "influence": 50},
                "eve": {"seat": False, "influence": 90},
            },
            "issues": {"fees": ends, "hours": ends},
            "preferences": {
                "ann": wants(("no", "yes"), fees=wish("no", 100), hours=wish("no", 50)),
                "ben": wants(("no", "yes"), fees=wish("yes", 50), hours=wish("yes", 100)),
                "eve": wants(("no", "yes"), fees=wish("yes", 100), hours=wish("no", 100)),
            },
        }
    )


def ferry(**changed):
    """Return the worked example of exchanges on the page on burden: two trade, a third pays."""

    def wishes(no_deal, toll, night):
        issues = {}
        for name, options, (salience, *scores) in (
            ("toll", ("none", "half", "full"), toll),
            ("night", ("no", "some", "all"), night),
        ):
            stated = dict(zip(options, scores, strict=True))
            issues[name] = {"salience": salience, "scores": stated}
        return {"no_deal": no_deal, "issues": issues}

    places = {
        "toll": {"none": 0, "half": 40, "full": 100},
        "night": {"no": 0, "some": 60, "all": 100},
    }
    content = {
        "detente": 1,
        "title": "ferry",
        "parties": {
            "hill": {"seat": True, "influence": 50},
            "vale": {"seat": True, "influence": 50},
            "fen": {"seat": False, "influence": 50},
        },
        "issues": {
            issue: {"options": {option: {"at": at} for option, at in options.items()}}
            for issue, options in places.items()
        },
        "preferences": {
            "hill": wishes(25, (100, 100, 70, 10), (50, 100, 40, 10)),
            "vale": wishes(25, (50, 10, 40, 100), (100, 0, 70, 100)),
            "fen": wishes(40, (100, 0, 50, 100), (100, 100, 30, 0)),
        },
    }
    return Case.model_validate({**content, **changed})


def mirrored(case):
    """Return a case with the direction of every scale turned round."""
    content = case.model_dump(mode="json", by_alias=True)
    for issue in content["issues"].values():
        for option in issue["options"].values():
            option["at"] = 100 - option["at"]
    return Case.model_validate(content)


def reordered(case):
    """Return a case with everything written in the opposite order."""
    content = case.model_dump(mode="json", by_alias=True)
    for part in ("parties", "issues", "preferences"):
        content[part] = dict(reversed(content[part].items()))
    for issue in content["issues"].values():
        issue["options"] = dict(reversed(issue["options"].items()))
    return Case.model_validate(content)


_NUMBERS = st.integers(0, 10).map(lambda n: n * 10)
_RANGES = st.tuples(_NUMBERS, _NUMBERS).map(lambda ends: f"{min(ends)}..{max(ends)}")


@st.composite
def placed_cases(draw):
    """Return a case with places on every scale; certain values, ranges and silence mixed."""
    parties = {
        name: {"seat": seat, "influence": draw(_NUMBERS | _RANGES)}
        for name, seat in (("abe", True), ("bea", True), ("cid", draw(st.booleans())))
    }
    issues = {
        name: {
            "status_quo": draw(st.sampled_from([None, "x"])),
            "options": {o: {"at": draw(_NUMBERS)} for o in options},
        }
        for name, options in (("ivy", "xyz"), ("jam", "xy"))
    }
    preferences = {
        party: {
            "issues": {
                name: draw(
                    st.builds(wish, st.sampled_from(sorted(issue["options"])), _NUMBERS | _RANGES)
                    | st.fixed_dictionaries(
                        {"scores": st.fixed_dictionaries(dict.fromkeys(issue["options"], _RANGES))}
                    )
                )
                for name, issue in issues.items()
                if draw(st.integers(0, 5))
            }
        }
        for party in parties
    }
    return Case.model_validate(
        {
            "detente": 1,
            "title": "random",
            "parties": parties,
            "issues": issues,
            "preferences": preferences,
        }
    )
