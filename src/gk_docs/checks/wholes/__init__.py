"""Numbers of the text that others divide or add up to: lists, runs of sentences, aspects, accounts of a stock."""
