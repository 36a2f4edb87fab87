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


def test_two_lists_each_by_what_it_is_a_list_of(hash_base):
    text = (
        "白石县老旧房屋修缮计划\n\n一、重点任务\n（一）老旧房屋修缮。打造桥东院、纺织新村等精品小区。"
        "统筹推进邮电楼、钟鼓公寓等3处修缮项目，打造精品空间。\n"
    )
    hash_base.add_bytes("白石县老旧房屋修缮计划.txt", text.encode())
    answer = hash_base.ask("白石老旧房屋修缮要打造哪些小区哪些修缮项目").answer
    assert "纺织新村" in answer
    assert "钟鼓公寓" in answer
