"""What `segment` promises: places in the unedited text, whole sentences, marked headings."""

from time import process_time

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from detente.reading.text import Sentence, segment
from detente.sources.frozen import Language

LANGUAGES = st.sampled_from(["de", "en"])
ROUGH_TEXT = st.lists(
    st.one_of(
        st.text(max_size=12),
        st.sampled_from(
            ["\n", "\r\n", "\n\n\n", " ", ". ", "U.S. ", "18. Februar ", "„", "“", "»", "«", '"',
             "Die Ukraine", "Von A. B.", "GENF (dpa) - ", "- ", "1. ", "?", "\x00", "\u00ad",
             "e\u0301", "👩‍🚀", "doesn't", "z. B. ", "# ", "\u2028", "...", "(", ")"]
        ),
    ),
    max_size=30,
).map("".join)  # fmt: skip


def quotes(text: str, language: Language) -> list[str]:
    return [text[s.start : s.end] for s in segment(text, language)]


def kinds(text: str, language: Language) -> list[tuple[str, str]]:
    return [(s.kind, text[s.start : s.end]) for s in segment(text, language)]


@settings(deadline=None)
@given(ROUGH_TEXT, LANGUAGES)
def test_every_token_stands_where_it_says(text: str, language: Language) -> None:
    for sentence in segment(text, language):
        for token in sentence.tokens:
            assert text[token.start : token.end] == token.text
            assert token.lemma


@settings(deadline=None)
@given(ROUGH_TEXT, LANGUAGES)
def test_sentences_and_tokens_are_ordered_and_never_overlap(text: str, language: Language) -> None:
    end = 0
    for number, sentence in enumerate(segment(text, language)):
        assert sentence.index == number
        assert (sentence.start, sentence.end) == (
            sentence.tokens[0].start,
            sentence.tokens[-1].end,
        )
        for place, token in enumerate(sentence.tokens):
            assert token.index == place
            assert end <= token.start < token.end <= len(text)
            end = token.end


@settings(deadline=None)
@given(ROUGH_TEXT, LANGUAGES)
def test_no_letter_or_digit_is_lost(text: str, language: Language) -> None:
    covered = {
        place
        for sentence in segment(text, language)
        for token in sentence.tokens
        for place in range(token.start, token.end)
    }
    assert all(place in covered for place, char in enumerate(text) if char.isalnum())


@pytest.mark.parametrize("text", ["", " \n\t ", "\x00\x00", "\u200b", "\r\n\r\n"])
def test_text_without_words_has_no_sentences(text: str) -> None:
    assert segment(text, "de") == ()


@pytest.mark.parametrize(
    "sentence",
    [
        "Am 18. Februar trafen sich Dr. Meier und Prof. Lange in St. Gallen.",
        "Es geht z. B. um Wasser, d.h. um den Nil, bzw. um den Damm.",
        "Rund 1,2 Mio. Menschen sind geflohen.",
        "Er nannte die Lage um 10.30 Uhr „sehr ernst“.",
        "Johannes Paul II. vermittelte 1984 im Beagle-Streit.",
    ],
)
def test_german_abbreviations_and_ordinals_do_not_end_a_sentence(sentence: str) -> None:
    assert quotes(sentence + " Danach gingen sie.", "de") == [sentence, "Danach gingen sie."]


@pytest.mark.parametrize(
    "sentence",
    [
        "The U.S. President met Mr. Holbrooke at 3 p.m. on Friday.",
        "Sen. George J. Mitchell chaired the talks.",
        "About 3.5 million people fled, e.g. to Chad.",
        "They met on Oct. 3 in No. 10 Downing Street.",
    ],
)
def test_english_abbreviations_do_not_end_a_sentence(sentence: str) -> None:
    assert quotes(sentence + " Nobody signed.", "en") == [sentence, "Nobody signed."]


@pytest.mark.parametrize(
    "sentence",
    ["The talks ended on July 23.", "Kyiv asked for 250.", "Berlin named Article 5."],
)
def test_an_english_number_ends_a_sentence(sentence: str) -> None:
    assert quotes(f"{sentence} Moscow refused.", "en") == [sentence, "Moscow refused."]


@pytest.mark.parametrize(
    "text",
    [
        "1. Both sides withdraw. 2. Prisoners go home.",
        "Article 5. Prisoners",
        "They named three points: 1. Water 2. Oil",
    ],
)
def test_an_english_number_that_counts_what_follows_stays_with_it(text: str) -> None:
    assert all(not quote.endswith(("1.", "2.", "5.")) for quote in quotes(text, "en"))


def test_an_abbreviation_ends_a_sentence_before_a_plain_opening_word() -> None:
    text = "Talks were held in the U.S. The delegations left at 5 p.m. They will return."
    assert quotes(text, "en") == [
        "Talks were held in the U.S.",
        "The delegations left at 5 p.m.",
        "They will return.",
    ]


def test_a_year_ends_a_german_sentence() -> None:
    assert quotes("Das war 2014. Seither ruht der Plan.", "de") == [
        "Das war 2014.",
        "Seither ruht der Plan.",
    ]


def test_a_sentence_broken_over_blank_lines_is_one() -> None:
    text = "Der Minister brach seine Reise nach\n\n\n\nGenf ab. Gründe nannte er nicht."
    assert quotes(text, "de") == [
        "Der Minister brach seine Reise nach\n\n\n\nGenf ab.",
        "Gründe nannte er nicht.",
    ]


def test_hard_wrapped_lines_are_one_paragraph() -> None:
    text = (
        "The delegations agreed on Tuesday to exchange all prisoners of war,\r\n"
        "and to open two crossings along the line of contact before the end of\r\n"
        "Ramadan. A second round will follow in Geneva."
    )
    found = segment(text, "en")
    assert [s.paragraph for s in found] == [0, 0]
    assert found[1].tokens[0].text == "A"


@pytest.mark.parametrize("break_", ["\n", "\r\n", "\r", "\u2028", "\x0b"])
def test_every_kind_of_line_break_separates_a_heading(break_: str) -> None:
    text = f"Stille nach der Runde{break_}{break_}Die Gespräche endeten ohne Ergebnis."
    assert [kind for kind, _ in kinds(text, "de")] == ["heading", "body"]


def test_headings_bylines_and_datelines_are_marked() -> None:
    text = (
        "Juba und Khartum verhandeln wieder\n\n"
        "Von Carla Beispiel\n\n"
        "ADDIS ABEBA (dpa) – Die Delegationen kamen am Montag an.\n\n"
        "Wer zahlt?\n\n"
        "Das ist offen."
    )
    assert kinds(text, "de") == [
        ("heading", "Juba und Khartum verhandeln wieder"),
        ("byline", "Von Carla Beispiel"),
        ("dateline", "ADDIS ABEBA (dpa) –"),
        ("body", "Die Delegationen kamen am Montag an."),
        ("heading", "Wer zahlt?"),
        ("body", "Das ist offen."),
    ]


@pytest.mark.parametrize(
    ("dateline", "language"),
    [
        ("GENEVA, 3 March (Reuters) -", "en"),
        ("KHARTOUM, Sudan (AP) —", "en"),
        ("Nikosia/Genf, 29. April –", "de"),
        ("BOGOTÁ —", "en"),
    ],
)
def test_datelines_of_agencies_are_cut_off(dateline: str, language: Language) -> None:
    found = kinds(f"{dateline} Nobody spoke to the press on Monday.", language)
    assert found[0] == ("dateline", dateline)
    assert len(found) == 2


def test_a_dash_inside_a_sentence_is_no_dateline() -> None:
    text = "Ankara – so heißt es – will den Plan prüfen."
    assert kinds(text, "de") == [("body", text)]


def test_a_byline_at_the_end_is_no_sentence_of_the_report() -> None:
    assert kinds("Alle gingen heim.\n\nVon M.K.B.", "de")[-1] == ("byline", "Von M.K.B.")


def test_markdown_headings_and_bullets_stand_alone() -> None:
    text = "# Results\n- Prisoners will be exchanged\n- Two crossings open\nBoth sides signed."
    assert kinds(text, "en")[0] == ("heading", "# Results")
    assert [quote for _, quote in kinds(text, "en")][1:3] == [
        "- Prisoners will be exchanged",
        "- Two crossings open",
    ]


def test_a_text_of_one_line_without_full_stop_is_a_sentence_not_a_heading() -> None:
    assert kinds("Ethiopia and Eritrea signed in Jeddah", "en")[0][0] == "body"


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (
            "„Wir sind bereit. Jetzt sind die anderen dran“, sagte er. Dann ging er.",
            ["„Wir sind bereit.", "Jetzt sind die anderen dran“, sagte er.", "Dann ging er."],
        ),
        (
            "Er rief: »Nein!« Dann schwieg er.",
            ["Er rief: »Nein!«", "Dann schwieg er."],
        ),
        (
            "„Er sagte: ‚Nie wieder.‘“ Das galt allen.",
            ["„Er sagte: ‚Nie wieder.‘“", "Das galt allen."],
        ),
        ("„Niemals!“, rief sie.", ["„Niemals!“, rief sie."]),
        ("„Warum?“ fragte sie.", ["„Warum?“ fragte sie."]),
    ],
)
def test_closing_quotation_marks_stay_with_their_sentence(text: str, expected: list[str]) -> None:
    assert quotes(text, "de") == expected


def test_straight_quotation_marks_open_and_close() -> None:
    text = 'She said "we agree." "No," he said.'
    assert quotes(text, "en") == ['She said "we agree."', '"No," he said.']


def test_a_missing_blank_after_a_full_stop_still_ends_the_sentence() -> None:
    assert quotes("Das Treffen endete.Niemand sprach.", "de") == [
        "Das Treffen endete.",
        "Niemand sprach.",
    ]


def test_addresses_stay_whole() -> None:
    text = "See www.example.org/talks.html or write to desk@example.org today."
    assert quotes(text, "en") == [text]


def words(sentence: Sentence) -> list[str]:
    return [token.text for token in sentence.tokens]


def test_tokens_split_clitics_and_keep_compounds() -> None:
    (sentence,) = segment("Iran's US-backed rival doesn't agree; they can't.", "en")
    assert words(sentence) == [
        "Iran", "'s", "US-backed", "rival", "does", "n't", "agree", ";", "they", "ca", "n't", ".",
    ]  # fmt: skip


def test_invisible_marks_stay_in_the_word_and_leave_the_lemma() -> None:
    (sentence,) = segment("Die Ver\u00adhand\u00adlungen ruhen.", "de")
    assert sentence.tokens[1].text == "Ver\u00adhand\u00adlungen"
    assert sentence.tokens[1].lemma == "Verhandlung"


@pytest.mark.parametrize(
    ("word", "lemma", "language"),
    [
        ("einigten", "einigen", "de"),
        ("ließ", "lassen", "de"),
        ("Zugeständnisse", "Zugeständnis", "de"),
        ("Prozess", "Prozess", "de"),
        ("said", "say", "en"),
        ("left", "leave", "en"),
        ("refused", "refuse", "en"),
    ],
)
def test_words_have_their_dictionary_form(word: str, lemma: str, language: Language) -> None:
    (sentence,) = segment(f"x {word} y", language)
    assert sentence.tokens[1].lemma == lemma


@pytest.mark.parametrize(
    ("text", "lemma"),
    [("Betonten sie das?", "betonen"), ("Gespräche ruhen.", "Gespräch"), ("Die ruhen.", "der")],
)
def test_a_german_verb_that_opens_a_sentence_is_seen_as_a_verb(text: str, lemma: str) -> None:
    assert segment(text, "de")[0].tokens[0].lemma == lemma


@pytest.mark.parametrize(
    "text",
    ["a" * 200_000, "„" * 50_000, "A. " * 60_000, "'" * 100_000, "x-" * 100_000,
     "\n" * 200_000, "Von A B C D E F G " * 12_000, "a\n" * 60_000],
)  # fmt: skip
def test_time_grows_with_the_length_only(text: str) -> None:
    begin = process_time()
    segment(text, "de")
    assert process_time() - begin < 10


@pytest.mark.parametrize(
    ("text", "word", "lemma"),
    [
        ("Die Verhand-\nlungen ruhen seit Montag.", "Verhand-\nlungen", "Verhandlung"),
        ("Der US-\r\nPräsident kam am Montag.", "US-\r\nPräsident", "US-Präsident"),
    ],
)
def test_a_word_broken_at_the_end_of_a_line_is_one_token(text: str, word: str, lemma: str) -> None:
    (sentence,) = segment(text, "de")
    assert (sentence.tokens[1].text, sentence.tokens[1].lemma) == (word, lemma)


def test_a_hyphen_that_waits_for_its_second_half_is_no_broken_word() -> None:
    (sentence,) = segment("Sie trafen Vertreter aus Nord-\nund Südkorea am Montag.", "de")
    assert "Nord" in words(sentence)


@pytest.mark.parametrize(
    "byline", ["Von Carla Beispiel", "By Ann Sample and Bo Test", "Von unserer Redakteurin A. B.",
               "Von M.A.B.", "By Ann Sample, Geneva"]
)  # fmt: skip
def test_bylines_of_every_usual_form_are_marked(byline: str) -> None:
    text = f"{byline}\n\nDie Gespräche ruhen seit Montag."
    assert kinds(text, "de")[0] == ("byline", byline)


def test_a_sentence_that_opens_with_von_or_by_is_no_byline() -> None:
    text = "Von Montag an ruhen die Gespräche in Genf."
    assert kinds(text, "de") == [("body", text)]


def test_a_short_heading_that_ends_in_a_preposition_stays_a_heading() -> None:
    text = "Kiew stimmt zu\n\nDie Waffen ruhen seit Montag."
    assert kinds(text, "de")[0] == ("heading", "Kiew stimmt zu")


@pytest.mark.parametrize(
    ("language", "text", "dateline"),
    [
        ("de", "HELSINKI (30. Januar 2005) — Beide trafen sich.", "HELSINKI (30. Januar 2005) —"),
        ("en", "HELSINKI (30 January 2005) — They met.", "HELSINKI (30 January 2005) —"),
        ("de", "ADDIS ABEBA/KAIRO, 2. Mai 2023. Es war still.", "ADDIS ABEBA/KAIRO, 2. Mai 2023."),
        ("en", "ADDIS ABABA/CAIRO, 2 May 2023. All was quiet.", "ADDIS ABABA/CAIRO, 2 May 2023."),
        ("de", "Minsk, 12. Februar 2015. Die Nacht war lang.", "Minsk, 12. Februar 2015."),
        ("en", "Minsk, 12 February 2015. The night was long.", "Minsk, 12 February 2015."),
        ("de", "1. Juni 2005\n\nDie Runde endete.", "1. Juni 2005"),
        ("en", "1 June 2005\n\nThe round ended.", "1 June 2005"),
    ],
)
def test_place_and_day_before_the_first_sentence_are_a_dateline(
    language: Language, text: str, dateline: str
) -> None:
    assert kinds(text, language)[0] == ("dateline", dateline)
    assert kinds(text, language)[1][0] == "body"


@pytest.mark.parametrize(
    ("language", "text"),
    [
        ("de", "Von unseren Korrespondenten in Washington und Amman\n\nSie trafen sich."),
        ("en", "By our correspondents in Washington and Amman\n\nThey met."),
    ],
)
def test_a_byline_may_name_places_instead_of_persons(language: Language, text: str) -> None:
    assert kinds(text, language)[0][0] == "byline"
