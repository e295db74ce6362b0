"""German and English are recognised from a few words on; other languages are named."""

import pytest

from detente.errors import SourceError
from detente.sources.language import detect

OTHERS = {
    "French": "Les délégations se sont rencontrées mardi afin de discuter d'un cessez-le-feu.",
    "Dutch": "De delegaties kwamen dinsdag bijeen om te praten over een staakt-het-vuren.",
    "Polish": "Delegacje spotkały się we wtorek, aby omówić zawieszenie broni.",
    "Russian": "Делегации встретились во вторник, чтобы обсудить прекращение огня.",
    "Ukrainian": "Делегації зустрілися у вівторок, щоб обговорити припинення вогню.",
    "Danish": "Delegationerne mødtes tirsdag for at drøfte en våbenhvile.",
    "Spanish": "Las delegaciones se reunieron el martes para discutir un alto el fuego.",
    "Turkish": "Heyetler ateşkesi görüşmek üzere salı günü bir araya geldi.",
    "Arabic": "اجتمعت الوفود يوم الثلاثاء لمناقشة وقف إطلاق النار.",
    "Luxembourgish": "D'Delegatiounen hunn sech en Dënschdeg getraff fir ze diskutéieren.",
}


@pytest.mark.parametrize("language", OTHERS)
@pytest.mark.parametrize("times", [1, 50])
def test_another_language_is_named_with_the_option(language: str, times: int) -> None:
    text = (OTHERS[language] + " ") * times
    with pytest.raises(
        SourceError, match=f"seems to be in {language}; only.*--source-lang de or en.*--reader llm"
    ):
        detect(text, "report.txt")


@pytest.mark.parametrize(
    "text",
    [
        "Kiew sagt Nein.",
        "Lawrow traf Rubio.",
        "Die USA drohen.",
        "DIE GESPRÄCHE SIND GESCHEITERT",
        "Die Gespraeche in Genf haben begonnen.",
        "Er sagte: „We will not negotiate without our partners.“ Danach verließ er den Saal.",
    ],
)
def test_short_and_mixed_german_is_german(text: str) -> None:
    assert detect(text, "x") == "de"


@pytest.mark.parametrize(
    "text",
    [
        "Iran said no.",
        "Lavrov met Rubio in Riyadh.",
        "Talks fail.",
        "TALKS IN GENEVA HAVE COLLAPSED",
        "The chancellor spoke of a „Zeitenwende“ and left the room before the others did.",
    ],
)
def test_short_and_mixed_english_is_english(text: str) -> None:
    assert detect(text, "x") == "en"


@pytest.mark.parametrize("text", ["12 34 56", "--- *** ...", "2025-02-18, 10:30"])
def test_a_text_without_words_is_refused(text: str) -> None:
    with pytest.raises(SourceError, match="holds no words"):
        detect(text, "x")
