"""One task of a policy: its heading, its sentences, who does it, what it states, the items inside it."""

from __future__ import annotations

from generators.drafts import Draft, Node
from generators.numbering import Numbering, Scheme
from generators.responsibilities import TAILS, Tail, prose, with_due
from generators.statements import DEFINITIONS, DUES, ENUMERATIONS, TARGETS, Statement

# Paragraphs that begin like a clause and are none.
LOOKALIKES = (
    "3.15晚会曝光的同类问题要举一反三，逐项排查。",
    "1.5公里以内的步道要连点成线，方便散步健身。",
    "第十二条规定的事项，按照现行办法办理。",
    "第三章所列内容由各单位结合实际细化。",
    "12.4国家宪法日前后，集中开展普法宣传。",
    "2024.3至2024.9期间的经验要及时总结。",
    "2024.请以此为参照，做好衔接。",
    "5.1级以上地震的应对，按照专项预案执行。",
    "3.5%左右的增幅属于合理区间。",
    "10.1假期前后要加强值守，确保平安。",
    "第二条第一款所说的情形，应当逐案研究。",
    "一、二类场所的巡查频次可以适当提高。",
    "一方面要立足当前，另一方面要着眼长远。",
    "三、四级响应由属地先行处置。",
    "2、3号楼的电梯要优先检修。",
    "1 万元以下的支出由社区自行安排。",
    "2 公里以内的站点要连线成环。",
    "3 月底前后的集中检修要提前告知。",
    "1 个小区配备一名联络员。",
)


def add_task(
    draft: Draft,
    numbering: Numbering,
    scheme: Scheme,
    number: int,
    parent: int | None,
    form: str,
    above: str = "",
    *,
    simple: bool = False,
) -> tuple[Node, str]:
    """Add a task whose responsibility is written in `form` ("" for none); returns its node and wording.

    A `simple` task has no items inside it and speaks of no bodies.
    """
    source = draft.random
    written, shown = numbering.marker(scheme.task, number, above)
    heading = draft.task()
    own_heading = None if scheme.task == "条" else heading
    first = len(draft.lines)
    node = Node(first, shown, own_heading, parent)
    draft.nodes.append(node)
    position = len(draft.nodes) - 1
    inner = bool(scheme.inner) and not simple and source.random() < 0.3
    if form == "各句自带":
        _several_sentences(draft, written + heading)
        return node, heading
    tail = TAILS[form](draft) if form in TAILS else Tail("", ((), (), ()))
    shape = "run_in" if scheme.task == "条" else source.choice(("run_in", "run_in", "own_line", "short"))
    if shape == "short":
        _short(draft, written + heading, tail, form)
    else:
        _body(draft, written, heading, tail, form, level=len(scheme.sections) + 1 if shape == "own_line" else 0)
    for line in tail.lines:
        draft.add(line)
    if form in TAILS:
        draft.know("responsibility", form, heading, *tail.roles, first=first)
        if tail.due:
            draft.know("deadline", "完成时限", heading, tail.due, first=first)
    if inner and not tail.lines:
        _inner_items(draft, numbering, scheme.inner, position, form)
    elif source.random() < 0.04:
        line = source.choice(LOOKALIKES)
        if not (above and line.startswith(f"{above}.")):  # after 12.3, 「12.4国家宪法日」 could be either
            draft.add(line, blank=True)
    return node, heading


def _short(draft: Draft, text: str, tail: Tail, form: str) -> None:
    """A task of one line: its heading, with a bracket right behind it or none."""
    optional = bool(tail.text) and form not in ("（A、B）", "句后无括号")
    closed = draft.random.choice(("", "。")) if optional else "。"
    if not tail.text and not tail.lines and draft.random.random() < 0.5:
        closed = ""
    draft.add(text + closed + tail.text)


def _body(draft: Draft, written: str, heading: str, tail: Tail, form: str, *, level: int) -> None:
    text, statements = _sentences(draft, form)
    if level:
        first = draft.add(written + heading, kind="heading", level=level)
        draft.add(text + tail.text)
    else:
        first = draft.add(f"{written}{heading}。{text}{tail.text}")
    for kind, name, statement in statements:
        for subject, values in statement.facts:
            draft.know(kind, name, subject, *values, first=first)


def _sentences(draft: Draft, form: str) -> tuple[str, list[tuple[str, str, Statement]]]:
    """The sentences of a task, some of which state something."""
    source = draft.random
    pieces = [draft.filler()]
    found: list[tuple[str, str, Statement]] = []
    for kind, forms, share in (
        ("target", TARGETS, 0.4),
        ("deadline", DUES, 0.1),
        ("definition", DEFINITIONS, 0.06),
        ("enumeration", ENUMERATIONS, 0.1),
    ):
        if source.random() < share:
            name = source.choice(list(forms))
            statement = forms[name](draft)
            found.append((kind, name, statement))
            pieces.append(statement.text)
    if form == "正文叙述":
        sentence = prose(draft)
        pieces.append(sentence.text)
        found.append(("responsibility", form, Statement(sentence.text, ((sentence.subject, sentence.roles),))))
    if source.random() < 0.5:
        pieces.append(draft.filler())
    return "".join(pieces), found


def _several_sentences(draft: Draft, opening: str) -> None:
    """A paragraph in which each sentence has its own bracket, before or after its full stop."""
    text, expected = opening + "。", []
    inside = draft.random.random() < 0.3
    for _ in range(draft.random.randint(2, 4)):
        task, tail = draft.task(), with_due(draft)
        text += f"{task}{tail.text}。" if inside else f"{task}。{tail.text}"
        expected.append((task, tail))
    draft.add(text)
    for task, tail in expected:
        draft.know("responsibility", "各句自带", task, *tail.roles)
        draft.know("deadline", "完成时限", task, tail.due)


def _inner_items(draft: Draft, numbering: Numbering, style: str, parent: int, form: str) -> None:
    for number in range(1, draft.random.randint(3, 5)):
        written, shown = numbering.marker(style, number, "")
        task = draft.task()
        has_tail = form == "（责任单位：A、B）" and draft.random.random() < 0.5
        tail = TAILS[form](draft) if has_tail else Tail("", ((), (), ()))
        line = draft.add(f"{written}{task}。{draft.filler() if draft.random.random() < 0.5 else ''}{tail.text}")
        draft.nodes.append(Node(line, shown, task, parent))
        if has_tail:
            draft.know("responsibility", form, task, *tail.roles)
