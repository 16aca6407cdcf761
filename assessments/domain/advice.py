"""What to do about a gap: show what is claimed already, or build what is missing, or both."""

from __future__ import annotations

from dataclasses import dataclass

from assessments.domain.criteria import carried_level
from assessments.domain.evidence import Standing
from assessments.domain.results import QuestionResult
from catalog.domain.question_pack import EvidenceClass, EvidenceKind, QuestionPack
from core.words import listed, lower_first


@dataclass(frozen=True, slots=True)
class ProofWanted:
    """Evidence that would carry the claimed level, as far as the target asks for it.

    `kinds` are the question's evidence kinds that reach `level`; `lapsed` names evidence that only has to be renewed.
    """

    level: int
    evidence_class: EvidenceClass
    kinds: tuple[EvidenceKind, ...]
    lapsed: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Advice:
    """`proof` is wanted where the claim goes beyond the evidence, `step` where it falls short of the target."""

    proof: ProofWanted | None
    step: str


def advise(result: QuestionResult, pack: QuestionPack) -> Advice:
    """What closes the gap between the verified level and the target. Empty for a question without a level.

    Building starts from the level that the criteria carry, whatever was claimed; proof is wanted for what they carry
    and evidence does not.
    """
    carried = carried_level(result.question, pack.scale, result.answer)
    if carried is None or result.verified is None:
        return Advice(None, "")
    return Advice(
        proof=_proof_wanted(result, min(carried, result.target), result.verified, pack),
        step=result.question.next_step(carried) if carried < result.target else "",
    )


def advice_text(result: QuestionResult, pack: QuestionPack) -> str:
    """The advice in one or two sentences: proof for what is claimed, then the next step. Empty without a gap."""
    advice = advise(result, pack)
    parts = []
    if advice.proof and advice.proof.lapsed:
        parts.append(f"Renew the evidence that lapsed: {listed([f'“{title}”' for title in advice.proof.lapsed])}.")
    elif advice.proof:
        kinds = listed([lower_first(kind.title) for kind in advice.proof.kinds], last="or")
        parts.append(f"Show that level {advice.proof.level} is true with dated evidence: {kinds}.")
    return " ".join([*parts, advice.step] if advice.step else parts)


def _proof_wanted(result: QuestionResult, wanted: int, verified: int, pack: QuestionPack) -> ProofWanted | None:
    if verified >= wanted:
        return None
    caps = pack.evidence_caps
    class_ = EvidenceClass.DOCUMENT if caps.document >= wanted else EvidenceClass.MEASUREMENT
    kinds = (pack.evidence_kind[kind] for kind in result.question.evidence)
    return ProofWanted(
        level=wanted,
        evidence_class=class_,
        kinds=tuple(kind for kind in kinds if caps.of(kind.evidence_class) >= wanted),
        lapsed=tuple(
            judged.evidence.title
            for judged in result.evidence
            if judged.standing is Standing.LAPSED and caps.of(judged.evidence.evidence_class) >= wanted
        ),
    )
