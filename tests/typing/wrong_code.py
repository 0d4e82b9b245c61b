"""Code in which a type checker must find an error on each line. The project's own type checks leave it out."""

from __future__ import annotations

import gk_docs as gk
from gk_docs.word import RichText, Template

gk.raed("甲镇.yaml")  # a misspelt name
gk.read("甲镇.yaml").raport  # a misspelt attribute
gk.Summary(on_reqest="")  # a misspelt part
gk.Requests(recieved={"business": 1})  # a misspelt row
gk.Requests(received={"busines": 1})  # a misspelt column
gk.Part(body=3)  # a number instead of text
gk.Contact(phone=632)  # a number instead of text
gk.write("甲镇.yaml", "甲镇.docx")  # a path instead of a report
Template("甲.docx", undefined="oops")  # a choice that does not exist
RichText("甲", colour="FF0000")  # a misspelt look
