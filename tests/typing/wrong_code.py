"""What a checker must refuse; each line says what is wrong with it. No part of the project's own checks."""

from __future__ import annotations

import gk_docs as gk
from gk_docs.word import RichText, Template

gk.raed("甲镇.yaml")  # a misspelt name
gk.read("甲镇.yaml").raport  # a misspelt attribute
gk.Summary(on_reqest="")  # a misspelt part
gk.Contact(phone=632)  # a number for text
gk.write("甲镇.yaml", "甲镇.docx")  # a path for a report
Template("甲.docx", undefined="oops")  # a word for missing names that there is not
RichText("甲", colour="FF0000")  # a misspelt look
