"""A forecast of the harbor talks, made by hand: one issue of every kind a section can hold."""

from functools import cache

from tests.brief.fixture import acts, findings, source

from detente.analysis.calibration import shipped
from detente.analysis.finding import Finding, Findings
from detente.analysis.forecast_values import (
    Confidence,
    Distribution,
    EqualGainExchange,
    ExchangedIssue,
    ExchangeForecast,
    ForecastValues,
    IssueForecast,
    ModelForecast,
    ModelsSpread,
    Nearer,
    OptionChance,
    OptionPlace,
    PartyExchanges,
    PartyPlace,
    PartyPower,
    Portion,
    Record,
    WithoutParty,
)
from detente.analysis.interval import Interval
from detente.analysis.stability_values import Ground
from detente.sources.frozen import Label

WIDE = "nothing said about influence; a wide range until somebody sets it"
ENGLISH_ONLY = "an analyst's guess"


def spread(low: float, mid: float, high: float) -> Interval:
    return Interval(low=low, mid=mid, high=high, mean=mid)


def label(de: str, en: str) -> Label:
    return Label(de=de, en=en)


def act(name: str) -> str:
    return acts(source())[name].id


def distribution(median: float, chances: dict[str, tuple[float, float, str]]) -> Distribution:
    """Return a forecast around a middle; chances: ``{option: (place, probability, word)}``."""
    largest = max(chance for _, chance, _ in chances.values())
    places = [min(100.0, max(0.0, median + (n - 49.5) * 0.9)) for n in range(100)]
    return Distribution(
        median=median,
        mean=spread(median - 6, median + 2, median + 9),
        interval_50=(median - 18, median + 17),
        interval_80=(max(0, median - 34), min(100, median + 33)),
        quantiles=tuple(places),
        options=tuple(
            OptionChance(option=option, at=at, probability=chance, term=term)
            for option, (at, chance, term) in chances.items()
        ),
        most_likely=tuple(o for o, (_, chance, _) in chances.items() if chance == largest),
    )


def place(
    party: str, at: tuple[float, float, float] | None, share: float = 0.0, **rest: object
) -> PartyPlace:
    """Return where a party stands; None for `at`: it said nothing."""
    rest.setdefault("grounds", (Ground(path=f"parties.{party}.influence", assume=WIDE),))
    return PartyPlace.model_validate(
        {
            "party": party,
            "seated": party in ("norland", "sudria"),
            "place": None if at is None else spread(*at),
            "known": at is not None,
            "best": (("league", 1.0),),
            "salience": spread(40, 60, 80),
            "influence": spread(42, 50, 58),
            "weight_share": spread(max(0, share - 0.1), share, min(1, share + 0.1) if share else 0),
            "silent": at is None,
            **rest,
        }
    )


def model(name: str, at: float, *told: str, **rest: object) -> ModelForecast:
    return ModelForecast.model_validate(
        {"model": name, "variant": f"{name}(default)", "told": told,
         "place": spread(at - 3, at, at + 3), **rest}
    )  # fmt: skip


THREE = ("places", "salience", "influence")
MODELS = (
    model("mean", 34, *THREE),
    model("median", 60, *THREE),
    model("nash_reference", 12, *THREE, "reference",
          notes=(label("Norland gewinnt nichts und wird nicht gefragt.",
                       "Norland gains nothing and is not asked."),)),
    model("exchange", 31, *THREE, "issues_together"),
)  # fmt: skip
SCALE = (
    OptionPlace(option="none", at=0),
    OptionPlace(option="league", at=60),
    OptionPlace(option="foreign", at=100),
)
MISSION = {"none": (0, 0.41, "unlikely"), "league": (60, 0.52, "roughly_even"),
           "foreign": (100, 0.07, "very_unlikely")}  # fmt: skip
OPENED = {"none": (0, 0.2, "very_unlikely"), "league": (60, 0.6, "likely"),
          "foreign": (100, 0.2, "very_unlikely")}  # fmt: skip


def mission() -> IssueForecast:
    """Return an issue with everything: two at the table, one outside with a place, one silent."""
    told = Ground(path="preferences.norland.issues.mission", because=(act("refuse"),))
    asked = Ground(path="preferences.sudria.issues.mission", because=(act("demand"),))
    return IssueForecast(
        issue="mission",
        refused=None,
        scale=SCALE,
        status_quo=OptionPlace(option="none", at=0),
        at_table=distribution(36, MISSION),
        with_everyone=distribution(48, OPENED),
        confidence=Confidence(
            level="low",
            reasons=(label("Zwei Parteien nennen einen Ort.", "Two parties name a place."),),
        ),
        parties=(
            place("norland", (0, 0, 0), 0.45, grounds=(told,)),
            place("sudria", (55, 60, 66), 0.55, grounds=(asked, Ground(path="x", assume=WIDE))),
            place("westania", (90, 97, 100), 0.3, ascribed=True,
                  grounds=(Ground(path="y", assume=ENGLISH_ONLY),)),
            place("league", None),
        ),
        models=MODELS,
        models_spread=ModelsSpread(
            low=12, high=60, lowest=("nash_reference",), highest=("median",)
        ),
        without=(
            WithoutParty(
                party="westania", joins=True, mean_change=spread(9, 12.4, 16), median_change=12,
                median_after=48,
                nearer=(Nearer(party="westania", points=spread(9, 12.4, 16)),
                        Nearer(party="sudria", points=spread(5, 8.1, 9)),
                        Nearer(party="norland", points=spread(-16, -12.4, -9))),
            ),
            WithoutParty(
                party="norland", joins=False, mean_change=spread(20, 26, 30), median_change=25,
                median_after=61,
                nearer=(Nearer(party="sudria", points=spread(20, 26, 30)),
                        Nearer(party="westania", points=spread(20, 26, 30)),
                        Nearer(party="norland", points=spread(-30, -26, -20))),
            ),
        ),
    )  # fmt: skip


def passage() -> IssueForecast:
    """Return an issue on which only somebody without a seat stands anywhere; its options tie."""
    half = {"closed": (0, 0.5, "roughly_even"), "free": (100, 0.5, "roughly_even")}
    return IssueForecast(
        issue="passage",
        refused=label(
            "Keine Prognose zu „Durchfahrt“: Niemand am Tisch hat einen Ort.",
            "No forecast on “passage”: nobody at the table has a place.",
        ),
        scale=(OptionPlace(option="closed", at=0), OptionPlace(option="free", at=100)),
        scale_note=label("Die Orte folgen der Reihenfolge.", "The places follow the order."),
        with_everyone=distribution(50, half),
        parties=(place("westania", (80, 100, 100), 1.0), place("norland", None)),
    )


def blockade() -> IssueForecast:
    """Return an issue that nothing is known about."""
    return IssueForecast(
        issue="blockade",
        refused=label(
            "Keine Prognose zu „Zollblockade“: Die Orte lassen alles offen.",
            "No forecast on “customs blockade”: the places leave everything open.",
        ),
        scale=(),
    )


def exchanges() -> ExchangeForecast:
    """Return one exchange at the expense of a third party, with ties."""
    return ExchangeForecast(
        variant="equal_gain(ties=shared)",
        issues=(
            ExchangedIssue(issue="mission", before=spread(30, 34, 40), after=spread(35, 41, 47),
                           tie_low=40, tie_high=43.5),
            ExchangedIssue(issue="passage", before=spread(60, 70, 80), after=spread(50, 61, 70),
                           tie_low=61, tie_high=61),
        ),
        parties=(
            PartyExchanges(party="norland", own=spread(1, 2.5, 4), others=spread(0, 0, 0), worse=0),
            PartyExchanges(party="sudria", own=spread(1, 2.5, 4), others=spread(0, 0, 0), worse=0),
            PartyExchanges(party="westania", own=spread(0, 0, 0), others=spread(-9, -6.3, -2),
                           worse=0.97),
            PartyExchanges(party="league", own=spread(0, 0, 0), others=spread(0, 1.1, 2), worse=0),
        ),
        exchanges=(
            EqualGainExchange(
                first="norland", first_issue="mission", first_move=14.2, first_shift=7,
                second="sudria", second_issue="passage", second_move=-18, second_shift=-9,
                gain=2.5, others=(("westania", -6.3), ("league", 1.1)),
            ),
        ) * 8,
        n_ties=2,
    )  # fmt: skip


def record() -> Record:
    """Return the track record that the package ships with."""
    held = shipped()
    return Record(origin=held.origin, licence=held.licence, **held.track_record.model_dump())


def portion(value: float, exact: str) -> Portion:
    return Portion(value=value, exact=exact)


def power(*, unanimous: bool = True) -> tuple[PartyPower, ...]:
    """Return power indices of the two at the table: equal, or one of them decides alone."""
    shares = (("norland", 0.5, "1/2"), ("sudria", 0.5, "1/2"))
    if not unanimous:
        shares = (("norland", 1.0, "1"), ("sudria", 0.0, "0"))
    return tuple(
        PartyPower(party=party, veto=value > 0, no_say=value == 0, banzhaf=portion(value, exact),
                   shapley_shubik=portion(value, exact))
        for party, value, exact in shares
    )  # fmt: skip


@cache
def values() -> ForecastValues:
    """Return the whole forecast."""
    return ForecastValues(
        seated=("norland", "sudria"),
        issues=(mission(), blockade(), passage()),
        exchange=exchanges(),
        power=power(),
        record=record(),
    )


def told(**changes: object) -> Findings:
    """Return the findings on the harbor talks with this forecast, changed as given."""
    base = findings().settlement
    finding = Finding[ForecastValues](
        question="forecast",
        method="mixture of places and past errors",
        case_sha256=base.case_sha256,
        n_draws=base.n_draws,
        seed=base.seed,
        version=base.version,
        values=values().model_copy(update=changes),
        warnings=(label("Die Prognose ist gewarnt.", "The forecast is warned."),),
        because=(act("refuse"), act("demand")),
    )
    return findings().model_copy(update={"forecast": finding})
