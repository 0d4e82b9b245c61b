"""Two reports held against each other: figures by cell, text by paragraph; at the prompt, in Excel, Word and JSON."""

from gk_docs.batch.comparison.folders import FolderComparison, compare_folders
from gk_docs.batch.comparison.result import Comparison, compare

__all__ = ["Comparison", "FolderComparison", "compare", "compare_folders"]
