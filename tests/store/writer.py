"""Writes to a project beside others; run by test_together with folder, name and a number."""

import sys
from datetime import UTC, datetime

from tests.builders import make_act, make_reading, make_source

from detente.store.project import open_project

AT = datetime(2025, 2, 19, tzinfo=UTC)


def main() -> None:
    """Add, read and review as many sources as the last argument says."""
    folder, name, times = sys.argv[1:]
    for number in range(int(times)):
        source = make_source(f"{name} demands point {number}.")
        act = make_act(source, "demand", f"demands point {number}")
        with open_project(folder) as project:
            project.add_source(source, source.text.encode(), at=AT)
            project.add_reading(make_reading(source, [act]), at=AT)
            project.review([act.id], "accepted", by=name, at=AT)


if __name__ == "__main__":
    main()
