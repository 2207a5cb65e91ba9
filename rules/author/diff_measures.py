"""What changed in one measure beside its conditions: outcome, amount, deadline, departments, contacts, words."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from rules import wording
from rules.author.diff_criteria import Owner, reworded
from rules.author.diff_model import DECISION, SERVICE, SOURCE, TEXT, Change
from rules.author.diff_normal import constant, expression_key, tree
from rules.author.diff_side import Pair, Side, joined, listed
from rules.errors import Place
from rules.expressions import Expression, Literal, ParamRef
from rules.model import Amount, Citation, Contact, Formula, Measure
from rules.schema import Text
from rules.types import Type

OUTCOMES = {
    "entitlement": Text("应得", "an entitlement"), "up_to": Text("限额支持", "support up to a cap"),
    "range": Text("在幅度内", "within a range"), "encouraged": Text("鼓励", "encouraged"),
    "permitted": Text("准许", "permitted"), "duty": Text("部门职责", "a duty of the departments"),
}  # fmt: skip
_PARTS = {
    "value": Text("金额算法", "the amount"), "low": Text("幅度下端", "the low end"),
    "high": Text("幅度上端", "the high end"), "cap": Text("上限", "the cap"),
}  # fmt: skip


def of(pair: Pair, a: Measure, b: Measure) -> Iterator[Change]:
    """Every difference between a measure of A and its partner in B."""
    intro = Text(f"{b.id}：", f"{b.id}: ")
    if a.id != b.id:
        words = Text(f"{a.id}“{a.title.zh}”改列为{b.id}", f"{a.id} “{a.title.en}” is now {b.id}")
        yield _one(pair, "measure.renumbered", SOURCE, a, b, words, Text(a.id, a.id), Text(b.id, b.id))
    if a.outcome != b.outcome:
        old, new = OUTCOMES[a.outcome], OUTCOMES[b.outcome]
        words = Text(f"{b.id}：给予方式由“{old.zh}”改为“{new.zh}”", f"{b.id}: from {old.en} to {new.en}")
        yield _one(pair, "measure.outcome", DECISION, a, b, words, old, new, "outcome")
    if a.over != b.over:
        old, new = _over(pair.a, a), _over(pair.b, b)
        words = Text(f"{b.id}：由按{old.zh}判断改为按{new.zh}判断", f"{b.id}: decided for {new.en} instead of {old.en}")
        yield _one(pair, "measure.over", DECISION, a, b, words, old, new, "over")
    yield from Owner(pair, a, b, b.id, intro, (b.id,), directed=True).changes()
    yield from _amounts(pair, a, b)
    yield from _service(pair, a, b)
    yield from _texts(pair, a, b)


def alone(pair: Pair, measure: Measure, *, added: bool) -> Change:
    """A measure that only one pack has."""
    side = pair.b if added else pair.a
    outcome = OUTCOMES[measure.outcome]
    amount = ""
    amount_en = ""
    if measure.amount is not None:
        grants = _says_amount(side, measure.amount)
        amount, amount_en = f"，{grants.zh}", f", {grants.en}"
    title = measure.title
    zh, en = ("新增", "new measure") if added else ("删去", "measure removed:")
    words = Text(
        f"{zh}{measure.id}“{title.zh}”（{outcome.zh}{amount}）",
        f"{en} {measure.id} “{title.en}” ({outcome.en}{amount_en})",
    )
    kind = "measure.added" if added else "measure.removed"
    places = (None, measure.place) if added else (measure.place, None)
    return pair.change(
        kind, DECISION, measure.id, words, places=places, measures=(measure.id,), amounts=(measure.id,),
        before=None if added else title, after=title if added else None,
    )  # fmt: skip


def _one(
    pair: Pair, kind: str, layer: str, a: Measure, b: Measure, words: Text, old: Text | None, new: Text | None,
    *where: str, effect: str = "", money: bool = False,
) -> Change:  # fmt: skip
    places = (pair.a.places.at("measure", a.id, *where), pair.b.places.at("measure", b.id, *where))
    return pair.change(
        kind, layer, b.id, words, item=where[-1] if where else "", effect=effect, before=old, after=new,
        places=places, measures=(b.id,), amounts=(b.id,) if money or layer == DECISION else (),
    )  # fmt: skip


def _over(side: Side, measure: Measure) -> Text:
    if measure.over is None:
        return Text("整个申请", "the whole case")
    label = side.pack.subjects[measure.over].label
    return Text(f"每份{label.zh}", f"each {label.en}")


# -- amounts -----------------------------------------------------------------------------------------------------------


def _says(side: Side, expression: Expression) -> Text:
    return side.speaker.name(expression)


def _says_amount(side: Side, amount: Amount) -> Text:
    """The whole of it in words."""
    parts: list[Text] = []
    if amount.value:
        parts.append(_says(side, amount.value.expression))
    if amount.low and amount.high:
        low, high = _says(side, amount.low.expression), _says(side, amount.high.expression)
        between = ("或", " or ") if amount.either else ("至", " to ")
        parts.append(Text(f"{low.zh}{between[0]}{high.zh}", f"{low.en}{between[1]}{high.en}"))
    if amount.cap:
        cap = _says(side, amount.cap.expression)
        parts.append(Text(f"最高{cap.zh}", f"at most {cap.en}"))
    return listed(parts)


def _amounts(pair: Pair, a: Measure, b: Measure) -> Iterator[Change]:
    if a.amount is None and b.amount is None:
        return
    if a.amount is None or b.amount is None:
        side, given = (pair.b, b.amount) if a.amount is None else (pair.a, a.amount)
        says = _says_amount(side, given) if given else Text("", "")
        added = a.amount is None
        zh, en = ("新增金额", "an amount is new") if added else ("不再有金额", "no amount any more")
        words = Text(f"{b.id}：{zh}：{says.zh}", f"{b.id}: {en}: {says.en}")
        kind = "amount.added" if added else "amount.removed"
        yield _one(
            pair, kind, DECISION, a, b, words, None if added else says, says if added else None, "amount", money=True
        )
        return
    for part in ("value", "low", "high", "cap"):
        yield from _formula(pair, a, b, part, getattr(a.amount, part), getattr(b.amount, part))
    if a.amount.either != b.amount.either:
        between, either = Text("两端之间任一金额", "anything between"), Text("两个金额之一", "one of the two")
        old, new = (either, between) if a.amount.either else (between, either)
        words = Text(f"{b.id}：由{old.zh}改为{new.zh}", f"{b.id}: from {old.en} to {new.en}")
        yield _one(pair, "amount.either", DECISION, a, b, words, old, new, "amount", money=True)
    yield from _cite(pair, a, b, Text("金额", "the amount"), a.amount.cite, b.amount.cite, "amount")
    if a.amount.cap and b.amount.cap and (a.amount.cite, b.amount.cite) != (a.amount.cap.cite, b.amount.cap.cite):
        yield from _cite(pair, a, b, _PARTS["cap"], a.amount.cap.cite, b.amount.cap.cite, "amount", "cap")


def _formula(
    pair: Pair, a: Measure, b: Measure, part: str, old: Formula | None, new: Formula | None
) -> Iterator[Change]:
    if old is None and new is None:
        return
    name = _PARTS[part]
    kind = f"amount.{part}"
    where = ("amount", part)
    if old is None or new is None:
        side, given = (pair.b, new) if old is None else (pair.a, old)
        says = _says(side, given.expression) if given else Text("", "")
        if old is None:
            words = Text(f"{b.id}：新增{name.zh}{says.zh}", f"{b.id}: {name.en} is new: {says.en}")
            yield _one(pair, kind, DECISION, a, b, words, None, says, *where, effect=_capping(part, -1), money=True)
        else:
            words = Text(f"{b.id}：取消{name.zh}（原为{says.zh}）", f"{b.id}: {name.en} is gone (was {says.en})")
            yield _one(pair, kind, DECISION, a, b, words, says, None, *where, effect=_capping(part, 1), money=True)
        return
    one, two = old.expression, new.expression
    if expression_key(one) == expression_key(two):
        return
    says_a, says_b = _says(pair.a, one), _says(pair.b, two)
    if expression_key(one, rounding=False) == expression_key(two, rounding=False):
        words = Text(
            f"{b.id}：{name.zh}的取整方式改变：“{old.text}”改为“{new.text}”",
            f"{b.id}: {name.en} is rounded otherwise: “{old.text}” becomes “{new.text}”",
        )
        texts = Text(old.text, old.text), Text(new.text, new.text)
        yield _one(pair, "amount.rounding", DECISION, a, b, words, *texts, *where, money=True)
        return
    if says_a == says_b:  # other parameters or facts of the same value or name: show what is written
        says_a, says_b = Text(old.text, old.text), Text(new.text, new.text)
        kind = "amount.parameter"
    higher, effect = _higher(pair, one, two)
    words = Text(
        f"{b.id}：{name.zh}由{says_a.zh}{higher.zh}{says_b.zh}",
        f"{b.id}: {name.en} {higher.en} {says_a.en} to {says_b.en}",
    )
    yield _one(pair, kind, DECISION, a, b, words, says_a, says_b, *where, effect=effect, money=True)


def _capping(part: str, sign: int) -> str:
    return ("more" if sign > 0 else "less") if part == "cap" else ""


def _higher(pair: Pair, one: Expression, two: Expression) -> tuple[Text, str]:
    """How to say the step from one amount to the other: raised, lowered where both are plain sums of money."""
    if constant(one) and constant(two) and one.type is two.type is Type.MONEY:
        values = [_fen(side, e) for side, e in ((pair.a, one), (pair.b, two))]
        if values[0] != values[1]:
            return (
                (Text("提高到", "rises from"), "more")
                if values[1] > values[0]
                else (Text("降低到", "falls from"), "less")
            )
    return Text("改为", "changes from"), ""


def _fen(side: Side, expression: Expression) -> int:
    value = expression.value if isinstance(expression, Literal) else None
    if isinstance(expression, ParamRef):
        value = side.speaker.world.parameters[expression.name]
    return value if isinstance(value, int) else 0


# -- deadline, departments, contacts, words ----------------------------------------------------------------------------


def _service(pair: Pair, a: Measure, b: Measure) -> Iterator[Change]:
    days = [m.deadline.day if m.deadline else None for m in (a, b)]
    if days[0] != days[1]:
        old, new = (wording.value(day, Type.DATE) if day else Text("无", "none") for day in days)
        words = Text(f"{b.id}：期限由{old.zh}改为{new.zh}", f"{b.id}: the deadline goes from {old.en} to {new.en}")
        if days[0] is None:
            words = Text(f"{b.id}：新增期限{new.zh}", f"{b.id}: a deadline is new: {new.en}")
        elif days[1] is None:
            words = Text(f"{b.id}：取消期限（原为{old.zh}）", f"{b.id}: the deadline is gone (was {old.en})")
        yield _one(pair, "deadline", SERVICE, a, b, words, old, new, "deadline")
    if a.deadline and b.deadline:
        yield from _cite(pair, a, b, Text("期限", "the deadline"), a.deadline.cite, b.deadline.cite, "deadline")
    departments = ({d.zh: d for d in a.departments}, {d.zh: d for d in b.departments})
    yield from _sets(pair, a, b, "department", "主责部门", "department", departments, "departments")
    people = (_contacts(pair.a, a), _contacts(pair.b, b))
    yield from _sets(pair, a, b, "contact", "联系人", "contact", people, "contacts")


def _contacts(side: Side, measure: Measure) -> dict[str, Text]:
    """By whom and for whom; a contact for some only says for whom."""
    found: dict[str, Text] = {}
    for number, contact in enumerate(measure.contacts):
        when = measure.contact_when[number] if number < len(measure.contact_when) else None
        who = _who(contact)
        if when is None:
            found[who.zh] = who
        else:
            says = side.speaker.requires(when)
            found[f"{who.zh} {tree(when, '').key}"] = Text(f"{who.zh}（{says.zh}）", f"{who.en} ({says.en})")
    return found


def _who(contact: Contact) -> Text:
    purpose = contact.purpose or contact.department
    people = f"{'、'.join(contact.names)}，{'、'.join(contact.phones)}"
    same = contact.purpose is None
    zh = f"{purpose.zh}：{people}" if same else f"{purpose.zh}，{contact.department.zh}：{people}"
    return Text(zh, f"{purpose.en}: {people}" if same else f"{purpose.en}, {contact.department.en}: {people}")


def _sets(
    pair: Pair, a: Measure, b: Measure, kind: str, zh: str, en: str,
    both: tuple[dict[str, Text], dict[str, Text]], where: str,
) -> Iterator[Change]:  # fmt: skip
    gone = [text for key, text in both[0].items() if key not in both[1]]
    come = [text for key, text in both[1].items() if key not in both[0]]
    if gone or come:
        old, new = listed(gone), listed(come)
        parts = [*([(f"去掉{old.zh}", f"without {old.en}")] if gone else []),
                 *([(f"增加{new.zh}", f"with {new.en}")] if come else [])]  # fmt: skip
        words = Text(
            f"{b.id}：{zh}" + "，".join(p[0] for p in parts), f"{b.id}: {en}s " + ", ".join(p[1] for p in parts)
        )
        yield _one(pair, kind, SERVICE, a, b, words, old if gone else None, new if come else None, where)


def _cite(
    pair: Pair, a: Measure, b: Measure, what: Text, old: Citation, new: Citation, *where: str
) -> Iterator[Change]:
    if old.quote != new.quote:
        words = Text(
            f"{b.id}：{what.zh}的依据由“{old.quote}”改为“{new.quote}”",
            f"{b.id}: {what.en} now rests on “{new.quote}” instead of “{old.quote}”",
        )
        before, after = Text(old.quote, old.quote), Text(new.quote, new.quote)
        yield _one(pair, "cite.quote", SOURCE, a, b, words, before, after, *where)


def _texts(pair: Pair, a: Measure, b: Measure) -> Iterator[Change]:
    labels: Iterable[tuple[Text | None, Text | None, str]] = (
        (a.title, b.title, "title"), (a.note, b.note, "note"),
        (a.amount.label if a.amount else None, b.amount.label if b.amount else None, "amount"),
    )  # fmt: skip
    for old, new, where in labels:
        if old != new and (where != "amount" or (a.amount and b.amount)):
            yield words_changed(pair, b.id, old, new, (
                pair.a.places.at("measure", a.id, where), pair.b.places.at("measure", b.id, where)))  # fmt: skip


def words_changed(
    pair: Pair, owner: str, old: Text | None, new: Text | None, places: tuple[Place | None, Place | None]
) -> Change:
    """A label, a note, a question: words alone."""
    words = joined(Text(f"{owner}：", f"{owner}: "), reworded(old, new))
    return pair.change("text", TEXT, owner, words, before=old, after=new, places=places)
