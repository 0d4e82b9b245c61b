"""The words of authored input (.yaml) that the form itself does not have; its reader and its writer share them."""

from __future__ import annotations

REST = "其余"
"""Key of a table, group or row: what every count below it is that is not written."""

ALL = "全部"
"""The same where no count at all is written."""

LEAD = "开头"
"""Key of the text before the first part of a section."""

PREVIOUS = "上年报告"
"""Key of the path of last year's file; `previous` in English."""

DATA = "data:"
"""What a picture begins with that is no path but the picture itself, as a data URI (RFC 2397) in base64."""
