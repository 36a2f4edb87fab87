"""Lists that one sentence or line holds: of a level, of steps with their months, of what a term or a noun counts."""

from __future__ import annotations

import pytest

TEXT = """松涛县古树保护工作方案
一、目标
2026年底前完成全县古树普查，古树保护率达到95%。
二、怎么普查
第一步 摸清底数（3月至4月）。各村登记古树，入户核对。
第二步 拟定名录（5月）。县林业局汇总各村名录。
第三步 公布挂牌（6月）。名录公布后逐株挂牌。
三、管护
（一）三个责任全覆盖。落实村委会日常管护责任、乡镇属地责任、县林业局技术指导责任，责任人在现场公示。
（二）上线“古树通”平台，开设古树地图、举报线索、认养登记三个模块，每月更新一次。
（三）实行古树“三不准”：不准刻划树皮，不准在树下用火，不准擅自移栽。
（四）参加认养的家庭，免除门票、停车、饮水三项费用。
四、风灾应急
（一）启动条件
Ⅱ级：①风力达到8级；②有1株古树倾斜。
Ⅰ级：①风力达到10级；②有3株以上古树倾斜。
"""


@pytest.mark.parametrize(
    ("question", "told", "untold"),
    [
        ("松涛县古树风灾什么情况下启动一级响应", ("10级", "3株以上"), "8级"),
        ("松涛县古树普查分几步，怎么走", ("摸清底数", "拟定名录", "公布挂牌"), "认养"),
        ("古树管护的三个责任是哪三个", ("日常管护责任", "属地责任", "技术指导责任"), "认养"),
        ("古树通平台有哪些板块", ("古树地图", "举报线索", "认养登记"), "应急"),
        ("松涛县认养古树有哪些费用是免的", ("门票", "停车", "饮水"), "挂牌"),
        ("松涛县古树三不准是哪三条", ("刻划树皮", "用火", "移栽"), "认养"),
    ],
)
def test_a_list_within_a_sentence_is_told(hash_base, question, told, untold):
    hash_base.add_bytes("方案.txt", TEXT.encode())
    answer = hash_base.ask(question).answer
    assert all(word in answer for word in told)
    assert untold not in answer


BOTH = """松涛县古村落与古树保护工作方案
一、古村落修缮
（一）摸清底数。全县排查古村落。
（二）修旧如旧。修缮老屋20栋。
二、守好古树
（一）建档立卡。逐株建立古树档案。
（二）日常巡护。护林员每周巡护一次，发现砍伐古树的拨打护绿热线0999-6543210，30分钟内到场。
三、保障措施
（一）经费。县财政安排100万元。
（二）考核。纳入年度考核。
"""


def test_one_of_the_themes_of_a_title_has_a_section_of_its_own(hash_base):
    hash_base.add_bytes("方案.txt", BOTH.encode())
    answer = hash_base.ask("松涛县古树有哪些重点任务").answer
    assert "建档立卡" in answer
    assert "日常巡护" in answer
    assert "修旧如旧" not in answer


def test_the_number_to_call_is_told_for_what_the_document_is_about(hash_base):
    hash_base.add_bytes("方案.txt", BOTH.encode())
    assert "0999-6543210" in hash_base.ask("松涛县有人砍古树打什么电话").answer
