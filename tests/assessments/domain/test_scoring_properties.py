"""What must be true of scoring whatever the answers are."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta
from fractions import Fraction

from hypothesis import given
from hypothesis import strategies as st

from assessments.domain.answers import UNANSWERED, Answer, Evidence, State, Targets
from assessments.domain.results import GroupResult, Measure, Overall, QuestionResult, Result
from assessments.domain.scoring import score
from catalog.domain.question_pack import Effort, EvidenceClass, Question, QuestionPack
from tests.factories.assessments import NOT_APPLICABLE, UNKNOWN
from tests.factories.catalog import make_pack, make_phase, make_question

DAY = date(2026, 11, 1)
PHASES, DOMAINS = ("A", "B", "C"), ("one", "two")
WEIGHTS = st.fractions(min_value=Fraction(1, 10), max_value=10, max_denominator=10)

evidence = st.builds(
    lambda class_, days: Evidence(class_, "Shown", link="https://x.example", observed=DAY - timedelta(days=days)),
    st.sampled_from(EvidenceClass),
    st.integers(-20, 400),
)
levels = st.builds(
    lambda level, shown: Answer(State.ANSWERED, level=level, evidence=tuple(shown)),
    st.integers(0, 5),
    st.lists(evidence, max_size=3),
)
answers = st.one_of(levels, levels, st.sampled_from([UNKNOWN, UNANSWERED, NOT_APPLICABLE]))


@st.composite
def cases(draw: st.DrawFn) -> tuple[QuestionPack, dict[str, Answer], Targets]:
    questions: list[Question] = []
    for number in range(draw(st.integers(1, 10))):
        earlier = [question.id for question in questions]
        needs = draw(st.lists(st.sampled_from(earlier), unique=True, max_size=3)) if earlier else []
        questions.append(
            make_question(
                f"{draw(st.sampled_from(PHASES))}-{number}",
                domain=draw(st.sampled_from(DOMAINS)),
                weight=draw(WEIGHTS),
                impact=draw(st.integers(1, 5)),
                effort=draw(st.sampled_from(Effort)),
                depends_on=tuple(needs),
            )
        )
    pack = make_pack(questions, [make_phase(id_, draw(WEIGHTS)) for id_ in PHASES])
    given_answers = {question.id: draw(answers) for question in questions}
    targets = Targets(draw(st.integers(0, 5)), tuple((p, draw(st.integers(0, 5))) for p in PHASES[:2]))
    return pack, given_answers, targets


def scores(result: Result) -> list[tuple[Fraction | None, ...]]:
    groups = (*result.phases, *result.domains)
    return [tuple(getattr(group, measure.value) for measure in Measure) for group in (*groups, result.overall)]


def not_lower(new: Fraction | None, old: Fraction | None) -> bool:
    return new == old if new is None or old is None else new >= old


@given(cases(), st.data())
def test_a_higher_answer_never_lowers_a_score(
    case: tuple[QuestionPack, dict[str, Answer], Targets], data: st.DataObject
) -> None:
    pack, before, targets = case
    raisable = [id_ for id_, answer in before.items() if answer.level is not None and answer.level < 5]
    if not raisable:
        return
    id_ = data.draw(st.sampled_from(raisable))
    after = before | {id_: replace(before[id_], level=(before[id_].level or 0) + 1)}
    old = scores(score(pack, before, targets, as_of=DAY))
    new = scores(score(pack, after, targets, as_of=DAY))
    assert all(not_lower(b, a) for row, more in zip(old, new, strict=True) for a, b in zip(row, more, strict=True))


@given(cases(), st.data())
def test_not_applicable_changes_no_other_question(
    case: tuple[QuestionPack, dict[str, Answer], Targets], data: st.DataObject
) -> None:
    pack, before, targets = case
    id_ = data.draw(st.sampled_from(sorted(before)))
    old = score(pack, before, targets, as_of=DAY)
    new = score(pack, before | {id_: NOT_APPLICABLE}, targets, as_of=DAY)
    assert [facts(q) for q in old.questions if q.question.id != id_] == [
        facts(q) for q in new.questions if q.question.id != id_
    ]


def facts(result: QuestionResult) -> tuple[object, ...]:
    return result.question.id, result.claimed, result.verified, result.gap


@given(cases(), st.data())
def test_the_range_brackets_every_completion(
    case: tuple[QuestionPack, dict[str, Answer], Targets], data: st.DataObject
) -> None:
    pack, given_answers, targets = case
    before = score(pack, given_answers, targets, as_of=DAY)
    found_out = {q.question.id: Answer(State.ANSWERED, level=data.draw(st.integers(0, 5))) for q in before.find_out}
    after = score(pack, given_answers | found_out, targets, as_of=DAY)
    for old, new in zip(parts(before), parts(after), strict=True):
        if new.claimed is None:
            assert old.low is None
        else:
            assert old.low is not None
            assert old.high is not None
            assert old.low <= new.claimed <= old.high


def parts(result: Result) -> list[Overall | GroupResult]:
    return [result.overall, *result.phases, *result.domains]


@given(cases(), WEIGHTS)
def test_scaling_all_weights_changes_nothing(
    case: tuple[QuestionPack, dict[str, Answer], Targets], factor: Fraction
) -> None:
    pack, given_answers, targets = case
    scaled = make_pack(
        [replace(question, weight=question.weight * factor) for question in pack.questions],
        [replace(phase, weight=phase.weight * factor) for phase in pack.phases],
    )
    old = score(pack, given_answers, targets, as_of=DAY)
    new = score(scaled, given_answers, targets, as_of=DAY)
    assert scores(old) == scores(new)
    assert old.overall.percent_to_target == new.overall.percent_to_target
    assert [gap.result.question.id for gap in old.gaps] == [gap.result.question.id for gap in new.gaps]


@given(cases(), evidence, st.data())
def test_more_evidence_never_lowers_verified(
    case: tuple[QuestionPack, dict[str, Answer], Targets], more: Evidence, data: st.DataObject
) -> None:
    pack, before, targets = case
    id_ = data.draw(st.sampled_from(sorted(before)))
    after = before | {id_: replace(before[id_], evidence=(*before[id_].evidence, more))}
    old, new = (score(pack, given_answers, targets, as_of=DAY) for given_answers in (before, after))
    assert all(not_lower(b.verified, a.verified) for a, b in zip(old.phases, new.phases, strict=True))
    assert not_lower(new.overall.verified, old.overall.verified)


@given(cases(), st.randoms())
def test_the_order_of_answers_is_irrelevant(
    case: tuple[QuestionPack, dict[str, Answer], Targets], random: object
) -> None:
    pack, given_answers, targets = case
    shuffled = list(given_answers.items())
    random.shuffle(shuffled)  # type: ignore[attr-defined]
    assert score(pack, dict(shuffled), targets, as_of=DAY) == score(pack, given_answers, targets, as_of=DAY)


@given(cases())
def test_gaps_stand_behind_their_prerequisites(case: tuple[QuestionPack, dict[str, Answer], Targets]) -> None:
    pack, given_answers, targets = case
    result = score(pack, given_answers, targets, as_of=DAY)
    place = {gap.result.question.id: number for number, gap in enumerate(result.gaps)}
    below = {q.question.id for q in result.questions if q.verified is not None and q.verified < q.target}
    assert place.keys() == below
    for gap in result.gaps:
        assert all(
            place[need] < place[gap.result.question.id] for need in gap.result.question.depends_on if need in place
        )
        if gap.first_for:
            assert gap.result.question.id in pack.question[gap.first_for].depends_on


def test_a_chain_longer_than_python_may_recurse_is_ordered() -> None:
    questions = [make_question(f"A-{n}", depends_on=(f"A-{n + 1}",) if n < 2999 else ()) for n in range(3000)]
    pack = make_pack(questions)
    result = score(pack, {q.id: Answer(State.ANSWERED, level=1) for q in questions}, Targets(4), as_of=DAY)
    assert [gap.result.question.id for gap in result.gaps] == [f"A-{n}" for n in reversed(range(3000))]
