"""The web application: made from a knowledge base and settings, nothing at import."""

from __future__ import annotations

import hashlib
import logging
import threading
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path

from anyio import CapacityLimiter
from fastapi import FastAPI
from fastapi.staticfiles import StaticFiles

from api.conversations.store import ConversationStore
from api.middleware import BodyLimit, SecurityHeaders
from api.problems import install_problem_handlers
from api.routes import (
    ask,
    chat,
    documents,
    facts,
    feedback,
    health,
    history,
    layout,
    ledger,
    library,
    pages,
    reparse,
    sharing,
    unanswered,
)
from api.settings import Settings
from api.streaming import Turnstile
from api.templating import Pages
from api.unanswered import UnansweredQuestions
from retriever.knowledge_base import KnowledgeBase

STATIC_FOLDER = Path(__file__).parent / "static"
# Questions worked on at once; the others wait their turn. One thread at a time runs Python, another may encode its
# question meanwhile; more only get in each other's way, unless they wait for a language model.
MAX_ANSWERING = 2
MAX_WRITING = 64
DESCRIPTION = """\
对政策文件提问，得到有出处的答案：每个数字、单位、日期都出自所引的原文，文件里没有的就答“没有找到”。

- 位置（`start`、`end`）都按 `GET /api/v1/documents/{doc_id}` 中 `text` 的 Unicode 字符计，
  从 0 起，终点不含。
- 出错时返回 `application/problem+json`（RFC 9457），`detail` 用中文说明错在哪里、怎么办。
- 设了口令时，用请求头 `Authorization: Bearer 口令` 或 `X-API-Key: 口令`。
"""
TAGS = [
    {"name": "问答", "description": "提问与查找"},
    {"name": "对话", "description": "按浏览器保存的对话，逐句返回的答案，评价"},
    {"name": "文档", "description": "导入、查看、替换与删除文档"},
    {"name": "事实", "description": "从文档读出的责任、指标、期限、名单等"},
    {"name": "运行", "description": "服务是否正常"},
]
ROUTED = (
    ask,
    chat,
    history,
    sharing,
    feedback,
    documents,
    layout,
    reparse,
    library,
    facts,
    ledger,
    unanswered,
    health,
    pages,
)

logger = logging.getLogger("zhengda.api")


def create_app(knowledge_base: KnowledgeBase, settings: Settings) -> FastAPI:
    """An application that answers from `knowledge_base` and closes it at shutdown."""

    @asynccontextmanager
    async def lifespan(app: FastAPI) -> AsyncIterator[None]:
        app.state.ready = True
        if not settings.editor_key:
            logger.info("未设 ZHENGDA_EDITOR_KEY：只有本机可以导入和删除文档")
        yield
        app.state.ready = False
        app.state.conversations.close()
        app.state.unanswered.close()
        knowledge_base.close()

    app = FastAPI(
        title="政答",
        version=_version(),
        summary="政策文件问答，答案逐句有出处",
        description=DESCRIPTION,
        openapi_tags=TAGS,
        lifespan=lifespan,
        # The ready-made pages load their scripts from elsewhere; a closed network has no elsewhere.
        docs_url=None,
        redoc_url=None,
        # As they are: `include_router` would work out every route again for each application.
        routes=[route for module in ROUTED for route in module.router.routes],
    )
    app.state.knowledge_base = knowledge_base
    app.state.settings = settings
    static = f"/static/{stamp_of(STATIC_FOLDER)}"
    app.state.pages = Pages(app.version, static)
    app.state.conversations = ConversationStore(settings.data_dir)
    app.state.unanswered = UnansweredQuestions(settings.data_dir)
    app.state.turnstile = Turnstile(
        CapacityLimiter(MAX_WRITING if settings.llm_model else MAX_ANSWERING), CapacityLimiter(MAX_WRITING)
    )
    app.state.write_lock = threading.Lock()
    app.state.upload_stages = {}
    app.state.ready = False
    install_problem_handlers(app)
    app.add_middleware(BodyLimit, max_upload_bytes=settings.max_upload_bytes)
    app.add_middleware(SecurityHeaders, lasting=static)
    app.mount(static, StaticFiles(directory=STATIC_FOLDER), name="static")
    return app


def stamp_of(folder: Path) -> str:
    """A name for what the files of a folder hold: other content has other addresses, so browsers may keep it."""
    digest = hashlib.sha256()
    for file in sorted(folder.iterdir()):
        digest.update(file.name.encode() + b"\0" + file.read_bytes())
    return digest.hexdigest()[:12]


def _version() -> str:
    """The installed version; "0" when run from a folder that was never installed."""
    try:
        return version("zhengda")
    except PackageNotFoundError:
        return "0"
