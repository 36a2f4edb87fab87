"""Small libraries with written questions, on which the ranking is fitted and measured beside `dev`.

    python -m eval.notice_libraries FOLDER_OF_NCP_POLICY OUT

The documents are real notices of the public set ncp_policy, which are not distributed here, and policies invented for
this project. The questions were written for it by people who read them, in the words of those who have not, with the
sentences that answer each. Ten documents make one library.
"""

from __future__ import annotations

import argparse
import json
import re
import sys
from collections.abc import Iterator, Sequence
from pathlib import Path

_DATA = Path(__file__).parent / "data"
QUESTIONS_FILE = _DATA / "notice_questions.tsv"
WRITTEN_POLICIES, WRITTEN_QUESTIONS = _DATA / "written_policies.jsonl", _DATA / "written_questions.tsv"
TOGETHER = 10  # documents of a library
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
    _write("notices", options.bench / "corpus.jsonl", QUESTIONS_FILE, options.out)
    _write("written", WRITTEN_POLICIES, WRITTEN_QUESTIONS, options.out)
    return 0


def _write(name: str, corpus: Path, asked_file: Path, out: Path) -> None:
    """The libraries of one source, named and numbered."""
    lines = corpus.read_text(encoding="utf-8").splitlines()
    texts = {document["id"]: document["text"] for document in map(json.loads, lines)}
    asked: dict[str, list[dict[str, object]]] = {}
    for record in questions(name, texts, asked_file):
        asked.setdefault(str(record["doc"]), []).append(record)
    files = sorted(asked)
    for number, start in enumerate(range(0, len(files), TOGETHER)):
        folder = out / f"{name}{number:02d}"
        folder.mkdir(parents=True, exist_ok=True)
        records = [record for file in files[start : start + TOGETHER] for record in asked[file]]
        for file in files[start : start + TOGETHER]:
            (folder / file).write_text(_as_lines(texts[file.removesuffix(".txt")]), encoding="utf-8")
        told = "".join(json.dumps(record, ensure_ascii=False) + "\n" for record in records)
        folder.with_suffix(".jsonl").write_text(told, encoding="utf-8")


def questions(name: str, texts: dict[str, str], asked_file: Path) -> Iterator[dict[str, object]]:
    """The written questions as records of a question set; `-` for the sentences marks one without an answer."""
    for number, line in enumerate(asked_file.read_text(encoding="utf-8").splitlines()):
        doc_id, question, places = line.split("\t")
        stripped = (match.group().strip() for match in _SENTENCE.finditer(texts[doc_id]))
        sentences = [sentence for sentence in stripped if len(sentence) >= _SHORTEST]
        cite = [sentences[int(place)][:_SNIPPET] for place in places.split(",")] if places != "-" else []
        yield {
            "id": f"{name}-{number:04d}",
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
