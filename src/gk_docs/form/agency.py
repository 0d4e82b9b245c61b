"""The body that reports, and how to reach it.

Source: 中华人民共和国政府信息公开条例 (条例, 国务院令第711号, 2019-04-03).
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated, Literal

from pydantic import Field

from gk_docs import regex as re
from gk_docs.form.model import Model
from gk_docs.form.values import Line, Name, Words

if TYPE_CHECKING:
    from collections.abc import Iterator

    from pydantic.fields import FieldInfo

NO_PART_OF_A_NAME = re.compile(
    "(?:[0-9]{4}|二[〇○零][〇○零一二三四五六七八九]{2})年度?|年度报告|年报$|[、，。；：？！;:?!《》]|[（(](?:盖|公)?章[)）]"
)
"""What no body's name has: a year, the title of its report, marks, a place to sign."""

Level = Literal["state", "province", "prefecture", "county", "township"]
Kind = Literal["summary", "office", "department", "town", "street", "authorised"]


class Contact(Model):
    """How the public reaches the body's disclosure office; printed in the preamble. All text, zeros kept."""

    address: Line | None = Field(default=None, title="地址", description="Postal address.")
    postcode: Line | None = Field(default=None, title="邮编", description="Postcode, text: 010000 keeps its zeros.")
    phone: Line | None = Field(default=None, title="电话", description="Telephone, text.")
    fax: Line | None = Field(default=None, title="传真", description="Fax, text.")
    email: Line | None = Field(default=None, title="电子邮箱", description="E-mail address of the office.")
    website: Line | None = Field(
        default=None, title="网址", description="Address of the site that publishes the report."
    )


class Agency(Model):
    """The body that reports (条例 arts. 49 and 54). Only its name is required; text alone is taken as the name."""

    name: Name = Field(title="名称", description="Full name as printed in the title (西集镇人民政府).")
    short_name: Line | None = Field(default=None, title="简称", description="Name used in running text (西集镇).")
    level: Annotated[
        Level | None, Words(state="国家", province="省级", prefecture="市级", county="县级", township="乡级")
    ] = Field(
        default=None,
        title="层级",
        description="Administrative level: 国家, 省级, 市级, 县级 or 乡级.",
        examples=["township"],
    )
    type: Annotated[
        Kind | None,
        Words(
            summary="政府汇总",
            office="政府办公厅（室）",
            department="部门",
            town="乡镇",
            street="街道",
            authorised="法律法规授权组织",
        ),
    ] = Field(
        default=None,
        title="类型",
        description="Kind of body; summary: the report of a whole government.",
        examples=["town"],
    )
    region: Line | None = Field(default=None, title="所属地区", description="The region it belongs to (枣庄市山亭区).")
    contact: Contact = Field(default=Contact(), title="联系方式", description="How to reach its disclosure office.")


def facts_of(agency: Agency) -> Iterator[tuple[str, FieldInfo, str | None]]:
    """Field path, field and value of every fact about a body, then about its contact."""
    for owner, path in ((agency, "agency"), (agency.contact, "agency.contact")):
        for name, field in type(owner).model_fields.items():
            if name != "contact":
                yield f"{path}.{name}", field, getattr(owner, name)
