"""Tables of plain text, lined up with blanks, with cells that go on over a second line and rows in groups."""

from __future__ import annotations

from ingest.datatypes import Deadline, Responsibility
from ingest.loaders import load_bytes
from ingest.loaders.wrapped_tables import with_rows_joined
from ingest.pipeline import parse

TABLE = """青山县2026年项目化清单

序号  项目及年度目标                  落实主体                  帮办单位                  见效时间
一、产业强链
1     茶叶加工园厂房封顶，签约企业    县茶业发展中心            县工信局、县资源局        8月底
      不少于5家
二、民生实事
2     电商公共仓改扩建                县商务局、县供销社        县大数据中心、            9月底
                                                                各乡镇人民政府
3     农村危房动态清零                县住建局                                            常态化

说明：空白的由落实主体自行推进。
"""


def test_cells_go_on_below_and_groups_stand_between() -> None:
    facts = parse(load_bytes("a.txt", TABLE.encode()), name="a.txt").facts
    told = {fact.item: fact for fact in facts if isinstance(fact, Responsibility)}
    assert told["1"].subject == "茶叶加工园厂房封顶，签约企业不少于5家"
    assert told["2"].bodies == ("县商务局", "县供销社")
    assert told["2"].supporting == ("县大数据中心", "各乡镇人民政府")
    assert (told["3"].bodies, told["3"].supporting) == (("县住建局",), ())
    assert [fact.due for fact in facts if isinstance(fact, Deadline)] == ["8月底", "9月底", "常态化"]


def test_a_table_without_such_rows_and_prose_stay_as_they_are() -> None:
    plain = "序号  任务      责任单位    时限\n1     清理垃圾  综合执法队  4月\n2     疏浚沟渠  水利服务站  5月\n"
    assert with_rows_joined(plain) == plain
    prose = "第一条  为规范管理，制定本办法。\n      本办法所称街区，是指下列区域。\n"
    assert with_rows_joined(prose) == prose
