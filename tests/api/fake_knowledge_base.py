"""A knowledge base of one document that answers two questions: the edges are tested without the inside."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Generator, Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from ingest.amendments import Correction, Decision, checked
from ingest.datatypes import (
    AnyFact,
    Block,
    Chunk,
    Clause,
    CleanText,
    Document,
    DocumentRecord,
    Metadata,
    ParsedDocument,
    Responsibility,
    Standing,
    Target,
)
from ingest.errors import DocumentNotFoundError, EmptyDocumentError, UnsupportedFormatError
from retriever.datatypes import Answer, AnswerEvent, Citation, Filters, Message, SearchHit, StoredFact
from retriever.dictionary import OfficeDictionary
from retriever.fact_filter import FactFilter
from retriever.streaming import extractive_events

# "建 设" has a stray blank that the repaired text lacks; "𬭊" lies outside the basic plane (two UTF-16 units).
TITLE = "试验区停车设施实施方案"
HEAD = "一、𬭊路停车"
FIRST = "1.加快停车设施建 设。全年新增公共停车泊位120个。"
DUTY = "（责任单位：区交通委、区民政局）"
ORIGINAL = f"{TITLE}\n\n{HEAD}\n{FIRST}{DUTY}\n"
NOT_FOUND = "文档里没有找到这个问题的答案。"


@dataclass(frozen=True)
class FakeOutcome:
    """The fields of the real `IngestOutcome`."""

    name: str
    status: str
    record: DocumentRecord | None
    error: str = ""
    warnings: tuple[str, ...] = ()
    seconds: float = 0.01


def clean_text(original: str) -> CleanText:
    """Drops blanks between characters and nothing else."""
    kept = [index for index, character in enumerate(original) if character != " "]
    return CleanText("".join(original[index] for index in kept), [*kept, len(original)])


def make_document(name: str, original: str = ORIGINAL, version: int = 1) -> Document:
    clean = clean_text(original)
    text = clean.text
    at = text.index
    clauses: tuple[Clause, ...] = (Clause(0, None, "paragraph", 0, "", "", 0, len(text), len(text), ()),)
    facts: tuple[AnyFact, ...] = ()
    if original == ORIGINAL:
        head, item = at("一、"), at("1.")
        clauses = (
            Clause(0, None, "title", 0, "", TITLE, 0, head, len(text), ()),
            Clause(1, 0, "heading", 1, "一、", HEAD[2:], head, item, len(text), (HEAD,)),
            Clause(
                2, 1, "item", 2, "1.", "加快停车设施建设", item, len(text), len(text), (HEAD, "1.加快停车设施建设")
            ),
        )
        sentence = (at("全年"), at("（责任"))
        facts = (
            Target(2, *sentence, "新增公共停车泊位", "1", value="120", unit="个"),
            Responsibility(
                2, at("（责任"), len(text) - 1, "加快停车设施建设", "1", bodies=("区交通委", "区民政局")
            ),
        )
    sha256 = hashlib.sha256(original.encode()).hexdigest()
    metadata = Metadata(
        title=original.strip().split("\n")[0], issuer="试验区人民政府", number="试府〔2024〕1号", issued="2024-03-01",
        places=("试验区",), years=(2024,), kind="实施方案",
    )  # fmt: skip
    record = DocumentRecord(
        doc_id=hashlib.sha256((name + original).encode()).hexdigest()[:16], name=name, version=version,
        sha256=sha256, format="txt", metadata=metadata, status="in_force", ingested_at="2024-03-02T08:00:00+00:00",
        characters=len(original), clauses=len(clauses), facts=len(facts), chunks=1,
    )  # fmt: skip
    chunks = (Chunk(0, len(clauses) - 1, (), 0, len(text), ((0, len(text)),)),)
    blocks = tuple(Block("paragraph", *line.span()) for line in re.finditer(r"[^\n]+", original))
    parsed = ParsedDocument(metadata, "txt", original, clean, blocks, (), clauses, facts, chunks)
    return Document(record, parsed)


class FakeKnowledgeBase:
    """The methods of `KnowledgeBase`; keeps what it was asked in `asked`."""

    def __init__(self) -> None:
        first = make_document("停车.txt")
        self.stored = {first.record.doc_id: first}
        self.asked: list[tuple[object, Filters | None, str]] = []
        self.closed = False
        self.failure: Exception | None = None

    @property
    def index_version(self) -> str:
        return f"fake-{len(self.stored)}"

    def documents(self, *, include_withdrawn: bool = False) -> list[DocumentRecord]:
        return [document.record for document in self.stored.values()]

    def document(self, doc_id: str) -> Document:
        if doc_id not in self.stored:
            raise DocumentNotFoundError(f"没有编号为“{doc_id}”的文档，请用 zhengda docs list 查看。")
        return self.stored[doc_id]

    def add_bytes(self, name: str, data: bytes, *, on_stage: object = None) -> FakeOutcome:
        if not name.endswith(".txt"):
            raise UnsupportedFormatError(f"不支持“{name}”的格式，请换成 .txt。")
        if not data.strip():
            raise EmptyDocumentError(f"文件“{name}”是空的，请检查后重新上传。")
        document = make_document(name, data.decode())
        doc_id = document.record.doc_id
        if doc_id in self.stored:
            return FakeOutcome(name, "unchanged", self.stored[doc_id].record)
        earlier = [key for key, value in self.stored.items() if value.record.name == name]
        for key in earlier:
            del self.stored[key]
        self.stored[doc_id] = replace(document, record=replace(document.record, version=1 + len(earlier)))
        return FakeOutcome(name, "updated" if earlier else "added", self.stored[doc_id].record, warnings=("提醒",))

    def add(self, paths: Sequence[Path], *, progress: object = None) -> list[FakeOutcome]:
        outcomes = []
        for path in paths:
            if path.suffix == ".txt":
                outcomes.append(self.add_bytes(path.name, path.read_bytes()))
            else:
                outcomes.append(FakeOutcome(path.name, "failed", None, error=f"不支持“{path.name}”的格式。"))
        return outcomes

    def remove(self, doc_id: str) -> None:
        self.document(doc_id)
        del self.stored[doc_id]

    def correct(self, doc_id: str, changes: Mapping[str, Correction]) -> DocumentRecord:
        document = self.document(doc_id)
        known = {name: value for name, value in checked(changes).items() if value is not None}
        metadata = replace(document.parsed.metadata, **known)
        record = replace(document.record, metadata=metadata, corrected=tuple(known))
        self.stored[doc_id] = Document(record, replace(document.parsed, metadata=metadata))
        return record

    def decide(self, doc_id: str, decision: Decision | None) -> DocumentRecord:
        document = self.document(doc_id)
        if decision is not None and decision.by:
            self.document(decision.by)
        record = replace(document.record, status="in_force", standing=Standing())
        if decision is not None:
            standing = Standing(decision.by, decision.reason, manual=True)
            record = replace(record, status=decision.status, standing=standing)
        self.stored[doc_id] = replace(document, record=record)
        return record

    def reparse(self, doc_ids: Sequence[str] = (), *, progress: object = None) -> list[FakeOutcome]:
        records = [self.document(doc_id).record for doc_id in doc_ids or self.stored]
        return [FakeOutcome(record.name, "unchanged", record) for record in records]

    def search(self, query: str, *, k: int = 10, filters: Filters | None = None) -> list[SearchHit]:
        document = next(iter(self.stored.values()))
        start = ORIGINAL.index("全年")
        end = ORIGINAL.index("（责任")
        doc_id = document.record.doc_id
        hit = SearchHit(
            doc_id, TITLE, (HEAD,), ORIGINAL[start:end], start, end, 0.5, f"/documents/{doc_id}#{start}-{end}"
        )
        return [hit][:k]

    def facts(
        self, *, doc_id: str = "", kind: str = "", body: str = "", wanted: FactFilter | None = None
    ) -> list[StoredFact]:
        body = wanted.body if wanted else body
        return [
            StoredFact(document.record.doc_id, fact)
            for document in self.stored.values()
            for fact in document.parsed.facts
            if doc_id in {"", document.record.doc_id}
            and kind in {"", type(fact).__name__.lower()}
            and (not body or (isinstance(fact, Responsibility) and body in fact.bodies))
        ]

    def dictionary(self) -> OfficeDictionary:
        return OfficeDictionary()

    def ask(
        self, question: str | Sequence[Message], *, filters: Filters | None = None, mode: str = "auto"
    ) -> Answer:
        self.asked.append((question, filters, mode))
        if self.failure is not None:
            raise self.failure
        last = question if isinstance(question, str) else question[-1].content
        if "泊位" not in last:
            return Answer(
                NOT_FOUND, "not_found", (), (), last, ("今年新增多少停车泊位？",), self.index_version, 1.0,
                nearest=self._citation(last),
            )  # fmt: skip
        citation = self._citation(last)
        fact = {"kind": "target", "subject": "新增公共停车泊位", "value": "120", "unit": "个"}
        return Answer(
            "新增公共停车泊位120个。[1]", "answered", (citation,), (fact,), last, ("由谁负责？",),
            self.index_version, 1.5,
        )  # fmt: skip

    def _citation(self, question: str) -> Citation:
        hit = self.search(question)[0]
        return Citation(
            1, hit.doc_id, TITLE, "试验区人民政府", "试府〔2024〕1号", (HEAD, "1.加快停车设施建设"), hit.text,
            hit.start, hit.end, hit.url,
        )  # fmt: skip

    def ask_stream(
        self, question: str | Sequence[Message], *, filters: Filters | None = None, mode: str = "auto"
    ) -> Generator[AnswerEvent, None, None]:
        return extractive_events(self.ask(question, filters=filters, mode=mode))

    def close(self) -> None:
        self.closed = True

    def __enter__(self) -> FakeKnowledgeBase:
        return self

    def __exit__(self, *details: object) -> None:
        self.close()
