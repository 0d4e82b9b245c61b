"""Pages fitted to the form: the one matcher that every format of published reports goes through.

A page is text and tables, and of a table that was pasted only lines are left. So the figures of a file are found in
steps, each in a room of its own, the lower one first:

1. `printed.py`: what an edition prints: its rows, the squares of their figures, the sums that bind them.
2. `lexing/`: what a piece of text is, by the vocabulary of all editions: a label, a piece of one, a figure, words.
3. `text/`: titles, the body and the year, the titles of the sections, the parts of the narrative; `cues.txt` has the
   words by which reports say all this.
4. `tables/`: lines that are a table are detected and cut into cells; labels and the cells after them are a run, runs
   below the heads of a table are its rows.
5. `sections.py`: a file parted into the six sections, and these into the form's tables and text.
6. `reading_order/`: where text prints labels and figures apart, they are put together if order, number and sums leave
   one way.
7. `placing/`: the cells of each row fitted to its figures; what does not fit in one way stays blank, with a note.
8. `assembly.py` makes the report of it all, `refusing.py` says what is none; `matcher.py` goes through these rooms.
"""
