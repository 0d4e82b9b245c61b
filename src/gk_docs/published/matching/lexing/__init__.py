"""Tell what a piece of text is: a label of the form, a figure, or words."""
