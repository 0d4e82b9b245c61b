"""The pages of the rules: one each, and a list of all."""

from __future__ import annotations

from typing import TYPE_CHECKING

from gk_docs.checks import all_rules, markdown

if TYPE_CHECKING:
    from collections.abc import Iterator

_HEAD = """\
# 检查规则

`gk-docs check` 用下列规则检查报告；`gk-docs rule GK301` 在命令行显示同样的说明。
错误必须改正，警告多半有误，提示值得看一看。
每条规则都有正反两面的例子，在 `fixtures/rules/` 中；查得准不准，见[校准](calibration.md)。

本页和各规则的说明由规则本身生成：`python -m docs.generate`。

| 代码 | 查什么 | 级别 | 读取的公开报告 |
| --- | --- | --- | --- |
"""


def pages() -> Iterator[tuple[str, str]]:
    """Name and text of every page."""
    rows = [
        f"| [{rule.code}]({rule.code}.md) | {rule.title} | {rule.severity.chinese} "
        f"| {(rule.published or rule.severity).chinese} |"
        for rule in all_rules()
    ]
    yield "index.md", "\n".join([_HEAD + rows[0], *rows[1:], ""])
    for rule in all_rules():
        yield f"{rule.code}.md", markdown(rule)
