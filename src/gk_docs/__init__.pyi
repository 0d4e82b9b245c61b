# Made from `HOMES` of the package by `python -m docs.generate`.

from gk_docs.version import __version__ as __version__
from gk_docs.batch.comparison import Comparison as Comparison
from gk_docs.batch.comparison import FolderComparison as FolderComparison
from gk_docs.batch.comparison import compare as compare
from gk_docs.batch.comparison import compare_folders as compare_folders
from gk_docs.batch.converting import Converted as Converted
from gk_docs.batch.converting import convert as convert
from gk_docs.batch.county import Survey as Survey
from gk_docs.batch.county import survey as survey
from gk_docs.batch.job import Result as Result
from gk_docs.batch.mending import Mended as Mended
from gk_docs.batch.mending import mend as mend
from gk_docs.batch.open_data import read_figures as read_figures
from gk_docs.batch.open_data import write_figures as write_figures
from gk_docs.batch.starting import Started as Started
from gk_docs.batch.starting import start as start
from gk_docs.batch.starting import start_from as start_from
from gk_docs.batch.totals import Totals as Totals
from gk_docs.batch.totals import total as total
from gk_docs.batch.write_all import stem_of as stem_of
from gk_docs.batch.write_all import write_all as write_all
from gk_docs.checks import check as check
from gk_docs.checks import with_notes as with_notes
from gk_docs.errors import GkError as GkError
from gk_docs.files.source import FileFacts as FileFacts
from gk_docs.finding import Finding as Finding
from gk_docs.finding import Place as Place
from gk_docs.finding import Severity as Severity
from gk_docs.form.agency import Agency as Agency
from gk_docs.form.agency import Contact as Contact
from gk_docs.form.editions import parse as parse
from gk_docs.form.messages import gk_errors as gk_errors
from gk_docs.form.narrative import OtherMatters as OtherMatters
from gk_docs.form.narrative import Problems as Problems
from gk_docs.form.narrative import ProcessingFee as ProcessingFee
from gk_docs.form.narrative import Summary as Summary
from gk_docs.form.parts import Part as Part
from gk_docs.form.prose import Heading as Heading
from gk_docs.form.prose import Paragraph as Paragraph
from gk_docs.form.prose import Picture as Picture
from gk_docs.form.prose import PlainTable as PlainTable
from gk_docs.form.prose import Prose as Prose
from gk_docs.form.reading import Reading as Reading
from gk_docs.form.report import Acceptance as Acceptance
from gk_docs.form.report import FigureValue as FigureValue
from gk_docs.form.report import Printed as Printed
from gk_docs.form.y2019 import ActiveDisclosure2019 as ActiveDisclosure2019
from gk_docs.form.y2019 import AnnualReport2019 as AnnualReport2019
from gk_docs.form.y2019 import DocumentCounts2019 as DocumentCounts2019
from gk_docs.form.y2019 import FeeItems as FeeItems
from gk_docs.form.y2019 import Outcomes2019 as Outcomes2019
from gk_docs.form.y2019 import PowerCounts as PowerCounts
from gk_docs.form.y2019 import Procurement as Procurement
from gk_docs.form.y2019 import Requests2019 as Requests2019
from gk_docs.form.y2021 import ActiveDisclosure as ActiveDisclosure
from gk_docs.form.y2021 import AnnualReport as AnnualReport
from gk_docs.form.y2021 import ByApplicant as ByApplicant
from gk_docs.form.y2021 import CaseResults as CaseResults
from gk_docs.form.y2021 import DocumentCounts as DocumentCounts
from gk_docs.form.y2021 import NotProcessed as NotProcessed
from gk_docs.form.y2021 import OtherHandling as OtherHandling
from gk_docs.form.y2021 import Outcomes as Outcomes
from gk_docs.form.y2021 import Refused as Refused
from gk_docs.form.y2021 import Requests as Requests
from gk_docs.form.y2021 import ReviewLitigation as ReviewLitigation
from gk_docs.form.y2021 import Unavailable as Unavailable
from gk_docs.formats import read as read
from gk_docs.formats import render as render
from gk_docs.formats import write as write
from gk_docs.settings import OfficeNotice as OfficeNotice
from gk_docs.showing.annotating import annotate as annotate
from gk_docs.showing.saving import save as save

HOMES: dict[str, str]

__all__ = [
    "Acceptance",
    "ActiveDisclosure",
    "ActiveDisclosure2019",
    "Agency",
    "AnnualReport",
    "AnnualReport2019",
    "ByApplicant",
    "CaseResults",
    "Comparison",
    "Contact",
    "Converted",
    "DocumentCounts",
    "DocumentCounts2019",
    "FeeItems",
    "FigureValue",
    "FileFacts",
    "Finding",
    "FolderComparison",
    "GkError",
    "Heading",
    "Mended",
    "NotProcessed",
    "OfficeNotice",
    "OtherHandling",
    "OtherMatters",
    "Outcomes",
    "Outcomes2019",
    "Paragraph",
    "Part",
    "Picture",
    "Place",
    "PlainTable",
    "PowerCounts",
    "Printed",
    "Problems",
    "ProcessingFee",
    "Procurement",
    "Prose",
    "Reading",
    "Refused",
    "Requests",
    "Requests2019",
    "Result",
    "ReviewLitigation",
    "Severity",
    "Started",
    "Summary",
    "Survey",
    "Totals",
    "Unavailable",
    "annotate",
    "check",
    "compare",
    "compare_folders",
    "convert",
    "gk_errors",
    "mend",
    "parse",
    "read",
    "read_figures",
    "render",
    "save",
    "start",
    "start_from",
    "stem_of",
    "survey",
    "total",
    "with_notes",
    "write",
    "write_all",
    "write_figures",
]
