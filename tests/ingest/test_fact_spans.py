"""Every fact is read from a stretch of the text, whatever the order of its parts."""

import pytest

from ingest.loaders import load_bytes
from ingest.pipeline import parse

LINES = (
    "由市大数据发展管理局（以下简称市数管局）牵头建设。",
    "本办法所称用人单位，是指在本区注册的企业和社会团体。",
    "推进“五老人员”（老党员、老干部、老教师、老知识分子、老政法干警）参与调解。",
    "全年新增停车泊位120个。（责任单位：区交通局，完成时限：2025年11月底前）",
)


@pytest.mark.parametrize("line", LINES)
def test_span_is_ordered_and_holds_the_subject_or_its_meaning(line):
    data = f"云岭市行动方案\n一、任务\n1.{line}\n".encode()
    parsed = parse(load_bytes("云岭市行动方案.txt", data), name="云岭市行动方案.txt")
    assert parsed.facts
    for fact in parsed.facts:
        assert 0 <= fact.start < fact.end <= len(parsed.clean.text)
