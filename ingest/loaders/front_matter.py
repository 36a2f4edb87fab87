"""YAML front matter: what an office states about a document at the head of a Markdown file."""

from __future__ import annotations

import datetime
import re
from typing import Any

import yaml

from ingest.errors import CorruptDocumentError, DocumentTooLargeError
from ingest.loaders.limits import MAX_FRONT_MATTER

_MAX_DEPTH = 10
_FENCE = re.compile(r"---[ \t]*\n")
_CLOSING = re.compile(r"^(?:---|\.\.\.)[ \t]*$", re.MULTILINE)
_KEYS = {
    "date": "issued",
    "发文日期": "issued",
    "印发日期": "issued",
    "成文日期": "issued",
    "标题": "title",
    "发文机关": "issuer",
    "发文单位": "issuer",
    "文号": "number",
    "发文字号": "number",
    "地区": "place",
    "年份": "years",
    "文种": "kind",
    "来源": "source",
    "施行日期": "effective",
    "失效日期": "expires",
}


def split_front_matter(name: str, text: str) -> tuple[dict[str, Any], str]:
    """Metadata and the text after the front matter; a text without front matter comes back as it is.

    Dates come back as ISO strings; Chinese keys as their English names.

    Raises:
        CorruptDocumentError: the front matter is not a YAML mapping; the message names the line.
        DocumentTooLargeError: the front matter exceeds `MAX_FRONT_MATTER` characters.
    """
    opening = _FENCE.match(text)
    closing = _CLOSING.search(text, opening.end()) if opening else None
    if opening is None or closing is None:
        return {}, text
    source = text[opening.end() : closing.start()]
    if len(source) > MAX_FRONT_MATTER:
        raise DocumentTooLargeError(
            f"文件“{name}”开头的元数据超过 {MAX_FRONT_MATTER} 字的上限。请把正文移到第二个“---”之后。"
        )
    return _parse(name, source), text[closing.end() :]


def _parse(name: str, source: str) -> dict[str, Any]:
    try:
        _check_events(name, source)
        values = yaml.safe_load(source)
    except yaml.MarkedYAMLError as error:
        mark = error.problem_mark or error.context_mark
        raise _error(name, mark.line if mark else 0, "不是合法的 YAML") from error
    except (yaml.YAMLError, ValueError, RecursionError) as error:
        raise _error(name, _bad_line(source), "有无法识别的字符、日期或嵌套") from error
    if values is None:
        return {}
    if not isinstance(values, dict):
        raise _error(name, 0, "应当每行写一项“名称: 值”")
    return {_KEYS.get(str(key), str(key)): _plain(value) for key, value in values.items()}


def _check_events(name: str, source: str) -> None:
    """Refuse aliases, by which a few lines stand for billions of values, and deep nesting; no document needs them."""
    depth = 0
    for event in yaml.parse(source, Loader=yaml.SafeLoader):
        line = event.start_mark.line if event.start_mark else 0
        if isinstance(event, yaml.AliasEvent):
            raise _error(name, line, "不支持引用（*）")
        depth += isinstance(event, yaml.CollectionStartEvent) - isinstance(event, yaml.CollectionEndEvent)
        if depth > _MAX_DEPTH:
            raise _error(name, line, f"嵌套超过 {_MAX_DEPTH} 层")


def _error(name: str, line: int, problem: str) -> CorruptDocumentError:
    """`line` counts from 0 within the front matter, whose first line is line 2 of the file."""
    return CorruptDocumentError(
        f"文件“{name}”开头的元数据有错：第 {line + 2} 行{problem}。请改正这一行，或者删去两个“---”之间的内容。"
    )


def _bad_line(source: str) -> int:
    """The first line that cannot be read alone, 0 where each line can."""
    for number, line in enumerate(source.split("\n")):
        try:
            yaml.safe_load(line)
        except yaml.MarkedYAMLError:
            continue  # a line of a longer value need not be complete
        except (yaml.YAMLError, ValueError, RecursionError):
            return number
    return 0


def _plain(value: Any) -> Any:  # noqa: ANN401 - whatever YAML holds
    if isinstance(value, (datetime.date, datetime.datetime)):
        return value.isoformat()[:10]
    if isinstance(value, list):
        return [_plain(item) for item in value]
    if isinstance(value, dict):
        return {str(key): _plain(item) for key, item in value.items()}
    return value
