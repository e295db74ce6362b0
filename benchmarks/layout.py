"""Test lines per source line, median and largest file, as Markdown for docs/benchmarks.md."""

from pathlib import Path
from statistics import median

ROOT = Path(__file__).parent.parent


def lengths(folder: str) -> dict[str, int]:
    """Return the physical lines of every Python file that is not empty, by path."""
    paths = sorted((ROOT / folder).rglob("*.py"))
    counted = {str(p.relative_to(ROOT)): len(p.read_text("utf-8").splitlines()) for p in paths}
    return {name: lines for name, lines in counted.items() if lines}


def row(name: str, files: dict[str, int]) -> str:
    """Return one row of the table."""
    largest = max(files, key=lambda path: (files[path], path))
    return (
        f"| {name} | {len(files)} | {sum(files.values())} | {median(files.values()):.0f} "
        f"| {files[largest]} (`{largest}`) |"
    )


def main() -> None:
    """Print both tables."""
    source, tests = lengths("src/detente"), lengths("tests")
    print("| | files | lines | median file | largest file |")
    print("|---|---|---|---|---|")
    print(row("source", source))
    print(row("tests", tests))
    ratio = sum(tests.values()) / sum(source.values())
    print(f"\nTest lines per source line: {ratio:.2f}\n")
    print("| folder | source lines | test lines | ratio |")
    print("|---|---|---|---|")
    for folder in sorted(path.parent.name for path in (ROOT / "src/detente").glob("*/__init__.py")):
        ours = sum(lengths(f"src/detente/{folder}").values())
        theirs = sum(lengths(f"tests/{folder}").values())
        print(f"| {folder} | {ours} | {theirs} | {theirs / ours:.2f} |")


if __name__ == "__main__":
    main()
