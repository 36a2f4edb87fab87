"""Problem documents (RFC 9457): one table from exception class to status, and a client's mistakes."""

from __future__ import annotations

import logging
from collections.abc import Mapping, Sequence
from http import HTTPStatus
from typing import Any

from fastapi import FastAPI, Request
from fastapi.exceptions import RequestValidationError
from fastapi.responses import JSONResponse
from starlette.exceptions import HTTPException

from api.conversations.errors import ConversationError, ConversationNotFoundError
from api.unanswered import UnansweredError, UnansweredNotFoundError
from api.validation_messages import chinese_errors
from ingest.errors import (
    CorrectionError,
    CorruptDocumentError,
    DataFileError,
    DocumentNotFoundError,
    DocumentTooLargeError,
    EmptyDocumentError,
    EncryptedDocumentError,
    IngestError,
    LibraryError,
    UnreadablePathError,
    UnsupportedFormatError,
)
from retriever.errors import (
    EncoderUnavailableError,
    GenerationError,
    IndexMismatchError,
    NoLanguageModelError,
    QuestionError,
    RetrieverError,
)

logger = logging.getLogger("zhengda.api")

# Looked up along the class's ancestors, so that a class added later gets its parent's status.
STATUS_OF: Mapping[type[Exception], int] = {
    UnsupportedFormatError: 415,
    EmptyDocumentError: 422,
    CorruptDocumentError: 422,
    EncryptedDocumentError: 422,
    DocumentTooLargeError: 413,
    CorrectionError: 422,
    UnreadablePathError: 404,
    DocumentNotFoundError: 404,
    LibraryError: 503,
    DataFileError: 500,
    IngestError: 422,
    QuestionError: 422,
    NoLanguageModelError: 422,
    GenerationError: 502,
    EncoderUnavailableError: 503,
    IndexMismatchError: 503,
    RetrieverError: 500,
    ConversationNotFoundError: 404,
    ConversationError: 503,
    UnansweredNotFoundError: 404,
    UnansweredError: 503,
}

TITLES: Mapping[int, str] = {
    400: "请求无法解析",
    401: "需要口令",
    403: "没有权限",
    404: "没有找到",
    405: "请求方法不对",
    413: "内容过大",
    415: "格式不支持",
    422: "内容不合要求",
    500: "服务出错",
    502: "语言模型出错",
    503: "服务暂不可用",
}

_DETAILS: Mapping[int, str] = {
    400: "请求无法解析，请检查请求正文的格式。",
    404: "没有这个地址，请检查路径；接口清单见 /openapi.json。",
    405: "这个地址不支持所用的请求方法，支持的方法见响应头 Allow。",
}


def problem(
    request: Request,
    status: int,
    detail: str,
    *,
    errors: Sequence[Mapping[str, str]] = (),
    headers: Mapping[str, str] | None = None,
) -> JSONResponse:
    """A problem document; `errors` holds one `{"field", "detail"}` for each field that is wrong."""
    content: dict[str, Any] = {
        "type": "about:blank",
        "title": TITLES.get(status, HTTPStatus(status).phrase),
        "status": status,
        "detail": detail,
        "instance": request.url.path,
    }
    if errors:
        content["errors"] = [dict(error) for error in errors]
    return JSONResponse(content, status, headers=headers, media_type="application/problem+json")


def status_of(error: Exception) -> int:
    """The status in the table of an error's class or its nearest ancestor; 500 where there is none."""
    return next((STATUS_OF[kind] for kind in type(error).__mro__ if kind in STATUS_OF), 500)


def install_problem_handlers(app: FastAPI) -> None:
    """Make every error of `app` leave as a problem document."""
    app.add_exception_handler(IngestError, _own_error)
    app.add_exception_handler(RetrieverError, _own_error)
    app.add_exception_handler(ConversationError, _own_error)
    app.add_exception_handler(UnansweredError, _own_error)
    app.add_exception_handler(RequestValidationError, _validation_error)
    app.add_exception_handler(HTTPException, _http_error)
    app.add_exception_handler(Exception, _unexpected_error)


def _own_error(request: Request, error: Exception) -> JSONResponse:
    status = status_of(error)
    if status >= 500:
        logger.error("%s %s: %s", request.method, request.url.path, error)
    return problem(request, status, str(error))


def _validation_error(request: Request, error: Exception) -> JSONResponse:
    assert isinstance(error, RequestValidationError)
    errors = chinese_errors(error.errors())
    # JSON that does not parse is a bad request; JSON that parses and holds the wrong things is unprocessable.
    status = 400 if any(item["type"] == "json_invalid" for item in error.errors()) else 422
    return problem(request, status, "；".join(item["detail"] for item in errors) + "。", errors=errors)


def _http_error(request: Request, error: Exception) -> JSONResponse:
    assert isinstance(error, HTTPException)
    status = error.status_code
    own_words = isinstance(error.detail, str) and not error.detail.isascii()
    detail = error.detail if own_words else _DETAILS.get(status, TITLES.get(status, "请求未能完成") + "。")
    if isinstance(error.__cause__, UnicodeDecodeError):
        detail = "请求正文不是 UTF-8 编码，请改用 UTF-8 编码的 JSON。"
    elif status == 400 and not own_words and _is_multipart(request):
        detail = "上传的表单无法解析，请用 multipart/form-data 提交，并把文件放在字段“file”中。"
    return problem(request, status, detail, headers=error.headers)


def _is_multipart(request: Request) -> bool:
    return request.headers.get("content-type", "").startswith("multipart/")


def _unexpected_error(request: Request, error: Exception) -> JSONResponse:
    """The server has logged the traceback; the client learns nothing of the inside."""
    return problem(request, 500, "服务内部出错，请稍后再试；若反复出现，请把时间和所做的操作告诉管理员。")
