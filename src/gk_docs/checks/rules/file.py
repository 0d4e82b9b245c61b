"""GK951: names of people in a file's properties, comments and tracked changes."""

from __future__ import annotations

from typing import TYPE_CHECKING

from gk_docs.checks.rule import Fact, rule
from gk_docs.finding import Severity

if TYPE_CHECKING:
    from collections.abc import Iterator

    from gk_docs.checks.case import Case

_WHERE = "文件属性"


@rule(
    "GK951",
    "author-in-metadata",
    Severity.ERROR,
    published=Severity.INFO,
    basis="《中华人民共和国政府信息公开条例》第十五条",
    message="文件属性中有个人姓名：{found}。",
)
def author_in_metadata(case: Case) -> Iterator[Fact]:
    """文件属性、批注或修订中留有个人姓名。

    查什么：读取的文件，其属性中的作者、最后修改者，以及批注、修订记录。直接检查报告对象时没有文件，不查。

    为什么：属性、批注和修订随文件一起公开，会暴露经办人姓名和未定稿的内容。

    例：公开的 PDF 文件以经办人姓名为作者。

    怎样改：在 Word 或 WPS 中用“检查文档”清除个人信息，接受全部修订，删除批注；用本软件生成的文件不含这些内容。
    """
    if case.file is None:
        return
    if case.file.authors:
        yield Fact(words=_WHERE, found="、".join(case.file.authors))
    if case.file.comments:
        yield Fact(words="批注", found=case.file.comments, message="文件中留有 {found} 条批注，批注带有作者姓名。")
    if case.file.tracked_changes:
        yield Fact(
            words="修订", found=case.file.tracked_changes, message="文件中留有 {found} 处修订，修订带有作者姓名。"
        )
