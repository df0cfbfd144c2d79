"""The models of a brief: frozen and strict. They know nothing of files and nothing of the terminal.

Each field's `description` is the one place where its meaning is told: the schema, `docs/format.md` and the
messages about a broken brief all take it from here.
"""

from datetime import date as Day  # noqa: N812 (`date` is a field's name here)
from typing import Annotated, Literal, NamedTuple, TypeVar

from pydantic import AfterValidator, BaseModel, BeforeValidator, ConfigDict, Field, StringConstraints, WithJsonSchema
from pydantic_core import PydanticCustomError

from kzcli.values import (
    ID_PATTERN,
    ActorKind,
    Confidence,
    Horizon,
    Kind,
    Likelihood,
    Response,
    SourceKind,
    Status,
    parse_partial_date,
)


class Markup(NamedTuple):
    """Marks a text as Markdown: one paragraph of inline Markdown, or several blocks."""

    blocks: bool


class Reference(NamedTuple):
    """Marks an id as the id of an item of another part of the brief."""

    part: str


def _check_partial_date(text: str) -> str:
    parse_partial_date(text)
    return text


def _check_size(value: object) -> object:
    if isinstance(value, int) and not -(2**63) <= value < 2**63:
        # As a floating-point number it would be another number.
        raise PydanticCustomError("integer_too_long", "a number of more than 64 bits")
    return value


def _check_not_bool(value: object) -> object:
    if isinstance(value, bool):
        # For Python true is 1.
        raise PydanticCustomError("literal_error", "1", {"expected": "1"})
    return value


_ONE_LINE = StringConstraints(pattern=r"^[^\n\r]*\S[^\n\r]*$")
_DATE = "[0-9]{4}(-(0[1-9]|1[0-2])(-(0[1-9]|[12][0-9]|3[01]))?)?~?"
_NOT_BLANK = StringConstraints(pattern=r"\S")

Id = Annotated[str, StringConstraints(pattern=ID_PATTERN, max_length=64)]
Line = Annotated[str, _ONE_LINE]
"""Plain text on one line; no character in it is markup."""
Inline = Annotated[str, _NOT_BLANK, Markup(blocks=False)]
"""One paragraph of inline Markdown: emphasis, links, code, and `[^claim-id]` to cite a claim."""
Blocks = Annotated[str, _NOT_BLANK, Markup(blocks=True)]
"""Markdown: paragraphs, lists, quotations, sub-headings, tables, code; `[^claim-id]` cites a claim."""
PartialDate = Annotated[
    str,
    AfterValidator(_check_partial_date),
    WithJsonSchema({"type": "string", "pattern": f"^{_DATE}(/{_DATE})?$"}),
]
"""A date of the Extended Date/Time Format: 2018, 2018-11, 2018-11-01, 2019-01/2019-05, 2019~."""
Duration = Annotated[str, StringConstraints(pattern=r"^P([0-9]{1,3}Y|[0-9]{1,4}M|[0-9]{1,5}D)$")]
"""A stretch of years, months or days as ISO 8601 writes it: P2Y, P18M, P90D."""
RuleCode = Annotated[str, StringConstraints(pattern="^KZ[0-9]{3}$")]
Url = Annotated[str, StringConstraints(pattern=r"^(https?://|mailto:|doi:)[^\s\x00-\x20]+$")]
LanguageTag = Annotated[
    str,
    # The langtag of RFC 5646: language, script, region, variants, extensions, private use.
    StringConstraints(
        pattern="^[A-Za-z]{2,3}(-[A-Za-z]{3}){0,3}(-[A-Za-z]{4})?(-([A-Za-z]{2}|[0-9]{3}))?"
        "(-([A-Za-z0-9]{5,8}|[0-9][A-Za-z0-9]{3}))*(-[0-9A-WY-Za-wy-z](-[A-Za-z0-9]{2,8})+)*(-x(-[A-Za-z0-9]{1,8})+)?$"
    ),
]
Number = Annotated[int | Annotated[float, Field(allow_inf_nan=False)], BeforeValidator(_check_size)]
"""A whole number of at most 64 bits, or a finite floating-point number."""

ClaimId = Annotated[Id, Reference("claims")]
SourceId = Annotated[Id, Reference("sources")]
GoalId = Annotated[Id, Reference("goals")]
ActorId = Annotated[Id, Reference("actors")]

_T = TypeVar("_T")
# TOML gives lists, and a strict tuple would refuse them; what is inside stays strict.
Many = Annotated[tuple[_T, ...], Field(strict=False)]


class Entity(BaseModel):
    """What all models share: nothing can be changed, nothing is converted, unknown keys are refused."""

    model_config = ConfigDict(frozen=True, strict=True, extra="forbid")


class Author(Entity):
    """Somebody who answers for the analysis."""

    name: Line = Field(description="the author's name")
    affiliation: Line | None = Field(None, description="where the author works, or what they work on")


class Citation(Entity):
    """A source, and the place in it."""

    id: SourceId = Field(description="the source")
    locator: Line | None = Field(None, description="where in the source: a page, section, paragraph or minute")


class Quantity(Entity):
    """A number that can be drawn and compared."""

    value: Number = Field(description="the number itself, unscaled: 2_100_000_000")
    unit: Line = Field(description="what is counted: a currency by its ISO 4217 code (USD), `%`, or a word (troops)")
    measure: Line = Field(description="what is measured, so that the number reads alone")
    shelf_life: Duration | None = Field(
        None, description="how long after the claim's date the number may be used (ISO 8601): P18M, P2Y"
    )


class Summary(Entity):
    """The brief in a minute."""

    bottom_line: Inline = Field(
        description="the bottom line up front: what is to be done, by whom and why now, in at most 60 words"
    )
    points: Many[Inline] = Field((), description="the key points, four to six, each citing its claim")


class Goal(Entity):
    """An aim that the brief measures its recommendations against."""

    id: Id = Field(description="the goal's id, unique in the file")
    title: Line = Field(description="the goal in a few words")
    statement: Inline = Field(description="what is to be reached")
    owner: ActorId | None = Field(None, description="the actor whose goal it is")
    sources: Many[Citation] = Field((), description="where the goal is stated")


class Update(Entity):
    """One dated entry in what became of a recommendation."""

    date: Day = Field(description="the day of the entry")
    status: Status = Field(description="where the recommendation stands from then on; it may go back")
    response: Response = Field(description="what those who are to act have said to it by then")
    note: Inline | None = Field(None, description="what happened")
    sources: Many[Citation] = Field((), description="where that is known from")


class Recommendation(Entity):
    """An action, by an actor, serving goals, resting on evidence, with a status that can be followed."""

    id: Id = Field(description="the recommendation's id, unique in the file")
    title: Line = Field(description="what is to be done, beginning with a verb")
    actor: ActorId = Field(description="who is to act")
    action: Inline = Field(description="what exactly is to be done, in a sentence or two")
    rationale: Blocks | None = Field(None, description="why, citing claims")
    goals: Many[GoalId] = Field((), description="the goals that it serves")
    evidence: Many[ClaimId] = Field((), description="the claims that it needs: each must hold")
    against: Many[ClaimId] = Field((), description="the claims that speak against it or limit it")
    horizon: Horizon | None = Field(
        None, description="when: near (within a year), medium (one to three years), long (more than three)"
    )
    risks: Many[Inline] = Field((), description="what could go wrong")
    indicators: Many[Inline] = Field((), description="how anyone would see that it was done")
    updates: Many[Update] = Field(
        (), description="its history; the newest entry gives status and response (none yet: open, none)"
    )


class Section(Entity):
    """A titled part of the running text."""

    id: Id = Field(description="the section's id, unique in the file")
    title: Line = Field(description="the section's heading")
    body: Blocks = Field(description="the running text")


class Claim(Entity):
    """One checkable statement: a fact, a judgment, an assumption or a forecast."""

    id: Id = Field(description="the claim's id, unique in the file; `[^id]` in a text cites it")
    statement: Inline = Field(description="the claim in one sentence that stands alone")
    kind: Kind = Field(description="fact, judgment, assumption or forecast; ICD 203 keeps them apart")
    confidence: Confidence = Field(description="how good the ground for it is: low, moderate or high")
    likelihood: Likelihood | None = Field(
        None, description="how likely it is, in one of ICD 203's seven bands; judgments and forecasts only"
    )
    date: PartialDate | None = Field(
        None,
        description="when it was or will be so (EDTF): 2018, 2018-11, 2018-11-01, 2019-01/2019-05, 2019~ (about)",
    )
    quantity: Quantity | None = Field(None, description="the number in it, for figures and comparison")
    actors: Many[ActorId] = Field((), description="whom it is about")
    sources: Many[Citation] = Field((), description="where it comes from")
    rests_on: Many[ClaimId] = Field((), description="the claims that it needs in turn")
    contradicts: Many[ClaimId] = Field((), description="the claims that it speaks against")
    if_wrong: Inline | None = Field(None, description="assumptions only: what falls if it does not hold")
    review_by: Day | None = Field(None, description="the day by which it must be looked at again")


class Source(Entity):
    """Where a claim comes from."""

    id: Id = Field(description="the source's id, unique in the file")
    kind: SourceKind = Field(description="what sort of source it is")
    title: Line = Field(description="its title, or a description where it has none")
    authors: Many[Line] = Field((), description="who wrote or said it")
    publisher: Line | None = Field(None, description="who published it: a journal, an agency, a news site")
    date: PartialDate | None = Field(None, description="when it was published or said (EDTF)")
    url: Url | None = Field(None, description="its address: http, https, mailto or doi")
    accessed: Day | None = Field(None, description="the day on which it was last read at that address")
    via: SourceId | None = Field(None, description="the source through which alone it is known")
    note: Inline | None = Field(None, description="what bears on its quality: access, record, interest, age (ICD 206)")
    text: Line | None = Field(
        None, description="a file with its words, as plain text, beside the brief; `check` reads it"
    )


class Actor(Entity):
    """A state, organisation, company, person or office that claims and recommendations are about."""

    id: Id = Field(description="the actor's id, unique in the file")
    name: Line = Field(description="the actor's name")
    kind: ActorKind = Field(description="what sort of actor it is")
    role: Inline | None = Field(None, description="its part in the matter")


class Exemption(Entity):
    """A finding of `check` that is let stand, with the reason."""

    code: RuleCode = Field(description="the rule, as `check` names it: KZ305")
    id: Id = Field(description="the item that it is about, or the brief's own id")
    reason: Line = Field(description="why it may stand")


class Brief(Entity):
    """A short document that tells a decision-maker what to do and on what evidence."""

    format: Annotated[Literal[1], BeforeValidator(_check_not_bool)] = Field(
        description="the version of this file format"
    )
    id: Id = Field(description="the brief's id, by which it is found among others")
    title: Line = Field(description="the brief's title")
    as_of: Day = Field(description="what the brief knew, it knew on this day")
    language: LanguageTag = Field("en", description="the language of its text, as a BCP 47 tag")
    authors: Many[Author] = Field((), description="who answers for the analysis")
    audience: Inline | None = Field(None, description="whom it is written for")
    based_on: SourceId | None = Field(None, description="the source that the whole brief restates")
    disclaimer: Inline | None = Field(None, description="whose views these are, and whose they are not")
    summary: Summary = Field(description="the brief in a minute")
    goals: Many[Goal] = Field((), description="the aims that it measures its recommendations against")
    recommendations: Many[Recommendation] = Field((), description="what is to be done")
    sections: Many[Section] = Field((), description="the running text, part by part")
    claims: Many[Claim] = Field((), description="the statements that all of it rests on")
    sources: Many[Source] = Field((), description="where the claims come from")
    actors: Many[Actor] = Field((), description="whom it is about")
    exceptions: Many[Exemption] = Field((), description="findings of `check` that are let stand, with reasons")


Item = Goal | Recommendation | Section | Claim | Source | Actor
"""Anything in a brief that has an id of its own."""

PARTS: tuple[str, ...] = ("goals", "recommendations", "sections", "claims", "sources", "actors")
"""The parts of a brief that are lists of items; ids are unique across them."""
