"""Replace pictures of a template by pictures of the data: those whose alternative text is a tag (`{{ photo }}`)."""

from __future__ import annotations

from gk_docs import regex as re
from gk_docs.word.markup.lexing import DESCRIBED, EMBEDDED
from gk_docs.word.markup.tags import A, TaggedPart
from gk_docs.word.package.archive import OFFICE

_NAMED = "{http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing}docPr"
_EMBED = f"{{{OFFICE}}}embed"
_PRINTED = re.compile(r"\{\{[-+]?\s(.*?)[-+]?\}\}", re.DOTALL)


def let_show(part: TaggedPart) -> None:
    """Make each picture whose title or alternative text is one tag show the picture that the tag names.

    Its place and size stay. If the tag names a text, the picture stays and the text becomes its alternative text.
    """
    for named in part.root.iter(_NAMED):
        around = named.getparent()
        blips = [] if around is None else list(around.iter(f"{A}blip"))
        for key in ("descr", "title"):
            number = part.alone(named.get(key, ""))
            value = None if number is None else _PRINTED.fullmatch(part.code(number))
            if number is None or value is None or len(blips) != 1 or _EMBED not in blips[0].attrib:
                continue
            (blip,) = blips
            relation = repr(str(blip.get(_EMBED)))
            blip.set(_EMBED, part.mark(number, f"{{{{ {relation}|{EMBEDDED}({value[1]}) }}}}"))
            named.set(key, part.mark(number, f"{{{{ ({value[1]})|{DESCRIBED} }}}}"))
            for more in list(blip):  # another form of the same picture (SVG), which Word would show instead
                blip.remove(more)
            break
