from __future__ import annotations

import logging
import os
import re

import pytest
from hand_made import ELDERLY, HashEmbedder, read_lines

from ingest.errors import DataFileError
from retriever.dictionary import (
    BODIES_FILE,
    DICTIONARY_FOLDER,
    EVERYDAY_FILE,
    PLACES_FILE,
    check_dictionary,
    make_dictionary,
    read_dictionary,
)
from retriever.knowledge_base import KnowledgeBase


def write(folder, name, text, age=0):
    folder.mkdir(parents=True, exist_ok=True)
    path = folder / name
    path.write_text(text, encoding="utf-8")
    os.utime(path, ns=(age, age))


def test_made_files_explain_themselves_and_change_nothing(tmp_path):
    made = make_dictionary(tmp_path / "d")
    assert {path.name for path in made} == {BODIES_FILE, EVERYDAY_FILE, PLACES_FILE}
    assert check_dictionary(tmp_path / "d") == []
    assert make_dictionary(tmp_path / "d") == []
    read = read_dictionary(tmp_path / "d")
    assert len(read.everyday) == len(read_dictionary(tmp_path / "none").everyday)


def test_own_entries_stand_beside_the_shipped_ones(tmp_path):
    write(tmp_path, BODIES_FILE, "民政局：银龄中心\n青石办：青石镇治理办公室\n")
    write(tmp_path, EVERYDAY_FILE, "串门子 → 邻里互访\n")
    write(tmp_path, PLACES_FILE, "【湖北省】\n黄石市：青石新区\n")
    read = read_dictionary(tmp_path)
    assert read.bodies.same("区银龄中心", "区民政局")
    assert read.bodies.same("青石镇治理办", "青石办")
    assert read.bodies.same("区卫健委", "区卫生健康委")
    assert read.everyday.alternatives("串门子") == ("邻里互访",)
    assert read.places.parents("青石新区") == ("湖北省", "黄石市")


@pytest.mark.parametrize(
    ("name", "text", "line"),
    [
        (BODIES_FILE, "# 说明\n民政局：甲\n：乙\n", "第 3 行"),
        (BODIES_FILE, "民政局：甲\n\n司法局：甲\n", "第 3 行"),
        (EVERYDAY_FILE, "# 说明\n串门子 邻里互访\n", "第 2 行"),
        (PLACES_FILE, "黄石市：青石新区\n", "第 1 行"),
        ("body.txt", "", BODIES_FILE),
    ],
)
def test_errors_name_file_and_line(tmp_path, name, text, line):
    write(tmp_path, name, text)
    (problem,) = check_dictionary(tmp_path)
    assert name in problem
    assert line in problem
    if name != "body.txt":
        with pytest.raises(DataFileError, match=line):
            read_dictionary(tmp_path)


def test_a_file_that_is_no_text(tmp_path):
    (tmp_path / BODIES_FILE).write_bytes("# 说明\n".encode() + "民政局：甲".encode("gb18030"))
    (problem,) = check_dictionary(tmp_path)
    assert "UTF-8" in problem
    assert "第 2 行" in problem


def test_every_error_of_every_file_is_told(tmp_path):
    write(tmp_path, BODIES_FILE, "：乙\n民政局：甲\n司法局：甲、丙\n：丁\n")
    write(tmp_path, EVERYDAY_FILE, "串门子 邻里互访\n遛弯 → 散步\n甲 → 乙 = 丙\n→ 乙\n甲… → 乙\n甲 = 甲\n")
    write(tmp_path, PLACES_FILE, "黄石市：青石新区\n青山县\n【湖北省\n：青石新区\n【湖北省】\n黄石市：青石新区\n")
    problems = check_dictionary(tmp_path)
    lines = {
        name: [int(re.search(r"第 (\d+) 行", problem)[1]) for problem in problems if str(tmp_path / name) in problem]
        for name in (BODIES_FILE, EVERYDAY_FILE, PLACES_FILE)
    }
    assert lines == {BODIES_FILE: [1, 3, 4], EVERYDAY_FILE: [1, 3, 4, 5, 6], PLACES_FILE: [1, 2, 3, 4]}
    assert len(problems) == 12


NOTICE = """关于加强泊位共享的通知

一、共享泊位。把单位泊位向居民开放，错时使用。（青松驿、区民政局）
二、规范收费。明码标价，公开监督电话。（区发展改革委、区市场监管局）
青石新区管理委员会
2024年5月6日
"""


def test_own_names_reach_what_is_read_and_read_again(tmp_path):
    folder = tmp_path / DICTIONARY_FOLDER
    with KnowledgeBase.open(tmp_path, encoder=HashEmbedder()) as knowledge_base:
        before = knowledge_base.add_bytes("泊位.txt", NOTICE.encode()).record
        assert [stored.fact.item for stored in knowledge_base.facts(kind="responsibility")] == ["2"]
        assert before.metadata.places == ("青石新区",)
        write(folder, BODIES_FILE, "泊位共享办：青松驿\n", age=1)
        write(folder, PLACES_FILE, "【湖北省】\n黄石市：青石新区\n", age=1)
        (outcome,) = knowledge_base.reparse()
        assert outcome.status == "updated"
        assert outcome.record.metadata.places == ("湖北省", "黄石市", "青石新区")
        read = [stored.fact.bodies for stored in knowledge_base.facts(kind="responsibility")]
        assert read == [("青松驿", "区民政局"), ("区发展改革委", "区市场监管局")]
        knowledge_base.add_bytes("泊位二.txt", NOTICE.replace("泊位", "车位").encode())
        assert len(knowledge_base.facts(body="泊位共享办")) == 2
        write(folder, BODIES_FILE, "：坏行\n", age=2)
        assert knowledge_base.add_bytes("泊位三.txt", NOTICE.replace("泊位", "机位").encode()).status == "added"


def test_changes_take_effect_at_once_and_without_new_vectors(tmp_path, caplog):
    embedder = HashEmbedder()
    folder = tmp_path / DICTIONARY_FOLDER
    with KnowledgeBase.open(tmp_path, encoder=embedder, reader=read_lines) as knowledge_base:
        knowledge_base.add_bytes("养老.txt", ELDERLY.encode())
        before, encoded = knowledge_base.view(), len(embedder.encoded)
        assert knowledge_base.facts(body="区银龄中心") == []
        write(folder, BODIES_FILE, "民政局：银龄中心\n", age=1)
        assert len(knowledge_base.facts(body="区银龄中心")) == 1
        after = knowledge_base.view()
        assert after is not before
        assert after.dictionary.bodies.same("区银龄中心", "区民政局")
        assert (after.index_version, len(embedder.encoded)) == (before.index_version, encoded)
        assert knowledge_base.view() is after
        # An error while the system runs: the words before go on, and the log tells once.
        write(folder, BODIES_FILE, "民政局：银龄中心\n：坏行\n", age=2)
        with caplog.at_level(logging.WARNING):
            assert knowledge_base.view() is after
            assert knowledge_base.view() is after
        assert len(caplog.records) == 1
        assert "第 2 行" in caplog.text
    with (
        KnowledgeBase.open(tmp_path, encoder=embedder, reader=read_lines) as knowledge_base,
        pytest.raises(DataFileError, match="第 2 行"),
    ):
        knowledge_base.view()
