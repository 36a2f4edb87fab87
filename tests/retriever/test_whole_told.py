"""What is told in full: the last of several dates, the way to do a thing rather than what comes of a fault."""

import pytest

TEXT = (
    "白石县电梯维保企业信用管理办法\n\n第一章 总则\n第一条 电梯维保企业信用信息的采集、修复，适用本办法。\n\n"
    "第二章 信用修复\n"
    "第二条 不良信息满6个月且已改正的，维保企业可以申请信用修复。"
    "信用修复按下列程序办理：\n（一）企业向县市场监管局提交整改报告；\n"
    "（二）县市场监管局15日内现场核验；\n（三）核验通过的，公示7日后移出名单。\n"
    "第三条 骗取信用修复的，撤销修复决定，三年内不再受理。\n\n第三章 附则\n"
    "第四条 老旧电梯摸底造册，2024年底前更新18台，2025年底前全部完成。\n"
)


@pytest.fixture
def base(hash_base):
    hash_base.add_bytes("白石县电梯维保企业信用管理办法.txt", TEXT.encode())
    return hash_base


@pytest.mark.parametrize(
    ("question", "held", "others"),
    [
        ("电梯维保企业信用修复怎么弄", ["整改报告", "现场核验", "公示7日"], ["骗取"]),
        ("骗取信用修复会怎么处理", ["撤销修复决定"], []),
        ("白石老旧电梯什么时候更新完", ["2024年底前", "2025年底前全部完成"], []),
    ],
)
def test_what_is_told(base, question, held, others):
    answer = base.ask(question).answer
    assert [part for part in held if part not in answer] == []
    assert [part for part in others if part in answer] == []
