"""Section five names a problem and what is done about it, in whatever words."""

from __future__ import annotations

import pytest
from tests.checks_text.towns import said, town

from gk_docs.checks.text.hollow import HOLLOW
from gk_docs.checks.text.hollow import is_hollow as is_without_substance


def told(text: str) -> list[str]:
    return [finding.message for finding in said(town(problems={"remaining": text}), "GK210")]


@pytest.mark.parametrize(
    "text",
    [
        "存在问题：工作中仍有一些薄弱环节。改进措施：针对问题逐步改进。",
        "存在问题：有待提高。改进措施：继续提高。",
        "我镇政务公开工作还有一些不足，下一步将继续努力。",
        "信息公开质量有待进一步提升，今后将切实加强工作。",
        "公开意识不强，工作力度不够，将进一步加大力度。",
    ],
)
def test_words_that_fit_any_office_name_no_problem(text: str) -> None:
    assert told(text) == ["没有写任何具体的问题。"]


@pytest.mark.parametrize(
    "text",
    [
        "公交线路调整信息发布滞后，乘客意见较大。",
        "存在问题：公开专区利用率不高，老人不会用自助机。改进措施：无。",
        "网站检查栏目长期空白，群众查不到。",
    ],
)
def test_an_act_in_the_clause_of_a_problem_is_no_measure(text: str) -> None:
    assert told(text) == ["只写了问题，没有写改进的措施。"]


@pytest.mark.parametrize(
    "text",
    [
        "三个社区的公开栏仍用旧目录。十月已统一换版，今后每季度末由党政办核对。",
        "招生划片图比例尺小、边界不清。明年改用电子地图，公布前请家长代表先看一遍。",
        "解读偏少。丰富形式，开设方言栏目。",
        "个别信息更新不够及时，已整改落实。",
        "公告栏破损，6月起逐村更换。",
        "听证公告登报后三天才上网。已规定当天同步。",
        "夜班司机看不到线路调整公告，现加发短信。",
        "方言字幕缺，观众留言看不懂，准备找两名大学生村官兼做字幕。",
        "机构调整后两个栏目断更，党政办补发信息26条，明确专人。",
    ],
)
def test_a_problem_of_ones_own_with_what_is_done_is_enough(text: str) -> None:
    assert told(text) == []


@pytest.mark.parametrize(("example", "words"), HOLLOW, ids=[example for example, _ in HOLLOW])
def test_what_the_words_without_substance_are_shown_in_says_nothing(example: str, words: tuple[str, ...]) -> None:
    assert is_without_substance(example, ())
    assert any(word in example for word in words)


@pytest.mark.parametrize(
    "text",
    [
        "按要求开展。",
        "情况良好。",
        "同上年。",
        "详见上级有关文件。",
        "平台建设按照上级部署扎实推进，各项工作有序开展，效果明显。",
    ],
)
def test_a_part_of_words_without_substance_is_told(text: str) -> None:
    assert [one.place.path for one in said(town(text, "platform"), "GK215")] == ["summary.platform"]


@pytest.mark.parametrize("text", ["网站专栏由专人维护。", "公文实行属性标注。", "发布2期。", "执行《信息公开办法》。"])
def test_but_a_short_part_that_names_something_is_enough(text: str) -> None:
    assert said(town(text, "platform"), "GK215") == []


def test_none_is_said_of_applications_where_nobody_applied() -> None:
    assert said(town("无。", figures={}), "GK215") == []


EMPTY = [
    ("active_disclosure", "我镇积极做好主动公开工作，公开质量稳步提升，群众获得感不断增强。"),
    ("active_disclosure", "按照公开范围和时限要求，应公开的均已公开。"),
    ("management", "信息管理制度完备，流程顺畅，运转高效。"),
    ("management", "严格把关，确保信息安全、准确、及时。"),
    ("platform", "公开平台运行安全稳定，功能日趋完善。"),
    ("platform", "持续加强阵地建设，公开渠道进一步畅通。"),
    ("oversight", "监督有力，保障到位，成效良好。"),
    ("on_request", "依申请公开工作规范有序，答复及时准确。"),
    ("active_disclosure", "牢固树立公开理念，公开工作迈上新台阶，得到了群众的广泛认可。"),
    ("platform", "平台建设持续推进，服务能力进一步增强，影响力不断扩大。"),
    ("management", "认真落实管理要求，不断健全工作体系，管理水平再上新台阶。"),
    ("active_disclosure", "全力以赴抓公开、促落实，交出了满意答卷。"),
    ("on_request", "热情服务，依法答复，做到了件件有回音、事事有着落。"),
    ("platform", "与时俱进，开拓创新，努力打造一流平台。"),
    ("management", "做到底数清、情况明、管理严。"),
    ("active_disclosure", "主动公开工作平稳开展，内容不断丰富，公众知晓度不断提高。"),
    ("platform", "平台管理有序，更新及时，运行良好。"),
    ("management", "健全机制，明确责任，规范管理。"),
    ("on_request", "切实做好依申请公开工作，保障群众合法权益。"),
    ("active_disclosure", "聚焦重点领域，强化信息公开，取得良好成效。"),
    ("management", "加强组织领导，完善管理制度，压实工作责任。"),
    ("platform", "丰富公开载体，拓宽公开渠道，打造公开阵地。"),
    ("active_disclosure", "坚持以人民为中心，不断提升公开实效。"),
    ("management", "坚持规范管理，筑牢信息安全防线。"),
]
"""Parts of section one that name no thing and no deed."""
FULL = [
    ("active_disclosure", "通过公开栏、村广播公布低保名单和惠农补贴。"),
    ("active_disclosure", "及时公布预算决算、低保救助、征地拆迁等内容。"),
    ("management", "信息发布前由办公室初审、分管领导复审、镇长终审。"),
    ("management", "文件起草时注明公开属性，不公开的说明理由。"),
    ("platform", "政府网站专栏由专人更新，公众号关停并转。"),
    ("platform", "在便民服务大厅设查阅点，配备电脑和打印机。"),
    ("on_request", "公布受理电话和地址，当面、邮寄、网络均可申请。"),
    ("active_disclosure", "群众关心的征地补偿、低保评审全部上墙。"),
    ("management", "涉密信息一律不上网，上网必审。"),
    ("platform", "村村有公开栏，户户有明白卡。"),
    ("oversight", "聘请老党员监督，投诉电话上墙。"),
    ("on_request", "本年度没有收到申请。"),
    ("management", "清理过期文件，更正错误链接。"),
    ("platform", "依托县政府网站，没有独立网站和新媒体。"),
    ("active_disclosure", "重大决策听取村民代表意见后公布。"),
    ("management", "本年度没有制发规范性文件。"),
    ("management", "三审三校，先审后发。"),
    ("management", "文件逐件标注公开属性。"),
    ("platform", "没有开设政务新媒体。"),
    ("platform", "开设微信公众号。"),
    ("platform", "信息在村务公开栏张贴。"),
    ("platform", "服务大厅有查询机。"),
    ("active_disclosure", "政务信息上墙、上网、入户。"),
    ("active_disclosure", "公开村级财务。"),
    ("active_disclosure", "全年公开低保名单四批。"),
    ("on_request", "答复均加盖专用章。"),
    ("on_request", "全部按期书面答复。"),
    ("on_request", "接待窗口设在党政办。"),
    ("on_request", "申请可当面提出。"),
    ("oversight", "设举报箱。"),
    ("oversight", "纪检办不定期抽查。"),
    ("oversight", "公开工作列入绩效考评。"),
    ("management", "公文实行源头认定。"),
    ("management", "档案按年移交。"),
    ("management", "保密审查一事一审。"),
    ("platform", "网站由县里代管。"),
    ("platform", "短信平台用于通知。"),
    ("active_disclosure", "按月公布村账。"),
    ("active_disclosure", "补贴到户后张榜。"),
    ("active_disclosure", "领导分工、机构职能已公布。"),
    ("on_request", "受理后转交责任科室承办。"),
    ("platform", "广播、微信群同步播发。"),
    ("management", "过期文件及时下架。"),
    ("active_disclosure", "中心工作以乡村振兴、防汛抗旱为重点公开。"),
    ("platform", "渠道有网站、公示栏、广播。"),
    ("management", "流程为起草、审核、签发。"),
    ("on_request", "答复前征求第三方意见。"),
    ("oversight", "群众评议在年底进行。"),
    ("active_disclosure", "服务指南、办事流程在大厅公示。"),
    ("active_disclosure", "公开范围包括民政、社保、农业。"),
    ("platform", "公示栏每月更换。"),
    ("management", "错敏信息即查即改。"),
    ("oversight", "抓村级公开观摩评比。"),
    ("active_disclosure", "惠民资金阳光公示。"),
    ("on_request", "无人申请。"),
    ("active_disclosure", "低保名单按季张贴。"),
    ("platform", "公众号由团委管。"),
    ("management", "涉密不上网。"),
    ("on_request", "窗口在一楼。"),
    ("active_disclosure", "村务月月公开。"),
    ("platform", "网站已并入县网。"),
    ("management", "一事一档。"),
    ("on_request", "均邮寄送达。"),
    ("active_disclosure", "预算、决算、采购均公布。"),
    ("platform", "大屏滚动播放政策。"),
    ("management", "敏感词先筛后发。"),
    ("on_request", "代书、代办、代查免费。"),
    ("active_disclosure", "就业、社保、医保政策进村宣讲。"),
    ("platform", "设二维码墙。"),
    ("management", "旧文件已数字化。"),
    ("on_request", "补正一次告知。"),
    ("active_disclosure", "土地流转合同备查。"),
    ("platform", "两微一端同步。"),
    ("management", "专人管网、专柜存档。"),
    ("on_request", "疑难件集体会商。"),
    ("management", "全流程留痕，全链条可追溯，文件起草即定属性。"),
    ("active_disclosure", "重点领域信息按目录公开到村。"),
    ("platform", "拓宽渠道，增设村级屏。"),
    ("on_request", "程序、期限、救济途径书面告知。"),
    ("active_disclosure", "社会保险、合法权益维护热线公布。"),
    ("management", "处理投诉两起。"),
    ("platform", "夯实村级阵地，公开栏换新。"),
    ("active_disclosure", "便民利民事项进驻大厅。"),
    ("on_request", "办理申请十件。"),
    ("management", "源头认定、过程审核、事后巡查。"),
    ("oversight", "公众参与评议，评分公示。"),
    ("platform", "闭环处理留言。"),
    ("management", "公文签批前标注属性。"),
    ("on_request", "申请人多问征地。"),
    ("active_disclosure", "聚焦春耕，发布农资价格。"),
    ("platform", "网站错链清零。"),
    ("management", "基础台账每月报。"),
    ("active_disclosure", "人民调解案例每月一期。"),
    ("on_request", "逾期未补正视为放弃。"),
    ("platform", "服务器迁至政务云。"),
]
"""Short parts that name one."""


def is_hollow(part: str, text: str) -> bool:
    agency = {"name": "江北区新华街道办事处", "short_name": "新华街道", "region": "江北区"}
    return bool(said(town(text, part).replace(agency=agency), "GK215"))


@pytest.mark.parametrize(("part", "text"), EMPTY)
def test_a_part_that_names_no_thing_and_no_deed_is_told_in_words_not_seen_before(part: str, text: str) -> None:
    assert is_hollow(part, text)


@pytest.mark.parametrize(("part", "text"), FULL)
def test_but_a_short_part_that_names_a_thing_or_a_deed_is_left_in_peace(part: str, text: str) -> None:
    assert not is_hollow(part, text)


@pytest.mark.parametrize(
    "text",
    [
        "我镇政务公开工作与新形势新要求相比仍有提升空间，今后将再接再厉。",
        "工作中还存在一些不尽如人意之处，我们将虚心接受批评，努力改进。",
        "公开的广度、深度还需拓展，我镇将以更高标准、更实举措推动公开工作。",
        "思想上还不够重视，行动上还不够自觉，将认真加以克服。",
        "公开工作任重道远，我镇将不忘初心、砥砺前行。",
        "存在薄弱环节，将坚持问题导向，补短板、强弱项。",
        "对照先进找差距，对照标准抓整改，推动工作再上台阶。",
        "个别方面还有不足，下一步将查漏补缺，全面提升。",
    ],
)
def test_a_section_five_of_good_will_alone_is_told(text: str) -> None:
    assert told(text)


@pytest.mark.parametrize(
    "text",
    [
        "村级公开栏更新慢，已安排专人每月检查。",
        "政策解读以文字为主，下一步增加图解。",
        "信息员由各站所兼职，变动快，今年办了两期培训。",
        "群众不会上网查询，将在大厅设代查窗口。",
        "公开栏破损，年内更换。",
        "人手少，明年增配一名。",
        "村账公示不及时，已约谈村文书。",
        "解读不接地气，拟请村干部录方言版。",
        "答复书文字生硬，已重拟模板。",
        "网上查询不便，正在加装检索。",
        "渠道单一，老年人看不到，增设广播。",
    ],
)
def test_but_a_small_problem_with_what_is_done_is_enough(text: str) -> None:
    assert not told(text)
