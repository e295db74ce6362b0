"""What `find_mentions` promises: who is named where, and whom each place means."""

from datetime import date
from time import process_time

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from tests.naming import actors_of, cast_of, mention_of, named, party_of

from detente.sources.frozen import Language

ROUGH = st.lists(
    st.sampled_from(
        ["Russland", "US-Präsident", "Trump", " ", ". ", "\n\n", "Er ", "beide Seiten", "„", "“",
         "die", "Regierung", "officials", "Anna Muster", "the rebels", "'s", "Kiew", "in", "und",
         "-", "Kritiker", "russische", "They ", "zwischen", "Ministerin", "\x00", "e\u0301"]
    ),
    max_size=40,
).map("".join)  # fmt: skip


@settings(deadline=None)
@given(st.one_of(ROUGH, st.text(max_size=80)), st.sampled_from(["de", "en"]))
def test_mentions_of_any_text_are_ordered_and_known_to_the_cast(
    text: str, language: Language
) -> None:
    cast = cast_of(text, language)
    actors = {actor.id: actor for actor in cast.actors}
    end = 0
    for mention in cast.mentions:
        assert end <= mention.start < mention.end <= len(text)
        end = mention.end
        spans = {(span.start, span.end) for span in actors[mention.actor].mentions}
        assert (mention.start, mention.end) in spans
    assert sum(len(actor.mentions) for actor in cast.actors) == len(cast.mentions)


def test_reading_twice_gives_the_same_cast() -> None:
    text = "Russian and Ukrainian officials met in Istanbul. Both sides left. They were tired."
    assert cast_of(text, "en") == cast_of(text, "en")


@pytest.mark.parametrize(
    "name", ["Selenskyj", "Selenskij", "Zelensky", "Zelenskyy", "Wolodymyr Selenskyj"]
)
@pytest.mark.parametrize("language", ["de", "en"])
def test_spellings_of_one_name_mean_one_person(name: str, language: Language) -> None:
    assert named(f"{name} x.", language) == [(name, "volodymyr_zelenskyy")]


@pytest.mark.parametrize("name", ["Kiew", "Kyjiw", "Kyiv", "Kiev"])
def test_spellings_of_one_capital_mean_one_government(name: str) -> None:
    mention = mention_of(name, f"Moskau und {name} schweigen.", "de")
    assert mention is not None
    assert (mention.actor, mention.form) == ("ukraine", "capital")


@pytest.mark.parametrize(
    ("text", "words", "language"),
    [
        ("Die Gespräche in Riad endeten.", "Riad", "de"),
        ("Der Minister reiste nach Moskau.", "Moskau", "de"),
        ("Die Delegation kehrte aus Moskau zurück.", "Moskau", "de"),
        ("Treffen in Washington und Moskau sind geplant.", "Moskau", "de"),
        ("Envoys flew to Moscow on Monday.", "Moscow", "en"),
        ("The Geneva talks and the Oslo accords are history.", "Oslo", "en"),
        ("Protests near Paris went on.", "Paris", "en"),
        ("The Washington Post reported it.", "Washington", "en"),
    ],
)
def test_a_capital_where_something_happens_is_no_government(
    text: str, words: str, language: Language
) -> None:
    assert mention_of(words, text, language) is None


@pytest.mark.parametrize(
    ("text", "words", "actor", "language"),
    [
        ("Die Annäherung zwischen Washington und Moskau stockt.", "Moskau", "russia", "de"),
        ("Kiew lehnte ab.", "Kiew", "ukraine", "de"),
        ("Man will Moskau Zugeständnisse machen.", "Moskau", "russia", "de"),
        ("Concessions to Moscow are excluded.", "Moscow", "russia", "en"),
        ("The Kremlin denied it.", "Kremlin", "russia", "en"),
        ("Das Weiße Haus schwieg.", "Weiße Haus", "usa", "de"),
        ("Brüssel droht mit Zöllen.", "Brüssel", "eu", "de"),
    ],
)
def test_a_capital_that_acts_stands_for_its_government(
    text: str, words: str, actor: str, language: Language
) -> None:
    mention = mention_of(words, text, language)
    assert mention is not None
    assert (mention.actor, mention.form) == (actor, "capital")


def test_adjectives_and_demonyms_name_the_state() -> None:
    text = "Die russische Delegation traf Ukrainer, eine Norwegerin und einen Schweizer Gesandten."
    assert {actor for _, actor in named(text, "de")} >= {"ukraine", "norway"}
    mention = mention_of("Ukrainer", text, "de")
    assert mention is not None
    assert mention.form == "demonym"


@pytest.mark.parametrize(
    ("word", "found", "actor", "form"),
    [
        ("US-Vertreter", "US-Vertreter", "usa_officials", "group"),
        ("NATO-Staaten", "NATO-Staaten", "nato", "group"),
        ("NATO-Präsenz", "NATO", "nato", "compound"),
        ("Ukraine-Krieg", "Ukraine", "ukraine", "compound"),
        ("Ukrainekrieg", "Ukraine", "ukraine", "compound"),
        ("pro-russische", "russische", "russia", "compound"),
        ("prorussische", "russische", "russia", "compound"),
        ("FARC-Rebellen", "FARC-Rebellen", "farc", "group"),
        ("Saudi-Arabien-Reise", "Saudi-Arabien", "saudi_arabia", "compound"),
        ("Trump-Regierung", "Trump-Regierung", "usa", "group"),
    ],
)
def test_names_inside_german_words_are_found(word: str, found: str, actor: str, form: str) -> None:
    text = f"Es ging um {word} und mehr."
    mention = mention_of(found, text, "de", date(2025, 3, 1))
    assert mention is not None
    assert (mention.actor, mention.form) == (actor, form)


@pytest.mark.parametrize("word", ["Biden-Ära", "Obama-Jahre", "Merkel-Zeit"])
def test_a_time_named_after_a_person_names_nobody(word: str) -> None:
    assert named(f"Das stammt aus der {word} und bleibt.", "de") == []


def test_two_nations_in_one_adjective_are_both_named() -> None:
    assert [actor for _, actor in named("Die russisch-ukrainischen Gespräche ruhen.", "de")] == [
        "russia", "ukraine",
    ]  # fmt: skip
    assert [actor for _, actor in named("Israeli-Palestinian talks resumed.", "en")] == [
        "israel", "palestine",
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("text", "language"),
    [
        ("Waves on the Indian Ocean were high.", "en"),
        ("Ships left the Gulf of Oman.", "en"),
        ("Regen im westlichen Teil der Stadt.", "de"),
        ("Im Westen nichts Neues.", "de"),
        ("Michael Jordan played well.", "en"),
    ],
)
def test_names_of_seas_directions_and_people_are_no_states(text: str, language: Language) -> None:
    states = {"india", "oman", "west", "jordan"}
    assert states.isdisjoint(actor for _, actor in named(text, language))


def test_a_person_of_the_table_speaks_for_the_party_of_that_day() -> None:
    text = "Annan left the room."
    assert party_of("Annan", text, "en", date(2003, 5, 1)) == "un"
    assert party_of("Annan", text, "en", date(2008, 2, 1)) == "african_union"
    assert party_of("Annan", text, "en", date(2015, 2, 1)) is None
    assert party_of("Annan", text, "en") is None


@pytest.mark.parametrize(
    ("text", "words", "actor", "party", "language"),
    [
        (
            "Der kolumbianische Unterhändler Pepe Ramblas kam.",
            "Pepe Ramblas", "pepe_ramblas", "colombia", "de",
        ),
        ("Norwegian envoy Kari Fjellby left.", "Kari Fjellby", "kari_fjellby", "norway", "en"),
        ("Norway's envoy Kari Fjellby left.", "Kari Fjellby", "kari_fjellby", "norway", "en"),
        ("Kari Fjellby, the Norwegian envoy, left.", "Kari Fjellby", "kari_fjellby", "norway",
         "en"),
        ("Der Sprecher der FARC, Pepe Ramblas, kam.", "Pepe Ramblas", "pepe_ramblas", "farc", "de"),
        ("US-Unterhändlerin Jane Fjellby kam.", "Jane Fjellby", "jane_fjellby", "usa", "de"),
        ("The SPLM's Deng Majok spoke.", "Deng Majok", "deng_majok", "splm", "en"),
    ],
)  # fmt: skip
def test_a_text_introduces_persons_by_nation_office_and_name(
    text: str, words: str, actor: str, party: str, language: Language
) -> None:
    mention = mention_of(words, text, language)
    assert mention is not None
    assert (mention.actor, mention.party, mention.form) == (actor, party, "person")


def test_a_counterpart_has_the_office_of_the_one_named_before() -> None:
    text = "US-Außenminister Marco Rubio traf seinen norwegischen Amtskollegen Pelle Fjellby."
    (person,) = [a for a in cast_of(text, "de").actors if a.id == "pelle_fjellby"]
    assert person.represents == "norway"
    assert person.office is not None
    assert person.office.de == "Außenminister"


def test_his_envoy_speaks_for_the_same_party() -> None:
    text = "US-Präsident Trump lobte das. Sein Sondergesandter Pepe Ramblas schwieg."
    assert party_of("Pepe Ramblas", text, "de", date(2025, 3, 1)) == "usa"


def test_a_former_office_gives_no_party() -> None:
    text = "Der frühere norwegische Außenminister Pelle Fjellby vermittelt."
    assert party_of("Pelle Fjellby", text, "de") is None


def test_an_expert_of_an_institute_speaks_for_no_party() -> None:
    text = "Nils Haverkorn vom International Institute for Peace Questions nannte das falsch."
    assert named(text, "de") == [
        ("Nils Haverkorn", "nils_haverkorn"),
        (
            "International Institute for Peace Questions",
            "international_institute_for_peace_questions",
        ),
    ]  # fmt: skip
    assert party_of("Nils Haverkorn", text, "de") is None


def test_a_surname_means_the_person_introduced_in_the_text() -> None:
    text = (
        "Norwegian envoy Kari Fjellby left. Rebels stayed. Fjellby said so. Fjellby's plan failed."
    )
    assert [actor for words, actor in named(text, "en") if words == "Fjellby"] == [
        "kari_fjellby", "kari_fjellby",
    ]  # fmt: skip


def test_a_surname_of_two_persons_far_away_stays_open() -> None:
    text = (
        "Envoy Anna Berger came. Envoy Otto Berger came. Rain fell. Snow fell. Wind blew. "
        "Hail fell. Then Berger spoke."
    )
    assert "Berger" not in [words for words, _ in named(text, "en")]


def test_someone_else_with_a_known_surname_is_someone_else() -> None:
    assert ("Trump", "donald_trump") not in named("Melania Trump sagte nichts.", "de")


def test_a_title_means_the_holder_named_before() -> None:
    text = "Präsident Ilham Alijew kam. Regen fiel. Der Präsident lehnte ab."
    mention = mention_of("Präsident", text, "de")
    assert mention is not None
    assert (mention.actor, mention.form) == ("ilham_aliyev", "office")


def test_a_title_that_two_may_hold_stays_open() -> None:
    text = (
        "Prime Minister Tony Blair came. Irish Taoiseach Bertie Ahern came. It rained. Snow fell. "
        "The prime minister spoke."
    )
    assert mention_of("prime minister", text, "en", date(1998, 4, 9)) is None


def test_a_title_with_a_nation_but_no_name_is_an_office() -> None:
    text = "Der norwegische Außenminister lehnte ab."
    mention = mention_of("norwegische Außenminister", text, "de")
    assert mention is not None
    assert (mention.actor, mention.party) == ("norway_foreign_minister", "norway")


@pytest.mark.parametrize(
    ("text", "words", "actor", "party", "language"),
    [
        ("Russian officials left.", "Russian officials", "russia_officials", "russia", "en"),
        ("Europäische Diplomaten kamen.", "Europäische Diplomaten", "europe_diplomats", "europe",
         "de"),
        ("Critics disagree.", "Critics", "critics", None, "en"),
        ("Sudanese rebels fled.", "Sudanese rebels", "sudan_rebels", "sudan_rebels", "en"),
        ("Die russische Regierung schwieg.", "russische Regierung", "russia", "russia", "de"),
        ("Das sagten Vertreter der Ukraine.", "Vertreter", "ukraine_officials", "ukraine", "de"),
        ("European states object.", "European states", "europe", "europe", "en"),
        ("Die Regierung in Khartum schwieg.", "Regierung", "sudan", "sudan", "de"),
    ],
)  # fmt: skip
def test_groups_stand_for_their_nation_or_for_nobody(
    text: str, words: str, actor: str, party: str | None, language: Language
) -> None:
    mention = mention_of(words, text, language)
    assert mention is not None
    assert (mention.actor, mention.party, mention.form) == (actor, party, "group")


def test_the_government_is_the_only_one_named_so() -> None:
    text = "The Colombian government met the FARC. The government signed."
    assert party_of("government", text, "en") == "colombia"
    assert mention_of("government", "The government signed.", "en") is None


def test_the_rebels_are_the_only_armed_group_named_so_far() -> None:
    text = "The Colombian government met the FARC. The rebels signed."
    assert party_of("rebels", text, "en") == "farc"


@pytest.mark.parametrize(
    ("text", "words", "language"),
    [
        ("US-Präsident Donald Trump kam. Er lachte.", "Er", "de"),
        ("Donald Trump kam. Das sei gut, sagte er.", "er", "de"),
        ("Donald Trump said that he agreed.", "he", "en"),
    ],
)
def test_a_pronoun_means_the_only_person_named_shortly_before(
    text: str, words: str, language: Language
) -> None:
    mention = mention_of(words, text, language)
    assert mention is not None
    assert (mention.actor, mention.form) == ("donald_trump", "pronoun")


@pytest.mark.parametrize(
    ("text", "words", "language"),
    [
        ("Trump traf Putin. Er lachte.", "Er", "de"),
        ("Angela Merkel came. He laughed.", "He", "en"),
        ("Moskau lehnt Truppen ab, selbst wenn sie unter EU-Flagge kämen.", "sie", "de"),
        ("Trump saw the plan. Nothing happened. Rain fell. Snow fell. He slept.", "He", "en"),
        ("Der Prozess stockt, weil er zu teuer ist.", "er", "de"),
    ],
)
def test_a_pronoun_that_the_text_does_not_settle_stays_open(
    text: str, words: str, language: Language
) -> None:
    assert mention_of(words, text, language) is None


@pytest.mark.parametrize(
    ("text", "words", "parties", "language"),
    [
        (
            "Vertreter Russlands und der USA verhandelten in Riad. Beide Seiten schwiegen.",
            "Beide Seiten", ("russia", "usa"), "de",
        ),
        (
            "The talks between Sudan and the SPLM went on. The two sides signed.",
            "two sides", ("sudan", "splm"), "en",
        ),
        (
            "Rubio und Lawrow einigten sich, die Botschaften beider Länder zu öffnen.",
            "beider Länder", ("usa", "russia"), "de",
        ),
    ],
)  # fmt: skip
def test_both_sides_are_the_two_parties_of_the_talks(
    text: str, words: str, parties: tuple[str, ...], language: Language
) -> None:
    mention = mention_of(words, text, language, date(2025, 2, 20))
    assert mention is not None
    assert (mention.form, mention.parties) == ("both_sides", parties)


def test_both_sides_inside_a_quotation_are_any_sides() -> None:
    text = "Russland und die USA verhandelten. Rubio sagte, „dass beide Seiten nachgeben müssen“."
    mention = mention_of("beide Seiten", text, "de", date(2025, 2, 20))
    assert mention is not None
    assert mention.parties == ()


def test_both_countries_are_never_an_armed_group() -> None:
    text = "The Colombian government and the FARC signed. Both countries applauded."
    mention = mention_of("Both countries", text, "en")
    assert mention is not None
    assert mention.parties == ()


def test_bystanders_joined_by_and_are_no_pair_of_talks() -> None:
    text = (
        "Die Regierung Kolumbiens und die FARC unterzeichneten. Kuba und Norwegen begleiten die "
        "Gespräche. Beide Seiten danken."
    )
    mention = mention_of("Beide Seiten", text, "de")
    assert mention is not None
    assert mention.parties == ("colombia", "farc")


def test_they_after_both_sides_are_the_same_two() -> None:
    text = "Sudan and the SPLM signed. Both sides applauded. They will meet again."
    mention = mention_of("They", text, "en")
    assert mention is not None
    assert (mention.form, mention.parties) == ("pronoun", ("sudan", "splm"))


def test_bylines_and_datelines_name_nobody() -> None:
    text = "MOSKAU (dpa) – Kiew schweigt weiter.\n\nVon Angela Merkel"
    assert actors_of(text, "de") == ["ukraine"]


def test_actors_come_in_order_of_first_mention_with_name_type_and_code() -> None:
    cast = cast_of("Moskau lehnt ab. Die Ukraine und die FARC schweigen.", "de")
    assert [(a.id, a.name.de, a.type, a.code) for a in cast.actors] == [
        ("russia", "Russland", "state", "RUS"),
        ("ukraine", "Ukraine", "state", "UKR"),
        ("farc", "FARC", "armed_group", "COL"),
    ]


def test_a_woman_holds_her_office_in_the_feminine() -> None:
    cast = cast_of("Annalena Baerbock kam.", "de", date(2023, 5, 1))
    assert cast.actors[0].office is not None
    assert cast.actors[0].office.de == "Außenministerin"


def test_a_long_text_is_read_in_seconds() -> None:
    text = "Envoy Anna Berger met Russian officials. She said both sides agreed. The envoy left. "
    begin = process_time()
    cast_of(text * 2500, "en")
    assert process_time() - begin < 20


def test_names_broken_at_the_end_of_a_line_are_found() -> None:
    text = "Am Montag lehnte der ukrainische Präsident Wolodymyr Selen-\nskyj den Plan ab."
    assert ("Wolodymyr Selen-\nskyj", "volodymyr_zelenskyy") in named(text, "de")


def test_names_with_soft_hyphens_or_split_accents_are_found() -> None:
    text = "Die Ukra\u00adine und Co\u0302te d'Ivoire schweigen."
    assert [actor for _, actor in named(text, "de")] == ["ukraine", "cote_divoire"]


def test_a_person_who_served_two_parties_in_one_year_stays_open() -> None:
    assert party_of("Mandela", "Mandela spoke.", "en", date(1994, 5, 1)) is None
    assert party_of("Mandela", "Mandela spoke.", "en", date(1993, 5, 1)) == "anc"


def test_an_owner_named_with_a_genitive_lends_the_party() -> None:
    text = "Sadat's foreign minister, Mohammed Ibrahim Kamel, resigned."
    assert party_of("Mohammed Ibrahim Kamel", text, "en", date(1978, 9, 18)) == "egypt"


def test_heads_of_many_states_are_no_single_office() -> None:
    text = "Die Staats- und Regierungschefs der EU tagten."
    assert [actor for _, actor in named(text, "de")] == ["eu"]


def test_two_accusers_of_a_third_are_no_pair_of_talks() -> None:
    text = (
        "Ägypten und der Sudan warfen Äthiopien vor, Verhandlungen zu meiden. Beide Länder warten."
    )
    mention = mention_of("Beide Länder", text, "de")
    assert mention is not None
    assert mention.parties == ()


def test_both_governments_are_the_two_named_in_one_breath() -> None:
    text = "Die britische und die irische Regierung kamen. Die beiden Regierungen schwiegen."
    mention = mention_of("beiden Regierungen", text, "de")
    assert mention is not None
    assert mention.parties == ("united_kingdom", "ireland")


def test_both_sides_before_any_pair_are_the_only_pair_named_later() -> None:
    text = "Both sides were tired. Egypt and Israel agreed on two committees."
    mention = mention_of("Both sides", text, "en")
    assert mention is not None
    assert mention.parties == ("egypt", "israel")


def test_both_sides_of_a_border_are_no_parties() -> None:
    text = "Egypt and Israel agreed. People on both sides of the border cheered."
    assert mention_of("both sides", text, "en") is None


def test_cities_and_dams_named_after_states_are_no_states() -> None:
    text = "Die Delegation flog aus Port Sudan zum Großen Äthiopischen Damm."
    assert {"sudan", "ethiopia"}.isdisjoint(actor for _, actor in named(text, "de"))
