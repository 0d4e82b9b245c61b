"""Lay tables out as the form does that a file prints side by side, cut by columns, or with last year's figures."""
