"""A valid authored report that each test changes a little."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from gk_docs.errors import GkError
from gk_docs.formats import read

if TYPE_CHECKING:
    from gk_docs.errors import Problem
    from gk_docs.form.reading import Reading

GOOD = """\
机关:
  名称: 甲镇人民政府
  简称: 甲镇
  层级: 乡级
  类型: 乡镇
  联系方式: {地址: 甲镇一路1号, 邮编: 010000, 电话: 0632-8511104}
年度: 2023
总体情况:
  主动公开: |
    全年公开信息66条，
    其中政策解读1条。

    公众号发布信息12条。
  依申请公开: 2023年收到申请{{ requests.received.total }}件。
  政府信息管理: 制发规范性文件{{ active_disclosure.normative_documents.issued }}件。
主动公开政府信息情况:
  规章: {其余: 0}
  行政规范性文件: {本年制发件数: 1, 本年废止件数: 0, 现行有效件数: 3}
  行政许可: 12
  行政处罚: 0
  行政强制: 0
  行政事业性收费: 1.50
收到和处理政府信息公开申请情况:
  本年新收政府信息公开申请数量: {自然人: 3, 商业企业: 1, 其余: 0}
  本年度办理结果:
    予以公开: {自然人: 3, 商业企业: 1, 其余: 0}
    其余: 0
  其余: 0
政府信息公开行政复议、行政诉讼情况: {全部: 0}
存在的主要问题及改进情况:
  存在的主要问题: 解读的形式不多。
  改进措施: 增加图解。
其他需要报告的事项:
  信息处理费: {收费通知件数: 0, 通知收费金额: 0, 实际收取金额: 0}
发布日期: 2024-01-15
"""


def changed(old: str, new: str, text: str = GOOD) -> str:
    """The text with `old`, which occurs once, replaced by `new`."""
    assert text.count(old) == 1, old
    return text.replace(old, new)


def read_text(text: str | bytes) -> Reading:
    """Read YAML from memory."""
    return read(text.encode() if isinstance(text, str) else text, name="甲.yaml")


def problems(text: str | bytes) -> tuple[Problem, ...]:
    """The problems with which reading the text fails."""
    with pytest.raises(GkError) as caught:
        read_text(text)
    return caught.value.problems


def problem(text: str | bytes) -> Problem:
    """The only problem with which reading the text fails."""
    (found,) = problems(text)
    return found
