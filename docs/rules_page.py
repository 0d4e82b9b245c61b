"""The pages of the rules: one each, and a list of all."""

from __future__ import annotations

from typing import TYPE_CHECKING

from gk_docs.checks import all_rules
from gk_docs.document.template_rules import all_template_rules
from gk_docs.showing.rule_page import every_rule, page_markdown

if TYPE_CHECKING:
    from collections.abc import Iterator

_HEAD = """\
# 检查规则

`gk-docs check` 用下列规则检查报告；`gk-docs rule GK301` 在命令行显示同样的说明。每条规则正反两面的例子在
`fixtures/rules/` 中；查得准不准，见[校准](calibration.md)和[校准：文字](calibration_text.md)。

- **错误**必须改正，**警告**多半有误，**提示**值得看一看。读取的公开报告，有的规则放宽。
- **未能判断**：有空白格、没有提供上一年度报告等，规则无法下结论。说明原因，不算问题；空白从不当作 0。
- 一行与一列（以及勾稽关系）同时不相符时，能够断定是哪一格写错的，只指出那一格和它应有的数。

## 有理由的差异

确有理由的，写在报告自己的文件里（accepted，已说明事项）：代码和位置照抄检查结果，加上理由。以后检查时另列，
不再算问题，还可以印在表下作附注。位置可以只写到表或部分；不写就是整个报告。数字改正后仍留着的说明，由 GK190 指出。

```yaml
已说明事项:
  - 代码: GK402
    位置: active_disclosure.normative_documents.in_force
    理由: 两件规范性文件期满失效，未列入废止件数。
```

## 选用规则

在报告所在的文件夹或上级文件夹放一个 `gk-docs.toml`（或在 `pyproject.toml` 中写 `[tool.gk-docs]`）：

```toml
ignore = ["GK404"]        # 不查；也可以写 "忽略" = ["GK404"]
select = ["GK2", "GK3"]   # 只查这些；也可以写 "选用" = ["GK2", "GK3"]

[severities]              # 也可以写 ["级别"]
GK401 = "error"           # 或 "错误"；其余为 "警告"、"提示"
```

代码可以只写开头几位；一条规则既被选用又被忽略的，以写得更长的为准。TOML 的中文键要加引号。

## 自己的规则

规则只有本软件自带的，不能从外面登记；`gk-docs check` 和成批处理也不运行别的检查。本地另有要求的，在自己的程序里写一个
函数，返回 `gk.Finding` 的列表（代码不要以 GK、GT 开头），与 `gk.check` 的结果接在一起，`gk.save`、
`gk.annotate` 同样显示：

```python
import gk_docs as gk


def fee_is_told(report):
    if report.figure("active_disclosure.fees") and "收费" not in report.summary.text:
        place = gk.Place("active_disclosure.fees", "表二 · 行政事业性收费")
        message = "有收费，第一部分没有写明"
        yield gk.Finding(code="XJ01", name="fee-not-told", severity=gk.Severity.WARNING, place=place, message=message)


report = gk.AnnualReport.from_figures({"行政事业性收费": "1.5"}, agency="甲局", year=2023)
findings = [*gk.check(report), *fee_is_told(report)]
```

各地都用得上的规则，请加进本软件：`src/gk_docs/checks/rules/` 中一个函数，它的说明就是它的页面。

## 全部规则

本页和各规则的说明由规则本身生成：`python -m docs.generate`。

| 代码 | 查什么 | 级别 | 读取的公开报告 |
| --- | --- | --- | --- |
"""

_TEMPLATES = """
## 模板的规则

`gk-docs template check` 用下列规则检查 Word 模板；GT5 的只用于年报的模板，其余的用于任何模板。

| 代码 | 查什么 | 级别 |
| --- | --- | --- |
"""

_MENU = """
```{toctree}
:hidden:
:glob:

GK*
GT*
calibration*
```
"""


def pages() -> Iterator[tuple[str, str]]:
    """Name and text of every page."""
    rows = [
        f"| [{rule.code}]({rule.code}.md) | {rule.title} | {rule.severity.chinese} "
        f"| {(rule.published or rule.severity).chinese} |"
        for rule in all_rules()
    ]
    of_templates = [
        f"| [{rule.code}]({rule.code}.md) | {rule.title} | {rule.severity.chinese} |"
        for rule in all_template_rules().values()
    ]
    yield "index.md", "\n".join([_HEAD + rows[0], *rows[1:], _TEMPLATES + of_templates[0], *of_templates[1:], _MENU])
    for rule in every_rule():
        yield f"{rule.code}.md", page_markdown(rule)
