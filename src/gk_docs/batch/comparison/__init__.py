"""Compare two reports, or the reports of two folders: figures cell by cell, text paragraph by paragraph."""

from gk_docs.batch.comparison.folders import FolderComparison, compare_folders
from gk_docs.batch.comparison.result import Comparison, compare

__all__ = ["Comparison", "FolderComparison", "compare", "compare_folders"]
