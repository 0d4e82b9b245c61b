"""What could not be read back is not written, and the limit is named."""

from __future__ import annotations

import io
import zipfile
from contextlib import nullcontext
from typing import TYPE_CHECKING

import pytest
from PIL import Image
from tests.document.reports import town

from gk_docs import formats as readers
from gk_docs.document import html
from gk_docs.errors import UnreadableFile, WriteRefused
from gk_docs.files import limits
from gk_docs.form.prose import Picture, PlainTable, Prose
from gk_docs.formats import render

if TYPE_CHECKING:
    from gk_docs.form.y2021 import AnnualReport


def long_town(rows: int) -> AnnualReport:
    table = PlainTable(rows=(("甲", "一"),) * rows)
    return town(problems={"parts": [{"body": Prose([table])}]})


def test_a_long_word_file_that_is_written_is_read_back() -> None:
    report = long_town(3_000)
    assert readers.read(render(report, "docx"), name="甲.docx").report == report


def test_a_word_file_beyond_the_limit_is_refused_with_the_limit() -> None:
    with pytest.raises(WriteRefused, match=rf"不能再读回来.*最多{limits.TAGS}个.*另行公开"):
        render(long_town(9_000), "docx")


def test_the_limit_of_writing_is_that_of_reading(monkeypatch: pytest.MonkeyPatch) -> None:
    data = render(long_town(1_500), "docx")
    with zipfile.ZipFile(io.BytesIO(data)) as package:
        tags = package.read("word/document.xml").count(b"<")
    for least, is_written in ((tags, True), (tags - 1, False)):
        monkeypatch.setattr(limits, "TAGS", least)
        with nullcontext() if is_written else pytest.raises(UnreadableFile):
            readers.read(data, name="甲.docx")
        with nullcontext() if is_written else pytest.raises(WriteRefused):
            render(long_town(1_500), "docx")


def test_a_page_beyond_the_limit_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    picture = io.BytesIO()
    Image.effect_noise((600, 600), 90).save(picture, "PNG")
    report = town(problems={"parts": [{"body": Prose([Picture(data=picture.getvalue())])}]})
    assert readers.read(html.render(report), name="甲.html").report == report
    for name, least in (("PAGE", 200_000), ("TEXT", 100_000)):
        with monkeypatch.context() as lower:
            lower.setattr(limits, name, least)
            with pytest.raises(WriteRefused, match=rf"不能再读回来.*最多{least}字节.*缩小图片"):
                html.render(report)
