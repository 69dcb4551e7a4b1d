"""H2: each acknowledgement comes after the disk was told to keep what it acknowledges.

The system calls of the served site are traced. Where strace is missing, CI fails; elsewhere the
test is left out, and also on machines whose kernel lets nobody trace (a container without
CAP_SYS_PTRACE): there only the pragmas can be asserted, which `test_races.py` does.
"""

from __future__ import annotations

import os
import re
import shutil
import sqlite3
import subprocess
from contextlib import closing
from typing import TYPE_CHECKING

import pytest
from sqlalchemy import make_url

from tests.faults.conftest import Members, figure, launched, times
from tests.faults.sending import Senders

if TYPE_CHECKING:
    from pathlib import Path

    from directory.db import Database

STRACE = shutil.which("strace") or ""
CALLS = "trace=fdatasync,fsync,sendto,write,writev"
KEPT = re.compile(r"\b(?:fdatasync|fsync)\b.*= 0$")
ANSWER = re.compile(r'\b(?:sendto|write|writev)\(.*"HTTP/1\.1 303')


@pytest.fixture
def strace() -> str:
    """The tracer, or a reason to leave the test out that CI does not accept."""
    if not STRACE:
        assert "CI" not in os.environ, "strace is missing: apt-get install strace"
        pytest.skip("strace is missing: apt-get install strace")
    tried = subprocess.run(
        [STRACE, "-qq", "-e", "trace=none", "true"], capture_output=True, check=False, timeout=20
    )
    if b"ermitted" in tried.stderr:
        pytest.skip("this machine permits no tracing of processes")
    return STRACE


@pytest.mark.sqlite
def test_each_acknowledgement_comes_after_the_disk_has_it(
    strace: str,
    database: Database,
    members: Members,
    environment: dict[str, str],
    tmp_path: Path,
) -> None:
    many = times(9, 300)
    found = {}
    # A second connection stays open, so that no closing of a last one writes anything home.
    with closing(sqlite3.connect(str(make_url(database.engine.url).database))) as second:
        second.execute("SELECT count(*) FROM referrals").fetchone()
        for what in ("site", "careless-site"):
            watching = [strace, "-f", "--seccomp-bpf", "-qq", "-s", "16", "-e", CALLS]
            watching += ["-e", "signal=none", "-o", str(tmp_path / what)]
            with launched(what, environment, under=watching) as site:
                site.start()
                senders = Senders(site.port, members.maya, threads=1)
                senders.start()
                senders.await_answers(many)
                senders.finish()
            found[what] = _kept_and_not((tmp_path / what).read_text(errors="replace"))

    (kept, missed), (careless_kept, careless_missed) = found["site"], found["careless-site"]
    assert kept >= many
    assert missed == 0, "acknowledged before the disk had it"
    assert careless_missed > careless_kept, "the check would not see a site that is careless"
    figure(
        f"H2 sqlite: {kept} of {kept + missed} answers after fdatasync; with NORMAL "
        f"{careless_kept} of {careless_kept + careless_missed}"
    )


def _kept_and_not(trace: str) -> tuple[int, int]:
    """How many answers came after a completed fdatasync of their own, and how many without."""
    kept = missed = 0
    is_on_disk = False
    for line in trace.splitlines():
        if KEPT.search(line):
            is_on_disk = True
        elif ANSWER.search(line):
            kept, missed = kept + is_on_disk, missed + (not is_on_disk)
            is_on_disk = False
    return kept, missed
