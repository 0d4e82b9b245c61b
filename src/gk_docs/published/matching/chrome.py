"""What a web page prints around a report: dates and counters above it, buttons and owners below it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from gk_docs import regex as re
from gk_docs.published.pages import Line

if TYPE_CHECKING:
    from collections.abc import Sequence

    from gk_docs.published.matching.sections import Part

_ABOVE = re.compile(
    r"^[【\[（(]?(?:发布|发表|公开|公布|成文|发文|生成|更新)(?:日期|时间)|^(?:日期|时间)\s*[:：]\s*20\d\d|^(?:信息|文章|稿件|来源|文件)?(?:来源|作者|编辑|审核)\s*[:：]"
    r"|^(?:文章|信息|所属)?(?:标题|栏目)\s*[:：]"
    r"|^(?:浏览|阅读|点击|访问)(?:次数|量|数)?\s*[:：]?|^[【\[]?(?:字体|字号|大小)|^(?:打印|关闭|分享|收藏|纠错)"
    r"|^(?:当前|您(?:现在)?的?)(?:的)?位置|无障碍|长者版|^(?:索\s*引\s*号|文\s*号|发文字号|发布机构|发文机关|公开主体|制作机构|主题分类|公开方式|信息名称|有效性)"
    r"|^首页\s*[>＞»/]|[>＞»].*[>＞»]"
)
_BELOW = re.compile(
    r"^[【\[]?\s*(?:打印|关闭|分享|收藏|返回|扫一扫|上一[篇条]|下一[篇条]|责任编辑|相关(?:链接|文章|附件|信息|解读)|附件|网站地图"
    r"|联系我们|关于我们|友情链接|版权所有|主办(?:单位)?[:：]|承办(?:单位)?[:：]|技术支持|网站标识码|政府网站标识码|(?:信息|文章)?来源[:：]"
    r"|(?:编辑|审核|作者)[:：]|浏览次数|阅读次数|我要纠错)|[Cc]opyright|ICP备|公网安备|^【字体|^字体[:：]|建议使用.*浏览器"
)
_LONGEST = 80


def is_above(text: str) -> bool:
    """Whether a line is what a page prints between a report's title and its text, or before the title."""
    bare = text.strip()
    return len(bare) <= _LONGEST and bool(_ABOVE.search(bare))


def parted(blocks: Sequence[Part]) -> tuple[list[Part], list[str]]:
    """The last section without what the page prints below the report, and that."""
    for place, block in enumerate(blocks):
        if isinstance(block, Line) and len(block.text.strip()) <= _LONGEST and _BELOW.search(block.text.strip()):
            rest = [other.text.strip() for other in blocks[place:] if isinstance(other, Line) and other.text.strip()]
            return list(blocks[:place]), rest
    return list(blocks), []
