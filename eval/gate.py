"""The regression gate: does a type of questions fall below the kept baseline by more than its noise?"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Literal, get_args

from eval.datatypes import Question, Row
from eval.matching import normalise
from eval.runner import TOTAL
from eval.significance import fall_probability

# A fall is noise while chance alone makes one as large in at least so many of 100 cases: the one-sided exact test of
# `fall_probability` over the questions whose mark changed, for each type and for all questions together. Five lost
# and none gained is the smallest fall that it finds (1/32).
ALPHA = 0.05
BASELINES = Path(__file__).parent / "baselines"

# What became of a question: wrong, right, or right with a right citation; a right refusal has nothing to cite.
Mark = Literal["wrong", "right", "cited"]
_MARKS = frozenset(get_args(Mark))
_DIGEST_LENGTH = 6
_REMEDY = "请用 zhengda eval gate --update 重写基线。"

LEVELS: Mapping[str, frozenset[str]] = {"答对": frozenset(("right", "cited")), "对且引对": frozenset(("cited",))}


class BaselineError(Exception):
    """The baseline is missing or cannot be used; the message is Chinese."""


@dataclass(frozen=True)
class Marked:
    """A mark with the digest of the question as it was then: a question that was changed is not compared."""

    mark: Mark
    digest: str


@dataclass(frozen=True)
class Change:
    """A type at one level against the baseline; `probability` is that of a fall as large by chance alone."""

    type: str
    level: str
    compared: int
    before: int
    after: int
    lost: tuple[str, ...]
    gained: tuple[str, ...]

    @property
    def probability(self) -> float:
        """See `fall_probability`."""
        return fall_probability(len(self.lost), len(self.gained))

    @property
    def fell(self) -> bool:
        """Whether the fall is larger than the noise."""
        return self.after < self.before and self.probability <= ALPHA


Baseline = Mapping[str, Mapping[str, Marked]]


def marks_of(rows: Sequence[Row]) -> dict[str, dict[str, Marked]]:
    """Marks by type and id of the question, both sorted."""
    found: dict[str, dict[str, Marked]] = {}
    for row in sorted(rows, key=lambda row: (row.question.type, row.question.id)):
        cited = row.cited or not row.question.answerable
        mark: Mark = "wrong" if not row.right else "cited" if cited else "right"
        found.setdefault(row.question.type, {})[row.question.id] = Marked(mark, question_digest(row.question))
    return found


def question_digest(question: Question) -> str:
    """Some hexadecimal digits that change with the question or its gold."""
    content = json.dumps(asdict(question), ensure_ascii=False, sort_keys=True)
    return hashlib.sha256(content.encode()).hexdigest()[:_DIGEST_LENGTH]


def write_baseline(path: Path, rows: Sequence[Row], *, documents: str) -> None:
    """Keep the marks of `rows`, a question a line; `documents` says in Chinese what was asked about."""
    marks = marks_of(rows)
    right = sum(row.right for row in rows)
    record = {
        "documents": documents,
        "right": f"{right}/{len(rows)}",
        "marks": {
            name: {key: f"{marked.mark} {marked.digest}" for key, marked in sorted(part.items())}
            for name, part in marks.items()
        },
    }
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(json.dumps(record, ensure_ascii=False, indent=1) + "\n", encoding="utf-8")


def read_baseline(path: Path) -> dict[str, dict[str, Marked]]:
    """The marks of a baseline by type and id.

    Raises:
        BaselineError: The file is missing or is no baseline.
    """
    try:
        raw = json.loads(path.read_text(encoding="utf-8"))
        return {
            name: {key: _marked(text) for key, text in part.items()} for name, part in raw["marks"].items()
        }
    except OSError as error:
        raise BaselineError(f"无法读取基线 {path.name}：{error.strerror}。{_REMEDY}") from error
    except (ValueError, KeyError, TypeError, AttributeError) as error:
        raise BaselineError(f"基线 {path.name} 的格式不对：{error!r}。{_REMEDY}") from error


def _marked(text: str) -> Marked:
    mark, digest = text.split(" ")
    if mark not in _MARKS:
        raise ValueError(text)
    return Marked(mark, digest)  # type: ignore[arg-type]


def compare(baseline: Baseline, rows: Sequence[Row], *, levels: Sequence[str] = tuple(LEVELS)) -> list[Change]:
    """The changes per type and level, then those over all questions; only questions that stayed as they were count.

    Raises:
        BaselineError: No question is the same as in the baseline.
    """
    now = marks_of(rows)
    same = {
        name: [key for key in now[name] if key in part and part[key].digest == now[name][key].digest]
        for name, part in baseline.items()
        if name in now
    }
    if not any(same.values()):
        raise BaselineError(f"题集中没有与基线相同的题目。{_REMEDY}")
    pairs = {
        name: [(key, baseline[name][key].mark, now[name][key].mark) for key in keys] for name, keys in same.items()
    }
    pairs[TOTAL] = [pair for part in pairs.values() for pair in part]
    return [_change(name, level, pairs[name]) for level in levels for name in pairs if pairs[name]]


def _change(name: str, level: str, pairs: Sequence[tuple[str, str, str]]) -> Change:
    passes = LEVELS[level]
    return Change(
        type=name,
        level=level,
        compared=len(pairs),
        before=sum(before in passes for _, before, _ in pairs),
        after=sum(after in passes for _, _, after in pairs),
        lost=tuple(key for key, before, after in pairs if before in passes and after not in passes),
        gained=tuple(key for key, before, after in pairs if before not in passes and after in passes),
    )


def answerable_in(questions: Sequence[Question], texts: Sequence[str]) -> tuple[Question, ...]:
    """The questions that other documents than those of the set could answer, and the unanswerable ones.

    A question stays when one of the texts holds an alternative of as many groups of `must` as it needs. Answers that
    are computed (a count) or spread over documents are lost by that; what stays and is not answered is simply wrong in
    the baseline, too.
    """
    held = [normalise(text) for text in texts]

    def could_be(question: Question) -> bool:
        needed = len(question.must) if question.min_groups is None else question.min_groups
        return any(
            sum(any(text.contains(option) for option in group) for group in question.must) >= needed for text in held
        )

    return tuple(question for question in questions if not question.answerable or could_be(question))


