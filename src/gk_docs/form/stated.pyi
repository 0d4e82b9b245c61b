# Made from the form by `python -m docs.generate`: what `zeros(…)` and constructors take, by name.

from collections.abc import Iterable, Mapping
from datetime import date
from decimal import Decimal
from typing import Any, Literal, Protocol, TypedDict, Unpack, overload

from gk_docs.form.agency import Agency
from gk_docs.form.narrative import OtherMatters, Problems, ProcessingFee, Summary
from gk_docs.form.parts import Part
from gk_docs.form.prose import Prose
from gk_docs.form.report import Acceptance, Printed
from gk_docs.form.y2019 import ActiveDisclosure2019, DocumentCounts2019, FeeItems, Outcomes2019, PowerCounts, Procurement, Requests2019
from gk_docs.form.y2021 import ActiveDisclosure, ByApplicant, CaseResults, DocumentCounts, NotProcessed, OtherHandling, Outcomes, Refused, Requests, ReviewLitigation, Unavailable
class Requests2019Figures(TypedDict, total=False):
    received: ByApplicant | ByApplicantFigures
    brought_forward: ByApplicant | ByApplicantFigures
    outcomes: Outcomes2019 | Outcomes2019Figures
    carried_forward: ByApplicant | ByApplicantFigures
    before: Prose | str
    after: Prose | str

class _ZerosOfRequests2019(Protocol):
    def __call__(self, **stated: Unpack[Requests2019Figures]) -> Requests2019: ...

class Outcomes2019Figures(TypedDict, total=False):
    granted: ByApplicant | ByApplicantFigures
    partly_granted: ByApplicant | ByApplicantFigures
    refused: Refused | RefusedFigures
    unavailable: Unavailable | UnavailableFigures
    not_processed: NotProcessed | NotProcessedFigures
    other_handling: ByApplicant | ByApplicantFigures
    total: ByApplicant | ByApplicantFigures

class _ZerosOfOutcomes2019(Protocol):
    def __call__(self, **stated: Unpack[Outcomes2019Figures]) -> Outcomes2019: ...

class ProcessingFeeFigures(TypedDict, total=False):
    notices: int | None
    charged: Decimal | int | str | None
    received: Decimal | int | str | None

class _ZerosOfProcessingFee(Protocol):
    def __call__(self, **stated: Unpack[ProcessingFeeFigures]) -> ProcessingFee: ...

class ActiveDisclosure2019Figures(TypedDict, total=False):
    rules: DocumentCounts2019 | DocumentCounts2019Figures
    normative_documents: DocumentCounts2019 | DocumentCounts2019Figures
    licences: PowerCounts | PowerCountsFigures
    other_services: PowerCounts | PowerCountsFigures
    penalties: PowerCounts | PowerCountsFigures
    compulsion: PowerCounts | PowerCountsFigures
    fees: FeeItems | FeeItemsFigures
    procurement: Procurement | ProcurementFigures
    before: Prose | str
    after: Prose | str

class _ZerosOfActiveDisclosure2019(Protocol):
    def __call__(self, **stated: Unpack[ActiveDisclosure2019Figures]) -> ActiveDisclosure2019: ...

class DocumentCounts2019Figures(TypedDict, total=False):
    made: int | None
    disclosed: int | None
    disclosed_total: int | None

class _ZerosOfDocumentCounts2019(Protocol):
    def __call__(self, **stated: Unpack[DocumentCounts2019Figures]) -> DocumentCounts2019: ...

class PowerCountsFigures(TypedDict, total=False):
    previous_items: int | None
    change: int | None
    decisions: int | None

class _ZerosOfPowerCounts(Protocol):
    def __call__(self, **stated: Unpack[PowerCountsFigures]) -> PowerCounts: ...

class FeeItemsFigures(TypedDict, total=False):
    previous_items: int | None
    change: int | None

class _ZerosOfFeeItems(Protocol):
    def __call__(self, **stated: Unpack[FeeItemsFigures]) -> FeeItems: ...

class ProcurementFigures(TypedDict, total=False):
    projects: int | None
    amount: Decimal | int | str | None

class _ZerosOfProcurement(Protocol):
    def __call__(self, **stated: Unpack[ProcurementFigures]) -> Procurement: ...

class ByApplicantFigures(TypedDict, total=False):
    natural_person: int | None
    business: int | None
    research_institute: int | None
    public_welfare: int | None
    legal_service: int | None
    other: int | None
    total: int | None

class _ZerosOfByApplicant(Protocol):
    def __call__(self, **stated: Unpack[ByApplicantFigures]) -> ByApplicant: ...

class RefusedFigures(TypedDict, total=False):
    state_secret: ByApplicant | ByApplicantFigures
    prohibited_by_law: ByApplicant | ByApplicantFigures
    safety_and_stability: ByApplicant | ByApplicantFigures
    third_party_rights: ByApplicant | ByApplicantFigures
    internal_affairs: ByApplicant | ByApplicantFigures
    deliberative_process: ByApplicant | ByApplicantFigures
    enforcement_files: ByApplicant | ByApplicantFigures
    administrative_query: ByApplicant | ByApplicantFigures

class _ZerosOfRefused(Protocol):
    def __call__(self, **stated: Unpack[RefusedFigures]) -> Refused: ...

class UnavailableFigures(TypedDict, total=False):
    not_held: ByApplicant | ByApplicantFigures
    needs_creation: ByApplicant | ByApplicantFigures
    still_unclear: ByApplicant | ByApplicantFigures

class _ZerosOfUnavailable(Protocol):
    def __call__(self, **stated: Unpack[UnavailableFigures]) -> Unavailable: ...

class NotProcessedFigures(TypedDict, total=False):
    petition: ByApplicant | ByApplicantFigures
    repeated: ByApplicant | ByApplicantFigures
    published_material: ByApplicant | ByApplicantFigures
    excessive: ByApplicant | ByApplicantFigures
    confirmation: ByApplicant | ByApplicantFigures

class _ZerosOfNotProcessed(Protocol):
    def __call__(self, **stated: Unpack[NotProcessedFigures]) -> NotProcessed: ...

class ReviewLitigationFigures(TypedDict, total=False):
    reconsideration: CaseResults | CaseResultsFigures
    direct_litigation: CaseResults | CaseResultsFigures
    litigation_after_reconsideration: CaseResults | CaseResultsFigures
    before: Prose | str
    after: Prose | str

class _ZerosOfReviewLitigation(Protocol):
    def __call__(self, **stated: Unpack[ReviewLitigationFigures]) -> ReviewLitigation: ...

class CaseResultsFigures(TypedDict, total=False):
    upheld: int | None
    corrected: int | None
    other: int | None
    pending: int | None
    total: int | None

class _ZerosOfCaseResults(Protocol):
    def __call__(self, **stated: Unpack[CaseResultsFigures]) -> CaseResults: ...

class ActiveDisclosureFigures(TypedDict, total=False):
    rules: DocumentCounts | DocumentCountsFigures
    normative_documents: DocumentCounts | DocumentCountsFigures
    licences: int | None
    penalties: int | None
    compulsion: int | None
    fees: Decimal | int | str | None
    before: Prose | str
    after: Prose | str

class _ZerosOfActiveDisclosure(Protocol):
    def __call__(self, **stated: Unpack[ActiveDisclosureFigures]) -> ActiveDisclosure: ...

class DocumentCountsFigures(TypedDict, total=False):
    issued: int | None
    repealed: int | None
    in_force: int | None

class _ZerosOfDocumentCounts(Protocol):
    def __call__(self, **stated: Unpack[DocumentCountsFigures]) -> DocumentCounts: ...

class RequestsFigures(TypedDict, total=False):
    received: ByApplicant | ByApplicantFigures
    brought_forward: ByApplicant | ByApplicantFigures
    outcomes: Outcomes | OutcomesFigures
    carried_forward: ByApplicant | ByApplicantFigures
    before: Prose | str
    after: Prose | str

class _ZerosOfRequests(Protocol):
    def __call__(self, **stated: Unpack[RequestsFigures]) -> Requests: ...

class OutcomesFigures(TypedDict, total=False):
    granted: ByApplicant | ByApplicantFigures
    partly_granted: ByApplicant | ByApplicantFigures
    refused: Refused | RefusedFigures
    unavailable: Unavailable | UnavailableFigures
    not_processed: NotProcessed | NotProcessedFigures
    other_handling: OtherHandling | OtherHandlingFigures
    total: ByApplicant | ByApplicantFigures

class _ZerosOfOutcomes(Protocol):
    def __call__(self, **stated: Unpack[OutcomesFigures]) -> Outcomes: ...

class OtherHandlingFigures(TypedDict, total=False):
    supplement_overdue: ByApplicant | ByApplicantFigures
    fee_overdue: ByApplicant | ByApplicantFigures
    other: ByApplicant | ByApplicantFigures

class _ZerosOfOtherHandling(Protocol):
    def __call__(self, **stated: Unpack[OtherHandlingFigures]) -> OtherHandling: ...

class OtherMattersParts(TypedDict, total=False):
    parts: Iterable[Part]
    lead: Part | Prose | str | None
    processing_fee: Part | Prose | str | None
    key_points: Part | Prose | str | None
    proposals: Part | Prose | str | None
    innovation: Part | Prose | str | None
    fee: ProcessingFee | ProcessingFeeFigures

class ProblemsParts(TypedDict, total=False):
    parts: Iterable[Part]
    lead: Part | Prose | str | None
    rectified: Part | Prose | str | None
    remaining: Part | Prose | str | None
    measures: Part | Prose | str | None

class SummaryParts(TypedDict, total=False):
    parts: Iterable[Part]
    lead: Part | Prose | str | None
    active_disclosure: Part | Prose | str | None
    on_request: Part | Prose | str | None
    management: Part | Prose | str | None
    platform: Part | Prose | str | None
    oversight: Part | Prose | str | None

class AnnualReport2019Parts(TypedDict, total=False):
    edition: Literal['2019']
    title: str | None
    preamble: Prose | str | None
    summary: Summary | Mapping[str, Any] | str
    active_disclosure: ActiveDisclosure2019 | Mapping[str, Any]
    requests: Requests2019 | Mapping[str, Any]
    review_litigation: ReviewLitigation | Mapping[str, Any]
    problems: Problems | Mapping[str, Any] | str
    other_matters: OtherMatters | Mapping[str, Any] | str
    published: date | str | None
    accepted: Iterable[Acceptance]
    printed: Printed | Mapping[str, Any]

class AnnualReportParts(TypedDict, total=False):
    edition: Literal['2021']
    title: str | None
    preamble: Prose | str | None
    summary: Summary | Mapping[str, Any] | str
    active_disclosure: ActiveDisclosure | Mapping[str, Any]
    requests: Requests | Mapping[str, Any]
    review_litigation: ReviewLitigation | Mapping[str, Any]
    problems: Problems | Mapping[str, Any] | str
    other_matters: OtherMatters | Mapping[str, Any] | str
    published: date | str | None
    accepted: Iterable[Acceptance]
    printed: Printed | Mapping[str, Any]

class Zeros:
    @overload
    def __get__(self, instance: None, owner: type[Requests2019]) -> _ZerosOfRequests2019: ...
    @overload
    def __get__(self, instance: None, owner: type[Outcomes2019]) -> _ZerosOfOutcomes2019: ...
    @overload
    def __get__(self, instance: None, owner: type[ProcessingFee]) -> _ZerosOfProcessingFee: ...
    @overload
    def __get__(self, instance: None, owner: type[ActiveDisclosure2019]) -> _ZerosOfActiveDisclosure2019: ...
    @overload
    def __get__(self, instance: None, owner: type[DocumentCounts2019]) -> _ZerosOfDocumentCounts2019: ...
    @overload
    def __get__(self, instance: None, owner: type[PowerCounts]) -> _ZerosOfPowerCounts: ...
    @overload
    def __get__(self, instance: None, owner: type[FeeItems]) -> _ZerosOfFeeItems: ...
    @overload
    def __get__(self, instance: None, owner: type[Procurement]) -> _ZerosOfProcurement: ...
    @overload
    def __get__(self, instance: None, owner: type[ByApplicant]) -> _ZerosOfByApplicant: ...
    @overload
    def __get__(self, instance: None, owner: type[Refused]) -> _ZerosOfRefused: ...
    @overload
    def __get__(self, instance: None, owner: type[Unavailable]) -> _ZerosOfUnavailable: ...
    @overload
    def __get__(self, instance: None, owner: type[NotProcessed]) -> _ZerosOfNotProcessed: ...
    @overload
    def __get__(self, instance: None, owner: type[ReviewLitigation]) -> _ZerosOfReviewLitigation: ...
    @overload
    def __get__(self, instance: None, owner: type[CaseResults]) -> _ZerosOfCaseResults: ...
    @overload
    def __get__(self, instance: None, owner: type[ActiveDisclosure]) -> _ZerosOfActiveDisclosure: ...
    @overload
    def __get__(self, instance: None, owner: type[DocumentCounts]) -> _ZerosOfDocumentCounts: ...
    @overload
    def __get__(self, instance: None, owner: type[Requests]) -> _ZerosOfRequests: ...
    @overload
    def __get__(self, instance: None, owner: type[Outcomes]) -> _ZerosOfOutcomes: ...
    @overload
    def __get__(self, instance: None, owner: type[OtherHandling]) -> _ZerosOfOtherHandling: ...
    @overload
    def __get__(self, instance: object, owner: type) -> Any: ...
