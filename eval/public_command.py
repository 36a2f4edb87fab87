"""`zhengda eval ncp --bench FOLDER`: a public set of questions over many notices, as retrieval and as answers."""

from __future__ import annotations

import argparse
from datetime import datetime
from pathlib import Path

from eval.console import Counting, complain, ingest_progress
from eval.corpus import CorpusError, open_library
from eval.datasets import DatasetError
from eval.public_rows import PublicAsker, write_rows
from eval.public_sets import PublicSet, load_public_set, write_documents
from eval.public_tables import public_report
from ingest.amendments import Decision
from retriever.knowledge_base import KnowledgeBase

ROWS_FILE = "rows.jsonl"


def run(arguments: argparse.Namespace) -> int:
    """Ask every question of the set and print the tables; 0 when done, 1 when a document cannot be read.

    Raises:
        DatasetError: The folder is not given or holds no such set.
    """
    if arguments.bench is None:
        raise DatasetError("ncp 要用 --bench 指明公开题集所在的目录（其中有 corpus.jsonl 与 queries.jsonl）。")
    held = load_public_set(arguments.bench)
    cache: Path = (arguments.data or Path("data")) / "eval"
    documents = cache.parent / "bench" / arguments.bench.resolve().name
    write_documents(held.texts, documents)
    model = arguments.settings.embedding_model if "settings" in arguments else ""
    try:
        base, _ = open_library(documents, cache, embedding_model=model, progress=ingest_progress)
    except CorpusError as error:
        complain(f"错误：{error}")
        return 1
    with base:
        _keep_in_force(base)
        _ask(base, held, arguments.out)
    return 0


def _keep_in_force(base: KnowledgeBase) -> None:
    """Notices of years ago have run out; the questions were asked while they held."""
    for record in base.documents():
        if record.status == "expired":
            base.decide(record.doc_id, Decision("in_force", reason="公开题集按文件有效时提问"))


def _ask(base: KnowledgeBase, held: PublicSet, out: Path) -> None:
    asker = PublicAsker(base, held)
    questions = (*held.questions, *held.unanswerable)
    counting = Counting(len(questions))
    rows = []
    for done, question in enumerate(questions, start=1):
        rows.append(asker.ask(question))
        counting(done)
    path = out / f"{datetime.now().strftime('%Y%m%d-%H%M%S')}-ncp" / ROWS_FILE
    write_rows(rows, path)
    print(public_report(rows))
    complain(f"逐题结果：{path}")
