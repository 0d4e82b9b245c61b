"""Read and write authored reports in YAML, short to write by hand: the form's own words as keys, without totals.

```yaml
机关: 西集镇人民政府
年度: 2023
总体情况: 2023年共收到申请{{ requests.received.total }}件。
主动公开政府信息情况: {全部: 0}
收到和处理政府信息公开申请情况:
  本年新收政府信息公开申请数量: {自然人: 3, 其余: 0}
  本年度办理结果: {予以公开: {自然人: 3, 其余: 0}, 其余: 0}
  其余: 0
政府信息公开行政复议、行政诉讼情况: {全部: 0}
上年报告: 西集镇2022.yaml
```

The type of a field decides how its text is read, so that 010000 keeps its zeros and `no` is a word. Keys that are not
words of the form are listed in `gk_docs.authored.words`.

| What | Described in |
| --- | --- |
| tables, `其余: 0`, `全部: 0` | `tables` |
| sections as text, named parts or lists | `sections` |
| blocks, pictures by path, plain tables | `prose` |
| `{{ … }}` and its filters, names in English and Chinese | `expressions`, `scope` |
| last year's file | `last_year` |
| text that reports share | `shared` |

Not supported, and refused by name: anchors and aliases, tags, several documents, keys that are not plain text.
Limits: 60 levels, 200,000 keys and values, 10,000 figures named in text, 64 MB.
"""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from gk_docs import regex as re
from gk_docs.authored.objects import tree_of
from gk_docs.authored.report import reading_from
from gk_docs.authored.syntax import compose, serialized
from gk_docs.authored.words import PREVIOUS
from gk_docs.errors import InvalidReport
from gk_docs.files.encoding import decode
from gk_docs.files.seal import TEXT_SEAL

if TYPE_CHECKING:
    from gk_docs.authored.last_year import ReadReport
    from gk_docs.files.source import Source
    from gk_docs.form.reading import Authoring, Reading
    from gk_docs.form.report import Report


_REMARK = re.compile("^[ \t]*#(?! gk-docs)", re.MULTILINE)


def read(source: Source, read_last_year: ReadReport | None) -> Reading:
    """Read an authored report.

    Args:
        source: The file.
        read_last_year: How to read last year's file; None for last year's file itself.

    Raises:
        UnreadableFile: If the bytes are not text, or are a report in JSON.
        NotAnAnnualReport: If the file is empty.
        InvalidReport: If anything is wrong, with every problem and its line; only the first if the file is not YAML.
    """
    text = decode(source.data)
    try:
        tree, problems = compose(text)
        found = reading_from(tree, problems, source, read_last_year, kind="yaml")
    except InvalidReport as error:
        if text.lstrip().startswith("{") and '"year"' in text and _fits_json(source, error):
            source.refuse_name(" JSON", "json")
        raise
    if not _REMARK.search(text):
        return found
    behind = found.authoring
    return replace(found, authoring=behind._replace(other=(*behind.other, "以“#”开头的说明")))


def _fits_json(source: Source, refused: InvalidReport) -> bool:
    """Whether a file has fewer problems as JSON, whose text is YAML too, than it had as authored YAML."""
    from gk_docs.form import json  # noqa: PLC0415 - for broken files only

    try:
        json.read(source)
    except InvalidReport as error:
        return len(error.problems) < len(refused.problems)
    return True


def render(report: Report, authoring: Authoring | None = None) -> bytes:
    """Write the report as YAML in UTF-8 that a person can go on editing, with a seal in its last line.

    Args:
        report: The report.
        authoring: What its author typed besides, to be kept where it can be.
    """
    tree = tree_of(report, authoring.texts if authoring else {})
    if authoring and authoring.previous:
        tree = {PREVIOUS: authoring.previous, **tree}
    return TEXT_SEAL.sealed(serialized(tree).encode())
