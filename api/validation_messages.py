"""Pydantic's complaints in Chinese, each naming the field and what to do."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

# By pydantic's error type; `{field}` is the field, the other names come from the error's context.
_MESSAGES: Mapping[str, str] = {
    "missing": "缺少字段“{field}”，请补上",
    "extra_forbidden": "没有名为“{field}”的字段，请检查拼写",
    "json_invalid": "请求正文不是合法的 JSON，请检查引号、逗号和括号",
    "string_type": "字段“{field}”应为字符串",
    "string_too_short": "字段“{field}”不能为空，至少 {min_length} 个字符",
    "string_too_long": "字段“{field}”太长，最多 {max_length} 个字符，请缩短",
    "string_unicode": "字段“{field}”含有不成字的字符，请删去",
    "int_type": "字段“{field}”应为整数",
    "int_parsing": "字段“{field}”应为整数",
    "int_from_float": "字段“{field}”应为整数",
    "bool_type": "字段“{field}”应为 true 或 false",
    "bool_parsing": "字段“{field}”应为 true 或 false",
    "greater_than_equal": "字段“{field}”不能小于 {ge}",
    "less_than_equal": "字段“{field}”不能大于 {le}",
    "list_type": "字段“{field}”应为数组",
    "too_long": "字段“{field}”的项太多，最多 {max_length} 项",
    "too_short": "字段“{field}”不能为空，至少 {min_length} 项",
    "literal_error": "字段“{field}”只能取 {expected}",
    "value_error": "{error}",
}
_NOT_AN_OBJECT = "{field}应为 JSON 对象，并带请求头 Content-Type: application/json"
_OBJECT_TYPES = {"dict_type", "model_type", "model_attributes_type"}
_BY_DEFAULT = "字段“{field}”的值不合要求，请对照 /openapi.json 检查"
_PLACES = {"body", "query", "path", "header"}


def chinese_errors(errors: Sequence[Mapping[str, Any]]) -> list[dict[str, str]]:
    """One `{"field", "detail"}` for each error; `field` is a dotted path, empty for the whole body."""
    return [{"field": _field(error["loc"]), "detail": _detail(error)} for error in errors]


def _field(location: Sequence[str | int]) -> str:
    """`("body", "messages", 0, "content")` is `messages[0].content`; offsets in JSON are left out."""
    field = ""
    for index, part in enumerate(location):
        if index == 0 and part in _PLACES:
            continue
        if isinstance(part, int):
            field += f"[{part}]" if field else ""
        else:
            field += f".{part}" if field else part
    return field


def _detail(error: Mapping[str, Any]) -> str:
    kind, field, context = error["type"], _field(error["loc"]), error.get("ctx", {})
    if kind in _OBJECT_TYPES:
        return _NOT_AN_OBJECT.format(field=f"字段“{field}”" if field else "请求正文")
    if kind == "missing" and not field:
        return "请求没有正文，" + _NOT_AN_OBJECT.format(field="正文")
    if kind == "value_error" and str(context.get("error", "")).isascii():
        # The framework's own complaint: a form field where a file belongs.
        return f"字段“{field}”应为文件，请用 multipart/form-data 上传"
    if kind == "literal_error":
        context = {"expected": str(context.get("expected", "")).replace(" or ", "、").replace(", ", "、")}
    return _MESSAGES.get(kind, _BY_DEFAULT).format_map({**context, "field": field})
