"""The house rules that no other tool checks: sizes, words, the map, no traces of a machine."""

import ast
import re
import tomllib
from pathlib import Path

import pytest

ROOT = Path(__file__).parent.parent
PACKAGE = ROOT / "src" / "detente"
CODE = sorted(
    path
    for folder in ("src", "tests", "benchmarks", "docs")
    for path in (ROOT / folder).rglob("*.py")
)
LEFT_OUT = {".git", ".venv", "site", "dist", "build", "out", "__pycache__", "detente.egg-info"}
TEXT_ENDINGS = {".py", ".md", ".toml", ".txt", ".html", ".yml", ".yaml", ".cff", ".cfg", ".j2",
                ".css", ".csv", ".json", ".po", ".sh", ".mako", ".ini", ""}  # fmt: skip


def tree() -> list[Path]:
    """Return every text file of the project itself, without what tools leave behind."""
    found = []
    for path in sorted(ROOT.rglob("*")):
        parts = path.relative_to(ROOT).parts
        hidden = [part for part in parts if part.startswith(".") and part not in {".ci"}]
        if hidden and hidden != [".gitignore"]:
            continue
        if LEFT_OUT & set(parts) or not path.is_file() or path.suffix not in TEXT_ENDINGS:
            continue
        found.append(path)
    return found


def name_of(path: Path) -> str:
    """Return a path as the tests call it."""
    return str(path.relative_to(ROOT))


def test_the_walk_sees_the_whole_tree():
    names = {name_of(path) for path in tree()}
    assert {"README.md", "check", ".ci/run", "pyproject.toml", "constraints.txt"} <= names
    assert len(names) > 100


@pytest.mark.parametrize("path", CODE, ids=name_of)
def test_a_file_has_at_most_500_lines(path):
    assert len(path.read_text(encoding="utf-8").splitlines()) <= 500


@pytest.mark.parametrize("path", CODE, ids=name_of)
def test_a_module_says_in_one_to_four_lines_what_it_is(path):
    text = path.read_text(encoding="utf-8")
    doc = ast.get_docstring(ast.parse(text))
    assert doc, "no docstring"
    first = doc.split("\n\n")[0]
    assert len(first.splitlines()) <= 4


FORBIDDEN_FILES = {"utils", "util", "helpers", "helper", "common", "core", "base", "manager",
                   "misc", "tools", "data_lib", "stuff"}  # fmt: skip


@pytest.mark.parametrize("path", CODE, ids=name_of)
def test_no_file_is_named_after_nothing(path):
    assert not FORBIDDEN_FILES & {path.stem, *path.relative_to(ROOT).parts[:-1]}


FORBIDDEN_WORDS = {"entity", "entities", "batna", "bid", "bids", "compromise", "utils", "helper",
                   "helpers", "manager", "extraction", "annotation", "player"}  # fmt: skip


@pytest.mark.parametrize("path", sorted(PACKAGE.rglob("*.py")), ids=name_of)
def test_names_in_the_code_use_the_words_of_the_glossary(path):
    tree_of_code = ast.parse(path.read_text(encoding="utf-8"))
    kinds = (ast.FunctionDef, ast.AsyncFunctionDef, ast.ClassDef)
    for node in ast.walk(tree_of_code):
        if isinstance(node, kinds):
            words = re.findall(r"[A-Z]?[a-z]+", node.name)
            wrong = {word.lower() for word in words} & FORBIDDEN_WORDS
            assert not wrong, f"{node.name} (line {node.lineno}); see docs/glossary.md"


def test_the_map_in_the_readme_is_the_tree_and_the_order_of_the_layers():
    config = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))
    contract = config["tool"]["importlinter"]["contracts"][0]
    layers = [set(re.split(r"\s*\|\s*", layer)) for layer in reversed(contract["layers"])]
    readme = (ROOT / "README.md").read_text(encoding="utf-8")
    shown = re.search(r"^src/detente/\n(.*?)^```", readme, flags=re.MULTILINE | re.DOTALL)
    assert shown is not None
    entries = [line.split()[0] for line in shown[1].splitlines()]
    folders = {f"{path.parent.name}/" for path in PACKAGE.glob("*/__init__.py")}
    modules = {path.name for path in PACKAGE.glob("*.py") if not path.name.startswith("__")}
    assert set(entries) == folders | modules
    names = [entry.removesuffix("/").removesuffix(".py") for entry in entries]
    for layer in layers:
        assert set(names[: len(layer)]) == layer
        names = names[len(layer) :]


def test_the_package_names_the_same_stages_in_the_same_order():
    doc = ast.get_docstring(ast.parse((PACKAGE / "__init__.py").read_text(encoding="utf-8")))
    assert doc is not None
    stages = re.findall(r"^ {4}(\w+) {2,}", doc, flags=re.MULTILINE)
    assert stages == ["sources", "reading", "record", "case", "analysis", "brief"]


def test_the_tests_have_the_folders_of_the_source():
    source = {path.parent.name for path in PACKAGE.glob("*/__init__.py")}
    assert source <= {path.name for path in (ROOT / "tests").iterdir() if path.is_dir()}
    assert not list((ROOT / "tests").rglob("__init__.py"))


MACHINE = re.compile(
    r"/wor[k]/|/hom[e]/\w|/User[s]/\w|/root[/]|C:\\\\User[s]|@ fil[e]:|"
    r"pypi\.or[g]|pythonhoste[d]|npmj[s]\.|index-ur[l]|artifactor[y]|localhos[t]:\d"
)


def test_no_path_of_a_machine_and_no_host_of_a_registry_stands_anywhere():
    found = [
        f"{name_of(path)}:{number}: {line.strip()[:80]}"
        for path in tree()
        for number, line in enumerate(
            path.read_text(encoding="utf-8", errors="replace").splitlines(), 1
        )
        if MACHINE.search(line)
    ]
    assert not found


def test_the_pinned_versions_name_no_address_and_not_the_project():
    lines = (ROOT / "constraints.txt").read_text(encoding="utf-8").split()
    assert lines
    for line in lines:
        assert re.fullmatch(r"[A-Za-z0-9._-]+==[A-Za-z0-9.+!_-]+", line), line
        assert not line.startswith("detente")


LOADED = re.compile(
    r"\b("
    r"(?:counter-?|anti-?)?terroris\w*|regimes?|"
    r"massacres?|massaker\w*|genocid\w*|völkermord\w*|capitulat\w*|kapitulation\w*|"
    r"appeas\w*|appeasement|aggressors?|aggressor\w*|puppets?|marionette\w*|"
    r"warmong\w*|kriegstreiber\w*|propagand\w*|barbari\w*|fanati\w*|thugs?|"
    r"atrocit\w*|gräuel\w*|rogue|schurken\w*|dictators?|diktator\w*|junta|"
    r"betrayal|verrat|traitors?|verräter\w*|sell-?out|ausverkauf|blackmail\w*|erpress\w*|"
    r"unprovoked|brutal\w*|evil|liberat(?:e|ion) of|so-called|sogenannt\w*"
    r")\b",
    re.IGNORECASE,
)
OUR_VOICE = [
    path
    for path in tree()
    if name_of(path).startswith(
        ("docs/", "README", "CHANGELOG", "CONTRIBUTING", "CITATION", "src/detente/brief/",
         "src/detente/cli/", "src/detente/case/", "src/detente/analysis/",
         "src/detente/errors", "examples/README")
    )
    or (name_of(path).startswith("examples/") and path.suffix in {".md", ".toml"})
]  # fmt: skip


@pytest.mark.parametrize("path", OUR_VOICE, ids=name_of)
def test_no_loaded_word_stands_in_our_own_voice(path):
    text = path.read_text(encoding="utf-8")
    unquoted = re.sub(r"„[^“]*“|“[^”]*”", "", text)
    assert not LOADED.findall(unquoted)


@pytest.mark.parametrize("path", sorted((PACKAGE / "reading").rglob("*.toml")), ids=name_of)
def test_names_in_the_catalogues_carry_no_loaded_word(path):
    def labels(node):
        if isinstance(node, dict):
            for key, value in node.items():
                if key in {"name", "title", "label", "office"}:
                    yield from value.values() if isinstance(value, dict) else [value]
                else:
                    yield from labels(value)
        elif isinstance(node, list):
            for item in node:
                yield from labels(item)

    found = labels(tomllib.loads(path.read_text(encoding="utf-8")))
    assert not [name for name in found if isinstance(name, str) and LOADED.search(name)]


def test_the_lint_knows_loaded_words_in_both_languages():
    for text in ("a series of capitulations", "eine Kapitulation", "the regime", "Terroristen"):
        assert LOADED.search(text), text
    for text in ("the government", "die Regierung", "armed group", "a concession"):
        assert not LOADED.search(text), text
