from __future__ import annotations

import argparse
import json

import pytest

import eval.command as command
from eval.bm25 import PlainBM25
from eval.matching import normalise
from eval.public_sets import PublicQuestion, PublicText, as_markdown, load_public_set, near_copies
from eval.public_tables import refused_at

TEXTS = [
    {
        "id": "a1",
        "title": "临江市关于免收摊位费的通知",
        "text": "临江市关于免收摊位费的通知 各区县： 一、自4月1日起，全市农贸市场摊位费免收三个月。 "
        "二、市场开办方不得转嫁费用。",
    },
    {
        "id": "b2",
        "title": "临江市图书馆恢复开放的公告",
        "text": "临江市图书馆恢复开放的公告 图书馆自5月6日起恢复开放，每日限流八百人，读者凭预约码入馆。",
    },
    {
        "id": "c3",
        "title": "转发临江市关于免收摊位费的通知",
        "text": "转发临江市关于免收摊位费的通知 现予转发。 一、自4月1日起，全市农贸市场摊位费免收三个月。",
    },
]
QUESTIONS = [
    {"id": "00000000aa", "text": "农贸市场摊位费免收多久？", "answers": ["摊位费免收三个月"], "gold": ["a1"]},
    {"id": "00000001aa", "text": "图书馆每天最多进多少人？", "answers": ["每日限流八百人"], "gold": ["b2"]},
]
OTHERS = [{"id": "00000002aa", "text": "体育馆的泳池什么时候重新开门？", "answers": [], "gold": []}]


@pytest.fixture
def folder(tmp_path):
    found = tmp_path / "set"
    found.mkdir()
    for name, rows in (("corpus", TEXTS), ("queries", QUESTIONS), ("queries_unanswerable", OTHERS)):
        lines = (json.dumps(row, ensure_ascii=False) for row in rows)
        (found / f"{name}.jsonl").write_text("\n".join(lines), encoding="utf-8")
    return found


def test_a_set_is_read_with_its_halves(folder):
    held = load_public_set(folder)
    assert [question.half for question in held.questions] == [0, 1]
    assert [question.answerable for question in (*held.questions, *held.unanswerable)] == [True, True, False]


def test_lines_come_back_where_sentences_end():
    text = as_markdown(PublicText(**TEXTS[0]))
    assert text.startswith('---\ntitle: "临江市关于免收摊位费的通知"\n---\n')
    assert "各区县：\n\n一、自4月1日起" in text
    assert text.count("临江市关于免收摊位费的通知") == 2  # the title and the heading, not the text once more


def test_what_holds_the_answer_verbatim_is_a_near_copy():
    texts = {row["id"]: normalise(row["text"]).text for row in TEXTS}
    asked = PublicQuestion("0", "?", "全市农贸市场摊位费免收三个月", frozenset({"a1"}))
    assert near_copies(asked, texts) == {"a1", "c3"}
    assert near_copies(PublicQuestion("0", "?", "三个月", frozenset({"a1"})), texts) == {"a1"}


def test_plain_bm25_prefers_the_rare_word_and_the_short_text():
    plain = PlainBM25(["甲 乙", "甲 丙 丙", "甲 丁 戊 己 庚 乙"], str.split)
    scores = plain.scores("乙 甲")
    assert list(scores.argsort()[::-1]) == [0, 2, 1]
    assert plain.scores("辛").max() == 0


def test_the_threshold_refuses_no_more_answerable_ones_than_allowed():
    asked = [(0.1 * number, True) for number in range(1, 11)] + [(0.05, False), (0.15, False), (0.95, False)]
    assert refused_at(asked, 0.0) == pytest.approx(1 / 3)
    assert refused_at(asked, 0.1) == pytest.approx(2 / 3)
    assert refused_at(asked, 1.0) == 1.0


def test_the_command_asks_and_writes_rows(folder, tmp_path, capsys):
    parser = argparse.ArgumentParser()
    command.add_arguments(parser)
    options = ["ncp", "--bench", str(folder), "--data", str(tmp_path / "data"), "--out", str(tmp_path / "out")]
    assert command.run(parser.parse_args(options)) == 0
    printed = capsys.readouterr().out
    assert "文件检索" in printed
    assert "BM25（字对）" in printed
    assert "库外题拒答" in printed
    (path,) = (tmp_path / "out").glob("*/rows.jsonl")
    rows = [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines()]
    assert rows[1]["ranks"]["政答"] == 1
    assert rows[1]["cited_gold"]
    assert rows[0]["copied_ranks"]["政答"] == 1


def test_wrong_usage_is_told(folder, tmp_path, capsys):
    parser = argparse.ArgumentParser()
    command.add_arguments(parser)
    assert command.run(parser.parse_args(["ncp"])) == command.USAGE_ERROR
    assert command.run(parser.parse_args(["dev", "--bench", str(folder)])) == command.USAGE_ERROR
    assert command.run(parser.parse_args(["ncp", "--bench", str(tmp_path / "nothing")])) == command.USAGE_ERROR
    assert "corpus.jsonl" in capsys.readouterr().err
