"""What is overdue, what is due soon, and who has how much."""

from datetime import date, timedelta

from roadmap.domain.work import Load, Work, WorkKind, due_soon, loads, overdue

TODAY = date(2026, 11, 22)


def work(title: str, *, owner: int | None = 1, days: int | None = None, is_open: bool = True) -> Work:
    due = None if days is None else TODAY + timedelta(days=days)
    return Work(WorkKind.ACTION, title, title, "discover", owner, due, is_open)


def test_overdue_is_what_is_open_and_was_due_the_longest_first() -> None:
    works = [work("b", days=-1), work("a", days=-9), work("closed", days=-9, is_open=False), work("today", days=0)]
    assert [each.title for each in overdue(works, TODAY)] == ["a", "b"]


def test_due_soon_is_from_today_to_two_weeks() -> None:
    works = [work("in two weeks", days=14), work("today", days=0), work("later", days=15), work("no day")]
    assert [each.title for each in due_soon(works, TODAY)] == ["today", "in two weeks"]


def test_load_counts_what_is_open_and_nobody_comes_last() -> None:
    item = Work(WorkKind.ITEM, "i", "i", "discover", 2, TODAY - timedelta(days=1), is_open=True)
    works = [work("a", owner=None), work("b", owner=None), work("c", owner=2), item, work("d", is_open=False)]
    assert loads(works, TODAY) == [Load(2, 1, 1, 0, 1), Load(None, 2, 0, 0, 0)]
