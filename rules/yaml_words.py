"""What libyaml finds wrong, in words that a rule author can act on."""

from __future__ import annotations

import re
from typing import Final

from rules.texts import Text

_TAB: Final = Text("不能用 Tab 缩进，请改用空格", "a tab cannot indent; use blanks")
_CLOSE: Final = "括号没有配对，或少了逗号"
_QUOTE: Final = "引号没有配对，请补上结尾的引号"
_ALIAS: Final = "& 和 * 在这里有别的含义，文字请加引号"
_PERCENT: Final = "行首的 % 在这里有别的含义，文字请加引号"

#: libyaml's (and PyYAML's) words -> in Chinese
_SAID: Final = {
    "block sequence entries are not allowed in this context": "这里不能写“- ”开头的列表项，请另起一行并对齐缩进",
    "sequence entries are not allowed here": "这里不能写“- ”开头的列表项，请另起一行并对齐缩进",
    "mapping values are not allowed in this context": "这里不能再写冒号；文字里有“: ”时请加引号，否则请检查缩进",
    "mapping values are not allowed here": "这里不能再写冒号；文字里有“: ”时请加引号，否则请检查缩进",
    "could not find expected ':'": "键后面少了冒号，或文字没有加引号",
    "did not find expected ',' or ']'": f"方{_CLOSE}",
    "did not find expected ',' or '}'": f"花{_CLOSE}",
    "did not find expected '-' indicator": "列表项没有对齐，或少了“- ”",
    "did not find expected key": "这一行的缩进和上面的键没有对齐，或引号后面还有多余的字",
    "did not find expected node content": "这里少了内容，或多了一个标点",
    "did not find expected <document start>": "这里多了内容；一个文件只写一份 YAML，请检查缩进和引号",
    "did not find expected alphabetic or numeric character": _ALIAS,
    "did not find expected comment or line break": "| 或 > 后面不能再写文字，请另起一行",
    "did not find expected whitespace or line break": "这个标点后面要有空格，或给文字加引号",
    "did not find expected hexdecimal number": "双引号里 \\x、\\u 后面应是十六进制数字；反斜杠请写两个，或改用单引号",
    "found invalid Unicode character escape code": "双引号里 \\u 后面的编码不对；反斜杠请写两个，或改用单引号",
    "found unknown escape character": "双引号里的反斜杠有别的含义；请写两个，或改用单引号",
    "found unexpected end of stream": _QUOTE,
    "found unexpected document indicator": _QUOTE,
    "found unexpected ':'": "这里的冒号要加引号",
    "found character that cannot start any token": "文字不能以这个符号开头，请加引号",
    "found undefined alias": _ALIAS,
    "found undefined tag handle": "! 在这里有别的含义，文字请加引号",
    "found unknown directive name": _PERCENT,
    "could not find expected directive name": _PERCENT,
    "found an indentation indicator equal to 0": "| 或 > 后面的数字不对，请去掉",
    "control characters are not allowed": "有看不见的控制字符，请删除",
}
_TABS: Final = re.compile(r"found a tab character|'\\t' that cannot start any token")
_INDENT: Final = re.compile(r"[ -]*\t")


def told(said: str, line: str, column: int) -> Text:
    """``said``: libyaml's words; ``line``: the line it stands in; ``column`` from 1."""
    if _TABS.search(said) or (_INDENT.match(line) and not line[: column - 1].strip(" \t-")):
        return _TAB
    return Text(_SAID.get(said) or f"请检查括号、引号、冒号和缩进（{said}）", said)
