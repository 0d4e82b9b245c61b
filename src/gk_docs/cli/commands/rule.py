"""`gk-docs rule`: say what the rules check, why, and how to mend what they find."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import click

from gk_docs.cli.shell.command import Command
from gk_docs.cli.shell.console import Outcome, tell

if TYPE_CHECKING:
    from collections.abc import Sequence

    from gk_docs.showing.rule_page import AnyRule


@click.command(cls=Command)
@click.argument("codes", nargs=-1, metavar="[代码]...")
def rule(codes: Sequence[str]) -> Outcome:
    """说明一条检查规则：查什么、为什么、依据、举例、怎样改。

    代码如 GK301（报告，写 301 也可以）、GT301（模板）；写开头几位（如 GK3）则列出这一类，不写则列出全部规则。
    """
    from gk_docs.showing.rule_page import every_rule, page_text

    wanted = [f"GK{code}" if code.isdigit() else code.upper() for code in codes]
    for code in wanted:
        if not any(one.code.startswith(code) for one in every_rule()):
            raise click.UsageError(f"没有规则 {code}。不写代码则列出全部规则。")
    found = [one for one in every_rule() if not wanted or any(one.code.startswith(code) for code in wanted)]
    if all(one.code in wanted for one in found):
        tell(f"\n{'─' * 8}\n".join(page_text(one) for one in found), nl=False)
    else:
        tell("\n".join(f"{one.code} {one.severity.chinese} {one.title}" for one in found))
    return Outcome(record=lambda: [_record(one) for one in found])


def _record(one: AnyRule) -> dict[str, Any]:
    from gk_docs.showing.record import picked

    editions = [*getattr(one, "editions", ())]
    return {**picked(one, "code name severity title"), "editions": editions, "page": {**one.page}}
