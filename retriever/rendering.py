"""Turn a checked draft into the answer that leaves: marks, citations with original offsets, facts, refusals."""

from __future__ import annotations

import dataclasses
import re
import time
from collections.abc import Callable, Sequence
from datetime import date
from typing import Any

from ingest.datatypes import Document, PageBox
from prompts.citations import CitedText, cite
from prompts.messages import message
from retriever.answerers.duty_sentences import cut
from retriever.confidence import is_near
from retriever.datatypes import Answer, AnswerStatus, Citation, Evidence, StoredFact
from retriever.draft import Draft, Statement
from retriever.question import Query
from retriever.reader import Reader
from retriever.suggestions import Suggester
from retriever.view import passage_url

_QUOTED = 120  # characters of what comes nearest
_THIS_YEAR = re.compile("今年|本年度|当年度")


class Numbering:
    """Numbers the evidence of one answer in the order in which its statements come."""

    def __init__(self, citation: Callable[[int, Evidence], Citation]) -> None:
        """Number citations from 1; `citation` makes the one for a number."""
        self.citations: list[Citation] = []
        self._citation = citation
        self._numbers: dict[tuple[str, int, int], int] = {}

    def cited(self, statement: Statement) -> str:
        """The statement's text with the marks of its evidence; what is cited first here joins `citations`."""
        own = []
        for evidence in statement.evidence:
            key = (evidence.doc_id, evidence.start, evidence.end)
            if key not in self._numbers:
                self._numbers[key] = len(self._numbers) + 1
                self.citations.append(self._citation(self._numbers[key], evidence))
            own.append(self._numbers[key])
        return cite([CitedText(statement.text, tuple(own))])


class Renderer:
    """Writes answers over the documents of one reader."""

    def __init__(self, reader: Reader, *, today: Callable[[], date] = date.today) -> None:
        """Write answers; `today` tells what 「今年」 is."""
        self.reader = reader
        self._suggester = Suggester(reader)
        self._today = today

    def render(self, query: Query, draft: Draft, started: float) -> Answer:
        """The answer to a query; `started` is `time.perf_counter()` when the question came in."""
        if not draft.found:
            return self._render_nothing(query, draft, started)
        numbered = self.numbering()
        text = "\n".join(numbered.cited(statement) for statement in draft.statements)
        return self._answer(query, text, "answered", tuple(numbered.citations), draft, started)

    def numbering(self) -> Numbering:
        """Numbers for the citations of one answer."""
        return Numbering(self._citation)

    def _render_nothing(self, query: Query, draft: Draft, started: float) -> Answer:
        if query.kind == "chat":
            return self._answer(query, message("greeting"), "refused", (), Draft(), started)
        text = message("not_found")
        if draft.reason:
            text += draft.reason
        elif draft.nearest is not None and self._worth_showing(query, draft.nearest):
            text += self._nearest(draft.nearest)
            answer = self._answer(query, text, "not_found", (), draft, started)
            return dataclasses.replace(answer, nearest=self._citation(1, draft.nearest))
        return self._answer(query, text, "not_found", (), draft, started)

    def _worth_showing(self, query: Query, evidence: Evidence) -> bool:
        """Whether what comes nearest is about the question, and more than a heading."""
        clause = self.reader.clause(evidence.doc_id, evidence.clause)
        bare = self.reader.text(evidence.doc_id, evidence.start, evidence.end).strip() in (clause.label, clause.heading)
        headed = bare and clause.tree_end > clause.end
        return not headed and is_near(self.reader.view, query.text, evidence)

    def _nearest(self, evidence: Evidence) -> str:
        """What the documents hold that comes nearest, in their own words: the asker sees at once whether it helps."""
        clause = self.reader.clause(evidence.doc_id, evidence.clause)
        title = self.reader.document(evidence.doc_id).record.metadata.title
        written = self.reader.readable(evidence.doc_id, clause, evidence.start, evidence.end)
        quoted = cut("".join(written.split()), _QUOTED)
        heading = clause.path[-1] if clause.path else ""
        where = f"“{heading}”" if heading and not quoted.startswith("".join(heading.split()).rstrip("…")) else ""
        return f"最接近的一处见《{title}》{where}，原文是「{quoted}」，请看它是不是您要问的。"

    def _answer(
        self,
        query: Query,
        text: str,
        status: AnswerStatus,
        citations: tuple[Citation, ...],
        draft: Draft,
        started: float,
    ) -> Answer:
        return Answer(
            answer=text,
            status=status,
            citations=citations,
            facts=tuple(self._fact(stored) for stored in draft.facts),
            question=query.text,
            suggestions=self._suggester.suggest(query, draft),
            index_version=self.reader.view.index_version,
            took_ms=round((time.perf_counter() - started) * 1000, 2),
            kind=query.kind,
            notice=self._of_another_year(query, citations) or self._of_no_year(query, citations),
        )

    def _of_another_year(self, query: Query, citations: Sequence[Citation]) -> str:
        """What to know when 「今年」 is answered from documents that govern other years; empty otherwise."""
        if not citations or not _THIS_YEAR.search(query.asked):
            return ""
        governed = {year for cited in citations for year in self.reader.document(cited.doc_id).record.metadata.years}
        if not governed or self._today().year in governed:
            return ""
        years = "、".join(f"{year}年" for year in sorted(governed))
        return f"您问的是今年（{self._today().year}年），已收录的有关文件管的是{years}，以上按该文件作答。"

    def _of_no_year(self, query: Query, citations: Sequence[Citation]) -> str:
        """What to know when the caller asked for years and a document cited names none; empty otherwise."""
        titles = dict.fromkeys(cited.title for cited in citations if cited.doc_id in query.scope.undated)
        if not titles:
            return ""
        named = "、".join(f"《{title}》" for title in titles)
        return f"{named}没有写明管哪一年，所选的年份对它不起作用；可在“文件”页补上它的年份。"

    def _citation(self, number: int, evidence: Evidence) -> Citation:
        document = self.reader.document(evidence.doc_id)
        metadata = document.record.metadata
        start, end = document.parsed.clean.original_span(evidence.start, evidence.end)
        page, box = _place_on_page(document, start, end)
        return Citation(
            n=number,
            doc_id=evidence.doc_id,
            title=metadata.title,
            issuer=metadata.issuer,
            number=metadata.number,
            path=self.reader.clause(evidence.doc_id, evidence.clause).path,
            text=document.parsed.text[start:end],
            start=start,
            end=end,
            url=passage_url(evidence.doc_id, start, end),
            page=page,
            box=box,
        )

    def _fact(self, stored: StoredFact) -> dict[str, Any]:
        """A fact as it leaves: its kind, its document, its fields, original offsets."""
        document = self.reader.document(stored.doc_id)
        start, end = document.parsed.clean.original_span(stored.fact.start, stored.fact.end)
        fields = dataclasses.asdict(stored.fact) | {"start": start, "end": end}
        return {"kind": type(stored.fact).__name__.lower(), "doc_id": stored.doc_id, **fields}


def _place_on_page(document: Document, start: int, end: int) -> tuple[int | None, PageBox | None]:
    """The page of an original span's beginning, and the box around those of its blocks that stand there."""
    blocks = [block for block in document.parsed.blocks if block.start < end and start < block.end]
    if not blocks or blocks[0].page is None:
        return None, None
    boxes = [block.box for block in blocks if block.page == blocks[0].page and block.box is not None]
    if not boxes:
        return blocks[0].page, None
    lefts, tops, rights, bottoms = zip(*boxes, strict=True)
    return blocks[0].page, (min(lefts), min(tops), max(rights), max(bottoms))
