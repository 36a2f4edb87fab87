from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path

import openpyxl
import pytest
from fake_knowledge_base import ORIGINAL, TITLE, FakeKnowledgeBase

import api.opening
from api.cli import COMMANDS, main

ROOT = Path(__file__).resolve().parents[2]
Capture = pytest.CaptureFixture[str]


@pytest.fixture(autouse=True)
def opened(monkeypatch: pytest.MonkeyPatch, knowledge_base: FakeKnowledgeBase) -> list[Path]:
    """Commands get the fake; gives the folders that they asked for."""
    folders: list[Path] = []

    def open_fake(folder: Path, settings: object, *, create: bool = False) -> FakeKnowledgeBase:
        folders.append(folder)
        return knowledge_base

    monkeypatch.setattr(api.opening, "open_knowledge_base", open_fake)
    for name in ("ZHENGDA_DATA_DIR", "ZHENGDA_PORT"):
        monkeypatch.delenv(name, raising=False)
    return folders


def usage_error(capsys: Capture, *words: str) -> str:
    with pytest.raises(SystemExit) as stopped:
        main(words)
    assert stopped.value.code == 2
    captured = capsys.readouterr()
    assert captured.out == ""
    return captured.err


def test_ask_prints_answer_then_citations(capsys: Capture, opened: list[Path]) -> None:
    assert main(["ask", "新增多少泊位"]) == 0
    lines = capsys.readouterr().out.splitlines()
    assert lines[0] == "新增公共停车泊位120个。[1]"
    assert lines[3].startswith(f"[1] 《{TITLE}》 一、")
    assert lines[4].strip() == "全年新增公共停车泊位120个。"
    assert opened == [Path("data")]


def test_ask_in_json_has_the_fields_of_http(capsys: Capture) -> None:
    assert main(["ask", "新增多少泊位", "--json"]) == 0
    body = json.loads(capsys.readouterr().out)
    assert set(body) == {
        "answer", "status", "citations", "facts", "question", "suggestions", "index_version", "took_ms",
        "generated", "notice", "nearest",
    }  # fmt: skip


def test_not_found_is_no_failure(capsys: Capture) -> None:
    assert main(["ask", "月亮有多远"]) == 0
    assert "没有找到" in capsys.readouterr().out


@pytest.mark.parametrize("question", ["", "  ", "车" * 2001, "\udcff"])
def test_questions_that_are_none(capsys: Capture, question: str) -> None:
    assert main(["ask", question]) == 2
    captured = capsys.readouterr()
    assert captured.out == ""
    assert "问题" in captured.err


def test_filters_are_passed_on(knowledge_base: FakeKnowledgeBase) -> None:
    main(["ask", "泊位", "--doc", "a", "--place", "黄浦区", "--year", "2024", "--mode", "extractive"])
    ((_, filters, mode),) = knowledge_base.asked
    assert filters is not None
    assert (filters.doc_ids, filters.places, filters.years, mode) == (("a",), ("黄浦区",), (2024,), "extractive")


def test_search(capsys: Capture) -> None:
    assert main(["search", "泊位", "-k", "1", "--json"]) == 0
    assert len(json.loads(capsys.readouterr().out)) == 1
    assert main(["search", "泊位"]) == 0
    assert capsys.readouterr().out.startswith(f"1. 《{TITLE}》")


def test_ingest_keeps_the_good_and_tells_the_bad(capsys: Capture, tmp_path: Path) -> None:
    good, bad = tmp_path / "甲.txt", tmp_path / "乙.exe"
    good.write_text("甲通知", encoding="utf-8")
    bad.write_bytes(b"MZ")
    assert main(["ingest", str(good), "--data", str(tmp_path / "d")]) == 0
    assert main(["ingest", str(good), str(bad)]) == 1
    captured = capsys.readouterr()
    words = [line.split("\t")[0] for line in captured.out.splitlines()]
    assert words == ["新增", "未变", "失败"]
    assert "共 2 个文件，失败 1 个。" in captured.err


def test_docs(capsys: Capture, knowledge_base: FakeKnowledgeBase) -> None:
    (doc_id,) = knowledge_base.stored
    assert main(["docs", "list"]) == 0
    assert capsys.readouterr().out.split("\t")[0] == doc_id
    assert main(["docs", "show", doc_id]) == 0
    assert "文号：试府〔2024〕1号" in capsys.readouterr().out
    assert main(["docs", "show", doc_id, "--outline"]) == 0
    assert "  1.加快停车设施建设" in capsys.readouterr().out
    assert main(["docs", "show", doc_id, "--text"]) == 0
    assert capsys.readouterr().out == ORIGINAL + "\n"
    assert main(["docs", "show", doc_id, "--json"]) == 0
    assert json.loads(capsys.readouterr().out)["text"] == ORIGINAL
    assert main(["docs", "remove", doc_id]) == 0
    assert knowledge_base.stored == {}
    assert main(["docs", "show", doc_id]) == 1
    assert doc_id in capsys.readouterr().err


def test_facts(capsys: Capture) -> None:
    assert main(["facts"]) == 0
    assert capsys.readouterr().out.splitlines() == [
        f"《{TITLE}》",
        "  指标  1. 新增公共停车泊位：120个",
        "  责任  1. 加快停车设施建设：责任 区交通委、区民政局",
    ]
    assert main(["facts", "--unit", "区民政局", "--json"]) == 0
    assert [fact["kind"] for fact in json.loads(capsys.readouterr().out)] == ["responsibility"]


def test_facts_as_a_workbook(capsys: Capture, tmp_path: Path) -> None:
    file = tmp_path / "事实.xlsx"
    assert main(["facts", "--xlsx", str(file)]) == 0
    captured = capsys.readouterr()
    assert captured.out == ""
    assert "共 2 条（责任 1 条，指标 1 条），出自 1 份文件。" in captured.err
    sheet = openpyxl.load_workbook(file).active
    assert (sheet.title, sheet.max_row) == ("责任、指标", 3)
    assert "链接" not in [cell.value for cell in sheet[1]]  # where the pages are is not known
    assert main(["facts", "--xlsx", str(file), "--base-url", "http://10.1.2.3:8000/"]) == 0
    sheet = openpyxl.load_workbook(file).active
    column = [cell.value for cell in sheet[1]].index("链接")
    assert sheet[2][column].hyperlink.target.startswith("http://10.1.2.3:8000/documents/")
    assert main(["facts", "--xlsx", str(tmp_path / "没有" / "f.xlsx")]) == 1
    assert "无法写入" in capsys.readouterr().err


def test_docs_are_corrected(capsys: Capture, knowledge_base: FakeKnowledgeBase) -> None:
    (doc_id,) = knowledge_base.stored
    words = ["--title", "新标题", "--date", "2024年5月1日", "--place", "黄浦区", "--year", "2023", "--year", "2024"]
    assert main(["docs", "set", doc_id, *words]) == 0
    printed = capsys.readouterr().err
    assert "标题：新标题" in printed
    assert "印发日期：2024-05-01" in printed
    assert "地方：上海市 黄浦区" in printed
    assert main(["docs", "list"]) == 0
    assert "2024-05-01\t试验区人民政府\t《新标题》" in capsys.readouterr().out
    assert main(["docs", "show", doc_id]) == 0
    assert "标题：新标题（已人工改正）" in capsys.readouterr().out
    assert main(["docs", "set", doc_id]) == 2
    assert main(["docs", "set", doc_id, "--date", "明天"]) == 1
    assert "2024-02-07" in capsys.readouterr().err


def test_status_is_set_by_hand(capsys: Capture, knowledge_base: FakeKnowledgeBase) -> None:
    (doc_id,) = knowledge_base.stored
    assert main(["docs", "status", doc_id, "repealed", "--reason", "区里来函"]) == 0
    assert "已废止（人工设定）" in capsys.readouterr().err
    assert main(["docs", "show", doc_id]) == 0
    assert "状态：已废止（区里来函，人工设定）" in capsys.readouterr().out
    assert main(["docs", "status", doc_id, "replaced", "--by", "nothing"]) == 1
    assert main(["docs", "status", doc_id, "auto", "--by", doc_id]) == 2
    capsys.readouterr()
    assert main(["docs", "status", doc_id, "auto"]) == 0
    assert "有效（按文件判断）" in capsys.readouterr().err


def test_docs_are_read_again(capsys: Capture, knowledge_base: FakeKnowledgeBase) -> None:
    (doc_id,) = knowledge_base.stored
    assert main(["docs", "reparse", doc_id]) == 0
    assert capsys.readouterr().out.startswith(f"未变\t{doc_id}")
    assert main(["docs", "reparse"]) == 0
    assert "共 1 份，失败 0 份。" in capsys.readouterr().err
    assert main(["docs", "show", doc_id, "--facts"]) == 0
    assert "责任  1. 加快停车设施建设" in capsys.readouterr().out


def test_dictionary(capsys: Capture, tmp_path: Path) -> None:
    data = ["--data", str(tmp_path)]
    assert main(["dictionary", "check", *data]) == 0
    assert main(["dictionary", "init", *data]) == 0
    assert len(capsys.readouterr().out.splitlines()) == 3
    assert main(["dictionary", "check", *data]) == 0
    with (tmp_path / "dictionary" / "bodies.txt").open("a", encoding="utf-8") as file:
        file.write("：错行\n")
    assert main(["dictionary", "check", *data]) == 1
    assert "bodies.txt 第 8 行" in capsys.readouterr().out
    assert main(["dictionary"]) == 2


def test_data_folder_comes_from_option_then_environment(
    monkeypatch: pytest.MonkeyPatch, opened: list[Path]
) -> None:
    monkeypatch.setenv("ZHENGDA_DATA_DIR", "from-environment")
    main(["docs", "list"])
    main(["docs", "list", "--data", "from-option"])
    assert opened == [Path("from-environment"), Path("from-option")]


def test_wrong_environment_is_a_usage_error(monkeypatch: pytest.MonkeyPatch, capsys: Capture) -> None:
    monkeypatch.setenv("ZHENGDA_PORT", "x")
    assert main(["docs", "list"]) == 2
    assert "ZHENGDA_PORT" in capsys.readouterr().err


def test_missing_data_folder(monkeypatch: pytest.MonkeyPatch, capsys: Capture, tmp_path: Path) -> None:
    monkeypatch.undo()
    assert main(["ask", "泊位", "--data", str(tmp_path / "none")]) == 1
    assert "zhengda ingest" in capsys.readouterr().err


@pytest.mark.parametrize(
    ("words", "message"),
    [
        (["ask"], "缺少参数：问题"),
        (["ask", "a", "b"], "不认识的参数：b"),
        (["ask", "a", "--mode", "x"], "可用的有"),
        (["ask", "a", "--data"], "后面要有一个值"),
        (["search", "a", "-k", "0"], "1 到 100 之间的整数"),
        (["serve", "--port", "99999"], "1 到 65535 之间的整数"),
        (["docs", "show", "a", "--text", "--json"], "不能与"),
        (["ingest"], "缺少参数：路径"),
        (["fly"], "fly"),
    ],
)
def test_usage_errors_are_chinese(capsys: Capture, words: list[str], message: str) -> None:
    printed = usage_error(capsys, *words)
    assert message in printed
    assert printed.startswith("用法：zhengda")
    for english in ("usage", "error", "argument", "choose"):
        assert english not in printed


def test_nothing_to_do_shows_help(capsys: Capture) -> None:
    assert main([]) == 2
    assert main(["docs"]) == 2
    assert "用法：zhengda" in capsys.readouterr().err


@pytest.mark.parametrize("words", [[], *([name] for name, module, _ in COMMANDS if module.startswith("api."))])
def test_help_is_chinese(capsys: Capture, words: list[str]) -> None:
    with pytest.raises(SystemExit) as stopped:
        main([*words, "--help"])
    assert stopped.value.code == 0
    printed = capsys.readouterr().out
    assert printed.startswith("用法：zhengda")
    for english in ("usage:", "options:", "positional arguments", "show this help", "default"):
        assert english not in printed


def test_help_imports_nothing_heavy() -> None:
    code = (
        "import sys\nfrom api.cli import main\n"
        "try: main(['--help'])\nexcept SystemExit: pass\n"
        "heavy = {'faiss', 'numpy', 'jieba', 'tantivy', 'onnxruntime', 'fastapi', 'torch', 'pydantic', 'lxml'}\n"
        "print(sorted(heavy & set(sys.modules)), file=sys.stderr)"
    )
    done = subprocess.run([sys.executable, "-c", code], cwd=ROOT, capture_output=True, text=True, check=True)
    assert done.stderr.strip() == "[]"
