"""What a checker must refuse; each line says what is wrong with it. No part of the project's own checks."""

from __future__ import annotations

import gk_docs as gk

gk.raed("甲镇.yaml")  # a misspelt name
gk.read("甲镇.yaml").raport  # a misspelt attribute
gk.Summary(on_reqest="")  # a misspelt part
gk.Contact(phone=632)  # a number for text
gk.write("甲镇.yaml", "甲镇.docx")  # a path for a report
