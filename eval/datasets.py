"""Read question sets: JSON lines, every line checked."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping, Sequence
from dataclasses import asdict
from pathlib import Path
from typing import Any, get_args

from eval.datatypes import Question, QuestionType

SHIPPED = ("dev", "holdout", "naive")
_FOLDER = Path(__file__).parent / "datasets"
_TYPES = frozenset(get_args(QuestionType))
_REQUIRED = ("id", "type", "history", "q", "must", "must_not", "cite", "answerable")
_KNOWN = frozenset((*_REQUIRED, "min_groups", "doc", "reference"))


class DatasetError(Exception):
    """A question set is missing or has a wrong line; the message is Chinese and names file and line."""


def locate(name: str) -> Path:
    """The file of a shipped set ("dev", "holdout", "naive"), or the path itself.

    Raises:
        DatasetError: There is no such file.
    """
    path = _FOLDER / f"{name}.jsonl" if name in SHIPPED else Path(name)
    if not path.is_file():
        raise DatasetError(f"找不到题集 {name}。可用的题集：{'、'.join(SHIPPED)}，或给出 .jsonl 文件的路径。")
    return path


def load_questions(path: Path) -> tuple[Question, ...]:
    """Read a question set in order.

    Raises:
        DatasetError: The file cannot be read, holds no question, or a line is wrong or repeats an id.
    """
    try:
        text = path.read_text(encoding="utf-8")
    except (OSError, UnicodeDecodeError) as error:
        raise DatasetError(f"无法读取题集 {path}：{error}。请检查路径，文件应为 UTF-8 编码。") from error
    questions: dict[str, Question] = {}
    for number, line in enumerate(text.split("\n"), start=1):
        if not line.strip():
            continue
        where = f"{path} 第 {number} 行"
        question = _parse(line, where)
        if question.id in questions:
            raise DatasetError(f"{where}：编号 {question.id} 重复。")
        questions[question.id] = question
    if not questions:
        raise DatasetError(f"题集 {path} 中没有题目。")
    return tuple(questions.values())


def digest(questions: Sequence[Question]) -> str:
    """SHA-256 (hexadecimal) of what is asked and what counts as right; the layout of the file does not matter."""
    content = json.dumps([asdict(question) for question in questions], ensure_ascii=False, sort_keys=True)
    return hashlib.sha256(content.encode()).hexdigest()


def _parse(line: str, where: str) -> Question:
    try:
        raw = json.loads(line)
    except json.JSONDecodeError as error:
        raise DatasetError(f"{where}：不是合法的 JSON（第 {error.colno} 列：{error.msg}）。") from error
    if not isinstance(raw, dict):
        raise DatasetError(f"{where}：应为一个 JSON 对象。")
    _check_keys(raw, where)
    question = Question(
        id=_text(raw, "id", where),
        type=raw["type"],
        q=_text(raw, "q", where),
        history=_texts(raw["history"], "history", where),
        must=_groups(raw["must"], where),
        must_not=_texts(raw["must_not"], "must_not", where),
        cite=_texts(raw["cite"], "cite", where),
        answerable=raw["answerable"],
        min_groups=raw.get("min_groups"),
        doc=raw.get("doc") or "",
        reference=raw.get("reference") or "",
    )
    _check_sense(question, where)
    return question


def _check_keys(raw: Mapping[str, Any], where: str) -> None:
    missing = [key for key in _REQUIRED if key not in raw]
    if missing:
        raise DatasetError(f"{where}：缺少字段 {'、'.join(missing)}。")
    unknown = sorted(set(raw) - _KNOWN)
    if unknown:
        raise DatasetError(f"{where}：不认识的字段 {'、'.join(unknown)}。")
    if raw["type"] not in _TYPES:
        raise DatasetError(f"{where}：题型 {raw['type']!r} 不存在，应为 {'、'.join(sorted(_TYPES))} 之一。")
    if not isinstance(raw["answerable"], bool):
        raise DatasetError(f"{where}：answerable 应为 true 或 false。")
    if not isinstance(raw.get("doc", ""), str):
        raise DatasetError(f"{where}：doc 应为文件名。")
    if not isinstance(raw.get("reference", ""), str):
        raise DatasetError(f"{where}：reference 应为文字。")


def _check_sense(question: Question, where: str) -> None:
    if question.answerable and not (question.must and question.cite):
        raise DatasetError(f"{where}：可回答的题目应有 must 和 cite。")
    if question.answerable == (question.type == "unanswerable"):
        raise DatasetError(f"{where}：answerable 与题型 {question.type} 不一致。")
    groups = question.min_groups
    if groups is None:
        return
    if isinstance(groups, bool) or not isinstance(groups, int) or not 1 <= groups <= len(question.must):
        raise DatasetError(f"{where}：min_groups 应为 1 至 {len(question.must)} 的整数，现为 {groups!r}。")


def _text(raw: Mapping[str, Any], key: str, where: str) -> str:
    value = raw[key]
    if not isinstance(value, str) or not value.strip():
        raise DatasetError(f"{where}：{key} 应为非空文字。")
    return value


def _texts(value: object, key: str, where: str) -> tuple[str, ...]:
    if not isinstance(value, list) or not all(isinstance(item, str) and item.strip() for item in value):
        raise DatasetError(f"{where}：{key} 应为非空文字的列表。")
    return tuple(value)


def _groups(value: object, where: str) -> tuple[tuple[str, ...], ...]:
    if not isinstance(value, list) or not all(isinstance(group, list) and group for group in value):
        raise DatasetError(f"{where}：must 应为列表的列表，每组至少一个说法。")
    return tuple(_texts(group, "must", where) for group in value)
