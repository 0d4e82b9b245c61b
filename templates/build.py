"""Build the Word templates in `templates/docx`, most of them from the form: `python templates/build.py [--check]`."""

from __future__ import annotations

import sys
from pathlib import Path

from builder.package import list_parts, packed, report_parts
from gk_docs.form.editions import FORMS
from gk_docs.word.package.archive import unpack

FOLDER = Path(__file__).parent / "docx"


def main(arguments: list[str]) -> int:
    """Write every template, or with --check say which would change; 1 if one would."""
    check = arguments == ["--check"]
    stale = 0
    templates = {f"annual_report_{edition}.docx": report_parts(form) for edition, form in FORMS.items()}
    templates |= {f"list_{name}.docx": list_parts(across=name == "across") for name in ("across", "upright")}
    for name, parts in templates.items():
        path, data = FOLDER / name, packed(parts)
        if path.exists() and unpack(path.read_bytes()) == unpack(data):
            continue
        stale += 1
        print(f"{path.name}: {'is not what the form says' if check else 'written'}")
        if not check:
            path.write_bytes(data)
    return 1 if check and stale else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
