from __future__ import annotations

import pytest

from ingest.errors import DataFileError
from retriever.everyday import EVERYDAY_FILE, GAP, EverydayWords, fold


@pytest.fixture
def words(tmp_path):
    def build(*lines: str) -> EverydayWords:
        file = tmp_path / "words.txt"
        file.write_text("\n".join(lines), encoding="utf-8")
        return EverydayWords.from_file(file)

    return build


def found(everyday: EverydayWords, text: str) -> list[str]:
    return [text[start:end] for start, end, _ in everyday.phrases(text)]


def test_one_way(words):
    everyday = words("# 说明", "", "停车难、没车位 → 停车泊位、公共停车位")
    assert everyday.alternatives("停车难") == ("停车泊位", "公共停车位")
    assert everyday.alternatives("没车位") == ("停车泊位", "公共停车位")
    assert everyday.alternatives("停车泊位") == ()
    assert everyday.alternatives("") == ()


def test_symmetric(words):
    everyday = words("车位 = 停车位 ＝ 泊位")
    assert everyday.alternatives("车位") == ("停车位", "泊位")
    assert everyday.alternatives("泊位") == ("车位", "停车位")


def test_a_word_may_stand_on_several_lines(words):
    everyday = words("社工 = 社区工作者", "社工 -> 居委干部、社区工作者")
    assert everyday.alternatives("社工") == ("社区工作者", "居委干部")
    assert everyday.alternatives("居委干部") == ()


def test_a_word_on_both_sides_is_not_its_own_alternative(words):
    everyday = words("停车难、没车位 → 停车难、停车泊位", "app、手机软件 → APP、小程序")
    assert everyday.alternatives("停车难") == ("停车泊位",)
    assert everyday.alternatives("没车位") == ("停车难", "停车泊位")
    assert everyday.alternatives("ＡＰＰ") == ("小程序",)


@pytest.mark.parametrize(
    ("line", "reason"),
    [
        ("停车难", "缺少"),
        ("停车难 → 泊位 → 车位", "多个符号"),
        ("停车难 → 泊位 = 车位", "多个符号"),
        ("→ 泊位", "空缺"),
        ("停车难 →", "空缺"),
        ("停车难、、没车位 → 泊位", "空缺"),
        ("车位 = ", "空缺"),
        ("停车难 → 停车难", "它自己"),
        ("车位 = 车位", "它自己"),
        ("装电梯 → 加装…电梯", "左边"),
        ("装…电梯 = 加装电梯", "左边"),
        ("装… → 加装电梯", "前后"),
        ("装…老楼…电梯 → 加装电梯", "前后"),
    ],
)
def test_errors_name_the_line(words, line, reason):
    with pytest.raises(DataFileError, match=reason) as caught:
        words("# 说明", "社工 = 社区工作者", line)
    assert "第 3 行" in str(caught.value)
    assert line.strip() in str(caught.value)


def test_missing_file_is_named(tmp_path):
    with pytest.raises(DataFileError, match="nowhere"):
        EverydayWords.default().with_file(tmp_path / "nowhere.txt")


def test_own_file_extends_and_comes_first(words, tmp_path):
    shipped = words("停车难 → 停车泊位", "社工 = 社区工作者")
    own = tmp_path / "own.txt"
    own.write_text("停车难、挤不进去 → 车位共享\n装…电梯 → 加装电梯\n", encoding="utf-8")
    extended = shipped.with_file(own)
    assert extended.alternatives("停车难") == ("车位共享", "停车泊位")
    assert extended.alternatives("挤不进去") == ("车位共享",)
    assert extended.alternatives("社工") == ("社区工作者",)
    assert found(extended, "想装一部电梯") == ["装一部电梯"]
    assert shipped.alternatives("停车难") == ("停车泊位",)
    assert shipped.alternatives("挤不进去") == ()


def test_longest_match_first(words):
    everyday = words("老人 → 长者", "老人吃饭 → 助餐", "老人吃饭难 → 长者食堂", "吃饭难问题 → 用餐")
    assert everyday.phrases("老人吃饭难问题") == [(0, 5, ("长者食堂",))]
    assert everyday.phrases("给老人吃饭") == [(1, 5, ("助餐",))]
    assert found(everyday, "老人多，老人吃饭贵") == ["老人", "老人吃饭"]
    assert everyday.phrases("") == []


def test_gap(words):
    everyday = words("老人…吃饭 → 助餐", "老人 → 长者")
    assert everyday.alternatives("老人吃饭") == ("助餐",)
    assert found(everyday, "老人吃饭怎么办") == ["老人吃饭"]
    assert found(everyday, "老人" + "在" * GAP + "吃饭") == ["老人" + "在" * GAP + "吃饭"]
    assert found(everyday, "老人" + "在" * (GAP + 1) + "吃饭") == ["老人"]
    assert found(everyday, "照顾老人，吃饭") == ["老人"]
    assert found(words("老房子…修 → 修缮"), "老房子要修缮了") == ["老房子要修缮"]


def test_pieces_of_other_words_are_not_found(words):
    everyday = words("家医 = 家庭医生", "找…工作 → 就业", "业委会 = 业主委员会")
    assert found(everyday, "国家医保") == []
    assert found(everyday, "家医签约") == ["家医"]
    assert found(everyday, "寻找工作人员") == []
    assert found(everyday, "想找个工作") == ["找个工作"]
    assert found(everyday, "居委会和业委会") == ["业委会"]
    assert found(everyday, "怎么管业委会") == ["业委会"]
    assert found(words("老人家 → 老年人"), "老人家庭") == []


def test_spans_hold_in_full_width_text(words):
    everyday = words("wifi覆盖 → 无线网络")
    assert everyday.phrases("㎡多的ＷｉＦｉ覆盖") == [(3, 9, ("无线网络",))]


def test_fold_keeps_positions():
    assert fold("ＡPP…①㎡") == "app…1㎡"


def test_shipped_list_is_loaded_once():
    assert EverydayWords.default() is EverydayWords.default()


def test_shipped_list():
    lines = [line for line in EVERYDAY_FILE.read_text("utf-8").splitlines() if line and not line.startswith("#")]
    assert len(lines) >= 2500
    assert len(lines) == len(set(lines))
    everyday = EverydayWords.default()
    assert len(everyday) > len(lines)
    for line in lines:
        sides = line.split(" → " if "→" in line else " = ")
        groups = [side.split("、") for side in sides]
        assert all(len(group) == len(set(group)) for group in groups), line
        assert all(len(word) > 1 for word in groups[-1]), line
        for word in groups[0]:
            others = everyday.alternatives(word.replace("…", ""))
            assert others, word
            assert fold(word) not in map(fold, others)
            assert len(others) == len(set(others))


@pytest.mark.parametrize(
    ("question", "phrase", "expected"),
    [
        ("老人吃饭的事怎么解决", "老人吃饭", "长者食堂"),
        ("年轻人想找工作", "找工作", "就业"),
        ("今年装电梯多少台", "装电梯", "加装电梯"),
        ("地下车库没信号谁管", "没信号", "信号覆盖"),
        ("几家单位多久碰一次头", "多久碰一次头", "例会"),
        ("拆违今年拆多少", "拆违", "拆除违法建筑"),
    ],
)
def test_everyday_questions(question, phrase, expected):
    matches = {question[start:end]: others for start, end, others in EverydayWords.default().phrases(question)}
    assert any(expected in other for other in matches[phrase])


@pytest.mark.parametrize("term", ["两代表一委员", "一网统管", "五社联动"])
def test_fixed_terms_stay_as_they_are(term):
    assert EverydayWords.default().alternatives(term) == ()
