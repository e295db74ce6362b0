"""The documentation is a contract: its commands run, its lists are those of the code."""

import importlib.util
import os
import re
import shutil
import subprocess
import sys
from pathlib import Path

import pytest
import yaml

from detente import errors
from detente.analysis.finding import Findings
from detente.cli.main import COMMANDS
from detente.schemas import SCHEMAS

ROOT = Path(__file__).parent.parent
DOCS = ROOT / "docs"
PAGES = sorted([*DOCS.rglob("*.md"), *ROOT.glob("*.md"), *(ROOT / "examples").rglob("*.md")])


def blocks(page: Path, language: str) -> list[str]:
    """Return the fenced blocks of one language in a page, in order."""
    text = page.read_text(encoding="utf-8")
    return re.findall(rf"^```{language}\n(.*?)^```", text, flags=re.MULTILINE | re.DOTALL)


def generated() -> dict[str, str]:
    """Return what the script would write as reference pages."""
    spec = importlib.util.spec_from_file_location("make_reference", DOCS / "make_reference.py")
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    pages: dict[str, str] = module.pages()
    return pages


def subclasses(of: type) -> list[type]:
    """Return a class and everything derived from it."""
    return [of, *(deeper for child in of.__subclasses__() for deeper in subclasses(child))]


@pytest.fixture
def workplace(tmp_path):
    """Return a folder with a copy of the examples, and an environment that finds the commands."""
    shutil.copytree(ROOT / "examples", tmp_path / "examples")
    path = f"{Path(sys.executable).parent}{os.pathsep}{os.environ['PATH']}"
    return tmp_path, {**os.environ, "PATH": path, "COLUMNS": "100", "PYTHONPATH": ""}


def run(script: str, folder: Path, environment: dict[str, str]) -> str:
    """Run a script with bash, stop at the first failure, and return what it printed."""
    done = subprocess.run(
        ["bash", "-euo", "pipefail", "-x", "-c", script],
        cwd=folder,
        env=environment,
        capture_output=True,
        text=True,
        check=False,
        timeout=300,
    )
    assert done.returncode == 0, done.stderr[-3000:]
    return done.stdout


def test_the_commands_of_the_tutorial_run_in_order(workplace):
    folder, environment = workplace
    run("".join(blocks(DOCS / "tutorial.md", "bash")), folder, environment)
    assert "<html" in (folder / "edited.html").read_text(encoding="utf-8")
    assert 'lang="de"' in (folder / "brief.de.html").read_text(encoding="utf-8")
    assert "the Sinai stays occupied" in (folder / "case.yaml").read_text(encoding="utf-8")
    assert (folder / "camp-david" / "camp-david.json").stat().st_size > 1000
    for block in blocks(DOCS / "tutorial.md", "python"):
        script = f"{sys.executable} - <<'END'\n{block}END"
        assert run(script, folder, environment).count("\n") >= 2


def test_the_first_command_of_the_readme_writes_a_brief(workplace):
    folder, environment = workplace
    first = blocks(ROOT / "README.md", "bash")[0].strip()
    install, _, job = first.rpartition(" && ")
    assert install == "python3 -m venv .venv && .venv/bin/pip install -q ."
    run(job.replace(".venv/bin/", ""), folder, environment)
    assert "<html" in (folder / "brief.html").read_text(encoding="utf-8")


def test_the_ten_lines_of_python_in_the_readme_run(workplace):
    folder, environment = workplace
    (block,) = blocks(ROOT / "README.md", "python")
    assert len(block.splitlines()) <= 12
    script = f"{sys.executable} - <<'END'\n{block}assert '<html lang=\"de\"' in page\nEND"
    assert run(script, folder, environment)


def test_the_exchange_page_sends_a_case_out_and_brings_it_back(workplace):
    folder, environment = workplace
    made = "detente case draft examples/camp-david-1978/sources/*.en.txt --out case.yaml"
    run(f"{made}\n{blocks(DOCS / 'how-to' / 'exchange.md', 'bash')[0]}", folder, environment)
    assert "parties:" in (folder / "back.yaml").read_text(encoding="utf-8")
    assert (folder / "theirs" / "notes.txt").stat().st_size > 100
    block = blocks(DOCS / "how-to" / "exchange.md", "python")[0]
    printed = run(f"{sys.executable} - <<'END'\n{block}END", folder, environment)
    assert ".csv" in printed


def test_the_reference_pages_are_those_of_the_code():
    for name, text in generated().items():
        written = (DOCS / "reference" / name).read_text(encoding="utf-8")
        assert written == text, f"run docs/make_reference.py: {name} is out of date"


def test_every_command_and_every_form_has_its_place_in_the_reference():
    commands = (DOCS / "reference" / "commands.md").read_text(encoding="utf-8")
    forms = (DOCS / "reference" / "schemas.md").read_text(encoding="utf-8")
    assert all(f"\n## detente {name}" in commands for name in COMMANDS)
    assert all(f"`detente/{name}/{version}`" in forms for name, (version, _) in SCHEMAS.items())


def test_errors_page_explains_exactly_the_codes_there_are():
    text = (DOCS / "errors.md").read_text(encoding="utf-8")
    sections = dict(re.findall(r"^## (.+)\n\n(.+)", text, flags=re.MULTILINE))
    codes = {cls.code: cls.__name__ for cls in subclasses(errors.DetenteError)}
    assert set(sections) == {*codes, "file"}
    for code, name in codes.items():
        assert sections[code].startswith(f"`{name}`"), code


def test_every_question_has_a_method_page_that_is_listed():
    listed = (ROOT / "mkdocs.yml").read_text(encoding="utf-8")
    index = (DOCS / "methods" / "index.md").read_text(encoding="utf-8")
    for question in Findings.model_fields:
        assert (DOCS / "methods" / f"{question}.md").exists(), question
        assert f"methods/{question}.md" in listed
        assert f"detente analyze {question}" in index


def test_every_page_stands_in_the_navigation_and_every_entry_has_a_page():
    def leaves(node):
        if isinstance(node, str):
            return [node]
        children = node.values() if isinstance(node, dict) else node
        return [leaf for child in children for leaf in leaves(child)]

    config = yaml.safe_load((ROOT / "mkdocs.yml").read_text(encoding="utf-8"))
    entries = leaves(config["nav"])
    pages = {str(path.relative_to(DOCS)) for path in DOCS.rglob("*.md")}
    assert set(entries) == pages
    assert len(entries) == len(set(entries))


@pytest.mark.parametrize("page", PAGES, ids=lambda page: str(page.relative_to(ROOT)))
def test_links_between_pages_lead_somewhere(page):
    text = re.sub(r"```.*?```", "", page.read_text(encoding="utf-8"), flags=re.DOTALL)
    for target in re.findall(r"\]\(([^)#\s]+)[^)]*\)", text):
        if "://" not in target:
            assert (page.parent / target).exists(), f"{page.name} -> {target}"


def test_the_version_of_the_package_stands_in_the_changelog_and_the_citation():
    from_package = re.search(
        r'__version__ = "(.+)"', (ROOT / "src/detente/__init__.py").read_text(encoding="utf-8")
    )
    assert from_package is not None
    version = from_package[1]
    assert f"\n## {version}" in (ROOT / "CHANGELOG.md").read_text(encoding="utf-8")
    assert f"\nversion: {version}\n" in (ROOT / "CITATION.cff").read_text(encoding="utf-8")
    project = (ROOT / "pyproject.toml").read_text(encoding="utf-8")
    assert f'version = "{version}"' in project


def test_a_release_in_the_changelog_begins_with_what_changes_results():
    text = (ROOT / "CHANGELOG.md").read_text(encoding="utf-8")
    releases = re.split(r"^## \d", text, flags=re.MULTILINE)[1:]
    assert releases
    for release in releases:
        headings = re.findall(r"^### (.+)$", release, flags=re.MULTILINE)
        assert headings[0] == "Results change"


def test_the_glossary_has_every_word_of_the_design():
    text = (DOCS / "glossary.md").read_text(encoding="utf-8")
    words = "source, span, act, actor, party, outcome, settlement, no deal, red line, seat, stake"
    for word in [*words.split(", "), "round", "measure", "concession", "finding"]:
        assert f"\n| {word} | " in text
