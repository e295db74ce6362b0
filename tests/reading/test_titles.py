"""Names and titles: ministries, former office holders, given names, bodies that are no party."""

from datetime import date

import pytest
from tests.naming import actors_of, cast_of, mention_of, named, party_of

from detente.sources.frozen import Language

BOTH: tuple[Language, ...] = ("de", "en")


@pytest.mark.parametrize(
    ("language", "text"),
    [
        (
            "de",
            "Am Mittwoch kam der Außenminister Tesfaye\nAlemu. Tesfaye lehnte ab. Alemu ging.",
        ),
        (
            "en",
            "On Wednesday the Foreign Minister Tesfaye\nAlemu came. Tesfaye refused. Alemu left.",
        ),
    ],
)
def test_a_name_broken_by_a_line_is_whole_and_either_half_names_the_person_later(
    language: Language, text: str
) -> None:
    assert named(text, language) == [
        ("Tesfaye\nAlemu", "tesfaye_alemu"), ("Tesfaye", "tesfaye_alemu"),
        ("Alemu", "tesfaye_alemu"),
    ]  # fmt: skip


@pytest.mark.parametrize("language", BOTH)
def test_a_given_name_that_two_persons_share_names_neither(language: Language) -> None:
    text = {
        "de": "Minister Dorgu Alemu und Minister Dorgu Bekele kamen. Dorgu lehnte ab.",
        "en": "Minister Dorgu Alemu and Minister Dorgu Bekele came. Dorgu refused.",
    }[language]
    assert mention_of("Dorgu", text, language) is None


@pytest.mark.parametrize(
    ("language", "text"),
    [
        ("de", "Die sudanesische Ministerin Hala al-Sadiq al-Nuri kam. Al-Nuri schwieg."),
        ("en", "The Sudanese minister Hala al-Sadiq al-Nuri came. Al-Nuri was silent."),
    ],
)
def test_arabic_names_keep_their_articles(language: Language, text: str) -> None:
    assert mention_of("Hala al-Sadiq al-Nuri", text, language) is not None
    assert party_of("Al-Nuri", text, language) == "sudan"


@pytest.mark.parametrize(
    ("language", "text", "words"),
    [
        ("de", "In Kairo bestritt ein Beamter des Außenministeriums den Bericht.", "Beamter"),
        ("en", "In Cairo, a Foreign Ministry official denied the report.", "official"),
    ],
)
def test_an_official_of_a_ministry_stands_for_the_state_of_the_capital_named(
    language: Language, text: str, words: str
) -> None:
    assert party_of(words, text, language) == "egypt"


@pytest.mark.parametrize(
    ("language", "text", "words"),
    [
        ("de", "Zur Lage.\n\nKAIRO\n\nDas Treffen scheiterte, schreibt das Ministerium für Wasser "
         "und Bewässerung.\n\nADDIS ABEBA\n\nMan habe teilgenommen, erklärt das Außenministerium.",
         ("Ministerium", "Außenministerium")),
        ("en", "On the talks.\n\nCAIRO\n\nThe meeting failed, says the Ministry of Water and "
         "Irrigation.\n\nADDIS ABABA\n\nEthiopia took part, declares the Foreign Ministry.",
         ("Ministry", "Foreign Ministry")),
    ],
)  # fmt: skip
def test_a_ministry_under_a_heading_stands_for_the_state_of_the_heading(
    language: Language, text: str, words: tuple[str, str]
) -> None:
    assert party_of(words[0], text, language) == "egypt"
    assert party_of(words[1], text, language) == "ethiopia"
    assert not [actor for actor in actors_of(text, language) if "minist" in actor]


@pytest.mark.parametrize(
    ("language", "text"),
    [
        ("de", "Das Ministerium für Wasser und Bewässerung schweigt."),
        ("en", "The Ministry of Water and Irrigation is silent."),
    ],
)
def test_a_ministry_without_a_state_is_nobody(language: Language, text: str) -> None:
    assert actors_of(text, language) == []


@pytest.mark.parametrize(
    ("language", "text"),
    [
        ("de", "Der frühere US-Senator Peter Halm, der die Verhandlungen leitet, kam."),
        ("de", "Ex-US-Senator Peter Halm, der die Gespräche moderiert, kam."),
        ("en", "Former US senator Peter Halm, who chairs the negotiations, came."),
        ("en", "Peter Halm, the former American president, signed as facilitator."),
        ("de", "Der ehemalige amerikanische Präsident Peter Halm unterschrieb als Vermittler."),
    ],
)
def test_a_former_office_holder_who_chairs_is_a_mediator_and_stands_for_nobody(
    language: Language, text: str
) -> None:
    assert party_of("Peter Halm", text, language) is None
    assert actors_of(text, language) == ["peter_halm"]
    office = cast_of(text, language).actors[0].office
    assert office is not None
    assert office.en == "mediator"


@pytest.mark.parametrize(
    ("language", "text"),
    [
        ("de", "Der israelische Oppositionsführer Peter Halm kritisierte das Kabinett."),
        ("en", "The Israeli opposition leader Peter Halm criticised the cabinet."),
    ],
)
def test_a_leader_of_the_opposition_does_not_stand_for_the_state(
    language: Language, text: str
) -> None:
    assert party_of("Peter Halm", text, language) is None


@pytest.mark.parametrize(
    ("language", "text", "words"),
    [
        ("de", "Die beiden Regierungen haben sich geeinigt. Die britische Regierung hilft. "
         "Dublin stimmt zu.", "beiden Regierungen"),
        ("en", "The two governments have agreed. The British government helps. Dublin consents.",
         "two governments"),
    ],
)  # fmt: skip
def test_both_governments_are_the_only_two_whose_governments_the_text_names(
    language: Language, text: str, words: str
) -> None:
    mention = mention_of(words, text, language)
    assert mention is not None
    assert mention.parties == ("united_kingdom", "ireland")


@pytest.mark.parametrize(
    ("language", "text", "words"),
    [
        ("de", "Die politischen Parteien Nordirlands stimmten zu.",
         "politischen Parteien Nordirlands"),
        ("en", "The political parties of Northern Ireland agreed.",
         "political parties of Northern Ireland"),
    ],
)  # fmt: skip
def test_the_parties_of_a_region_are_not_the_region(
    language: Language, text: str, words: str
) -> None:
    assert [(m, a) for m, a in named(text, language)] == [
        (words, "northern_ireland_political_parties")
    ]
    assert party_of(words, text, language) is None


@pytest.mark.parametrize(
    ("language", "text", "party"),
    [
        ("en", "The Movement for Bread and Justice left.", True),
        ("en", "They went to the High Court in Dublin.", False),
        ("de", "Der Anwalt ging zum High Court in Dublin.", False),
    ],
)
def test_unknown_movements_can_take_part_in_talks_and_courts_cannot(
    language: Language, text: str, *, party: bool
) -> None:
    parties = [mention.party for mention in cast_of(text, language).mentions]
    assert any(parties) is party


def test_a_body_still_to_be_set_up_is_nobody() -> None:
    text = "Eine Kommission für Wahrheit und Versöhnung wird eingerichtet."
    assert actors_of(text, "de") == []


@pytest.mark.parametrize(
    ("language", "text"),
    [
        ("de", "Israel würde das Westjordanland und den Gazastreifen verlassen."),
        ("en", "Israel would leave the West Bank and the Gaza Strip."),
        ("en", "Israel would leave the West Bank and Gaza Strip."),
    ],
)
def test_the_west_bank_and_the_gaza_strip_are_places(language: Language, text: str) -> None:
    assert actors_of(text, language) == ["israel"]


def test_german_ministers_of_any_field_hold_an_office() -> None:
    text = "Jakarta schickte Justizminister Hamid Awaluddin und Postminister Suko Darma."
    assert party_of("Suko Darma", text, "de", date(2005, 1, 30)) == "indonesia"
    english = "Jakarta sent Justice Minister Hamid Awaluddin and Postal Minister Suko Darma."
    assert party_of("Suko Darma", english, "en", date(2005, 1, 30)) == "indonesia"


@pytest.mark.parametrize(
    ("language", "text"),
    [
        ("de", "Wolf Dorgu unterzeichnete für Manila, der Rest schwieg."),
        ("en", "Wolf Dorgu signed for Manila, the rest was silent."),
    ],
)
def test_who_signs_for_a_government_stands_for_it(language: Language, text: str) -> None:
    assert party_of("Wolf Dorgu", text, language) == "philippines"


@pytest.mark.parametrize(
    ("language", "text"),
    [
        ("de", "Gheorgu Balanu und Witalik Ignatju unterzeichneten ein Protokoll. Ignatju ging."),
        ("en", "Then Gheorgu Balanu and Witalik Ignatju signed a protocol. Ignatju left."),
    ],
)
def test_two_unknown_names_before_a_verb_of_talks_are_persons(
    language: Language, text: str
) -> None:
    assert named(text, language) == [
        ("Gheorgu Balanu", "gheorgu_balanu"), ("Witalik Ignatju", "witalik_ignatju"),
        ("Ignatju", "witalik_ignatju"),
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("language", "text"),
    [
        ("de", "Die Ministerin Mira Kordel-Ferrin kam. Ferrin warnte."),
        ("en", "The minister Mira Kordel-Ferrin came. Ferrin warned."),
    ],
)
def test_the_second_half_of_a_double_surname_names_the_person(
    language: Language, text: str
) -> None:
    assert mention_of("Ferrin", text, language) is not None


@pytest.mark.parametrize(
    ("language", "text"),
    [
        ("de", "Armenier aus Bergkarabach kamen nach Jewlach."),
        ("en", "Armenians from Nagorno-Karabakh came to Yevlakh."),
    ],
)
def test_people_from_elsewhere_do_not_stand_for_the_state_of_their_name(
    language: Language, text: str
) -> None:
    assert actors_of(text, language) == ["nagorno_karabakh"]


def test_an_english_topic_word_means_nothing_in_german() -> None:
    mention = mention_of("Renamo", "Die Renamo war nicht eingeladen.", "de")
    assert mention is not None
    assert mention.form == "name"


@pytest.mark.parametrize(
    ("language", "place", "statement", "words"),
    [
        ("de", "In Nordirland", "widersprachen die Nationalisten.", "Nationalisten"),
        ("en", "In Northern Ireland", "the nationalists disagreed.", "nationalists"),
        ("de", "In Nordirland", "schwiegen die Loyalisten.", "Loyalisten"),
        ("en", "In Northern Ireland", "the loyalists were silent.", "loyalists"),
    ],
)
def test_a_name_of_camps_counts_only_where_the_text_names_their_country(
    language: Language, place: str, statement: str, words: str
) -> None:
    mention = mention_of(words, f"{place} {statement}", language)
    assert mention is not None
    assert mention.actor.endswith("_ni")
    assert mention_of(words, f"In Spanien {statement}", language) is None


@pytest.mark.parametrize(
    ("language", "text", "words"),
    [
        ("de", "Südkorea und Nordkorea trafen sich. Die beiden Koreas reden weiter.",
         "beiden Koreas"),
        ("en", "South Korea and North Korea met. The two Koreas go on talking.", "two Koreas"),
    ],
)  # fmt: skip
def test_the_two_koreas_are_both_sides(language: Language, text: str, words: str) -> None:
    mention = mention_of(words, text, language)
    assert mention is not None
    assert mention.parties == ("south_korea", "north_korea")


@pytest.mark.parametrize(
    ("language", "text"),
    [
        ("de", "Peter Halm, der Chef der nordirischen Polizei, kam."),
        ("en", "Peter Halm, the chief of the Northern Irish fire service, came."),
    ],
)
def test_the_head_of_a_body_does_not_stand_for_the_state(language: Language, text: str) -> None:
    assert party_of("Peter Halm", text, language) is None
