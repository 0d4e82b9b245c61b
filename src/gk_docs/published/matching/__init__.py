"""Fit pages to the form: the one matcher for published reports of every format.

Pages are text and tables, and a table that was pasted as text is only lines. So the figures of a file are found in
steps, each in a room of its own, from the lowest up:

1. `printed.py`: what an edition of the form prints: its rows, the squares of their figures, the sums that bind them.
2. `lexing/`: what a piece of text is, by the labels of all editions: a label, a piece of a label, a figure, words.
3. `text/`: titles, the body and the year, the titles of sections, the parts of the narrative; `cues.txt` has the
   words by which reports say all this.
4. `tables/`: lines that are a table are detected and cut into cells; labels and the cells after them make a run, runs
   below the heads of a table make its rows.
5. `arranging/`: tables that stand side by side are cut apart, those cut by columns put together, figures of other years
   left out.
6. `sections.py`: the file is divided into the six sections, and these into the form's tables and text.
7. `reading_order/`: labels and figures that text prints apart are put together, if order, number and sums allow only
   one way.
8. `placing/`: the cells of each row are fitted to its figures; what fits in no way or several stays blank, with a note.
9. `assembly.py` makes the report, `refusing.py` refuses files that are none; `matcher.py` runs all these steps.
"""
