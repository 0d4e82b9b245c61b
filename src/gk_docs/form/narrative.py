"""The narrative sections 一, 五 and 六 with the parts that the form or custom knows; both editions share them.

Source: 条例 art. 50; the five parts of section 一 are those of 国办公开办函〔2021〕30号. The parts of sections 五 and
六 are custom (of 山东 and others), not law.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Self

from pydantic import Field, model_validator

from gk_docs.form.parts import NamedPart, Narrative, Part
from gk_docs.form.prose import Paragraph, Prose
from gk_docs.form.table import Table
from gk_docs.form.values import Cases, Yuan

if TYPE_CHECKING:
    from collections.abc import Iterable


class Summary(Narrative):
    """Section 一: how the body carried out the 条例, in five parts (条例 art. 50)."""

    lead = NamedPart("", "Text before the first part.")
    active_disclosure = NamedPart("主动公开", "主动公开: what was disclosed of the body's own accord.")
    on_request = NamedPart("依申请公开", "依申请公开: applications received and handled.")
    management = NamedPart("政府信息管理", "政府信息管理: how information is managed; counts of documents.")
    platform = NamedPart("政府信息公开平台建设", "政府信息公开平台建设: the platforms of disclosure.")
    oversight = NamedPart("监督保障", "监督保障; for a government 工作考核、社会评议和责任追究 too (条例 art. 50(4)).")

    if TYPE_CHECKING:

        def __init__(
            self,
            *,
            parts: Iterable[Part] = (),
            lead: Prose | str | None = None,
            active_disclosure: Prose | str | None = None,
            on_request: Prose | str | None = None,
            management: Prose | str | None = None,
            platform: Prose | str | None = None,
            oversight: Prose | str | None = None,
        ) -> None: ...


class ProcessingFee(Table):
    """Figures of the 信息处理费 (国办函〔2020〕109号), from which the fee sentence of section 六 is written."""

    notices: Cases = Field(default=None, title="收费通知件数", description="Fee notices issued, 件.")
    charged: Yuan = Field(default=None, title="通知收费金额", description="Amount charged in the notices, 元.")
    received: Yuan = Field(default=None, title="实际收取金额", description="Amount received, 元.")


class Problems(Narrative):
    """Section 五: main problems and improvements (条例 art. 50(4))."""

    lead = NamedPart("", "Text before the first part.")
    rectified = NamedPart("上一年度问题整改情况", "What became of last year's problems.")
    remaining = NamedPart("存在的主要问题", "This year's problems.")
    measures = NamedPart("改进措施", "What will be done about them.")

    if TYPE_CHECKING:

        def __init__(
            self,
            *,
            parts: Iterable[Part] = (),
            lead: Prose | str | None = None,
            rectified: Prose | str | None = None,
            remaining: Prose | str | None = None,
            measures: Prose | str | None = None,
        ) -> None: ...


class OtherMatters(Narrative):
    """Section 六: other matters; the form wants the 信息处理费 reported here. Its sentence is written from `fee`."""

    lead = NamedPart("", "Text before the first part.")
    processing_fee = NamedPart("收取信息处理费情况", "The 信息处理费; written from `fee` if left out.")
    key_points = NamedPart("政务公开工作要点落实情况", "How the year's key points were carried out (山东 and others).")
    proposals = NamedPart("人大代表建议和政协提案办理情况", "Proposals of deputies and members handled.")
    innovation = NamedPart("政务公开工作创新情况", "New ways in rules, content, form and platforms of disclosure.")

    fee: ProcessingFee = Field(
        default=ProcessingFee(), title="信息处理费", description="Figures that the fee sentence is written from."
    )

    @model_validator(mode="before")
    @classmethod
    def _leave_room_for_the_fee(cls, value: Any) -> Any:
        if isinstance(value, dict) and value.get("fee") and not {"parts", "processing_fee"} & value.keys():
            return {**value, "processing_fee": Prose()}
        return value

    def with_fee_sentence(self, sentence: str) -> Self:
        """The same with `sentence` where the part on the fee is empty."""
        return self._with_fee(Prose(), Prose([Paragraph(text=sentence)])) if sentence else self

    def without_fee_sentence(self, sentence: str) -> Self:
        """The same with the part on the fee empty where it says just `sentence`."""
        return self._with_fee(Prose([Paragraph(text=sentence)]), Prose()) if sentence else self

    def _with_fee(self, old: Prose, new: Prose) -> Self:
        parts = [
            part.replace(body=new) if (part.name, part.body) == ("processing_fee", old) else part for part in self.parts
        ]
        return self if tuple(parts) == self.parts else self.replace(parts=parts)

    if TYPE_CHECKING:

        def __init__(
            self,
            *,
            parts: Iterable[Part] = (),
            lead: Prose | str | None = None,
            processing_fee: Prose | str | None = None,
            key_points: Prose | str | None = None,
            proposals: Prose | str | None = None,
            innovation: Prose | str | None = None,
            fee: ProcessingFee = ...,
        ) -> None: ...
