"""Who holds a post, and which post somebody holds."""

from __future__ import annotations

import re
from collections.abc import Sequence

from ingest.datatypes import Clause, Member
from ingest.sentences import split_sentences
from retriever.answerers.stretches import strip_number
from retriever.answerers.units import from_named, kind_asked, of_offices, of_street, units_of, with_each_post
from retriever.datatypes import Evidence, StoredFact
from retriever.draft import Draft, Statement
from retriever.matching import Topic, coverage
from retriever.question import Query
from retriever.reader import Reader, segments

GROUP = "小组|委员会|指挥部|指挥所|专班|联席会议|名单|班子"
_PRIVATE = re.compile(
    r"电话|手机|联系方式|邮箱|微信|住址|地址|身份证|工资|年龄|多大|出生|生日|籍贯|学历|毕业|家住|住哪|住在"
)
_LIST_WORDS = ("领导", "小组", "领导小组", "成员", "办公室", "名单", "组长", "副组长", "名字", "社区名", "创建")
_STREET = re.compile(  # 「打浦桥街道党工委书记」 is nobody of another street
    "([\u4e00-\u9fff]{1,5}[^们本各哪个该这那此全乡城\\W](?:街道|镇|乡))(?:党工委|党委|办事处|政府|人大|纪工委|书记|主任)"
)
_COMMITTEE = re.compile("(?<!社)[省市区县州旗]委(?=副?书记|常委)")
_TELLING = 4  # characters at the end of such a name
_POSTS = ("书记", "主任", "委员", "负责人", "局长", "镇长", "乡长", "县长", "区长", "市长", "所长", "科长", "队长")
_ABOUT_PERSON = re.compile(
    r"职务|职位|职责|位置|角色|身份|头衔|排(?:第|在|名|名次)|当(?:的)?(?:什么|啥)|(?:什么|啥)官|担任|任职|是谁|什么人"
    r"|谁[呀啊]|干什么|干嘛|干啥|哪(?:个|家)?(?:单位|部门)|哪里的|" + "|".join(_POSTS)
)
_OF_GROUP = re.compile(
    rf"(?:谁|哪一?位|哪个人|哪些人).{{0,14}}(?:{GROUP})"
    rf"|(?:{GROUP})[^，。？?]{{0,24}}(?:谁|哪一?位|姓名|哪些(?:[\u4e00-\u9fff]{{2,6}}的)?人(?![员力口数物群]))|派谁|谁参加"
)
_TASKS = "负责(?!人)|牵头|任务|设在|放在|挂在|怎么|如何"
_SURNAME = re.compile(r"姓([\u4e00-\u9fff])(?=的)")
_EVERYONE = re.compile(
    "几|多少|哪些|全部|名单|成员|有谁|都.{0,2}谁|谁.{0,6}(?:在|参加|进)|(?:在|参加|进).{0,6}谁"
    "|^.{0,12}(?:小组|专班|指挥部|指挥所)(?:是|有)?谁"
)
_CONFIRM = re.compile("[吗么吧][？?]?$|是不是|是否|对不对")
_PART_ASKED = re.compile("(?:哪|什么)(?:一|几|些)?个?(?:科室|处室|内设机构|部门|单位|办公室|科|处|办(?!法|理))")
_OFFICE = re.compile(r"办公室.{0,6}(?:设|放|挂|在(?:哪|什么|谁|啥|何))|(?:设|放|挂)在?.{0,4}(?:哪|什么|谁|啥)")
_BELOW = re.compile("下面?[设分]")  # which groups an office has is no question for its seat
_SEATED = re.compile(r"办公室(?:设|设立)?(?:在|于)|办公室(?:挂靠|挂)在?|设在")


def asks_for_people(query: Query, people: frozenset[str]) -> bool:
    """Whether a question is about a person of the lists of names, or who of a body stands in them."""
    if any(name in query.text for name in people) and _ABOUT_PERSON.search(query.text):
        return True
    if kind_asked(query.text) and re.search(GROUP, query.text):
        return bool(people)
    if re.search("几[个位名]|多少", query.text):
        return False
    return _OF_GROUP.search(query.text) is not None and not re.search(f"组成|构成|{_TASKS}", query.text)


def asks_private(query: Query, people: frozenset[str]) -> bool:
    """Whether a question asks for what is nobody's business about a person of the lists: address, age, telephone."""
    return _PRIVATE.search(query.text) is not None and any(name in query.text for name in people)


def answer_member(query: Query, reader: Reader) -> Draft:
    """Names with role and post, from the lists of names."""
    members = named_people(query, reader)
    if not members or _PRIVATE.search(query.text):
        return Draft()
    named = [stored for stored in members if stored.fact.subject in query.text]
    surname = _SURNAME.search(query.text)
    if surname:
        members = [stored for stored in members if stored.fact.subject.startswith(surname.group(1))]
    roles = roles_in(query.text, members)
    if named:
        # 「组长是某某吗」: who holds the post, when it is not the one named.
        others = [stored for stored in members if getattr(stored.fact, "role", "") in roles]
        asked = others and not any(stored in others for stored in named) and _CONFIRM.search(query.text)
        return member_draft(reader, others if asked else named)
    kind = kind_asked(query.text)
    if kind and re.search(GROUP, query.text) and (listed := list_units(members, kind, reader)).found:
        return listed
    of_units = from_named(query.text, distinct(members), tuple(reader.lexicon.places))
    held = with_any_post(query, of_units) if not roles else []
    if held:
        return member_draft(reader, held)
    first = distinct(members)
    officers = with_any_post(query, of_offices(query.text, first))
    officers = [stored for stored in officers if not roles or getattr(stored.fact, "role", "") in roles]
    if officers:
        return member_draft(reader, officers)
    each = (with_each_post(query.text, first) or of_street(query.text, first)) if not roles else []
    if each:
        return member_draft(reader, each)
    posts = [] if roles else _by_post(query, members, reader)
    if posts:
        return member_draft(reader, posts)
    if other_topic(query, reader, members, "".join(roles)):
        return Draft()
    whole = re.search("成员", query.text) and re.search("哪些人|名单|全部|所有|都有谁|有谁", query.text)
    if roles and not (whole and roles == ["成员"]):
        holders = [stored for stored in members if isinstance(stored.fact, Member) and stored.fact.role in roles]
        holders = with_posts(query, holders) or _of_bodies(query, holders, reader) or holders
        return member_draft(reader, holders, role=roles[0] if len(roles) == 1 and len(holders) > 1 else "")
    if re.search(f"{GROUP}|成员", query.text) and _EVERYONE.search(query.text):
        if query.bodies:
            return Draft()  # somebody of a body that has nobody in the list
        return member_draft(reader, first, role="名单中的人员") if first else Draft()
    return Draft()


def named_people(query: Query, reader: Reader) -> list[StoredFact]:
    """The members of lists who are told by name, in the documents that a query allows."""
    members = reader.facts(query, Member)
    people = [stored for stored in members if isinstance(stored.fact, Member) and stored.fact.kind == "person"]
    if committee := _COMMITTEE.search(query.text):  # 区委书记 holds no post in a 社区党委
        people = [stored for stored in people if committee[0] in _post(stored)]
    street = _STREET.search(query.text)
    return [stored for stored in people if street is None or _is_of(street[1][-_TELLING:], stored, reader)]


def _is_of(street: str, stored: StoredFact, reader: Reader) -> bool:
    """Whether somebody's post, or the document, is of a street or town that a question names."""
    metadata = reader.document(stored.doc_id).record.metadata
    return any(street in text for text in (_post(stored), metadata.title, metadata.issuer, *metadata.places))


def answer_head(query: Query, reader: Reader) -> Draft:
    """The person in charge of the body that is all a question names: 「某某办谁负责」."""
    inside = "".join(query.bodies)
    if not query.bodies or any(word not in inside for word, _ in query.topic.words if len(word) > 1):
        return Draft()
    if _PART_ASKED.search(query.text):  # 「哪个科室负责」 asks for no person
        return Draft()
    members = [stored for stored in named_people(query, reader) if re.search("负责|主任|长$", _post(stored))]
    return member_draft(reader, _of_bodies(query, distinct(members), reader)[:3])


def answer_office(query: Query, reader: Reader) -> Draft:
    """Where the office of a group is placed, from the sentence that says so."""
    if not re.search("办公室", query.text) or not _OFFICE.search(query.text) or _BELOW.search(query.text):
        return Draft()
    best: tuple[float, Statement] | None = None
    topic = query.topic.without((*_LIST_WORDS, "放在", "挂在", "设在", *GROUP.split("|")))
    for doc_id in sorted(query.scope.doc_ids):
        for clause in reader.document(doc_id).parsed.clauses:
            found = _seat(doc_id, clause, reader)
            if found is None:
                continue
            texts = (reader.own_text(doc_id, clause), reader.document(doc_id).record.metadata.title)
            words = [pair for pair in topic.words if reader.lexicon.count(pair[0])]
            covered = coverage(Topic(tuple(words)), ((" ".join((*texts, *clause.path)), 1.0),)) if words else 1.0
            if covered >= 0.5 and (best is None or covered > best[0]):
                best = (covered, found)
    return Draft((best[1],), (), 1.0) if best else Draft()


def _seat(doc_id: str, clause: Clause, reader: Reader) -> Statement | None:
    text = reader.document(doc_id).parsed.clean.text
    for start, end in split_sentences(text, clause.start, clause.end):
        sentence = text[start:end]
        if "办公室" not in sentence or not _SEATED.search(sentence):
            continue
        for first, last in segments(sentence):
            part = sentence[first:last]
            if "办公室" in part and _SEATED.search(part):
                words = strip_number(part.strip("，；。 \n"))
                return Statement(f"{words}。", (Evidence(doc_id, clause.index, start, end),))
    return None


def distinct(members: Sequence[StoredFact]) -> list[StoredFact]:
    """Every person once, at the first place in the lists, with the post that a later line may leave out."""
    found: dict[str, StoredFact] = {}
    for stored in members:
        found.setdefault(stored.fact.subject, stored)
    return list(found.values())


def with_posts(query: Query, members: Sequence[StoredFact]) -> list[StoredFact]:
    """Of some members those whose posts hold every post that the question names: 「社区的书记主任」."""
    held = "".join(getattr(stored.fact, "role", "") for stored in members)
    wanted = [
        post for post in ("纪工委", "人大", "居委会", "党工委", *_POSTS) if post in query.text and post not in held
    ]
    if "副" in query.text:
        wanted = [f"副{post}" if f"副{post}" in query.text else post for post in wanted]
    found = [stored for stored in members if all(_holds(_post(stored), post) for post in wanted)]
    if re.search(r"社区(?!网格)", query.text):
        found = found if wanted != ["负责人"] else list(members)
        return [stored for stored in found or members if re.search("社区(?:党|居|书记|主任)", _post(stored))]
    return found if wanted else []


def with_any_post(query: Query, members: Sequence[StoredFact]) -> list[StoredFact]:
    """Of some members those who hold a post that the question names; all when none does, unless a deputy is asked."""
    wanted = [f"副{post}" if f"副{post}" in query.text else post for post in _POSTS if post in query.text]
    found = [stored for stored in members if any(_holds(_post(stored), post) for post in wanted)]
    deputy = any(post.startswith("副") for post in wanted)
    return found if found or deputy else list(members)


def list_units(members: Sequence[StoredFact], kind: str, reader: Reader) -> Draft:
    """The communities, villages, bureaus that the posts of a list name, with their number."""
    found = units_of(members, kind)
    if not found:
        return Draft()
    total = f"共{len(found)}个"
    evidence = tuple(dict.fromkeys(member_evidence(reader, stored) for stored in found.values()))
    text = f"名单涉及的{kind}{total}：{'、'.join(found)}。"
    return Draft((Statement(text, evidence, (total, f"名单涉及的{kind}")),), tuple(found.values()), 1.0)


def _holds(post: str, wanted: str) -> bool:
    """Whether a post is the one wanted; a deputy holds none without its 副."""
    return re.search(f"(?<!副){re.escape(wanted)}", post) is not None


def roles_in(text: str, members: Sequence[StoredFact]) -> list[str]:
    """Roles of the lists that a question names; 组长 inside 副组长 does not count."""
    roles = sorted({stored.fact.role for stored in members if isinstance(stored.fact, Member)}, key=len, reverse=True)
    found = []
    text = re.sub(r"除了?.{0,12}?(?:[，,]|以外|之外|外)", "", text)
    for role in roles:
        short = role.removeprefix("办公室")
        office = "办公室" in text or re.match(
            r"^\W*(?:由)?(?:谁(?:是|当|任|担任))?副?主任(?:是|谁|由|叫|和|呢|$)", text
        )
        for name in (role, short) if office else (role,):
            if name and name in text:
                found.append(role)
                text = text.replace(name, " ")
                break
    return found


def _by_post(query: Query, members: list[StoredFact], reader: Reader) -> list[StoredFact]:
    """Members whose post covers the topic: all of 「铜都社区 书记」."""
    extra = [word for word in _POSTS if word in query.text]
    inside = "".join(query.bodies)
    words = [(word, weight) for word, weight in query.topic.words if word not in inside and len(word) > 1]
    topic = Topic((*words, *((word, 2.0) for word in extra if word not in dict(words)))).without(_LIST_WORDS)
    if not (topic.words or query.bodies) or re.search("组长|办公室(?:的)?副?主任", query.text):
        return []
    if query.bodies:
        members = _of_bodies(query, members, reader)
        if not members:
            return []
    if not topic.words:
        return distinct(members)
    deputy = re.search("副|常务", query.text) is not None
    members = [stored for stored in members if not deputy or re.search("副|常务", _post(stored))]
    if not members:
        return []
    scored = [(coverage(topic, ((_post(stored), 1.0),)), stored) for stored in members]
    best = max(score for score, _ in scored)
    found = [stored for score, stored in scored if score >= max(0.7, best - 0.02)]
    exact = [stored for stored in found if all(_holds(_post(stored), word) for word in extra)]
    return exact if exact and not deputy and not re.search("哪些|名单|都有|列", query.text) else found


def _of_bodies(query: Query, members: Sequence[StoredFact], reader: Reader) -> list[StoredFact]:
    names = reader.lexicon.bodies
    return [
        stored
        for stored in members
        if any(names.same(body, other) for body in query.bodies for _, _, other in names.find(_post(stored)))
        or any(body in _post(stored) for body in query.bodies)
    ]


def other_topic(query: Query, reader: Reader, members: Sequence[StoredFact], role: str) -> bool:
    """Whether the question asks about something that the lists of names do not hold."""
    posts = "".join(_post(stored) for stored in members)
    words = [
        word
        for word, _ in query.topic.words
        if len(word) > 1
        and word not in role
        and word not in posts
        and word not in _LIST_WORDS
        and reader.lexicon.count(word)
    ]
    topic = Topic(tuple(pair for pair in query.topic.words if pair[0] in words))
    heads = [getattr(stored.fact, "group", "") for stored in members]
    for doc_id in {stored.doc_id for stored in members}:  # what other documents are about tells nothing of the lists
        document = reader.document(doc_id)
        heads.append(document.record.metadata.title)
        heads += [clause.heading for clause in document.parsed.clauses if clause.kind in ("annex", "title")]
    return bool(topic.words) and coverage(topic, ((" ".join(heads), 1.0),)) < 0.5


def member_draft(reader: Reader, members: Sequence[StoredFact], *, role: str = "") -> Draft:
    """One line for each member, behind their number when they share a role."""
    statements = []
    for stored in members:
        fact = stored.fact
        assert isinstance(fact, Member)
        text = f"{fact.role}：{fact.subject}，{fact.post}" if fact.post else f"{fact.role}：{fact.subject}"
        # The role stands at the head of the list, not on every line of it.
        statements.append(Statement(text.lstrip("："), (member_evidence(reader, stored),), (fact.role,)))
    if not statements:
        return Draft()
    if role:
        number = f"{len(members)}名"
        statements.insert(0, Statement(f"{role}共{number}：", (), (number,), bears=False))
    return Draft(tuple(statements), tuple(members), 1.0)


def member_evidence(reader: Reader, stored: StoredFact) -> Evidence:
    """The line that names a member."""
    clause = reader.clause(stored.doc_id, stored.fact.clause)
    own = reader.own_text(stored.doc_id, clause)
    return Evidence(stored.doc_id, clause.index, clause.start, clause.start + len(own))


def _post(stored: StoredFact) -> str:
    return getattr(stored.fact, "post", "")
