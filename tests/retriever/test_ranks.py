"""Rows of ranks: a question of one rank is told by no other's row, whatever asks."""

import pytest

from retriever.ranks import ranks_in

TEXT = (
    "# 松河县家政企业信用评价办法\n\n第一条 县商务局每年评价一次家政企业信用，评价结果分为四级：\n\n"
    "| 等级 | 得分 | 管理方式 |\n| --- | --- | --- |\n"
    "| AAA | 90分以上 | 免于日常检查，两年抽查一次；优先推荐评优 |\n| AA | 80分以上 | 每半年抽查一次 |\n"
    "| B | 60分以上 | 每月检查一次，约谈负责人 |\n| C | 60分以下 | 每周检查一次，列入重点名单 |\n\n"
    "第二条 突发停电按下表响应：\n\n"
    "| 级别 | 启动条件 | 启动权限 | 主要行动 |\n| --- | --- | --- | --- |\n"
    "| Ⅲ级 | 停电5000户 | 县供电公司经理 | 派出抢修队 |\n| Ⅱ级 | 停电2万户 | 分管副县长 | 启用应急电源 |\n"
    "| Ⅰ级 | 停电5万户 | 县长 | 请求市级支援 |\n"
)


@pytest.fixture
def base(hash_base):
    hash_base.add_bytes("松河县家政企业信用评价办法.md", TEXT.encode())
    return hash_base


@pytest.mark.parametrize(
    ("question", "held", "others"),
    [
        ("松河县家政企业B级多久检查一次", ["每月检查一次"], ["两年", "每周"]),
        ("松河家政AAA级跟C级，检查频次差在哪", ["两年抽查一次", "每周检查一次"], ["每半年"]),
        ("松河家政评到B，多久抽查一次", ["每月检查一次"], ["两年", "每周"]),
        ("松河停电二级响应谁拍板", ["分管副县长"], ["请求市级支援", "供电公司经理"]),
        ("松河停电三级和一级响应，启动条件和拍板的人有啥区别", ["5000户", "5万户", "供电公司经理", "县长"], ["2万户"]),
    ],
)
def test_the_row_of_the_rank_is_told(base, question, held, others):
    answer = base.ask(question).answer
    assert [part for part in held if part not in answer] == []
    assert [part for part in others if part in answer] == []


def test_a_rank_that_the_table_lacks_is_not_told(base):
    assert base.ask("松河停电四级响应谁拍板").status == "not_found"


def test_ranks_of_a_question():
    assert ranks_in("Ⅱ级响应和三级响应") == {"2级", "3级"}
    assert ranks_in("AAA级物业和甲类、乙类库房") == {"AAA级", "甲类", "乙类"}
    assert ranks_in("信用评了A，住在C座，做B超") == {"A级"}
    assert ranks_in("台风12级、省一级、分几级") == {"12级", "1级"}
