"""The words by which reports speak of their figures, as data: a kind, a sentence that has it, the words.

A kind is one letter, so that the wording of a sentence is a short string (收到申请38件 is `RA#`) and a pattern over it
is short too. The letters:

====  ==============================================  ====  =================================================
`A`   an application                                  `a`   in time, lawfully, all the way
`T`   disclosure, disclosure on request               `f`   words that change nothing (的, 共, 约)
`R`   to receive                                      `j`   and, or
`F`   to finish or answer                             `m`   case, situation
`H`   to handle                                       `v`   to happen, to cause, to do
`K`   to carry over                                   `n`   people who ask
`U`   not finished                                    `y`   this body
`O`   an outcome of table 3                           `o`   a part of this body, or another body
`I`   a kind of applicant                             `c`   a channel
`C`   a sort of case of table 4                       `w`   all channels, all sorts
`V`   a result of table 4                             `t`   another matter (proposals, petitions, calls)
`B`   rules, normative documents                      `x`   something that only begins like a word above
`M`   to issue, to repeal, in force                   `p`   another act (publish, file, review, plan)
`X`   licences, penalties, compulsion                 `h`   if, where, for whom
`W`   the same, said shortly (许可, 处罚)               `Q`   fees, said shortly (收费)
`S`   fees                                            `i`   among them
`Y`   this year, the whole of it                      `r`   the rest, further
`L`   last year                                       `s`   a sum
`N`   next year                                       `z`   a share
`P`   a part of the year                              `q`   a rate of answers
`E`   all years                                       `k`   compared with
`G`   all of them                                     `u`   more, `d` less, `e` the same
`D`   none, not                                       `b`   a count beside the parts of a list
`&`   each in its turn                                `!`   a plan
`l`   what has a year of its own (budgets, awards)    `g`   to work on something
`<`   until
====  ==============================================  ====  =================================================

Marks stand for themselves: `,` `;` `:` `/` (、) `(` `)` `"` `.` (the end of a sentence or line). `#` is a count in a
unit of the form, `$` money, `%` a rate, `~` another number, `@` another date, `?` words not in the lexicon.

The entries are lines of `lexicon.txt`. Source of the words: the labels of the form, and the narratives of published
reports of 2019 to 2025.
"""

from __future__ import annotations

from typing import Final

from gk_docs.checks.text.entries import entries_of

LEXICON: Final = tuple(entries_of("gk_docs.checks.claims", "lexicon.txt"))
"""Every entry of `lexicon.txt`; if two words begin at the same place, the longer one is taken."""
