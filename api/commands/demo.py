"""`zhengda demo`: the samples that come with the package, and questions of every kind."""

from __future__ import annotations

import argparse
import tempfile
from contextlib import nullcontext
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from api.commands.ask import print_answer
from api.commands.ingest import Progress, summary
from api.console import complain

if TYPE_CHECKING:
    from retriever.datatypes import Answer


@dataclass(frozen=True)
class DemoQuestion:
    """A question to show; what its answer and the cited passages must say. No words: the samples do not hold it."""

    kind: str
    question: str
    must: tuple[str, ...] = ()


QUESTIONS = (
    DemoQuestion(
        "谁负责",
        "黄浦区2024年稳步做好配套设施建设由哪些单位负责？",
        ("区房管局", "区建管委", "区市场监管局", "各街道"),
    ),
    DemoQuestion("多少", "黄浦区2024年要开工建设多少个公共停车位？", ("150个",)),
    DemoQuestion("指标", "长宁区到2025年既有多层住宅要加装多少台电梯？", ("500台以上",)),
    DemoQuestion("怎么做", "黄浦区2024年怎么缓解停车难？", ("公共停车位150个", "错峰共享停车位60个")),
    DemoQuestion("是什么", "什么是“五领工程”？", ("党建领航", "头雁领军")),
    DemoQuestion("任务清单", "区民政局2024年负责哪些任务？", ("养老服务体系建设", "社会组织高质量发展")),
    DemoQuestion("组成", "新下陆街道的“三张清单”是哪三张？", ("问题清单", "服务清单", "解决清单")),
    DemoQuestion("文件里没有", "黄浦区2024年的地铁票价是多少？"),
)


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Declare the arguments."""
    parser.add_argument("--data", type=Path, metavar="目录", help="把样例留在这个目录，默认用完即删的临时目录")


def run(arguments: argparse.Namespace) -> int:
    """Ingest, ask and judge: 1 if an answer or its citations lack what they must say, or if too much is answered."""
    from api.opening import open_knowledge_base

    wrong = []
    with (
        tempfile.TemporaryDirectory() if arguments.data is None else nullcontext(arguments.data) as folder,
        open_knowledge_base(Path(folder), arguments.settings, create=True) as knowledge_base,
    ):
        with Progress() as progress:
            outcomes = knowledge_base.add([samples_folder()], progress=progress)
        for outcome in outcomes:
            print(summary(outcome))
        wrong += [f"{outcome.name} 没有导入" for outcome in outcomes if outcome.record is None]
        for asked in QUESTIONS:
            # What is shown must not depend on a language model that happens to be configured.
            answer = knowledge_base.ask(asked.question, mode="extractive")
            print(f"\n{'─' * 60}\n问（{asked.kind}）：{asked.question}\n")
            print_answer(answer)
            complaint = fault(asked, answer)
            if complaint:
                wrong.append(f"“{asked.question}”{complaint}")
    for line in wrong:
        complain(f"不合格：{line}")
    complain(f"\n{len(QUESTIONS)} 个问题，{len(wrong)} 处不合格。")
    return 1 if wrong else 0


def fault(asked: DemoQuestion, answer: Answer) -> str:
    """What is wrong with an answer; empty when nothing is."""
    if not asked.must:
        return "文件里没有，却作了答" if answer.status == "answered" else ""
    if answer.status != "answered":
        return "没有答出"
    if not answer.citations:
        return "答案没有出处"
    unsaid = [word for word in asked.must if word not in answer.answer]
    if unsaid:
        return f"答案里没有{'、'.join(unsaid)}"
    cited = "".join(citation.text for citation in answer.citations)
    unborne = [word for word in asked.must if word not in cited]
    return f"所引原文里没有{'、'.join(unborne)}" if unborne else ""


def samples_folder() -> Path:
    """The folder of the sample documents."""
    import ingest

    return Path(next(iter(ingest.__path__))) / "samples"
