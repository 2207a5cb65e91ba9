"""The smallest pack that may be published: one entry, one criterion, an amount, six cases."""

from __future__ import annotations

from pathlib import Path

_FILES = {
    "pack.yaml": """\
name: {name}
version: {version}
title: {{zh: 示例通知, en: example notice}}
authority: 示例机关
document_number: 示例〔2020〕1号
jurisdiction: {{zh: 示例区, en: example district}}
issued: 2020-03-01
effective: {effective}
scope: {{zh: 仅供测试, en: for tests only}}
not_covered: {{zh: 无, en: nothing}}
""",
    "notice.txt": "示例通知\n1.职工不超过100人的企业，给予补贴500元。\n",
    "CHANGES.md": "# 变更\n\n## {version}（2020年3月1日起）\n\n- {change}\n",
    "vocabulary/facts.yaml": """\
subjects:
  enterprise: {{label: {{zh: 企业, en: enterprise}}}}
facts:
  enterprise.staff:
    type: count
    label: {{zh: 职工人数, en: staff}}
    from: [{{kind: social_insurance, field: insured_count}}]
    attest: true
    ask: {{zh: 有多少职工？, en: "how many staff?"}}
""",
    "parameters/limits.yaml": """\
- name: staff_limit
  type: count
  label: {{zh: 职工人数上限, en: most staff}}
  source: {{text: 示例通知第1条, clause: "1", quote: 不超过100人}}
  values: [{{from: 2020-03-01, value: {limit}}}]
- name: subsidy
  type: money
  label: {{zh: 补贴标准, en: subsidy}}
  source: {{text: 示例通知第1条, clause: "1", quote: 补贴500元}}
  values: [{{from: 2020-03-01, value: 500}}]
""",
    "measures/1.yaml": """\
id: "1"
clause: "1"
title: {{zh: 补贴, en: subsidy}}
outcome: entitlement
when:
  id: small
  label: {{zh: 职工不超过上限, en: staff within the limit}}
  test: enterprise.staff <= param.staff_limit
  cite: {{clause: "1", quote: 职工不超过100人}}
amount:
  label: {{zh: 补贴, en: subsidy}}
  value: param.subsidy
  cite: {{clause: "1", quote: 补贴500元}}
departments: [{{zh: 示例机关, en: example authority}}]
""",
    "cases/cases.yaml": """\
- name: 刚好一百人
  on: 2020-05-15
  facts: {{enterprise.staff: {limit}}}
  expect: {{1: {{status: eligible, amount: 500}}}}
- name: 一人
  on: 2020-05-15
  facts: {{enterprise.staff: 1}}
  expect: {{1: {{status: eligible, amount: 500}}}}
- name: 没有人
  on: 2020-05-15
  facts: {{enterprise.staff: 0}}
  expect: {{1: {{status: eligible, amount: 500}}}}
- name: 一千人
  on: 2020-05-15
  facts: {{enterprise.staff: 1000}}
  expect: {{1: {{status: not_eligible}}}}
- name: 一万人
  on: 2020-05-15
  facts: {{enterprise.staff: 10000}}
  expect: {{1: {{status: not_eligible}}}}
- name: 不知道
  on: 2020-05-15
  facts: {{}}
  expect: {{1: {{status: undetermined, missing: [enterprise.staff]}}}}
""",
}


def write(
    folder: Path,
    version: str = "1.0.0",
    *,
    limit: int = 100,
    change: str = "第一版",
    effective: str = "{from: 2020-03-01}",
    **files: str,
) -> Path:
    """The pack in ``folder``, which names it. ``files``: more files' whole text, ``__`` for the slash in a name."""
    given = {"name": folder.name, "version": version, "limit": limit, "change": change, "effective": effective}
    for name, text in _FILES.items():
        file = folder / name
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(text.format(**given), encoding="utf-8")
    for name, text in files.items():
        (folder / name.replace("__", "/").replace("_yaml", ".yaml").replace("_md", ".md")).write_text(text, "utf-8")
    return folder
