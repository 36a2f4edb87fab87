"""A run on disk: one JSON file with what was asked of which system, every row, and the means."""

from __future__ import annotations

import json
import platform
import sys
from collections.abc import Sequence
from dataclasses import asdict
from datetime import datetime
from pathlib import Path

from eval.datasets import digest
from eval.datatypes import Question, Row
from eval.runner import Progress, ask_all, summarise
from eval.systems import System

_PARTIAL = ".partial.jsonl"


def run_set(
    system: System, questions: Sequence[Question], *, set_name: str, folder: Path, progress: Progress | None = None
) -> tuple[Row, ...]:
    """Ask all questions and keep the run as `<system>.json` in `folder`.

    Until the last answer, the rows stand in `<system>.partial.jsonl`: a run of hours that is cut off is not lost.

    Args:
        system: What is asked.
        questions: The set, in order.
        set_name: Name of the set, for the file.
        folder: Made if missing; an earlier run of the system in it is replaced.
        progress: Gets the number of questions asked so far.
    """
    folder.mkdir(parents=True, exist_ok=True)
    partial = folder / f"{system.name}{_PARTIAL}"
    rows = []
    with partial.open("w", encoding="utf-8") as file:
        for row in ask_all(system, questions, progress=progress):
            file.write(json.dumps(asdict(row), ensure_ascii=False) + "\n")
            file.flush()
            rows.append(row)
    write_run(folder / f"{system.name}.json", system, set_name, rows)
    partial.unlink()
    return tuple(rows)


def write_run(path: Path, system: System, set_name: str, rows: Sequence[Row]) -> None:
    """Write the file of a run: set with its digest, system with its configuration, means, rows."""
    record = {
        "set": {"name": set_name, "questions": len(rows), "sha256": digest([row.question for row in rows])},
        "system": {"name": system.name, **system.describe()},
        "date": datetime.now().astimezone().isoformat(timespec="seconds"),
        "python": sys.version.split()[0],
        "machine": platform.machine(),
        "summary": [asdict(summary) for summary in summarise(rows)],
        "rows": [asdict(row) for row in rows],
    }
    path.write_text(json.dumps(record, ensure_ascii=False, indent=1) + "\n", encoding="utf-8")
