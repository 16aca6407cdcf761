"""The packs that ship with the product, against what they promise to hold."""

from __future__ import annotations

import pytest

from catalog.domain.criteria_pack import CriteriaPack
from catalog.domain.normal_form import content_hash, normal_form
from catalog.domain.question_pack import EvidenceClass, QuestionPack
from catalog.files.load import load_pack, load_question_pack, shipped_codes

TOPICS = """
high availability; multi-region replication; consistency per data type; fault tolerance; graceful degradation; timeouts;
retries with backoff and jitter; circuit breakers; bulkheads; feature flags; api-first contracts; idempotency;
semantic versioning; deprecation; contract tests; ci/cd; blue/green; canary; rollback; infrastructure as code; backups;
restore drills; sli; slo; error budgets; modular monolith; microservices; data stores; caching; data locality; metrics;
logs; traces; opentelemetry; active-active; active-passive; encryption; data residency; least privilege;
vulnerability scanning; incident playbooks; runbooks; on-call; post-incident reviews; dr drills; rpo; rto;
performance benchmarks; real-user monitoring; api governance; vendor governance; pilots
"""


@pytest.fixture(scope="module")
def pack() -> QuestionPack:
    return load_question_pack("saas-reliability")


def test_shipped_codes() -> None:
    assert shipped_codes() == ["delivery-partner", "platform-supplier", "saas-reliability"]


@pytest.mark.parametrize("topic", [topic.strip() for topic in TOPICS.split(";")])
def test_every_topic_is_a_tag_on_a_question(pack: QuestionPack, topic: str) -> None:
    assert any(topic in question.topics for question in pack.questions)


def test_size(pack: QuestionPack) -> None:
    assert len(pack.questions) == 66
    assert [phase.code for phase in pack.phases] == ["DIS", "ARC", "IMP", "COD", "VAL", "SCA"]
    assert len(pack.domains) == 10
    assert len(pack.artifacts) == 25
    assert len(pack.profile) == 12
    assert [(checklist.id, len(checklist.items)) for checklist in pack.checklists] == [
        ("ten-point", 10),
        ("start-plan", 5),
    ]


def test_weights_are_impacts(pack: QuestionPack) -> None:
    assert all(question.weight == question.impact for question in pack.questions)


def test_words_are_few(pack: QuestionPack) -> None:
    texts = [level for question in pack.questions for level in question.levels]
    texts += [criterion.text for question in pack.questions for criterion in question.criteria]
    assert [text for text in texts if len(text.split()) > 31] == []


def test_criteria_per_level(pack: QuestionPack) -> None:
    for question in pack.questions:
        for level in range(1, 6):
            assert 1 <= sum(criterion.level == level for criterion in question.criteria) <= 4, question.id


def test_every_question_can_be_measured(pack: QuestionPack) -> None:
    for question in pack.questions:
        classes = {pack.evidence_kind[kind].evidence_class for kind in question.evidence}
        assert EvidenceClass.MEASUREMENT in classes, question.id


def test_normal_form_fills_in_defaults_and_names_its_content(pack: QuestionPack) -> None:
    data = normal_form(pack)
    assert data["scale"]["min"] == 0
    assert data["scale"]["max"] == 5
    assert data["evidence_caps"] == {"none": 2, "document": 3, "measurement": 5}
    question = data["questions"][0]
    assert question["id"] == "DIS-01"
    assert question["criteria"][0]["id"] == "DIS-01.1a"
    assert question["not_applicable_when"] == []
    assert data["hash"] == content_hash(data)


@pytest.mark.parametrize("code", ["delivery-partner", "platform-supplier"])
def test_criteria_packs(code: str) -> None:
    pack = load_pack(code)
    assert isinstance(pack, CriteriaPack)
    assert len(pack.groups) == 5
    assert sum(group.weight for group in pack.groups) == 100
    for group in pack.groups:
        assert sum(criterion.weight for criterion in group.criteria) == 100
        assert all(len(criterion.anchors) == 6 for criterion in group.criteria)
