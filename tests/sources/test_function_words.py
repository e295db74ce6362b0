"""Full sentences of German or English are clear by their small words; all else is not."""

import subprocess
import sys

import pytest

from detente.sources import language
from detente.sources.function_words import clear_language

GERMAN = (
    "Der Minister sagte, dass die Gespräche mit der Regierung nicht beendet sind und sich auf das "
    "nächste Treffen verschieben. Für eine Einigung werden nach seinen Worten von beiden Seiten "
    "Schritte erwartet; auch im Streit um den Zugang zu dem Hafen ist keine Lösung in Sicht. "
)
ENGLISH = (
    "The minister said that the talks with the government have not ended and would resume at the "
    "next meeting. For this to work, both sides were expected to take steps from which their own "
    "people benefit; the dispute about access to the port of the city has not been settled. "
)
OTHERS = [
    "De minister zei dat de gesprekken met de regering niet voorbij zijn en worden voortgezet. ",
    "Ministeren sagde, at forhandlingerne med regeringen ikke er slut og fortsætter for dem. ",
    "Le ministre a dit que les pourparlers avec le gouvernement ne sont pas terminés. ",
    "De Minister sot, datt d'Gespréicher mat der Regierung net eriwwer sinn an weidergoen. ",
    "Ministern sade att samtalen med regeringen inte är slut och fortsätter vid nästa möte. ",
    "Die minister het gesê dat die gesprekke met die regering nie verby is nie en voortgaan. ",
]


@pytest.mark.parametrize(("text", "expected"), [(GERMAN, "de"), (ENGLISH, "en")])
def test_full_sentences_are_clear(text: str, expected: str) -> None:
    assert clear_language(text * 2) == expected
    assert clear_language((text * 2).upper()) == expected


@pytest.mark.parametrize("text", OTHERS)
def test_related_languages_are_not_clear(text: str) -> None:
    assert clear_language(text * 10) is None


@pytest.mark.parametrize(
    "text",
    ["", "12 34 !", "The talks of the parties.", GERMAN + ENGLISH, "Peru, Chile. " * 90],
    ids=["nothing", "no words", "short", "two languages", "names"],
)
def test_short_mixed_and_wordless_texts_are_left_to_the_model(text: str) -> None:
    assert clear_language(text) is None


@pytest.mark.parametrize("share", [4, 10, 20, 40])
@pytest.mark.parametrize("text", [GERMAN, ENGLISH, *OTHERS])
@pytest.mark.parametrize("own", [GERMAN, ENGLISH])
def test_what_is_clear_is_what_the_model_says(
    own: str, text: str, share: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    whole = own * 5 + text * share
    clear = clear_language(whole)
    monkeypatch.setattr(language, "clear_language", lambda _: None)
    assert clear in (None, language.detect(whole, "x", any_language=True))


def test_a_clear_text_loads_no_model() -> None:
    code = (
        "import sys; from detente.sources.language import detect;"
        f"assert detect({GERMAN * 2!r}, 'x') == 'de';"
        "assert 'py3langid' not in sys.modules"
    )
    subprocess.run([sys.executable, "-c", code], check=True, timeout=60)
