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
class _Requests2019(TypedDict, total=False):
    received: ByApplicant | _ByApplicant
    brought_forward: ByApplicant | _ByApplicant
    outcomes: Outcomes2019 | _Outcomes2019
    carried_forward: ByApplicant | _ByApplicant
    before: Prose | str
    after: Prose | str

class _ZerosOfRequests2019(Protocol):
    def __call__(self, **stated: Unpack[_Requests2019]) -> Requests2019: ...

class _Outcomes2019(TypedDict, total=False):
    granted: ByApplicant | _ByApplicant
    partly_granted: ByApplicant | _ByApplicant
    refused: Refused | _Refused
    unavailable: Unavailable | _Unavailable
    not_processed: NotProcessed | _NotProcessed
    other_handling: ByApplicant | _ByApplicant
    total: ByApplicant | _ByApplicant

class _ZerosOfOutcomes2019(Protocol):
    def __call__(self, **stated: Unpack[_Outcomes2019]) -> Outcomes2019: ...

class _ProcessingFee(TypedDict, total=False):
    notices: int | None
    charged: Decimal | int | str | None
    received: Decimal | int | str | None

class _ZerosOfProcessingFee(Protocol):
    def __call__(self, **stated: Unpack[_ProcessingFee]) -> ProcessingFee: ...

class _ActiveDisclosure2019(TypedDict, total=False):
    rules: DocumentCounts2019 | _DocumentCounts2019
    normative_documents: DocumentCounts2019 | _DocumentCounts2019
    licences: PowerCounts | _PowerCounts
    other_services: PowerCounts | _PowerCounts
    penalties: PowerCounts | _PowerCounts
    compulsion: PowerCounts | _PowerCounts
    fees: FeeItems | _FeeItems
    procurement: Procurement | _Procurement
    before: Prose | str
    after: Prose | str

class _ZerosOfActiveDisclosure2019(Protocol):
    def __call__(self, **stated: Unpack[_ActiveDisclosure2019]) -> ActiveDisclosure2019: ...

class _DocumentCounts2019(TypedDict, total=False):
    made: int | None
    disclosed: int | None
    disclosed_total: int | None

class _ZerosOfDocumentCounts2019(Protocol):
    def __call__(self, **stated: Unpack[_DocumentCounts2019]) -> DocumentCounts2019: ...

class _PowerCounts(TypedDict, total=False):
    previous_items: int | None
    change: int | None
    decisions: int | None

class _ZerosOfPowerCounts(Protocol):
    def __call__(self, **stated: Unpack[_PowerCounts]) -> PowerCounts: ...

class _FeeItems(TypedDict, total=False):
    previous_items: int | None
    change: int | None

class _ZerosOfFeeItems(Protocol):
    def __call__(self, **stated: Unpack[_FeeItems]) -> FeeItems: ...

class _Procurement(TypedDict, total=False):
    projects: int | None
    amount: Decimal | int | str | None

class _ZerosOfProcurement(Protocol):
    def __call__(self, **stated: Unpack[_Procurement]) -> Procurement: ...

class _ByApplicant(TypedDict, total=False):
    natural_person: int | None
    business: int | None
    research_institute: int | None
    public_welfare: int | None
    legal_service: int | None
    other: int | None
    total: int | None

class _ZerosOfByApplicant(Protocol):
    def __call__(self, **stated: Unpack[_ByApplicant]) -> ByApplicant: ...

class _Refused(TypedDict, total=False):
    state_secret: ByApplicant | _ByApplicant
    prohibited_by_law: ByApplicant | _ByApplicant
    safety_and_stability: ByApplicant | _ByApplicant
    third_party_rights: ByApplicant | _ByApplicant
    internal_affairs: ByApplicant | _ByApplicant
    deliberative_process: ByApplicant | _ByApplicant
    enforcement_files: ByApplicant | _ByApplicant
    administrative_query: ByApplicant | _ByApplicant

class _ZerosOfRefused(Protocol):
    def __call__(self, **stated: Unpack[_Refused]) -> Refused: ...

class _Unavailable(TypedDict, total=False):
    not_held: ByApplicant | _ByApplicant
    needs_creation: ByApplicant | _ByApplicant
    still_unclear: ByApplicant | _ByApplicant

class _ZerosOfUnavailable(Protocol):
    def __call__(self, **stated: Unpack[_Unavailable]) -> Unavailable: ...

class _NotProcessed(TypedDict, total=False):
    petition: ByApplicant | _ByApplicant
    repeated: ByApplicant | _ByApplicant
    published_material: ByApplicant | _ByApplicant
    excessive: ByApplicant | _ByApplicant
    confirmation: ByApplicant | _ByApplicant

class _ZerosOfNotProcessed(Protocol):
    def __call__(self, **stated: Unpack[_NotProcessed]) -> NotProcessed: ...

class _ReviewLitigation(TypedDict, total=False):
    reconsideration: CaseResults | _CaseResults
    direct_litigation: CaseResults | _CaseResults
    litigation_after_reconsideration: CaseResults | _CaseResults
    before: Prose | str
    after: Prose | str

class _ZerosOfReviewLitigation(Protocol):
    def __call__(self, **stated: Unpack[_ReviewLitigation]) -> ReviewLitigation: ...

class _CaseResults(TypedDict, total=False):
    upheld: int | None
    corrected: int | None
    other: int | None
    pending: int | None
    total: int | None

class _ZerosOfCaseResults(Protocol):
    def __call__(self, **stated: Unpack[_CaseResults]) -> CaseResults: ...

class _ActiveDisclosure(TypedDict, total=False):
    rules: DocumentCounts | _DocumentCounts
    normative_documents: DocumentCounts | _DocumentCounts
    licences: int | None
    penalties: int | None
    compulsion: int | None
    fees: Decimal | int | str | None
    before: Prose | str
    after: Prose | str

class _ZerosOfActiveDisclosure(Protocol):
    def __call__(self, **stated: Unpack[_ActiveDisclosure]) -> ActiveDisclosure: ...

class _DocumentCounts(TypedDict, total=False):
    issued: int | None
    repealed: int | None
    in_force: int | None

class _ZerosOfDocumentCounts(Protocol):
    def __call__(self, **stated: Unpack[_DocumentCounts]) -> DocumentCounts: ...

class _Requests(TypedDict, total=False):
    received: ByApplicant | _ByApplicant
    brought_forward: ByApplicant | _ByApplicant
    outcomes: Outcomes | _Outcomes
    carried_forward: ByApplicant | _ByApplicant
    before: Prose | str
    after: Prose | str

class _ZerosOfRequests(Protocol):
    def __call__(self, **stated: Unpack[_Requests]) -> Requests: ...

class _Outcomes(TypedDict, total=False):
    granted: ByApplicant | _ByApplicant
    partly_granted: ByApplicant | _ByApplicant
    refused: Refused | _Refused
    unavailable: Unavailable | _Unavailable
    not_processed: NotProcessed | _NotProcessed
    other_handling: OtherHandling | _OtherHandling
    total: ByApplicant | _ByApplicant

class _ZerosOfOutcomes(Protocol):
    def __call__(self, **stated: Unpack[_Outcomes]) -> Outcomes: ...

class _OtherHandling(TypedDict, total=False):
    supplement_overdue: ByApplicant | _ByApplicant
    fee_overdue: ByApplicant | _ByApplicant
    other: ByApplicant | _ByApplicant

class _ZerosOfOtherHandling(Protocol):
    def __call__(self, **stated: Unpack[_OtherHandling]) -> OtherHandling: ...

class OtherMattersParts(TypedDict, total=False):
    parts: Iterable[Part]
    lead: Prose | str | None
    processing_fee: Prose | str | None
    key_points: Prose | str | None
    proposals: Prose | str | None
    innovation: Prose | str | None
    fee: ProcessingFee

class ProblemsParts(TypedDict, total=False):
    parts: Iterable[Part]
    lead: Prose | str | None
    rectified: Prose | str | None
    remaining: Prose | str | None
    measures: Prose | str | None

class SummaryParts(TypedDict, total=False):
    parts: Iterable[Part]
    lead: Prose | str | None
    active_disclosure: Prose | str | None
    on_request: Prose | str | None
    management: Prose | str | None
    platform: Prose | str | None
    oversight: Prose | str | None

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
    accepted: tuple[Acceptance, ...]
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
    accepted: tuple[Acceptance, ...]
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
