"""The page: one file, no scripts, nothing loaded, every text of a source stays text."""

import re
from functools import cache
from itertools import pairwise

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from lxml import etree, html
from tests.brief.exact_fixture import EMPTY
from tests.brief.fixture import act, case, findings, record, source
from tests.brief.injection import PAYLOAD, STRINGS, URLS
from tests.case_builders import cases

from detente.analysis.finding import Interval
from detente.analysis.run import analyze
from detente.brief.build import build_brief
from detente.brief.interval_charts import Line, interval_spec
from detente.brief.page import safe_link
from detente.brief.svg import ATTRIBUTES, ELEMENTS, render_svg
from detente.case.model import Case, Issue, Option, Party, Preference, RedLine, Value
from detente.errors import AnalysisError
from detente.reading.act import Actor
from detente.record.record import Position, RoleEntry, TimelineEntry
from detente.sources.frozen import LANGUAGES, Label

TAGS = {
    "html", "head", "meta", "title", "style", "body", "a", "header", "main", "section", "nav",
    "footer", "h1", "h2", "h3", "p", "b", "sup", "span", "ol", "ul", "li", "div", "table",
    "caption", "thead", "tbody", "tr", "th", "td", "figure", "figcaption", "blockquote", "mark",
    "cite", "code", "desc", *(name.lower() for name in ELEMENTS),
}  # fmt: skip
ATTRS = {
    "lang", "charset", "name", "content", "http-equiv", "class", "id", "href", "aria-label",
    "aria-labelledby", "role", "tabindex", "scope", "data-label", "value", "rel", "xmlns",
    *(name.lower() for name in ATTRIBUTES),
}  # fmt: skip


@cache
def page(language="en") -> str:
    return build_brief(record(), case(), findings(), language).html()


def tree(text: str) -> html.HtmlElement:
    return html.document_fromstring(text)


def check_harmless(text: str) -> None:
    """Fail where the page holds anything but known elements, attributes and addresses."""
    root = tree(text)
    for element in root.iter():
        assert isinstance(element.tag, str), "comment or instruction"
        assert element.tag in TAGS, element.tag
        for name, value in element.attrib.items():
            assert name.lower() in ATTRS, name
            if name == "href":
                assert re.match(r"#[a-z0-9-]+$|https?://[^\s<>\"]+$", value), value
    assert len(root.findall(".//style")) == 1
    assert len(root.findall("head/title")) == 1
    assert len(root.findall(".//meta")) == 6


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_page_holds_nothing_that_runs_or_loads(language):
    check_harmless(page(language))


def test_the_policy_allows_this_style_sheet_and_nothing_else():
    policy = tree(page()).xpath("//meta[@http-equiv='Content-Security-Policy']/@content")[0]
    assert "default-src 'none'" in policy
    assert re.search(r"style-src 'sha256-[A-Za-z0-9+/]{43}='(;|$)", policy)
    assert "img-src data:" in policy
    assert "unsafe" not in policy
    assert "script" not in policy


def test_the_policy_comes_before_anything_it_governs():
    head = tree(page()).find("head")
    assert [child.tag for child in head][:2] == ["meta", "meta"]
    assert head[1].get("http-equiv") == "Content-Security-Policy"


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_link_inside_the_page_has_its_target_and_every_id_is_there_once(language):
    root = tree(page(language))
    ids = root.xpath("//@id")
    assert len(ids) == len(set(ids))
    targets = {href[1:] for href in root.xpath("//a/@href") if href.startswith("#")}
    assert targets <= set(ids)
    assert len(targets) > 40


def test_every_quote_can_be_reached_and_left():
    root = tree(page())
    for item in root.xpath("//ol[@class='quotes']/li"):
        number = item.get("id")
        assert root.xpath(f"//sup/a[@href='#{number}']")
        assert item.xpath(".//p[@class='uses']/a")
        assert item.xpath(".//blockquote/mark")


def test_the_language_of_page_and_quotes_is_given():
    root = tree(page("de"))
    assert root.get("lang") == "de"
    assert set(root.xpath("//blockquote/@lang")) == {"en"}


def test_headings_go_down_one_step_at_a_time():
    levels = [int(e.tag[1]) for e in tree(page()).iter("h1", "h2", "h3", "h4")]
    assert levels[0] == 1
    assert levels.count(1) == 1
    assert all(after - before <= 1 for before, after in pairwise(levels))


def test_every_table_has_a_caption_and_headers_with_their_scope():
    tables = tree(page()).findall(".//table")
    assert len(tables) > 10
    for table in tables:
        assert table.find("caption").text_content().strip()
        assert {th.get("scope") for th in table.findall(".//th")} == {"col", "row"}
        width = len(table.findall("thead/tr/th"))
        for row in table.findall("tbody/tr"):
            assert len(row) == width


def test_what_can_scroll_can_be_reached_by_keyboard_and_has_a_name():
    for region in tree(page()).xpath("//*[contains(@class, 'scroll')]"):
        assert region.get("tabindex") == "0"
        assert region.get("role") == "group"
        assert region.get("aria-label") or region.get("aria-labelledby")


def test_the_first_thing_on_the_page_skips_to_the_findings():
    first = tree(page()).find("body")[0]
    assert first.get("class") == "skip"
    assert first.get("href") == "#brief-1"


def test_every_drawing_has_title_and_description():
    drawings = tree(page()).xpath("//*[local-name()='svg']")
    assert len(drawings) >= 4
    for drawing in drawings:
        assert drawing.get("role") == "img"
        title, description = drawing.get("aria-labelledby").split()
        assert drawing.xpath(f"*[@id='{title}']")[0].text_content()
        assert len(drawing.xpath(f"*[@id='{description}']")[0].text_content()) > 60


def test_style_has_print_dark_phone_and_focus():
    style = tree(page()).find(".//style").text_content()
    for part in ("@media print", "prefers-color-scheme: dark", "max-width", ":focus-visible"):
        assert part in style
    assert "url(" not in style
    assert "@import" not in style


def test_status_is_said_in_words_where_a_quote_did_not_happen():
    for item in tree(page()).xpath("//ol[@class='quotes']/li"):
        words = item.find("p").text_content()
        if "plans to send" in item.find("blockquote/mark").text_content():
            assert "planned" in words


def test_a_brief_on_20_reports_stays_below_one_and_a_half_megabytes():
    given = many_sources(20)
    text = build_brief(given, case(), findings(), "de").html()
    assert len(text.encode()) < 1_500_000
    check_harmless(text)


def many_sources(n: int):
    """Return the record with `n` sources, each of which tells the same in its own words."""
    first = record()
    sources, acts, entries = [], [], []
    for number in range(n):
        text = f"Report {number}. {first.sources[0].text}"
        origin = source(text, title=f"Report {number}")
        shift = len(f"Report {number}. ")
        sources.append(origin)
        for old in first.acts:
            span = old.span.model_copy(
                update={"start": old.span.start + shift, "end": old.span.end + shift}
            )
            cue = tuple(
                c.model_copy(update={"start": c.start + shift, "end": c.end + shift})
                for c in old.cue
            )
            new = f"{old.id[:5]}{number:04d}"
            update = {"id": new, "source_id": origin.id, "span": span, "cue": cue}
            acts.append(old.model_copy(update=update))
            if old.modality == "happened":
                entries.append(TimelineEntry(act=new, time=old.time))
    positions = tuple(
        position.model_copy(
            update={"because": tuple(f"{position.because[0][:5]}{k:04d}" for k in range(n))}
        )
        for position in first.positions
    )
    return first.model_copy(
        update={
            "sources": tuple(sources),
            "acts": (*first.acts, *acts),
            "timeline": tuple(entries),
            "positions": positions,
        }
    ).model_copy(update={"sources": (*first.sources, *sources)})


def poisoned() -> tuple[object, Case]:
    """Return a record and a case in which every field that holds text holds every string."""
    sources, acts, actors, roles, timeline, positions = [], [], [], [], [], []
    parties, issues, preferences = {}, {}, {}
    for number, text in enumerate(STRINGS):
        url = URLS[number % len(URLS)]
        origin = source(
            f"{text} said {number} {text}",
            name=text, title=text, publisher=text, url=url, licence=text, published=None,
        )  # fmt: skip
        sources.append(origin)
        actor = f"p{number}"
        actors.append(Actor(id=actor, name=Label(de=text, en=text), type="state"))
        actors.append(Actor(id=f"s{number}", name=Label(de=text, en=text), type="person"))
        found = act(
            origin, f"{text} said {number}", "demand", "said", actors=(actor,), targets=(actor,),
            voice="attributed", speaker=f"s{number}", place=text, issues=(f"i{number}",),
        )  # fmt: skip
        acts.append(found.model_copy(update={"reader": text, "reader_version": text}))
        roles.append(RoleEntry(actor=actor, role="observer", because=(found.id,)))
        timeline.append(TimelineEntry(act=found.id))
        positions.append(
            Position(party=actor, issue=f"i{number}", options=(f"i{number}=o0",), stance="for",
                     force="plain", because=(found.id,))
        )  # fmt: skip
        label = Label(de=text, en=text)
        if number < 12:
            parties[actor] = Party(name=label, seat=True)
        issues[f"i{number}"] = Issue(
            name=label, options={"o0": Option(name=label, at=0), "o1": Option(name=label, at=100)}
        )
        preferences[actor] = Preference(
            no_deal=Value(low=0, high=100, assume=text),
            red_lines=(RedLine(never=f"i{number} = o0", proposed=True),
                       RedLine(never=text, because=(found.id,))),
        )  # fmt: skip
    preferences = {key: value for key, value in preferences.items() if key in parties}
    given = record().model_copy(
        update={
            "sources": tuple(sources), "acts": tuple(acts), "actors": tuple(actors),
            "roles": tuple(roles), "timeline": tuple(timeline), "positions": tuple(positions),
            "measures": (), "agreed": (), "open_items": (), "contradictions": (),
            "rounds": tuple(
                meeting.model_copy(update={"place": "".join(STRINGS), "host": "p1"})
                for meeting in record().rounds
            ),
        }
    )  # fmt: skip
    title = "".join(STRINGS)
    made = Case(
        detente=1, title=Label(de=title, en=title), parties=parties, issues=issues,
        preferences=preferences,
    )  # fmt: skip
    return given, made


@cache
def poisoned_page() -> str:
    given, made = poisoned()
    return build_brief(given, made, None, "en", notes=STRINGS).html()


def test_a_break_between_paragraphs_is_shown_where_the_context_runs_on():
    quotes = tree(page()).xpath("//ol[@class='quotes']")[0].text_content()
    assert "closed in 1988. ¶ Westania" in quotes


def test_there_are_enough_strings():
    assert len(set(STRINGS)) >= 60


def test_no_text_of_a_source_or_case_becomes_markup():
    check_harmless(poisoned_page())


def shown(text: str) -> str:
    return re.sub(r"\s+", " ", text).strip()


def test_every_hostile_text_is_shown_as_the_text_it_is():
    body = shown(tree(poisoned_page()).find("body").text_content())
    for text in STRINGS:
        assert shown(text) in body, text


def test_hostile_addresses_are_shown_and_not_linked():
    links = tree(poisoned_page()).xpath("//a/@href")
    assert all(link.startswith("#") for link in links)
    assert "javascript:" in tree(poisoned_page()).text_content()


@pytest.mark.parametrize("url", URLS)
def test_only_plain_web_addresses_become_links(url):
    assert safe_link(url) is None


def test_a_plain_web_address_is_linked_without_handing_on_where_from():
    (link,) = tree(page()).xpath("//a[starts-with(@href, 'http')]")
    assert link.get("href") == "https://example.org/harbor"
    assert set(link.get("rel").split()) == {"noreferrer", "noopener", "nofollow"}


@cache
def hostile_drawing() -> str:
    spread = Interval(low=1, mid=2, high=3, mean=2)
    lines = [Line(text, spread, text) for text in STRINGS]
    return render_svg(interval_spec(lines, zero=True), "chart-1", "".join(STRINGS), STRINGS[0])


def test_no_name_in_a_chart_becomes_markup():
    root = etree.fromstring(hostile_drawing())
    for element in root.iter():
        assert etree.QName(element).localname in {*ELEMENTS, "title", "desc"}
        assert not [name for name in element.attrib if name.startswith("on") or "href" in name]
    assert PAYLOAD in "".join(root.itertext())


def test_a_name_in_a_chart_is_not_computed():
    assert "49" not in re.findall(r">(\d+)<", hostile_drawing())
    assert "{{ 7 * 7 }}" in hostile_drawing()


@settings(max_examples=12, deadline=None)
@given(cases(), st.sampled_from(LANGUAGES))
def test_any_case_gives_a_page_whose_links_hold(given_case, language):
    try:
        found = analyze(given_case, n_draws=16, seed=0)
    except AnalysisError:
        found = None
    for process in (record(), EMPTY):
        paper = build_brief(process, given_case, found, language)
        text = paper.html()
        check_harmless(text)
        root = tree(text)
        ids = root.xpath("//@id")
        assert len(ids) == len(set(ids))
        assert {href[1:] for href in root.xpath("//a/@href") if href.startswith("#")} <= set(ids)
        assert paper.summary()
