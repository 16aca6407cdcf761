from __future__ import annotations

import pytest

from catalog.domain.question_pack import QuestionPack
from catalog.files.load import load_question_pack


@pytest.fixture(scope="session")
def shipped_pack() -> QuestionPack:
    return load_question_pack("saas-reliability")
