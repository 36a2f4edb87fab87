"""Opening the knowledge base that a command or the server works with."""

from __future__ import annotations

from pathlib import Path

from api.settings import Settings
from ingest.errors import UnreadablePathError
from retriever.chat_model import LanguageModelConfig
from retriever.knowledge_base import KnowledgeBase, KnowledgeBaseConfig


def open_knowledge_base(folder: Path, settings: Settings, *, create: bool = False) -> KnowledgeBase:
    """Open the knowledge base in `folder`.

    Raises:
        UnreadablePathError: The folder does not exist and `create` is false.
        DataFileError: A language model is configured, and the office's template for it has an error.
    """
    if not create and not folder.is_dir():
        raise UnreadablePathError(
            f"数据目录“{folder}”不存在，请先用 zhengda ingest 导入文件，或用 --data 指定目录。"
        )
    config = KnowledgeBaseConfig(
        embedding_model=settings.embedding_model, language_model=language_model_of(settings)
    )
    return KnowledgeBase.open(folder, config)


def language_model_of(settings: Settings) -> LanguageModelConfig | None:
    """The endpoint that the settings name; None for none."""
    if not settings.llm_base_url:
        return None
    return LanguageModelConfig(
        base_url=settings.llm_base_url,
        model=settings.llm_model,
        api_key=settings.llm_api_key,
        timeout=settings.llm_timeout,
    )
