"""What templates and drafts leave behind, as data: how it looks, and a text that has it."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final, NamedTuple

from gk_docs import regex as re
from gk_docs.checks.text.texts import sought

if TYPE_CHECKING:
    from collections.abc import Iterator

_UNIT = "[年月日件条次份场篇个人期项元起宗号]"
_OF_BODY = "省|市|县|区|镇|乡|街道|局|委|办|单位|部门|机关"
_FILL = (
    "填写|填入|名称|地名|单位|机关名|数字|数量|数据|年份|日期|待|此处|插入|具体|描述|内容"
    "|补充|批注|核对|核实|提供|选填|初稿|草稿|讨论稿|征求意见|送审|示例|样例|参考|删"
)
_BLANK = "[^\\S\\r\\n]{0,4}"
_OPEN, _CLOSE, _WITHIN = "[{｛]", "[}｝]", r"[^{}｛｝\n]{0,60}"
_OPENS, _CLOSES = f"{_OPEN}(?:{_BLANK}{_OPEN})+", f"{_CLOSE}(?:{_BLANK}{_CLOSE})+"


class Placeholder(NamedTuple):
    """One way to leave a place open.

    Attributes:
        pattern: How it looks.
        example: A text that has it.
    """

    pattern: str
    example: str


PLACEHOLDERS: Final = (
    Placeholder(rf"\{{\{{{_WITHIN}\}}\}}(?!{_BLANK}{_CLOSE})", "发布信息{{ 数 }}条。"),
    Placeholder(
        rf"(?P<broken>{_OPENS}(?:{_WITHIN}{_CLOSE}(?:{_BLANK}{_CLOSE})*)?|{_OPEN}{_WITHIN}{_CLOSES}|{_CLOSES}"
        rf"|{_OPEN}{_BLANK}[%％]{_WITHIN}[%％]{_BLANK}{_CLOSE})",
        "发布信息{ 数 }}条。",
    ),
    Placeholder(r"(?<![A-Za-z0-9*×“])(?:[Xx]{2,}|[×ＸｘХⅩⅹ]{2,}|20[XxＸ×]{2})(?![A-Za-z0-9*])", "发布信息XX条。"),
    Placeholder("(?<=“)[XＸ×x]{2,}(?=”|发布|政务|微信|市|县|区|镇|乡)", "“XX发布”公众号更新正常。"),
    Placeholder(rf"(?<![A-Za-z0-9+“×])[×ＸXxⅩⅹ](?={_UNIT}|[镇乡县市区局])", "培训X次。"),
    Placeholder(rf"[□■▢◻◼△▲◇◆]{{2,}}|[□▢◻△◇](?={_UNIT})", "公开□□条。"),
    Placeholder(
        rf"(?<![一二三四五六七八九])(?:[○〇◯OＯ]{{2,}}(?={_UNIT}|[镇乡县市区局])|[○◯](?={_UNIT}))", "公开○○条。"
    ),
    Placeholder(r"(?<![0-9A-Za-z_*/.@])(?:_{2,}|＿{1,}|\*{3,})(?![0-9A-Za-z_*])", "收到申请__件。"),
    Placeholder(
        rf"(?<=[\u4e00-\u9fff])(?:[*＊]{{1,2}}|{_BLANK}[?？]+{_BLANK})(?={_UNIT}(?:[，。；、：,;\n]|$))",
        "发布信息*条。",
    ),
    Placeholder(
        r"(?<=[\u4e00-\u9fff])[ \u3000\xa0]{2,}(?=余?(?:[件条次份场篇个人期项元起]|万元)(?:[，。；、]|其中|$))",
        "收到申请　　件。",
    ),
    Placeholder(
        r"(?<=共)约?(?:条|件|篇)(?=[，。；])|(?<![预签违条公节大契合])约(?:条|件|篇|份|场)(?=[，。；])",
        "公开信息约条。",
    ),
    Placeholder(
        rf"…(?={_UNIT}[，。；、])|(?<=[0-9][.．、])…+|(?<=[一二三四五六七八九]是)…+(?=[；。])", "召开会议…次。"
    ),
    Placeholder(r"(?<=[：:])[—-]{2,}(?=[，。；\n]|$)|TBD", "培训人次：——"),
    Placeholder("【[^】\n]{0,20}[0-9]+字[^】\n]{0,6}】", "【导语，200字以内】"),
    Placeholder(
        "[（(][^（）()\n]{0,20}请[^（）()\n]{0,12}(?:填写|填报|补充|核实|修改|完善|删除|替换|忽略)[^（）()\n]{0,12}[）)]"
        "|待[^，。；\n]{1,8}(?:提供|补充|填报|补报)(?=[，。；）)\n]|$)",
        "（请结合实际填写）",
    ),
    Placeholder("(?<=信息|文件|申请|会议|培训|公告|栏目|稿件) (?=[件条次份场期篇个][，。；])", "公开信息 条。"),
    Placeholder(r"(?<![…—])…{3,}|(?<=[：:])(?:…|\.{3})+(?=[；。\n]|$)|\.{4,}", "问题一：……；"),
    Placeholder(
        rf"[\[【［](?!(?:19|20)[0-9]{{2}}[\]】］]|[0-9]{{1,3}}[\]】］])[^\[\]【】［］\n]{{0,16}}"
        rf"(?:{_FILL})[^\[\]【】［］\n]{{0,24}}[\]】］]",
        "［单位名称］认真落实。",
    ),
    Placeholder(
        rf"(?<![A-Za-z0-9#])(?:[#＃]{{2,}}(?![0-9#])|[#＃](?={_UNIT}[，。；、]))|请(?:替换|各单位)", "公开信息##条。"
    ),
    Placeholder(
        r"(?<=[\u4e00-\u9fff])[（(【\[［“〔](?![一二三四五六七八九十]+[）)])[\u4e00-\u9fff]{1,6}[）)】\]］]"
        "(?=[件条次份场篇个人期起宗](?:[，。；]|$))",
        "公开信息（数）条。",
    ),
    Placeholder(r"(?<=[\u4e00-\u9fff])[*＊]{1,3}(?=[%％])", "满意率**%。"),
    Placeholder(
        "[（(](?:此|本|该)(?:部分|段|处|项|栏)[^（）()\n]{0,20}(?:撰写|填写|编写|实际)[^（）()\n]{0,6}[）)]",
        "（此段据实撰写）",
    ),
    Placeholder("“[ \u3000]*”", "公众号名称：“ ”。"),
    Placeholder(r"(?<![0-9.:：])0{2,}(?=[件条次份场期篇个人项])", "发布信息00条。"),
    Placeholder(r"(?<=[\u4e00-\u9fff])[-－](?=[件条次份场期篇个][，。；])", "新增栏目-个。"),
    Placeholder("(?<=[率比例占达为])[%％](?=[，。；、]|$)", "满意率%。"),
    Placeholder(
        "[（(](?:注|说明|提示|备注)[:：][^（）()\n]{0,30}(?:请|需|待)[^（）()\n]{0,20}"
        "(?:补充|填写|核实|核对|修改|删除|确认|完善)[^（）()\n]{0,10}[）)]|[（(][图表]?略[）)]",
        "（注：本段请补充）",
    ),
    Placeholder(r"【待核[^】\n]{0,80}】", "发布信息【待核】条。"),
    Placeholder(rf"[<{{＜｛][^<>{{}}\n]{{0,10}}(?:{_FILL})[^<>{{}}\n]{{0,10}}[>}}＞｝]", "{单位名称}认真落实。"),
    Placeholder(r"[\[【［][ \u3000.…_]{0,8}[\]】］]|[（(][ \u3000.…_]{0,8}[）)]|〔[ \u3000]{0,8}〕", "培训（）次。"),
    Placeholder(r"(?<![A-Za-z0-9])[NnＮ](?=[件条次个份项期场篇人])", "受理申请N件。"),
    Placeholder(rf"某某(?:{_OF_BODY}|同志|村|社区)|(?:^|(?<=[\n，。；]))某某", "某某镇认真落实。"),
    Placeholder(
        r"(?:^|(?<=[。；，\n]))某(?:省|市|县|区|镇|乡|街道|局|单位|机关)(?:人民政府)?(?!民|村|公司|企业)"
        r"|某(?:省|市|县|区|镇|乡|街道|局|单位|机关)(?:人民政府)?(?=20[0-9]{2}年|政府信息)",
        "某镇人民政府推进公开。",
    ),
    Placeholder(
        r"[（(](?:请(?:在此)?(?:填写|填入|补充|描述|输入|核对|删除)|文字描述|此处|填写|待(?:填|补|核|定|更新|统计)|单位名称|数据待"
        r"|以下空白|此页无正文|参考|示例|样例|模板|范例|删除|可删|如无"
        r"|(?:不少于|不超过)[0-9]+字|[0-9]+字(?:左右|以内|以上))[^（）()\n]{0,40}[）)]",
        "（此处写总体情况）",
    ),
    Placeholder(r"[（(][^（）()\n]{0,40}(?:选填|必填|择一|可删)[）)]", "（优秀/良好，选填）"),
    Placeholder(
        r"[（(](?:[省市县区镇乡局]名|数字|数量|日期|金额|单位|姓名|年份|(?:文件|会议|活动|领导|栏目)(?:名称|姓名))[）)]",
        "（镇名）认真落实。",
    ),
    Placeholder(r"(?<=附件|名第|排第)[XxＸ×](?![A-Za-z0-9])|(?<=[数据字量额期间称])待定", "见附件X。"),
    Placeholder(r"(?<=[：:为])待定(?=[，。；\n]|$)|[（(]待[^（）()\n]{1,6}[）)]", "得分：待定。"),
    Placeholder(
        "YYYY年|此[段处][^。，\n]{0,6}参考(?=[。；\n]|$)|(?<=[，,])请(?:更新|补充|核实|核对)(?=[。；\n]|$)",
        "YYYY年认真落实。",
    ),
    Placeholder("填[写报](?:说明|要求)[：:]", "填写说明：不少于100字。"),
    Placeholder(
        r"待核实(?!的|后|问题|线索|事项|情况|材料|处)|待补充|待填写|待更新|待确认数据|待统计|待[核补](?=[，。；）)\n]|$)|暂填"
        r"|此处(?:填写|插入|省略|补充|添加|略|写)|请填写|TODO",
        "培训次数待统计。",
    ),
    Placeholder(
        r"(?:^|(?<=[\n。]))(?:示例|样例|范例|模板|例文)[：:]|批注(?:\[[^\]\n]{0,8}\]|［[^］\n]{0,8}］)?[：:]",
        "示例：本机关认真落实。",
    ),
    Placeholder(
        r"(?P<code>(?i:</?(?:p|br|b|i|u|a|div|span|strong|em|font|img|table|tr|td|th|li|ul|ol|h[1-6])(?=[\s/>])[^<>\n]{0,200}>)"
        r"|&(?:nbsp|amp|lt|gt|quot|[lr][ds]quo|middot|[mn]dash|hellip|e[mn]sp|#[0-9]{2,5}|#x[0-9a-fA-F]{2,5});"
        r"|!?\[[^\[\]\n]{0,60}\]\((?:https?:|[^()\s]{1,80}\.[a-z]{3,4}\))[^()\n]{0,200}\)?|\|[ :-]{0,9}-{3}[ :|-]{0,99}"
        r"|(?:^|(?<=[\n，。；：、]))\*\*(?=[\u4e00-\u9fff“《])[^*\n]{1,80}\*\*(?!\*)"
        r"|#(?:REF!|VALUE!|N/A|DIV/0!|NAME\?|NUM!|NULL!)|\$\{[^{}\n]{0,40}\}|<<[^<>\n]{1,30}>>|«[^«»\n]{1,30}»"
        r"|[\ufffd\ue000-\uf8ff]+|锟斤拷)",
        "发布信息&nbsp;12条。",
    ),
    Placeholder(r"[（(]?该部分以?表格形式报告[^（）()\n]{0,12}[）)]?", "该部分以表格形式报告。"),
)
"""Every way; of two that begin at one place the earlier one is read. The group `broken` is a tag of two braces that is
not written as a template wants it: full-width, parted by a blank, or with a brace too few or too many; `code` is what a
page, a workbook, a merge of letters or a wrong encoding leaves in text."""

_BEGIN = re.compile(
    r"[Xx×ＸｘХⅩⅹ2□■▢◻◼○〇◯OＯ_＿*＊?？ \u3000\xa0约….\[【［<{＜｛}｝（(〔“NnＮ某待暂此填请#＃TY示样范模例批该"
    r"0△▲◇◆%％—－&!|$«锟\ufffd\ue000-\uf8ff-](?:"
    "(?<![2请例0%％—－“-])|(?<=2)(?=0[Xx×Ｘ])|(?<=请)(?=[替各填更补核])|(?<=例)(?=文)"
    "|(?<=[^0-9.]0)(?=0)|(?<=[率比例占达为][%％])|(?<=[：:][—-])|(?<=[\u4e00-\u9fff][－-])(?=[件条次份场期篇个])"
    "|(?<=“)(?=[ \u3000”]|[\u4e00-\u9fff]{1,6}”[件条次份]))"
)
_ANY = re.compile("|".join(f"(?:{one.pattern})" for one in PLACEHOLDERS), re.MULTILINE)


def placeholders(text: str) -> Iterator[re.Match[str]]:
    """Every placeholder of a text.

    >>> [found[0] for found in placeholders("公开信息□□条，培训（）次，型号为XXL。")]
    ['□□', '（）']
    """
    return sought(_ANY, text, _BEGIN)
