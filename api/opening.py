"""Opening the knowledge base that a command or the server works with."""

from __future__ import annotations

from pathlib import Path

from api.settings import Settings
from ingest.errors import UnreadablePathError
from retriever.knowledge_base import KnowledgeBase, KnowledgeBaseConfig


def open_knowledge_base(folder: Path, settings: Settings, *, create: bool = False) -> KnowledgeBase:
    """Open the knowledge base in `folder`.

    Raises:
        UnreadablePathError: The folder does not exist and `create` is false.
    """
    if not create and not folder.is_dir():
        raise UnreadablePathError(
            f"数据目录“{folder}”不存在，请先用 zhengda ingest 导入文件，或用 --data 指定目录。"
        )
    return KnowledgeBase.open(folder, KnowledgeBaseConfig(embedding_model=settings.embedding_model))
