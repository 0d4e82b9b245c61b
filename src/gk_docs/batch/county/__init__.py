"""A county at a glance: which rules fail where, and which figures are worth a look.

`survey` looks at every report once. What a rule found is a finding; what only lies far from last year or from the
neighbours is kept apart: it accuses nobody.
"""

from gk_docs.batch.county.surveying import Survey, survey

__all__ = ["Survey", "survey"]
