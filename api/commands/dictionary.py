"""`zhengda dictionary`: the office's own word lists."""

from __future__ import annotations

import argparse

from api.console import USAGE_ERROR, add_data_argument, complain


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Declare the arguments."""
    actions = parser.add_subparsers(title="操作", metavar="操作", dest="action")
    for name, summary in (
        ("init", "在数据目录下建立带说明的空词表，已有的不动"),
        ("check", "检查词表，有错时指出文件和行"),
    ):
        add_data_argument(actions.add_parser(name, help=summary, description=summary + "。"))


def run(arguments: argparse.Namespace) -> int:
    """Run one action; 1 if a list has an error."""
    from retriever.dictionary import DICTIONARY_FOLDER, check_dictionary, make_dictionary

    folder = arguments.data / DICTIONARY_FOLDER if arguments.action else None
    if folder is None:
        complain("错误：请写出操作：init 或 check。用 zhengda dictionary --help 查看帮助。")
        return USAGE_ERROR
    if arguments.action == "init":
        try:
            made = make_dictionary(folder)
        except OSError as error:
            complain(f"错误：无法建立“{folder}”：{error.strerror}。请检查路径和写权限。")
            return 1
        for path in made:
            print(path)
        complain(f"建立了 {len(made)} 个词表。" if made else f"“{folder}”中的词表都在，没有改动。")
        return 0
    if not folder.is_dir():
        complain(f"“{folder}”不存在，只用自带的词表。要添加本单位的，请先用 zhengda dictionary init。")
        return 0
    problems = check_dictionary(folder)
    for problem in problems:
        print(problem)
    complain(f"有 {len(problems)} 处要改。" if problems else "词表没有错误。")
    return 1 if problems else 0
