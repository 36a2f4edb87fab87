"""Sentences of form that every official document has: they name its purpose, its makers, its annexes, its day.

They hold the words of many questions, those of the title above all, and answer none but those about the document.
"""

from __future__ import annotations

import re

from ingest.imprint import OFFICE

_MADE = (
    "制定(?:了)?(?:本|如下|以下|此)|特制定|现制定|制订本|编制本|印发给|印发你们|(?:通知|公告|纪要|意见|报告|方案)如下"
)
_PURPOSE = re.compile(rf"(?:^|[，。])(?:为|根据|依据|经|现将|现就|按)[^。]*?(?:{_MADE})")
_ADOPTED = re.compile(
    r"^[（(][^（）()]*(?:通过|批准|公布|修订|修正)[^（）()]*(?:[（(][^（）()]*[）)][^（）()]*)*[）)]?$"
)
_HEADED = re.compile(r"^[^，。；：]{4,40}(?:文件|领导小组|指挥部|委员会|办公室|人民政府|[局厅委部办])$")
_PUT_OUT = re.compile(r"^(?:发布|公开)(?:日期|时间)\s?[：:]\s?\d{4}[-\d]+$")
_ANNEXES = re.compile(r"^附件\s*[：:\d一二三四五六七八九十]")
_LINE = re.compile(
    r"^[（(\[【][^（()）]*[）)\]】]$|^(?:抄送|主送|分送)|(?:印发|转发)(?:给|你们|各)|^20\d{2}年\d{1,2}月\d{1,2}日$"
)
_FILLED_IN = re.compile(r"^(?:填报|制表|填表|报送|编制)(?:单位|部门|人|日期|时间)\s*[：:]")
_LINE_LENGTH = 80  # characters of a line that names annexes; a longer one tells what they say
_LETTERHEAD = 400  # characters of a line that names nothing but the bodies that issue or sign
_OF_FORM = ("front", "closing", "title", "annex")
_ASKS_WHY = re.compile("为什么|为啥|为何|目的|依据|背景|根据|初衷|缘由|由来|什么原因|出于|想干什么|要解决什么")

_DEFINES = re.compile(
    r"^(?:第[一二三四五六七八九十百零\d]+条)?\s*(?:本[^，。；]{1,8}|《[^》]{1,20}》|这里)?(?:中|里)?所称[^。；]{2,80}?是?指"
)
_ASKS_MEANING = re.compile(
    "指|算|属于|什么是|是(?:个|一种)?(?:什么|啥|谁)|啥是|[什啥]么?叫|叫什么|定义|界定|[谁]|人|对象|资格|条件|范围|包括|意思|理解|含义|概念"
)


def is_formula(text: str, kind: str) -> bool:
    """Whether a sentence of a clause of this kind belongs to the form of a document, not to what it says."""
    plain = text.strip().rstrip("。；")
    if _PUT_OUT.match(plain):
        return True
    if _ANNEXES.match(plain) and len(plain) < _LINE_LENGTH:
        return True
    if kind not in _OF_FORM:
        return False
    named = len(plain) < _LETTERHEAD and re.search("[，。：；]", plain) is None  # a sentence names more than bodies
    if named and all(map(OFFICE.search, re.split(r"[\s、]+", plain))):
        return True
    return any(pattern.search(plain) is not None for pattern in (_PURPOSE, _ADOPTED, _HEADED, _LINE, _FILLED_IN))


def only_defines(text: str) -> bool:
    """Whether a sentence says what the document means by a word: 「本办法所称创新券，是指…」."""
    return _DEFINES.match(text.strip()) is not None


def asks_meaning(question: str) -> bool:
    """Whether a question may be answered with what a word means, or whom or what it covers."""
    return _ASKS_MEANING.search(question) is not None


def asks_why(question: str) -> bool:
    """Whether a question asks why there is a document, which its formulas tell."""
    return _ASKS_WHY.search(question) is not None
