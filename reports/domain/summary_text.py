"""The generated summary as text in Markdown, to go on writing with."""

from __future__ import annotations

from dataclasses import dataclass

from reports.domain.summary import Summary


@dataclass(frozen=True, slots=True)
class Paragraph:
    """`name` says which of the summary's parts it is."""

    name: str
    title: str
    text: str


def paragraphs_of(summary: Summary) -> tuple[Paragraph, ...]:
    """The parts that have something to say, in the order in which they are printed."""
    gaps = [f"- **{gap.title}** {gap.question}, {gap.levels}. {gap.risk}" for gap in summary.widest_gaps]
    steps = [
        f"{number}. **{step.title}** {step.action} {step.question}, {step.effort} effort"
        + (f", {step.because}" if step.because else "")
        for number, step in enumerate(summary.first_steps, start=1)
    ]
    parts = (
        Paragraph("stand", "Where we stand", " ".join(summary.where_we_stand)),
        Paragraph("claimed", "What is claimed, and what is shown", " ".join(summary.claimed_and_verified)),
        Paragraph("gaps", "The widest gaps, and what they put at risk", "\n".join(gaps)),
        Paragraph("steps", "What to do first", "\n\n".join(filter(None, (summary.before_steps, "\n".join(steps))))),
        Paragraph("unknown", "What is not known", " ".join(summary.not_known)),
    )
    return tuple(part for part in parts if part.text)


def whole_text(paragraphs: tuple[Paragraph, ...]) -> str:
    return "\n\n".join(f"#### {part.title}\n\n{part.text}" for part in paragraphs)


def with_paragraph(text: str, part: Paragraph) -> str:
    """The words with the part below them."""
    return "\n\n".join(filter(None, (text.rstrip(), part.text)))
