"""The sentences of the next steps, Chinese and English."""

from __future__ import annotations

from collections.abc import Iterable

from rules import wording
from rules.answers.model import Gain, NextStep, Sum
from rules.schema import Text


def sentence(step: NextStep) -> Text:
    """补交《社会保险记录》（2020-01、2020-04）：可直接定下2项（1a、16a），最多可得45,000元；另3项还需…."""
    zh, en = [], []
    if step.alone:
        ids = _ids(step.alone)
        zh.append(f"可直接定下{len(ids)}项（{'、'.join(ids)}）")
        en.append(f"it alone can settle {len(ids)} measure{'s' * (len(ids) != 1)} ({', '.join(ids)})")
        money = amounts(step.sum_alone)
        zh += [money.zh] if money.zh else []
        en += [money.en] if money.en else []
    parts_zh, parts_en = ["，".join(zh)] if zh else [], [", ".join(en)] if en else []
    if step.together:
        ids = _ids(step.together)
        money = amounts(step.sum_all)
        zh_more = f"，连同前述{money.zh}" if money.zh and step.alone else f"，{money.zh}" if money.zh else ""
        en_more = f", {'in all ' if step.alone else ''}{money.en}" if money.en else ""
        count = f"{'另' if step.alone else ''}{len(ids)}项（{'、'.join(ids)}）"
        parts_zh.append(f"{count}还需其他材料或说明{zh_more}")
        others = ("other" if step.alone else "measure") + "s" * (len(ids) != 1)
        needs = "needs" if len(ids) == 1 else "need"
        parts_en.append(f"{len(ids)} {others} ({', '.join(ids)}) {needs} more besides{en_more}")
    head = _head(step)
    return Text(f"{head.zh}：{'；'.join(parts_zh)}。", f"{head.en}: {'; '.join(parts_en)}.")


def _head(step: NextStep) -> Text:
    if step.kind:
        which = "、".join(step.details)
        zh, en = (f"（{which}）", f" ({', '.join(step.details)})") if which else ("", "")
        return Text(f"补交《{step.label.zh}》{zh}", f"Bring the {step.label.en}{en}")
    if step.who == "applicant":
        return Text(f"由申请单位说明“{step.label.zh}”", f"The applicant states “{step.label.en}”")
    return Text(f"由审核人员确认“{step.label.zh}”", f"A reviewer confirms “{step.label.en}”")


def amounts(total: Sum) -> Text:
    """What can be said of the money; empty where nothing is granted."""
    zh, en = [], []
    if total.most_fen:
        most = wording.yuan(total.most_fen)
        if total.least_fen == total.most_fen:
            zh.append(f"可得{most.zh}")
            en.append(f"worth {most.en}")
        else:
            zh.append(f"最多可得{most.zh}")
            en.append(f"worth at most {most.en}")
    if total.unknown:
        ids = total.unknown
        zh.append(f"{'另' if zh else ''}有{len(ids)}项（{'、'.join(ids)}）的金额要待材料载明后才能算出")
        en.append(
            f"{'and ' if en else ''}{len(ids)} ({', '.join(ids)}) of an amount not known before the papers state it"
        )
    if total.once:
        zh.append(f"{'、'.join(total.once)}中同一项权益只计一次")
        en.append(f"a benefit that {', '.join(total.once)} share counts once")
    return Text("，".join(zh), ", ".join(en))


def before(one: NextStep, after: NextStep | None) -> Text:
    """Why a step stands before the one that follows."""
    if after is None:
        return Text("", "")
    if one.sum_alone.most_fen > after.sum_alone.most_fen:
        return Text("单凭这一项可得的金额更多", "it alone unlocks more")
    if one.sum_all.most_fen > after.sum_all.most_fen:
        return Text("连同其他材料可得的金额更多", "with others it unlocks more")
    if len(one.alone) > len(after.alone):
        return Text("金额相同，可直接定下的项数更多", "the amount is the same; it settles more measures by itself")
    if len(one.together) > len(after.together):
        return Text("金额相同，有助于更多的项", "the amount is the same; it helps with more measures")
    return Text("与下一项作用相同，按规则集所列次序", "it does as much as the next; the pack's order decides")


def _ids(gains: Iterable[Gain]) -> list[str]:
    return list(dict.fromkeys(gain.measure for gain in gains))
