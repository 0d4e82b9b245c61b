"""Survey the reports of a county: which rules fail where, and which figures are worth a look.

`survey` looks at every report once. Only rules make findings. Figures that merely lie far from last year's or from the
neighbours' are listed apart, since they prove no fault.
"""

from gk_docs.batch.county.surveying import Survey, survey

__all__ = ["Survey", "survey"]
