import pytest

from ingest.bodies import BodyNames, read_bodies
from ingest.errors import DataFileError

NAMES = BodyNames.default()


@pytest.mark.parametrize(
    ("written", "alias"),
    [
        ("区民政局", "民政局"), ("青山县民政局", "县民政局"), ("市民政局", "民政部门"),
        ("区文化旅游局", "文旅局"), ("文化和旅游局", "区文旅局"), ("区文化广电旅游局", "文旅局"),
        ("区卫生健康委", "卫健委"), ("县卫生健康局", "卫健局"), ("区卫生健康委员会", "卫健委"),
        ("区人力资源和社会保障局", "人社局"), ("区人力资源社会保障局", "区人社局"),
        ("区发展改革委", "发改委"), ("县发展和改革局", "发改局"),
        ("区城管执法局", "城管局"), ("区城市管理综合行政执法局", "城管执法局"),
        ("区市场监管局", "市场监督管理局"), ("区规划资源局", "规资局"), ("县自然资源局", "自然资源局"),
        ("区建管委", "住建局"), ("市住房城乡建设委", "住建委"), ("区党政综合办", "党政办"),
        ("区委组织部", "组织部"), ("中共青山区委组织部", "区委组织部"), ("区委网信办", "网信办"),
        ("区科委", "科技局"), ("区公安分局", "公安局"), ("区应急局", "应急管理局"),
        ("团区委", "共青团"), ("区妇联", "妇女联合会"), ("区政府办公室", "政府办"), ("区委办公室", "区委办"),
        ("县工信局", "县工业和信息化局"), ("区市监局", "区市场监督管理局"), ("县政数局", "县政务服务和数据管理局"),
        ("市监局", "市市场监督管理局"), ("县公安局", "公安青山分局"), ("区生态环境局", "市生态环境局青山分局"),
        ("国网青山供电公司", "供电公司"), ("国网青山供电公司", "青山县供电公司"),
        ("河口街道办事处", "河口街道"), ("区区级机关党工委", "机关党工委"), ("本区房管局", "区房管局"),
    ],
)  # fmt: skip
def test_aliases_mean_the_same(written, alias):
    assert NAMES.same(written, alias)


@pytest.mark.parametrize(
    ("first", "second"),
    [
        ("区民政局", "区财政局"), ("市民政局", "区民政局"), ("青山区民政局", "河口区民政局"),
        ("区委办公室", "区政府办公室"), ("各街道", "河口街道"), ("河口街道", "青石街道"),
    ],
)  # fmt: skip
def test_different_bodies(first, second):
    assert not NAMES.same(first, second)


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("民政局今年负责哪些任务？", ["民政局"]),
        ("区民政局和房管局共同负责的有哪些", ["区民政局", "房管局"]),
        ("哪些任务由区城运中心负责", ["区城运中心"]),
        ("各街道要做什么", ["各街道"]),
        ("由市发展改革委会同市财政局制定", ["市发展改革委", "市财政局"]),
        ("县数据资源统筹局负责什么", ["县数据资源统筹局"]),
        ("河口街道平安建设办做什么", ["河口街道平安建设办"]),
        ("我区文化和旅游局的职责", ["我区文化和旅游局"]),
        ("怎么办理居住证", []),
        ("停车难怎么解决", []),
        ("社区服务怎么办", []),
    ],
)
def test_find_in_questions(text, found):
    assert [name for _, _, name in NAMES.find(text)] == found


def test_find_gives_offsets():
    text = "请问区民政局在哪"
    assert [text[start:end] for start, end, _ in NAMES.find(text)] == ["区民政局"]


def test_names_learnt_from_documents():
    learnt = NAMES.with_names(["区山海处", "云帆专员室（挂靠）"])
    assert [name for _, _, name in learnt.find("山海处和云帆专员室做什么")] == ["山海处", "云帆专员室"]
    assert NAMES.find("云帆专员室做什么") == []


def test_short_names_introduced_by_documents():
    learnt = NAMES.with_aliases([("县社会治理综合服务中心", "县治理中心")])
    assert learnt.same("治理中心", "县社会治理综合服务中心")
    assert not NAMES.same("治理中心", "县社会治理综合服务中心")


def test_collective_names_cover_their_members():
    assert NAMES.covers("各街道", "河口街道")
    assert NAMES.covers("各社区", "柳林社区")
    assert not NAMES.covers("各街道", "柳林社区")
    assert not NAMES.covers("相关街道", "河口街道")
    assert not NAMES.covers("区民政局", "区民政局")


@pytest.mark.parametrize("name", ["区民政局", "各街道", "区相关部门", "财务室", "县云海事务中心", "所属各单位"])
def test_is_body(name):
    assert NAMES.is_body(name)


@pytest.mark.parametrize("name", ["张三", "停车位", "专人", "园区楼宇"])
def test_is_no_body(name):
    assert not NAMES.is_body(name)


def test_data_file_errors_name_the_line(tmp_path):
    path = tmp_path / "bodies.txt"
    path.write_text("# 注释\n甲局：乙局\n丙局：乙局\n", "utf-8")
    with pytest.raises(DataFileError, match="第 3 行"):
        read_bodies(path)
    path.write_text("：乙局\n", "utf-8")
    with pytest.raises(DataFileError, match="第 1 行"):
        read_bodies(path)


def test_what_a_body_is_to_a_task_is_no_name():
    names = BodyNames.default().with_names(["各责任单位", "主责单位", "县供水主管部门", "云岭水务站"])
    assert names.find("责任单位：云岭水务站", listed_only=True) == [(5, 10, "云岭水务站")]


@pytest.mark.parametrize(
    ("short", "full", "same"),
    [
        ("住建", "临湖区住房和城乡建设局", True),
        ("市监", "区市场监督管理局", True),
        ("宣传", "区委宣传部", True),
        ("城管", "区教育局", False),
        ("社区", "区社区服务中心", False),
    ],
)
def test_the_short_name_of_a_field_means_its_office(short, full, same):
    assert BodyNames.default().same(short, full) is same
