"""Which issues an act is about: the same in both languages, whatever the process."""

import pytest
from tests.naming import source_of

from detente.reading.rules import RulesReader
from detente.sources.frozen import Language

PAIRS = [
    ("halt", {"ceasefire"},
     "Am 1. Oktober stellte die RENAMO ihre Angriffe auf Züge und Straßen ein.",
     "On 1 October RENAMO stopped its attacks on trains and roads."),
    ("demand", {"security_sector"},
     "Die FMLN verlangte, Armee und Polizei von Grund auf zu reformieren.",
     "The FMLN demanded that the army and the police be reformed from the ground up."),
    ("refuse", {"land_reform"},
     "Die Regierung von Guatemala lehnte eine Landreform ab.",
     "The government of Guatemala rejected a land reform."),
    ("agree", {"disarmament"},
     "Angola und die UNITA einigten sich darauf, die Kämpfer zu entwaffnen und in die Armee "
     "einzugliedern.",
     "Angola and UNITA agreed to disarm the fighters and to integrate them into the army."),
    ("offer", {"status"},
     "Sri Lanka bot dem Norden Autonomie an.",
     "Sri Lanka offered autonomy to the north."),
    ("refuse", {"status"},
     "Marokko schlug Autonomie für die Westsahara vor. Der Polisario lehnte das ab.",
     "Morocco proposed autonomy for Western Sahara. The Polisario rejected this."),
    ("sign", {"peace_treaty"},
     "Die Regierung Tadschikistans und die Opposition unterzeichneten in Moskau das Abkommen.",
     "The government of Tajikistan and the opposition signed the accord in Moscow."),
    ("demand", {"territory"},
     "Aserbaidschan forderte von Armenien die Rückgabe der besetzten Gebiete.",
     "Azerbaijan demanded that Armenia return the occupied territories."),
    ("leave_out", set(),
     "Armenien wurde zu den Gesprächen in Astana nicht eingeladen.",
     "Armenia was not invited to the talks in Astana."),
    ("agree", {"power_sharing"},
     "Angola und die UNITA vereinbarten eine Übergangsregierung mit gleichen Anteilen.",
     "Angola and UNITA agreed on a transitional government with equal shares."),
    ("demand", {"peacekeepers"},
     "Liberia verlangte die Entsendung westafrikanischer Friedenstruppen.",
     "Liberia demanded that West African peacekeepers be sent."),
    ("refuse", {"amnesty"},
     "Die Vereinten Nationen lehnten eine Amnestie für die Rebellen von Sierra Leone ab.",
     "The United Nations rejected an amnesty for the rebels of Sierra Leone."),
    ("agree", {"mine_clearance"},
     "Ecuador und Peru einigten sich darauf, die Minen in der Cordillera del Cóndor zu räumen.",
     "Ecuador and Peru agreed to clear the mines in the Cordillera del Cóndor."),
    ("accept", {"borders"},
     "Eritrea akzeptierte den Beschluss der Grenzkommission.",
     "Eritrea accepted the decision of the boundary commission."),
    ("demand", {"troop_withdrawal"},
     "Moldau forderte von Russland, seine Soldaten aus Transnistrien abzuziehen.",
     "Moldova demanded that Russia withdraw its soldiers from Transnistria."),
    ("leave_open", {"refugees"},
     "Ob die Vertriebenen nach Abchasien zurückkehren dürfen, ließ Suchumi offen.",
     "Sukhumi left open whether the displaced people may return to Abkhazia."),
    ("demand", {"state_name"},
     "Griechenland verlangte von Mazedonien, den Namen des Staates zu ändern.",
     "Greece demanded that Macedonia change the name of the state."),
    ("offer", {"language", "minority_rights"},
     "Mazedonien sagte zu, Albanisch als zweite Amtssprache einzuführen und die Rechte der "
     "Minderheiten zu stärken.",
     "Macedonia promised to make Albanian a second official language and to strengthen the rights "
     "of minorities."),
    ("demand", {"elections"},
     "Die UN forderten von den Parteien in Libyen, im Dezember Wahlen abzuhalten.",
     "The UN demanded that the parties in Libya hold elections in December."),
    ("refuse", {"prisoners"},
     "Marokko weigerte sich, die Gefangenen des Polisario freizulassen.",
     "Morocco refused to release the prisoners of the Polisario."),
    ("lift", {"sanctions"},
     "Die USA hoben die Sanktionen gegen Myanmar auf.",
     "The United States lifted the sanctions against Myanmar."),
    ("offer", {"crossings"},
     "Pakistan bot Indien an, den Grenzübergang in Kaschmir zu öffnen.",
     "Pakistan offered India to open the border crossing in Kashmir."),
    ("demand", {"recognition"},
     "Armenien verlangte von der Türkei, die Unabhängigkeit Bergkarabachs anzuerkennen.",
     "Armenia demanded that Turkey recognize the independence of Nagorno-Karabakh."),
    ("propose", {"monitoring"},
     "Norwegen schlug vor, Beobachter aus Skandinavien nach Sri Lanka zu entsenden.",
     "Norway proposed to send observers from Scandinavia to Sri Lanka."),
    ("demand", {"constitution"},
     "Die FMLN bestand auf einer verfassunggebenden Versammlung.",
     "The FMLN insisted on a constituent assembly."),
    ("refuse", {"negotiation_format"},
     "Indien lehnte es ab, an Gesprächen mit Pakistan teilzunehmen.",
     "India refused to take part in talks with Pakistan."),
    ("mediate", set(),
     "Tansania vermittelte zwischen der Regierung und den Rebellen von Burundi.",
     "Tanzania mediated between the government and the rebels of Burundi."),
    ("refuse", {"peace_treaty"},
     "Die Rebellen in Mali lehnten das Abkommen ab.",
     "The rebels in Mali rejected the agreement."),
    ("demand", {"humanitarian_access"},
     "Die Vereinten Nationen forderten von Syrien, Hilfskonvois nach Aleppo durchzulassen.",
     "The United Nations demanded that Syria let aid convoys through to Aleppo."),
    ("propose", {"transitional_justice"},
     "Die Afrikanische Union schlug vor, in Südsudan ein Sondergericht einzurichten.",
     "The African Union proposed to set up a special court in South Sudan."),
    ("agree", {"resource_revenues"},
     "Juba und Khartum vereinbarten, die Einnahmen aus dem Öl zu teilen.",
     "Juba and Khartoum agreed to share the revenues from oil."),
    ("threaten", {"energy"},
     "Russland drohte Moldau, die Gaslieferungen einzustellen.",
     "Russia threatened Moldova to halt gas supplies."),
    ("deny", {"arms_deliveries"},
     "Dass Ruanda den Rebellen Waffen liefert, bestritt Kigali.",
     "Kigali denied that Rwanda supplies weapons to the rebels."),
    ("withhold", {"eu_membership"},
     "Serbien beantragte den Beitritt zur EU. Brüssel hielt sich mit Zusagen zurück.",
     "Serbia asked for EU membership. Brussels held back with commitments."),
    ("refuse", {"territory"},
     "Japan verlangte die Rückgabe der Inseln. Russland lehnte dies ab.",
     "Japan demanded the return of the islands. Russia rejected this."),
    ("warn", {"refugees"},
     "Die UN warnten, Millionen Flüchtlinge aus Syrien könnten nicht zurückkehren.",
     "The UN warned that millions of refugees from Syria could not return."),
    ("support", {"peace_treaty"},
     "Die Europäische Union begrüßte das Abkommen.",
     "The European Union welcomed the agreement."),
    ("leave_open", {"elections"},
     "Ob im Herbst gewählt wird, ließ Libyen offen.",
     "Libya left open whether elections will be held in autumn."),
    ("refuse", {"disarmament"},
     "Die UNITA weigerte sich, ihre Waffen abzugeben.",
     "UNITA refused to hand in its weapons."),
]  # fmt: skip
"""Kind, issues, the same in German and in English; no process of the corpus or the examples."""


def issues_of(kind: str, text: str, language: Language) -> list[set[str]]:
    acts = RulesReader().read(source_of(text, language)).acts
    return [set(act.issues) for act in acts if act.kind == kind]


@pytest.mark.parametrize(("kind", "issues", "german", "english"), PAIRS)
def test_an_act_is_about_the_same_issues_in_both_languages(
    kind: str, issues: set[str], german: str, english: str
) -> None:
    assert issues in issues_of(kind, german, "de")
    assert issues in issues_of(kind, english, "en")


@pytest.mark.parametrize(
    ("language", "text"),
    [("de", "Vertrag lehnt Moskau ab."), ("de", "Einigung begrüßte die Ukraine nicht."),
     ("en", "Accord rejected by Kyiv.")],
)  # fmt: skip
def test_an_accord_may_be_the_first_word(language: Language, text: str) -> None:
    assert RulesReader().read(source_of(text, language)).acts
