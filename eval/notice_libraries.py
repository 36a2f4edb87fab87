"""Small libraries of real notices with written questions, on which the ranking is fitted beside `dev`.

    python -m eval.notice_libraries FOLDER_OF_NCP_POLICY OUT

The notices are those of the public set ncp_policy, which are not distributed here; the questions were written for this
project by people who read the notices, with the sentences that answer each. Ten notices make one library.
"""

from __future__ import annotations

import argparse
import json
import re
import sys
from collections.abc import Iterator, Sequence
from pathlib import Path

QUESTIONS_FILE = Path(__file__).parent / "data" / "notice_questions.tsv"
TOGETHER = 10  # notices of a library
_SHORTEST = 4  # characters of what counts as a sentence
_SNIPPET = 60  # characters of a sentence by which it is found again
_SENTENCE = re.compile(r"[^。；！？\n]+[。；！？]?")
_BROKEN = re.compile(r"([。；])\s+")  # the set keeps lines as blanks
_NUMBER = "[一二三四五六七八九十]+"
_HEADED = re.compile(rf"\s+({_NUMBER}、|[（(]{_NUMBER}[）)]|第{_NUMBER}条)")


def main(arguments: Sequence[str] | None = None) -> int:
    """Write folders of documents, each with its questions beside it; returns the exit status."""
    parser = argparse.ArgumentParser(prog="python -m eval.notice_libraries", description=__doc__.splitlines()[0])
    parser.add_argument("bench", type=Path, help="folder with the set's corpus.jsonl")
    parser.add_argument("out", type=Path, help="folder for the libraries")
    options = parser.parse_args(arguments)
    lines = (options.bench / "corpus.jsonl").read_text(encoding="utf-8").splitlines()
    texts = {document["id"]: document["text"] for document in map(json.loads, lines)}
    asked: dict[str, list[dict[str, object]]] = {}
    for record in questions(texts):
        asked.setdefault(str(record["doc"]), []).append(record)
    names = sorted(asked)
    for number, start in enumerate(range(0, len(names), TOGETHER)):
        folder = options.out / f"notices{number:02d}"
        folder.mkdir(parents=True, exist_ok=True)
        records = [record for name in names[start : start + TOGETHER] for record in asked[name]]
        for name in names[start : start + TOGETHER]:
            (folder / name).write_text(_as_lines(texts[name.removesuffix(".txt")]), encoding="utf-8")
        told = "".join(json.dumps(record, ensure_ascii=False) + "\n" for record in records)
        folder.with_suffix(".jsonl").write_text(told, encoding="utf-8")
    return 0


def questions(texts: dict[str, str]) -> Iterator[dict[str, object]]:
    """The written questions as records of a question set; `-` for the sentences marks one without an answer."""
    for number, line in enumerate(QUESTIONS_FILE.read_text(encoding="utf-8").splitlines()):
        doc_id, question, places = line.split("\t")
        stripped = (match.group().strip() for match in _SENTENCE.finditer(texts[doc_id]))
        sentences = [sentence for sentence in stripped if len(sentence) >= _SHORTEST]
        cite = [sentences[int(place)][:_SNIPPET] for place in places.split(",")] if places != "-" else []
        yield {
            "id": f"notice-{number:04d}",
            "type": "fact" if cite else "unanswerable",
            "history": [],
            "q": question,
            "must": [[cite[0]]] if cite else [],
            "must_not": [],
            "cite": cite,
            "doc": f"{doc_id}.txt",
            "answerable": bool(cite),
        }


def _as_lines(text: str) -> str:
    return _HEADED.sub(r"\n\1", _BROKEN.sub(r"\1\n", text))


if __name__ == "__main__":
    sys.exit(main())
