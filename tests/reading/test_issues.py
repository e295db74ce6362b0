"""The catalogue of issues: complete in both languages, and found with exact spans."""

import re

import pytest

from detente.reading.issues import Catalogue, IssueHit, catalogue, find_issues
from detente.reading.text import segment
from detente.sources.frozen import LANGUAGES, Language


def hits(text: str, language: Language) -> tuple[IssueHit, ...]:
    return find_issues(segment(text, language), language)


def issues_in(text: str, language: Language) -> set[str]:
    return {hit.issue for hit in hits(text, language)}


def options_in(text: str, language: Language) -> set[str]:
    return {f"{hit.issue}={hit.option}" for hit in hits(text, language) if hit.option}


def words_of(text: str, language: Language, option: str) -> list[str]:
    return [
        text[hit.start : hit.end]
        for hit in hits(text, language)
        if f"{hit.issue}={hit.option}" == option
    ]


def test_every_issue_has_two_to_five_options_with_names_in_both_languages() -> None:
    for issue in catalogue().issues.values():
        assert 2 <= len(issue.options) <= 5
        names = [issue.name, *(option.name for option in issue.options.values())]
        assert all(name.de and name.en for name in names)


def test_ids_can_stand_in_a_case_and_in_its_statements() -> None:
    for issue in catalogue().issues.values():
        for name in (issue.id, *issue.options):
            assert re.fullmatch(r"[a-z][a-z0-9_]*", name)
            assert name not in {"and", "or", "not", "in", "if", "then", "true", "false"}


def test_an_issue_places_all_its_options_or_none_and_in_rising_order() -> None:
    for issue in catalogue().issues.values():
        places = [option.at for option in issue.options.values()]
        placed = [place for place in places if place is not None]
        assert len(placed) in (0, len(places)), issue.id
        assert placed == sorted(set(placed)), issue.id


def test_scales_run_from_0_to_100() -> None:
    for issue in catalogue().issues.values():
        places = [option.at for option in issue.options.values()]
        if None not in places:
            assert (places[0], places[-1]) == (0, 100), issue.id


def test_the_catalogue_survives_json() -> None:
    assert Catalogue.model_validate_json(catalogue().model_dump_json()) == catalogue()


def test_an_option_is_looked_up_by_issue_and_option() -> None:
    assert catalogue().has_option("sanctions=lifted")
    assert not catalogue().has_option("sanctions=doubled")
    assert not catalogue().has_option("sanctions")


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_name_of_most_issues_is_itself_found(language: Language) -> None:
    missed = [
        issue.id
        for issue in catalogue().issues.values()
        if issue.id not in issues_in(f"{issue.name.in_language(language)}", language)
    ]
    assert len(missed) <= 12, missed


@pytest.mark.parametrize(
    ("language", "text", "option", "words"),
    [
        ("de", "Moskau lehnt Friedenstruppen aus NATO-Staaten ab.", "peacekeepers=nato",
         "Friedenstruppen aus NATO-Staaten"),
        ("de", "Auch unter dem Banner der EU seien Friedenstruppen unerwünscht.",
         "peacekeepers=eu_flag", "unter dem Banner der EU"),
        ("en", "Moscow rejects peacekeepers under a UN mandate or the EU flag.",
         "peacekeepers=eu_flag", "EU flag"),
        ("en", "It will not accept peacekeepers from NATO countries.", "peacekeepers=nato",
         "peacekeepers from NATO"),
        ("de", "Ob die Sanktionen bald aufgehoben werden, blieb offen.", "sanctions=lifted",
         "aufgehoben"),
        ("de", "Man hebe die Sanktionen nicht auf.", "sanctions=lifted",
         "hebe die Sanktionen nicht auf"),
        ("en", "The sanctions will be lifted step by step.", "sanctions=lifted", "lifted"),
        ("en", "They agreed on sanctions relief.", "sanctions=partly_lifted", "sanctions relief"),
        ("de", "Der Personalabbau an den Konsulaten wird rückgängig gemacht.",
         "diplomatic_relations=restored", "Personalabbau an den Konsulaten wird rückgängig"),
        ("en", "Both will reverse the staff cuts at their embassies.",
         "diplomatic_relations=restored", "reverse the staff cuts at their embassies"),
        ("de", "Ein Austausch alle gegen alle ist das Ziel bei den Gefangenen.",
         "prisoners=all", "alle gegen alle"),
        ("en", "A full withdrawal of all foreign troops was demanded.",
         "troop_withdrawal=full", "full"),
    ],
)  # fmt: skip
def test_an_option_is_found_where_the_words_say_it(
    language: Language, text: str, option: str, words: str
) -> None:
    assert words in words_of(text, language, option)


def test_reversing_a_reduction_is_not_a_reduction() -> None:
    text = "Der Personalabbau an den Botschaften soll rückgängig gemacht werden."
    assert options_in(text, "de") == {"diplomatic_relations=restored"}


def test_a_word_that_fits_several_issues_goes_to_the_nearest() -> None:
    german = "Die Entwaffnung lehnt man ab, will aber alle Geiseln freilassen."
    english = "It rejects disarmament but would free all hostages."
    assert options_in(german, "de") == {"hostages=all"}
    assert options_in(english, "en") == {"hostages=all"}


def test_the_option_word_without_its_issue_says_nothing() -> None:
    assert hits("Die Sitzung wurde um acht Uhr aufgehoben.", "de") == ()
    assert hits("The lid was lifted and the tea was poured.", "en") == ()


def test_an_issue_named_without_an_option_has_no_option() -> None:
    assert options_in("Über Sanktionen wurde lange gesprochen.", "de") == set()
    assert issues_in("Über Sanktionen wurde lange gesprochen.", "de") == {"sanctions"}


@pytest.mark.parametrize(
    ("language", "text", "not_found"),
    [
        ("de", "Es gibt Zweifel an der Neutralität dieses Prozesses.", "alliance_membership"),
        ("en", "The talks are held hostage by politics.", "hostages"),
        ("en", "Amnesty International criticized the court.", "amnesty"),
        ("en", "The federal government declined to comment.", "decentralization"),
        ("de", "Die Blockadehaltung der Fraktion dauert an.", "blockade"),
    ],
)
def test_words_that_only_look_like_an_issue_are_left_out(
    language: Language, text: str, not_found: str
) -> None:
    assert not_found not in issues_in(text, language)


def test_no_words_of_negotiation_no_issues() -> None:
    assert hits("Im Garten blüht der Flieder, und die Katze schläft.", "de") == ()
    assert hits("The lilac blooms and the cat sleeps in the sun.", "en") == ()


@pytest.mark.parametrize(
    ("german", "english", "issue"),
    [
        ("Der Waffenstillstand hält.", "The ceasefire holds.", "ceasefire"),
        ("Man sprach über Sicherheitsgarantien.", "They discussed security guarantees.",
         "security_guarantees"),
        ("Es ging um Gebietsabtretungen.", "It was about territorial concessions.", "territory"),
        ("Der Truppenabzug beginnt.", "The troop withdrawal begins.", "troop_withdrawal"),
        ("Die Geiseln sollen frei kommen.", "The hostages are to be freed.", "hostages"),
        ("Humanitäre Hilfe wurde zugelassen.", "Humanitarian aid was let in.",
         "humanitarian_access"),
        ("Die Botschafter kehren zurück.", "The ambassadors return.", "diplomatic_relations"),
        ("Eine Arbeitsgruppe wird gebildet.", "A working group will be formed.",
         "negotiation_format"),
        ("Die Urananreicherung wird begrenzt.", "Uranium enrichment will be capped.",
         "nuclear_enrichment"),
        ("Die Guerilla legt die Waffen nieder.", "The guerrillas lay down their arms.",
         "disarmament"),
        ("Die Landreform kommt.", "The land reform is coming.", "land_reform"),
        ("Der Namensstreit ist beigelegt.", "The name dispute is over.", "state_name"),
        ("Eine Amnestie wurde zugesagt.", "An amnesty was promised.", "amnesty"),
        ("Die Machtteilung war strittig.", "Power-sharing was in dispute.", "power_sharing"),
        ("Der NATO-Beitritt ist vom Tisch.", "NATO membership is off the table.",
         "alliance_membership"),
        ("Das Getreideabkommen läuft aus.", "The grain deal expires.", "shipping"),
    ],
)  # fmt: skip
def test_german_and_english_find_the_same_issue(german: str, english: str, issue: str) -> None:
    assert issue in issues_in(german, "de")
    assert issue in issues_in(english, "en")


def test_spelling_does_not_hide_an_issue() -> None:
    assert issues_in("Die Sank\u00adtionen bleiben.", "de") == {"sanctions"}
    assert issues_in("DIE SANKTIONEN BLEIBEN.", "de") == {"sanctions"}
    assert issues_in("Die Gespräche über den Stützpunkt: Strassensperren weg.", "de") >= {
        "crossings"
    }


def test_hits_stand_in_text_order_and_cover_their_words() -> None:
    text = "Zuerst der Waffenstillstand.\n\nDann die Geiseln,\ndanach der Truppenabzug."
    found = hits(text, "de")
    assert [hit.issue for hit in found] == ["ceasefire", "hostages", "troop_withdrawal"]
    assert [text[hit.start : hit.end] for hit in found] == [
        "Waffenstillstand", "Geiseln", "Truppenabzug",
    ]  # fmt: skip
    assert [hit.sentence for hit in found] == sorted(hit.sentence for hit in found)


def test_every_pattern_of_the_data_can_be_loaded() -> None:
    for language in LANGUAGES:
        assert find_issues((), language) == ()


@pytest.mark.parametrize(
    ("german", "english", "touched"),
    [
        ("Das Land würde sich aus der Provinz zurückziehen.",
         "The country would withdraw from the province.", "troop_withdrawal"),
        ("Sie fordert den vollständigen Abzug.",
         "It asks for a complete withdrawal.", "troop_withdrawal=full"),
        ("Nach dem ersten Teilabzug ruhen die Waffen.",
         "After the first small withdrawal the guns fall silent.", "troop_withdrawal=partial"),
        ("Der Nachbar solle die Insel zurückgeben.",
         "The neighbour should hand back the island.", "territory=restored"),
        ("Über die Souveränität wird später gesprochen.",
         "Sovereignty will be discussed later.", "status"),
        ("Eine Selbstverwaltungsbehörde wird gewählt.",
         "A self-governing authority will be elected.", "status=autonomy"),
        ("Die Provinz ist Teil des Staates und bleibt es: Sie bleibt Teil des Landes.",
         "The province remains part of the country.", "status=integrated"),
        ("Über Jerusalem gab es keine Einigung.",
         "About Jerusalem there was no accord.", "capital_status"),
        ("Es werden keine neuen Siedlungen gegründet.",
         "No new settlements will be founded.", "settlement_building=frozen"),
        ("Die Siedlungen würden aufgelöst.",
         "The settlements would be dissolved.", "settlement_building=removed"),
        ("Beide wollen normale Beziehungen aufnehmen.",
         "Both want to establish normal relations.", "normalization=full"),
        ("Das Papier sieht eine Versammlung mit 90 Mitgliedern vor.",
         "The paper provides for an assembly of 90 members.", "power_sharing"),
        ("Die Zukunft der Polizei ist offen.",
         "The future of the police is open.", "security_sector"),
        ("Die Gruppe hat noch keine Waffe abgegeben.",
         "The group has not handed over a single weapon.", "disarmament"),
        ("Häftlinge sollen entlassen werden.",
         "Prisoners are to be released.", "prisoners=some"),
        ("Alle Häftlinge sollen freigelassen werden.",
         "All prisoners are to be released.", "prisoners=all"),
        ("Sie verlangt ein rechtlich bindendes Abkommen.",
         "It demands a legally binding agreement.", "binding_force=binding"),
        ("Leitlinien würden genügen.", "Guidelines would be enough.", "binding_force=guidelines"),
        ("Ein Schiedsverfahren lehnt sie ab.",
         "It rejects arbitration.", "dispute_settlement=arbitration"),
        ("Ein Verfahren zur Streitbeilegung fehlt.",
         "A mechanism for settling disputes is missing.", "dispute_settlement"),
        ("Der Streit um Füllung und Betrieb geht weiter.",
         "The quarrel about filling and operation goes on.", "water"),
        ("Der Nildamm ist fertig.", "The Nile dam is finished.", "water"),
        ("Sie bot an, Daten über die Füllung auszutauschen.",
         "It offered to exchange data on the filling.", "water=data"),
        ("Sie besteht auf lokalen Parteien.",
         "It insists on local parties.", "political_participation=party"),
        ("Ein Menschenrechtsgericht wird eingerichtet.",
         "A human rights court will be set up.", "transitional_justice=national_court"),
        ("Eine Kommission für Wahrheit und Versöhnung wird eingerichtet.",
         "A commission for truth and reconciliation will be set up.",
         "transitional_justice=truth_commission"),
        ("Sie lehnte eine Wiederaufnahme der Verhandlungen ab.",
         "It rejected a resumption of the talks.", "negotiation_format=next_round"),
        ("Beide wollen ihre Truppen binnen 21 Tagen aus der Stadt und den Häfen abziehen.",
         "Both will withdraw their troops from the city.", "troop_withdrawal"),
        ("Über den Status der Region wurde geredet.",
         "They spoke about the status of the region.", "status"),
        ("Es geht um die Kontrolle über die Grenze.",
         "It is about control over the border.", "borders"),
        ("Die Mission soll den Abzug überwachen.",
         "The mission is to monitor the withdrawal.", "monitoring"),
        ("Die Wiedereröffnung des Flughafens blieb offen.",
         "The reopening of the airport was left open.", "airspace=open"),
        ("Ein Verband der serbischen Gemeinden entsteht.",
         "An association of Serb municipalities is set up.", "decentralization"),
        ("Sie soll bis zu 5000 Gefangene freilassen.",
         "It is to release up to 5,000 prisoners.", "prisoners=some"),
        ("Sie erkennt die Unabhängigkeit der Insel nicht an.",
         "It does not recognise the independence of the island.", "recognition=full"),
        ("Ein Bündnis soll die Sicherheit im Norden garantieren.",
         "An alliance is to guarantee security in the north.", "security_guarantees"),
        ("Er sprach die Entführung japanischer Bürger an.",
         "He raised the abduction of Japanese citizens.", "hostages"),
        ("Sie richten ein Verbindungsbüro ein.",
         "They set up a liaison office.", "diplomatic_relations"),
        ("Schwere Waffen sollen abgezogen werden.",
         "Heavy weapons are to be withdrawn.", "troop_withdrawal"),
        ("Sie brach die Beziehungen ab: Nach dem Abbruch der Beziehungen herrscht Stille.",
         "It answered by breaking off diplomatic relations.", "diplomatic_relations=broken"),
    ],
)  # fmt: skip
def test_classic_issues_are_found_in_both_languages(
    german: str, english: str, touched: str
) -> None:
    found = options_in if "=" in touched else issues_in
    assert touched in found(german, "de")
    assert touched in found(english, "en")


@pytest.mark.parametrize(
    ("german", "english", "touched"),
    [
        ("Sie gibt ihren Gebietsanspruch auf und wird den Anspruch auf den Norden aufgeben.",
         "It will give up the territorial claim to the North.", "territory=ceded"),
        ("Ein Diplomat, der die Gespräche verfolgt, äußerte sich.",
         "A diplomat who follows the talks made a comment.", "diplomatic_relations"),
        ("Das Ministerium für Wasserressourcen und Bewässerung schweigt.",
         "The Ministry of Water Resources and Irrigation is silent.", "water"),
        ("Die Rapid Support Forces schweigen.",
         "The Rapid Support Forces are silent.", "irregular_forces"),
        ("Die vierte Runde endete am Dienstag.",
         "The fourth round ended on Tuesday.", "negotiation_format=next_round"),
        ("Sie legte dem Bemühen um Annäherung Hindernisse in den Weg.",
         "It put up roadblocks against efforts toward convergence.", "crossings"),
        ("Sie ziehen sich aus den Gesprächen zurück und wollen sich aus den Verhandlungen "
         "zurückziehen.", "They withdraw from the talks.", "troop_withdrawal"),
        ("Alle ausländischen Truppen müssten das Land verlassen.",
         "All foreign troops must leave the country.", "peacekeepers"),
        ("Er überschritt die Demarkationslinie zu Fuß.",
         "He crossed the demarcation line on foot.", "borders"),
        ("Einige Soldaten werden bleiben.",
         "Some soldiers will remain.", "troop_withdrawal=none"),
    ],
)  # fmt: skip
def test_look_alikes_of_classic_issues_are_not_found_in_either_language(
    german: str, english: str, touched: str
) -> None:
    found = options_in if "=" in touched else issues_in
    assert touched not in found(german, "de")
    assert touched not in found(english, "en")
