"""Templates with one fault each, and the same templates without it, to test the lint."""

from __future__ import annotations


def p(text: str) -> str:
    return text if text.startswith("<w:") else f'<w:p><w:r><w:t xml:space="preserve">{text}</w:t></w:r></w:p>'


def table(*rows: tuple[str, ...]) -> str:
    cells = ("".join(f"<w:tc><w:tcPr/>{p(text)}<w:p/></w:tc>" for text in row) for row in rows)
    grid = "<w:gridCol/>" * len(rows[0])
    return f"<w:tbl><w:tblGrid>{grid}</w:tblGrid>{''.join(f'<w:tr>{row}</w:tr>' for row in cells)}</w:tbl>"


def paragraphs(text: str) -> str:
    """The text as one paragraph; if it has paragraph tags, as several, separated by bars."""
    return "".join(map(p, text.split("|") if "{%p" in text else [text]))


DELETED = (
    '<w:p><w:del w:id="9"><w:r><w:delText>{{ na</w:delText></w:r><w:r><w:delText>me }}</w:delText></w:r></w:del></w:p>'
)
LINK = (
    '<w:p><w:hyperlink w:anchor="a"><w:r><w:t>{% if ok %}</w:t></w:r></w:hyperlink>'
    "<w:r><w:t>{% endif %}</w:t></w:r></w:p>"
)
FAULTS: dict[str, tuple[str, set[str], str, str]] = {
    # kind: (paragraphs, codes, the tag of the first finding, the paragraphs without the fault)
    "misspelt name": ("{{ nmae }}", {"GT301"}, "{{ nmae }}", "{{ name }}"),
    "misspelt level": ("{{ agency.phnoe }}", {"GT301"}, "{{ agency.phnoe }}", "{{ agency.phone }}"),
    "misspelt in a condition": ("{% if okk %}a{% endif %}", {"GT301"}, "{% if okk %}", "{% if ok %}a{% endif %}"),
    "misspelt in a loop": (
        "{% for r in rows %}{{ r.smu }}{% endfor %}",
        {"GT301"},
        "{{ r.smu }}",
        "{% for r in rows %}{{ r.sum }}{% endfor %}",
    ),
    "misspelt attribute of a filter": (
        "{{ rows|sum(attribute='smu') }}",
        {"GT301"},
        "{{ rows|sum(attribute='smu') }}",
        "{{ rows|sum(attribute='sum') }}",
    ),
    "the name of another loop": (
        "{% for r in rows %}{{ rw.sum }}{% endfor %}",
        {"GT301", "GT307"},
        "{{ rw.sum }}",
        "{% for r in rows %}{{ r.sum }}{% endfor %}",
    ),
    "unknown filter": ("{{ name|uper }}", {"GT104"}, "{{ name|uper }}", "{{ name|upper }}"),
    "unknown test": ("{% if total is evne %}a{% endif %}", {"GT104"}, "{% if total is evne %}", "{{ total is even }}"),
    "unclosed block": ("{% if ok %}a", {"GT102"}, "{% if ok %}", "{% if ok %}a{% endif %}"),
    "unopened block": ("a{% endif %}", {"GT102"}, "{% endif %}", "a"),
    "elif without if": ("{% elif ok %}", {"GT102"}, "{% elif ok %}", "a"),
    "blocks that cross": (
        "{% if ok %}{% for r in rows %}{{ r.sum }}{% endif %}{% endfor %}",
        {"GT102"},
        "{% for r in rows %}",
        "{% if ok %}{% for r in rows %}{{ r.sum }}{% endfor %}{% endif %}",
    ),
    "a brace missing": ("{{ name }", {"GT101"}, "{{ name }", "{{ name }}"),
    "a tag in a tag": ("{{ name {{ total }} }}", {"GT101"}, "{{ name ", "{{ name }}{{ total }}"),
    "two level tags in a paragraph": (
        "{%p if ok %}a{%p endif %}",
        {"GT202"},
        "{%p endif %}",
        "{%p if ok %}|a|{%p endif %}",
    ),
    "text beside a level tag": (
        "a{%p if ok %}|b|{%p endif %}",
        {"GT204"},
        "{%p if ok %}",
        "a|{%p if ok %}|b|{%p endif %}",
    ),
    "a blank before the level": (
        "{% p if ok %}|a|{%p endif %}",
        {"GT201"},
        "{% p if ok %}",
        "{%p if ok %}|a|{%p endif %}",
    ),
    "a list is printed": ("{{ rows }}", {"GT304"}, "{{ rows }}", "{{ rows|length }}"),
    "a list of texts is printed": ("{{ tags }}", {"GT304"}, "{{ tags }}", "{{ tags|join('、') }}"),
    "an object is printed": ("{{ agency }}", {"GT304"}, "{{ agency }}", "{{ agency.name }}"),
    "an attribute of a list": ("{{ rows.sum }}", {"GT305"}, "{{ rows.sum }}", "{{ rows[0].sum }}"),
    "a method of a list": ("{{ rows.count }}", {"GT305"}, "{{ rows.count }}", "{{ rows|count }}"),
    "an attribute of a number": ("{{ total.sum }}", {"GT305"}, "{{ total.sum }}", "{{ total }}"),
    "an attribute of a character": ("{{ name[0].first }}", {"GT305"}, "{{ name[0].first }}", "{{ name[0] }}"),
    "a loop over a number": (
        "{% for r in total %}{{ r }}{% endfor %}",
        {"GT303"},
        "{% for r in total %}",
        "{% for r in range(total) %}{{ r }}{% endfor %}",
    ),
    "a loop over a text": (
        "{% for r in name %}{{ r }}{% endfor %}",
        {"GT303"},
        "{% for r in name %}",
        "{% for r in tags %}{{ r }}{% endfor %}",
    ),
    "a text is joined": ("{{ name|join('、') }}", {"GT303"}, "{{ name|join('、') }}", "{{ tags|join('、') }}"),
    "plain text between runs": ("{{r name }}", {"GT308"}, "{{r name }}", "{{ name }}"),
    "plain text between paragraphs": ("{{p total }}", {"GT308"}, "{{p total }}", "{{ total }}"),
    "full-width braces": ("｛｛ name ｝｝", {"GT106"}, "｛｛ name ｝｝", "{{ name }}"),
    "full-width percent signs": ("{％ if ok ％}", {"GT106"}, "{％ if ok ％}", "a"),
    "blanks between braces": ("{ { name } }", {"GT106"}, "{ { name } }", "{{ name }}"),
    "an opening brace lost": ("a { name }} b", {"GT106"}, "a { name }} b", "a {{ name }} b"),
    "a comment without an end": ("{# 一 甲 {# 二 #}", {"GT106"}, "{# 一 甲 {# 二 #}", "{# 一 #}甲{# 二 #}"),
    "a filter and a block": (
        "{% if ok %}{{ name|uper }}",
        {"GT102", "GT104"},
        "{{ name|uper }}",
        "{% if ok %}{% endif %}",
    ),
    "an end without a beginning": ("a name }}", {"GT106"}, "a name }}", "a {{ name }}"),
    "curly quotes": ("{% if name == “甲” %}a{% endif %}", {"GT107"}, "{% if name == “甲” %}", "{{ name == '甲' }}"),
    "full-width punctuation": ("{{ agency。name }}", {"GT103"}, "{{ agency。name }}", "{{ agency.name }}"),
    "two names": ("{{ name total }}", {"GT103"}, "{{ name total }}", "{{ name }}{{ total }}"),
    "an empty tag": ("{{ }}", {"GT103"}, "{{ }}", "a"),
    "an unknown tag": ("{% fi ok %}", {"GT103"}, "{% fi ok %}", "a"),
    "another file": ("{% include 'a.docx' %}", {"GT105"}, "{% include 'a.docx' %}", "a"),
    "escaping": (
        "{% autoescape false %}{{ name }}{% endautoescape %}",
        {"GT105"},
        "{% autoescape false %}",
        "{{ name }}",
    ),
    "a method of Python 2": (
        "{% for k, v in agency.iteritems() %}{{ v }}{% endfor %}",
        {"GT108"},
        "{% for k, v in agency.iteritems() %}",
        "{% for k, v in agency.items() %}{{ v }}{% endfor %}",
    ),
    "a variable after its loop": (
        "{% for r in rows %}{{ r.sum }}{% endfor %}{{ r.item }}",
        {"GT306"},
        "{{ r.item }}",
        "{% for r in rows %}{{ r.sum }}{{ r.item }}{% endfor %}",
    ),
    "a sum that a loop forgets": (
        "{% set n = 0 %}{% for r in rows %}{% set n = n + r.sum %}{% endfor %}{{ n }}",
        {"GT306"},
        "{{ n }}",
        "{% set s = namespace(n=0) %}{% for r in rows %}{% set s.n = s.n + r.sum %}{% endfor %}{{ s.n }}",
    ),
    "a variable that is not used": (
        "{% for r in rows %}a{% endfor %}",
        {"GT307"},
        "{% for r in rows %}",
        "{% for _ in rows %}a{% endfor %}",
    ),
    "a tag in deleted text": (DELETED, {"GT205"}, "{{ name }}", "{{ name }}"),
    "a block over the end of a link": (LINK, {"GT203"}, "{% if ok %}", "{% if ok %}a{% endif %}"),
}


TABLES: dict[str, tuple[str, list[tuple[str, str, str | None]]]] = {
    "a tag over two cells": (
        table(("{{ na", "me }}")),
        [
            ("GT101", "正文 · 表格1 · 第1行 · 第1格", "{{ na"),
            ("GT106", "正文 · 表格1 · 第1行 · 第2格", "me }}"),
        ],
    ),
    "two row tags in a row": (
        table(("{%tr for r in rows %}", "{%tr endfor %}"), ("{{ name }}", "")),
        [
            ("GT202", "正文 · 表格1 · 第1行 · 第2格", "{%tr endfor %}"),
        ],
    ),
    "a row tag around a paragraph tag": (
        table(("{%tr if ok %}", "{%p if ok %}"), ("{%tr endif %}", "")),
        [
            ("GT202", "正文 · 表格1 · 第1行 · 第2格", "{%p if ok %}"),
            ("GT102", "正文 · 表格1 · 第1行 · 第1格", "{%tr if ok %}"),
        ],
    ),
    "a loop over two tables": (
        table(("{%tr for r in rows %}",), ("{{ r.sum }}",)) + p("") + table(("{%tr endfor %}",)),
        [("GT203", "正文 · 表格1 · 第1行 · 第1格", "{%tr for r in rows %}")],
    ),
    "a loop over the cells of two rows": (
        table(("{%tc for r in rows %}", "{{ r.sum }}"), ("甲", "{%tc endfor %}")),
        [("GT203", "正文 · 表格1 · 第1行 · 第1格", "{%tc for r in rows %}")],
    ),
    "a condition over two cells": (
        table(("{% if ok %}甲", "乙{% endif %}")),
        [("GT203", "正文 · 表格1 · 第1行 · 第1格", "{% if ok %}")],
    ),
    "levels that differ": (
        table(("{% for r in rows %}{{ r.sum }}",), ("{%tr endfor %}",)),
        [("GT203", "正文 · 表格1 · 第1行 · 第1格", "{% for r in rows %}")],
    ),
    "text beside a row tag": (
        table(("{%tr for r in rows %}", "丢失"), ("{{ r.sum }}", ""), ("{%tr endfor %}", "")),
        [("GT204", "正文 · 表格1 · 第1行 · 第1格", "{%tr for r in rows %}")],
    ),
    "a row tag without a table": (
        p("{%tr if ok %}") + p("{%tr endif %}"),
        [("GT201", "正文 · 第1段", "{%tr if ok %}"), ("GT201", "正文 · 第2段", "{%tr endif %}")],
    ),
    "a tag of cells without a table": (p("{% cellbg name %}"), [("GT201", "正文 · 第1段", "{% cellbg name %}")]),
    "a tag of a cell within a condition of the cell": (
        table(("甲", "{% if ok %}{% cellbg name %}{% endif %}乙")),
        [("GT201", "正文 · 表格1 · 第1行 · 第2格", "{% cellbg name %}")],
    ),
    "two tags of a kind in a cell": (
        table(("{% cellbg name %}{% cellbg name %}乙",)),
        [("GT201", "正文 · 表格1 · 第1行 · 第1格", "{% cellbg name %}")],
    ),
    "a merge of rows in a loop over cells": (
        table(("{%tc for r in rows %}", "{% vm r.sum %}{{ r.sum }}", "{%tc endfor %}")),
        [("GT201", "正文 · 表格1 · 第1行 · 第2格", "{% vm r.sum %}")],
    ),
    "a font that is not declared": (
        '<w:p><w:r><w:rPr><w:rFonts w:ascii="甲体" w:hAnsi="乙体"/></w:rPr><w:t>甲</w:t></w:r></w:p>',
        [("GT403", "word/document.xml", None)],
    ),
}
