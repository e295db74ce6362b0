"""What the tables of actors must hold: every state in both languages, the holders of offices."""

from collections import defaultdict
from datetime import date
from itertools import combinations

import pytest
from babel import Locale
from babel.core import get_global

from detente.reading.actor_table import Tenure, actor_table
from detente.reading.tables import load_csv
from detente.sources.frozen import Language

TABLE = actor_table()
CODES = """
AFG ALB DZA AND AGO ATG ARG ARM AUS AUT AZE BHS BHR BGD BRB BLR BEL BLZ BEN BTN BOL BIH BWA BRA BRN
BGR BFA BDI CPV KHM CMR CAN CAF TCD CHL CHN COL COM COG COD CRI CIV HRV CUB CYP CZE DNK DJI DMA DOM
ECU EGY SLV GNQ ERI EST SWZ ETH FJI FIN FRA GAB GMB GEO DEU GHA GRC GRD GTM GIN GNB GUY HTI HND HUN
ISL IND IDN IRN IRQ IRL ISR ITA JAM JPN JOR KAZ KEN KIR PRK KOR KWT KGZ LAO LVA LBN LSO LBR LBY LIE
LTU LUX MDG MWI MYS MDV MLI MLT MHL MRT MUS MEX FSM MDA MCO MNG MNE MAR MOZ MMR NAM NRU NPL NLD NZL
NIC NER NGA MKD NOR OMN PAK PLW PAN PNG PRY PER PHL POL PRT QAT ROU RUS RWA KNA LCA VCT WSM SMR STP
SAU SEN SRB SYC SLE SGP SVK SVN SLB SOM ZAF SSD ESP LKA SDN SUR SWE CHE SYR TJK TZA THA TLS TGO TON
TTO TUN TUR TKM TUV UGA UKR ARE GBR USA URY UZB VUT VEN VNM YEM ZMB ZWE
"""
MEMBERS = CODES.split()
OTHERS = ["PSE", "TWN", "VAT", "XKX", "ESH"]
STATES = {row.code: row for row in TABLE.rows.values() if row.type == "state" and row.code}

WITHOUT_ADJECTIVE = {
    "COG": "shares its adjective with the Democratic Republic of the Congo",
    "DMA": "shares its English adjective with the Dominican Republic",
    "NZL": "takes its name as English adjective",
    "SLB": "the German adjective means wise",
}
WITHOUT_CAPITAL = {
    "BEL": "Brussels stands for the EU and NATO",
    "ISR": "the status of Jerusalem is disputed; a row takes no view",
    "ESH": "the status of the territory is disputed; a row takes no view",
    "STP": "the capital has the name of the state",
    "SYC": "Victoria names persons and other places",
    "MCO": "the capital has the name of the state",
    "SMR": "the capital has the name of the state",
    "SGP": "the capital has the name of the state",
    "VAT": "Vatican City is a name of the row",
}


def plain(name: str) -> str:
    """Return a name as the standard and the table compare: "&" written out, no brackets."""
    name = name.partition(" (")[0].replace("’", "'").replace("ʻ", "'")
    return name.replace(" & ", " and ").replace(" - ", "-").replace("St. ", "Saint ").casefold()


@pytest.mark.parametrize("code", [*MEMBERS, *OTHERS])
def test_every_member_of_the_united_nations_and_five_others_are_known(code: str) -> None:
    assert code in STATES


@pytest.mark.parametrize("language", ["de", "en"])
@pytest.mark.parametrize("code", [*MEMBERS, *OTHERS])
def test_every_state_has_the_name_of_the_standard_of_locales(code: str, language: Language) -> None:
    short = {"XKX": ["XK"]}.get(code) or get_global("territory_aliases")[code]
    standard = plain(Locale(language).territories[short[0]])
    names = {plain(name) for name in STATES[code].names()}
    tails = {name.removesuffix(" and the grenadines") + " and grenadines" for name in names}
    assert standard in names | tails


@pytest.mark.parametrize("code", [*MEMBERS, *OTHERS])
def test_every_state_has_an_adjective_in_both_languages(code: str) -> None:
    row = STATES[code]
    has_both = bool(row.adjectives["de"] and row.adjectives["en"])
    assert has_both != (code in WITHOUT_ADJECTIVE)


@pytest.mark.parametrize("code", [*MEMBERS, *OTHERS])
def test_every_state_has_a_capital(code: str) -> None:
    assert bool(STATES[code].capitals) != (code in WITHOUT_CAPITAL)


def test_no_name_capital_or_adjective_means_two_actors() -> None:
    meant: dict[str, set[str]] = defaultdict(set)
    for row in TABLE.rows.values():
        for name in (*row.names(), *row.capitals):
            meant[name].add(row.id)
    assert {name: ids for name, ids in meant.items() if len(ids) > 1} == SHARED


SHARED: dict[str, set[str]] = {}
"""Names that two rows share; the earlier row is meant where nothing else decides."""

HOLDERS = {"president", "prime_minister", "chancellor", "king", "pope", "foreign_minister",
           "defence_minister", "secretary_general", "high_representative"}  # fmt: skip
SEVERAL = {("eu", "president"), ("bosnia_and_herzegovina", "president"),
           ("bosnia_and_herzegovina", "high_representative")}  # fmt: skip
"""Two bodies, or several members, hold it at once."""


def months(tenure: Tenure) -> tuple[int, int]:
    """Return first and last month; a year without a month is as short as it can be."""
    first_known, last_known = tenure.first_month != 1, tenure.last_month != 12
    first = 12 * tenure.first + (tenure.first_month if first_known else 12)
    last = 12 * tenure.last + (tenure.last_month if last_known else 1)
    return first, last


def test_an_office_with_one_holder_never_has_two_at_once() -> None:
    held: dict[tuple[str, str], list[tuple[Tenure, str]]] = defaultdict(list)
    for person in TABLE.persons.values():
        for tenure in person.tenures:
            if tenure.party is None or TABLE.rows[tenure.party].type not in (
                "state", "bloc", "organisation",
            ):  # fmt: skip
                continue
            if tenure.office in HOLDERS and (tenure.party, tenure.office) not in SEVERAL:
                held[tenure.party, tenure.office].append((tenure, person.id))
    clashes = [
        (office, one, other)
        for office, terms in held.items()
        for (a, one), (b, other) in combinations(terms, 2)
        if max(months(a)[0], months(b)[0]) < min(months(a)[1], months(b)[1])
    ]
    assert clashes == []


def test_no_term_is_told_twice_and_every_date_is_one() -> None:
    rows = load_csv("persons.csv")
    keys = [(row["name"], row["party"], row["office"], row["from"]) for row in rows]
    assert len(keys) == len(set(keys))
    for row in rows:
        for day in filter(None, (row["from"], row["to"])):
            year, _, month = day.partition("-")
            date(int(year), int(month or 1), 1)
        if row["from"] and row["to"]:
            assert row["from"][:7] <= (row["to"] if len(row["to"]) == 7 else row["to"] + "-12")


def test_a_person_is_a_man_or_a_woman_in_every_row() -> None:
    sexes: dict[str, set[str]] = defaultdict(set)
    for row in load_csv("persons.csv"):
        sexes[row["name"]].add(row["sex"])
    assert {name: found for name, found in sexes.items() if found not in ({"m"}, {"f"})} == {}


def test_a_full_name_means_one_person() -> None:
    meant: dict[str, set[str]] = defaultdict(set)
    for person in TABLE.persons.values():
        for name in {person.name.en, person.name.de, *person.aliases}:
            meant[name].add(person.id)
    assert {name: ids for name, ids in meant.items() if len(ids) > 1} == {}


G20_IDS = (
    "argentina australia brazil canada china france germany india indonesia italy japan mexico "
    "russia saudi_arabia south_africa south_korea turkey united_kingdom usa"
)
G20 = G20_IDS.split()
DAYS = [date(year, 7, 1) for year in range(1992, 2026, 3)]


@pytest.mark.parametrize("state", G20)
def test_each_member_of_the_g20_has_a_head_of_state_or_government_all_along(state: str) -> None:
    offices = {"president", "prime_minister", "chancellor", "king"}
    for day in DAYS:
        assert holders(state, offices, day), (state, day)


@pytest.mark.parametrize("state", [state for state in G20 if state != "argentina"])
def test_each_member_of_the_g20_has_a_foreign_minister_in_recent_years(state: str) -> None:
    assert holders(state, {"foreign_minister"}, date(2023, 5, 1)), state


@pytest.mark.parametrize(
    ("body", "office"),
    [("un", "secretary_general"), ("nato", "secretary_general"), ("eu", "high_representative"),
     ("eu", "president"), ("arab_league", "secretary_general"), ("african_union", "leader"),
     ("icc", "leader"), ("iaea", "leader"), ("icrc", "president")],
)  # fmt: skip
def test_international_bodies_have_a_head_all_along(body: str, office: str) -> None:
    for day in DAYS:
        if day.year >= {"eu": 2000, "african_union": 2004, "icc": 2004}.get(body, 1993):
            assert holders(body, {office}, day), (body, day)


PROCESSES = {
    "Northern Ireland": (1995, "united_kingdom ireland sinn_fein uup sdlp dup"),
    "Oslo": (1993, "israel plo norway usa"),
    "Gaza": (2024, "israel hamas egypt qatar usa"),
    "Bosnia": (1994, "bosnia_and_herzegovina croatia serbia republika_srpska un eu"),
    "Kosovo": (2023, "serbia kosovo eu"),
    "Cyprus": (2016, "cyprus northern_cyprus un turkey greece"),
    "Name of Macedonia": (2018, "greece north_macedonia un"),
    "Karabakh": (2020, "armenia azerbaijan russia"),
    "Georgia": (2008, "georgia russia france"),
    "Minsk": (2015, "ukraine russia germany france osce"),
    "Ukraine": (2025, "ukraine russia usa turkey"),
    "Iran": (2015, "iran usa russia china france germany united_kingdom eu"),
    "Korea": (2018, "north_korea south_korea usa"),
    "Taliban": (2020, "taliban usa afghanistan"),
    "Yemen": (2018, "yemen houthis un saudi_arabia"),
    "Syria": (2016, "syria un russia turkey"),
    "Libya": (2020, "libya lna un"),
    "Western Sahara": (2018, "morocco polisario algeria un"),
    "Colombia": (2015, "colombia farc cuba norway"),
    "ELN": (2023, "colombia eln"),
    "Venezuela": (2021, "venezuela norway"),
    "El Salvador": (1991, "el_salvador fmln un"),
    "Mozambique": (1992, "mozambique renamo sant_egidio"),
    "Angola": (1994, "angola unita un"),
    "South Africa": (1992, "south_africa anc inkatha"),
    "Rwanda and Congo": (2024, "dr_congo rwanda m23 congo_river_alliance angola"),
    "Burundi": (2000, "burundi south_africa"),
    "Sudan, north and south": (2004, "sudan splm igad"),
    "South Sudan": (2015, "south_sudan splm_io"),
    "Sudan": (2023, "sudan rsf saudi_arabia usa"),
    "Tigray": (2022, "ethiopia tplf african_union kenya"),
    "Nile dam": (2020, "ethiopia egypt sudan"),
    "Kenya": (2008, "kenya african_union"),
    "Sierra Leone": (1999, "sierra_leone ruf"),
    "Liberia": (2003, "liberia"),
    "Aceh": (2005, "indonesia gam crisis_management_initiative"),
    "Mindanao": (2013, "philippines milf"),
    "Sri Lanka": (2002, "sri_lanka ltte norway"),
    "Nepal": (2006, "nepal cpn_maoist"),
    "East Timor": (2000, "indonesia un"),
    "Cambodia": (1991, "cambodia"),
    "Transnistria": (2022, "moldova"),
    "PKK": (2025, "turkey pkk"),
}


@pytest.mark.parametrize("process", sorted(PROCESSES))
def test_every_party_to_a_major_process_has_somebody_who_speaks_for_it(process: str) -> None:
    year, parties = PROCESSES[process]
    for party in parties.split():
        assert party in TABLE.rows, party
        assert holders(party, None, date(year, 7, 1)), (process, party)


def holders(party: str, offices: set[str] | None, day: date) -> list[str]:
    """Return who held one of the offices for a party on a day."""
    return [
        person.id
        for person in TABLE.persons.values()
        for tenure in person.tenures
        if tenure.party == party
        and (offices is None or tenure.office in offices)
        and tenure.covers(day)
    ]
