from __future__ import annotations

import pytest

from retriever.demands import unmet
from retriever.draft import Draft, Statement
from retriever.question import understand


@pytest.fixture(scope="module")
def refused(reader, lexicon):
    """Whether an answer is refused for not telling what a question asks."""
    def run(question, *lines):
        draft = Draft(tuple(Statement(line) for line in lines))
        return unmet(understand(question, lexicon), draft, reader)

    return run


@pytest.mark.parametrize(
    ("question", "line"),
    [
        ("协会会长是谁", "支持成立民宿协会。"),
        ("扑火队队长是哪位", "组建120人扑火队。"),
        ("组长叫什么名字", "由区长任组长。"),
        ("驿站的面积有多大", "驿站为居民提供助餐、阅读等20多项服务。"),
        ("服务中心在哪条街", "到服务中心申请补贴。"),
        ("值班电话是多少", "名单中的人员共20名。"),
        ("规划总共投入多少资金", "每户最高奖励50万元。"),
        ("这个小区总共投了多少万", "南湖街道6个、北湖街道4个。"),
        ("请的第三方是哪家公司", "引入第三方机构参与评估。"),
        ("去年发生了几起火灾", "发现火情，20分钟内报告。"),
        ("一共有多少名管家", "为每个项目配备1名管家。"),
        ("首批认养土楼的名单", "首批推出认养土楼50座。"),
        ("一楼的要不要出钱", "推进老楼加装电梯。"),
        ("街道常住人口有多少", "健全五级组织架构。"),
        ("基金交给哪家基金公司管", "责任单位：区财政局。"),
        ("考核拿第一的是哪个镇", "考核结果占乡镇（街道）绩效考核的5%。"),
        ("测评排第几名", "开展营商环境测评。"),
        ("测评在全省排第几", "测评排名后两位的，由县长约谈。"),
        ("管家一个月工资多少", "有证书的，每月发津贴300元。"),
        ("在哪个网站申领", "每户每年可申领500元。"),
        ("托位的指导价一个月多少钱", "对普惠托位每个每月补助150元。"),
        ("联席会议召集人是哪位", "建立联席会议制度。"),
        ("有电话吗", "由街道受理。"),
        ("议题由谁来审批", "提请单位填写《议题审批单》。"),
    ],
)
def test_answers_that_do_not_tell_are_refused(refused, question, line):
    assert refused(question, line)


@pytest.mark.parametrize(
    ("question", "line"),
    [
        ("组长是谁", "由区长任组长。"),
        ("在哪个网站申领", "登录县政务服务网申领。"),
        ("车位租金多少钱", "车位租金每月120元。"),
        ("管家一个月工资多少", "管家每人每月补助1200元。"),
        ("楼长是谁选的", "每座楼设楼长1名，由住户推选产生。"),
        ("示范商圈在哪条路上", "在长江路建设示范商圈。"),
        ("值班电话是多少", "值班电话：0850-1234567。"),
        ("规划总共投入多少资金", "总投资估算为26.8亿元。"),
        ("一共安排多少专项资金", "县财政每年安排专项资金1500万元，三年共4500万元。"),
        ("评估请了哪家机构", "由清泉大学负责评估。"),
        ("补贴要交多少钱", "由市财政全额承担。"),
        ("承担了哪几块内容", "负责平台建设、数据治理。"),
        ("登记手机号会不会泄露", "建立权限管理制度。"),
        ("一楼的要不要出钱", "一层业主不出资。"),
    ],
)
def test_answers_that_tell_are_kept(refused, question, line):
    assert not refused(question, line)


def test_nothing_is_refused_twice(refused):
    assert not refused("值班电话是多少")
