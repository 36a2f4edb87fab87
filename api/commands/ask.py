"""`zhengda ask`: one question, its answer, and where it stands."""

from __future__ import annotations

import argparse
import gc
from dataclasses import asdict
from typing import TYPE_CHECKING

from api.checks import check_question
from api.console import USAGE_ERROR, add_data_argument, complain, print_json, whole_number

if TYPE_CHECKING:
    from retriever.datatypes import Answer

MODE_HELP = (
    "作答方式：extractive 只摘原文；generative 用语言模型行文（须先配置）；auto 由系统选，没有配置时只摘原文"
)


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Declare the arguments."""
    parser.add_argument("question", metavar="问题", help="要问的问题，多于一个词时用引号括起")
    parser.add_argument("--doc", action="append", default=[], metavar="编号", help="只在这份文档中找，可重复")
    parser.add_argument("--place", action="append", default=[], metavar="地方", help="只找这个地方的，可重复")
    parser.add_argument(
        "--year",
        action="append",
        default=[],
        type=whole_number(1900, 2999),
        metavar="年份",
        help="只找管到这一年的，可重复",
    )
    parser.add_argument("--mode", choices=("auto", "extractive", "generative"), default="auto", help=MODE_HELP)
    parser.add_argument("--json", action="store_true", help="输出 JSON")
    add_data_argument(parser)


def run(arguments: argparse.Namespace) -> int:
    """Answer and print; 0 also when the documents do not hold the answer."""
    gc.disable()  # one question leaves no garbage to speak of, and looking for some takes a tenth of a second
    try:
        return _run(arguments)
    finally:
        gc.enable()


def _run(arguments: argparse.Namespace) -> int:
    from api.opening import open_knowledge_base
    from retriever.datatypes import Filters

    try:
        check_question(arguments.question, "问题")
    except ValueError as error:
        complain(f"错误：{error}。")
        return USAGE_ERROR
    filters = Filters(tuple(arguments.doc), tuple(arguments.place), tuple(arguments.year))
    with open_knowledge_base(arguments.data, arguments.settings) as knowledge_base:
        answer = knowledge_base.ask(arguments.question, filters=filters, mode=arguments.mode)
    if arguments.json:
        fields = asdict(answer)
        # How the question was read is the inside's business; the border's fields are those of HTTP.
        fields.pop("kind")
        print_json(fields)
    else:
        print_answer(answer)
    if answer.notice:
        complain(answer.notice)
    return 0


def print_answer(answer: Answer) -> None:
    """Print an answer for people: text, citations with path and sentence, suggestions."""
    print(answer.answer)
    if answer.citations:
        print("\n出处")
    for citation in answer.citations:
        page = f"（第 {citation.page} 页）" if citation.page else ""
        print(f"[{citation.n}] 《{citation.title}》{page} {' › '.join(citation.path)}".rstrip())
        print(f"    {' '.join(citation.text.split())}")
    if answer.suggestions:
        print("\n可以接着问")
        for suggestion in answer.suggestions:
            print(f"  {suggestion}")
