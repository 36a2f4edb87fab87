"""Names of people and the roles and posts that lists of names give them."""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import lru_cache

from ingest.data_files import words

ROLES = (
    "常务副总指挥长|常务副总指挥|常务副指挥长|常务副指挥|总召集人|副召集人|召集人|总指挥长|副总指挥长|总指挥|副总指挥|指挥长|副指挥长|指挥|第一组长|第一副组长|常务副组长|执行组长|联合组长|双组长"
    "|副组长|组长|专班长|副专班长|第一主任|常务副主任|执行主任|副主任委员|主任委员|副主任|主任|副主席|主席|副秘书长|秘书长|副会长|会长|副理事长|理事长"
    "|成员|组员|委员|理事|监事|联络员|联络人|联系人|顾问|政委|政治委员|总负责人|负责人|副队长|队长|副总队长|总队长|副站长|站长"
    "|街长|路长|河长|林长|网格长|楼组长|专家|讲师|秘书"
)
POST_END = (
    "书记|主任|局长|部长|镇长|乡长|区长|县长|市长|处长|科长|所长|队长|站长|院长|校长|会长|主席|委员|负责人|干事|科员|经理|董事长"
    "|秘书长|巡视员|调研员|主管|专员|教授|律师|主持工作|政委|参谋长|常委|庭长|检察长|支队长|大队长|职员|工作人员|助理|总监|代表|社工|民警"
)
_NO_NAME = re.compile(f"(?:{POST_END}|[委局办部院会处科室社站镇乡村党团所厅街队])$")


@lru_cache(maxsize=1)
def name_pattern() -> str:
    """A pattern for a person's name: a surname of the list with one or two characters, or a name with a dot."""
    surnames = [name for line in words("surnames.txt") for name in line.split()]
    long = sorted((name for name in surnames if len(name) > 1), key=len, reverse=True)
    short = "".join(name for name in surnames if len(name) == 1)
    return f"(?:{'|'.join(long)}|[{short}])[一-龥]{{1,2}}|[一-龥]{{2,8}}·[一-龥]{{2,8}}"


@lru_cache(maxsize=1)
def _name() -> re.Pattern[str]:
    return re.compile(name_pattern())


@lru_cache(maxsize=1)
def _called() -> re.Pattern[str]:
    surnames = "|".join(name for line in words("surnames.txt") for name in line.split())
    return re.compile(f"(?:{surnames})(?:常务)?副?(?:{POST_END})")


def is_called_by_post(token: str) -> bool:
    """Whether a token is a surname with a post: 刘院长, 邹副院长."""
    return _called().fullmatch(token) is not None


@lru_cache(maxsize=1)
def _common() -> frozenset[str]:
    """Common words that open with a surname: 单位, 项目, 成员."""
    return frozenset(word for line in words("not_names.txt") for word in line.split())


@lru_cache(maxsize=1)
def _spaced() -> re.Pattern[str]:
    """A short name set apart to the width of three characters: 董　艳, 欧阳 雪."""
    double = "|".join(name for line in words("surnames.txt") for name in line.split() if len(name) > 1)
    return re.compile(rf"(?<![一-龥])([一-龥]|{double})\s+([一-龥])(?![一-龥])")


def closed_up(text: str) -> str:
    """`text` with short names written together: 「董  艳、王  芳」 → 「董艳、王芳」."""
    return _spaced().sub(r"\1\2", text)


def is_common_word(token: str) -> bool:
    """Whether a token is a common word, though it opens with a surname: 单位, 项目."""
    return token in _common()


def is_name(token: str) -> bool:
    """Whether a token, as a whole, reads as a name with a surname of the list."""
    if is_common_word(token):
        return False
    return _name().fullmatch(token) is not None and not re.search(f"(?:{POST_END}|委|局|办|部)$", token)


def are_names(tokens: Sequence[str]) -> bool:
    """Whether tokens are names of people: most by their surnames, the others by their length and ending."""
    if not tokens:
        return False
    known = sum(map(is_name, tokens))
    rare = all(is_name(each) or (re.fullmatch("[一-龥]{2,3}", each) and not _NO_NAME.search(each)) for each in tokens)
    return known == len(tokens) or (rare and 2 * known > len(tokens))


def roles_of(written: str) -> list[str]:
    """The roles that 「组长兼办公室主任」 holds; 「主任兼副组长」 likewise."""
    parts = [part for part in re.split("兼任?", re.sub(r"\s", "", written)) if part]
    return parts if all(re.search(f"(?:{ROLES}|{POST_END})$", part) for part in parts) else ["".join(parts)]
