"""The tables of actors: whole, consistent, neutral in form, and usable for German sentences."""

import re
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from detente.reading.actor_table import ActorRow, actor_table, slug
from detente.reading.inflection import adjective_forms, name_forms, people_forms
from detente.reading.tables import load_csv

TABLE = actor_table()
ROWS = sorted(TABLE.rows.values(), key=lambda row: row.id)
PERSONS = sorted(TABLE.persons.values(), key=lambda person: person.id)
ID = re.compile(r"[a-z][a-z0-9_]*")


@pytest.mark.parametrize("name", ["states.csv", "organisations.csv", "persons.csv"])
def test_every_row_of_a_table_has_every_column(name: str) -> None:
    for row in load_csv(name):
        assert None not in row, row
        optional = {"seats"}
        assert all(value is not None for key, value in row.items() if key not in optional), row


@pytest.mark.parametrize("name", ["states.csv", "organisations.csv"])
def test_no_id_stands_twice_in_a_table(name: str) -> None:
    ids = [row["id"] for row in load_csv(name)]
    assert len(ids) == len(set(ids))


def test_ids_are_lower_case_ascii_words() -> None:
    assert [row.id for row in ROWS if not ID.fullmatch(row.id)] == []
    assert [person.id for person in PERSONS if not ID.fullmatch(person.id)] == []


def test_ids_of_persons_and_rows_never_meet() -> None:
    assert set(TABLE.rows).isdisjoint(TABLE.persons)


def test_every_state_has_a_code_of_three_letters_or_none() -> None:
    states = [row for row in ROWS if row.type == "state"]
    assert all(row.code is None or re.fullmatch("[A-Z]{3}", row.code) for row in states)
    codes = [row.code for row in states if row.code is not None]
    assert len(codes) == len(set(codes))


def test_the_table_holds_the_members_of_the_united_nations() -> None:
    coded = [row for row in ROWS if row.type == "state" and row.code is not None]
    assert len(coded) >= 193
    assert {"usa", "russia", "ukraine", "united_kingdom", "saudi_arabia", "dr_congo",
            "south_sudan", "timor_leste", "kosovo", "palestine", "taiwan",
            "western_sahara"} <= set(TABLE.rows)  # fmt: skip


@pytest.mark.parametrize(
    "state", ["soviet_union", "yugoslavia", "czechoslovakia", "east_germany", "rhodesia",
              "south_vietnam", "north_vietnam"]
)  # fmt: skip
def test_the_table_holds_past_states_of_known_processes(state: str) -> None:
    assert TABLE.rows[state].type == "state"


@pytest.mark.parametrize(
    ("actor", "kind"),
    [("un", "organisation"), ("eu", "bloc"), ("europe", "bloc"), ("nato", "bloc"),
     ("west", "bloc"), ("farc", "armed_group"), ("taliban", "movement"), ("igad", "organisation")],
)  # fmt: skip
def test_blocs_organisations_and_groups_have_their_type(actor: str, kind: str) -> None:
    assert TABLE.rows[actor].type == kind


def test_homes_parties_and_offices_exist() -> None:
    assert [row.id for row in ROWS if row.home is not None and row.home not in TABLE.rows] == []
    for person in PERSONS:
        for tenure in person.tenures:
            assert tenure.party is None or tenure.party in TABLE.rows, person.id
            assert tenure.office in TABLE.offices, person.id
            assert tenure.first <= tenure.last, person.id


@pytest.mark.parametrize(
    ("actor", "article", "plural"),
    [
        ("ukraine", "die", False),
        ("usa", "die", True),
        ("iran", "der", False),
        ("netherlands", "die", True),
        ("kosovo", "das", False),
        ("germany", None, False),
    ],
)
def test_german_grammar_of_shown_names_is_known(
    actor: str, article: str | None, plural: bool
) -> None:
    row = TABLE.rows[actor]
    assert (row.article_de, row.plural) == (article, plural)


@pytest.mark.parametrize(
    ("name", "expected"),
    [
        ("Recep Tayyip Erdoğan", "recep_tayyip_erdogan"),
        ("Humberto de la Calle", "humberto_de_la_calle"),
        ("Terje Rød-Larsen", "terje_rod_larsen"),
        ("Hans Weiß", "hans_weiss"),
        ("3. Division", "n3_division"),
    ],
)
def test_slugs_are_plain(name: str, expected: str) -> None:
    assert slug(name) == expected


@given(st.text(min_size=1, max_size=30))
def test_any_name_gives_a_valid_id(name: str) -> None:
    assert ID.fullmatch(slug(name))


def test_an_office_holder_serves_only_in_the_years_of_the_office() -> None:
    annan = TABLE.persons["kofi_annan"]
    during_kenya = annan.tenure_at(date(2008, 2, 1))
    assert during_kenya is not None
    assert during_kenya.party == "african_union"
    assert annan.tenure_at(date(2015, 1, 1)) is None


def test_without_a_date_only_a_single_party_is_certain() -> None:
    assert TABLE.persons["kofi_annan"].tenure_at(None) is None
    lavrov = TABLE.persons["sergey_lavrov"].tenure_at(None)
    assert lavrov is not None
    assert lavrov.party == "russia"


def test_german_adjectives_take_every_ending() -> None:
    forms = adjective_forms("russisch", "de")
    assert {"russisch", "russische", "russischen", "russischer", "russischem", "russisches"} == set(
        forms
    )
    assert adjective_forms("Schweizer!", "de") == ("Schweizer",)


@pytest.mark.parametrize(
    ("base", "form"),
    [("Russe", "Russinnen"), ("Ukrainer", "Ukrainerin"), ("Israeli", "Israelis"),
     ("Jemenit/Jemeniten/Jemenitin", "Jemeniten")],
)  # fmt: skip
def test_german_words_for_people_have_their_forms(base: str, form: str) -> None:
    assert form in people_forms(base, "de")


def test_german_names_take_a_genitive_unless_they_end_in_s() -> None:
    assert name_forms("Russland", "de") == ("Russland", "Russlands")
    assert name_forms("Laos", "de") == ("Laos",)
    assert name_forms("Russia", "en") == ("Russia",)


def test_shown_names_are_among_the_names_that_are_found() -> None:
    def shown(row: ActorRow) -> set[str]:
        return {row.name.de, row.name.en}

    assert all(shown(row) <= set(row.names()) for row in ROWS)
