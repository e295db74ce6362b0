"""A program killed at any point leaves a project that opens, with whole steps only."""

import json
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parent.parent.parent


@pytest.mark.skipif(sys.platform == "win32", reason="there is no kill -9 there")
def test_kill_9_at_random_points_loses_nothing_and_leaves_no_half_step(tmp_path: Path) -> None:
    command = [sys.executable, "-m", "tests.store.killed", str(tmp_path), "1", "80", "30", "30"]
    done = subprocess.run(
        command, cwd=ROOT, capture_output=True, text=True, timeout=300, check=False
    )
    assert done.returncode == 0, done.stderr
    found = json.loads(done.stdout)
    assert found["steps_kept"] > 0
    assert 0 < found["migrations_undone"] < 30
    assert 0 < found["creations_undone"] < 30
