"""A page that hangs or kills its process costs itself: it becomes a reject, and the next page is cleaned."""

import pyarrow as pa
import pytest

from seeds.knowledge import load_knowledge
from tasks.isolated import Cleaner, clean, cleaner
from tasks.steps.articles import articles_from_pages
from tests.pages import site
from tests.rows import page
from warehouse.tables import PAGES


@pytest.fixture(scope="module")
def pages() -> pa.Table:
    return PAGES.rows([page(f"p{i}", body=body) for i, body in enumerate(site().values())])


def test_cleaning_in_a_child_gives_what_cleaning_here_gives(pages):
    assert clean(pages) == articles_from_pages(pages, load_knowledge())


def test_no_pages_give_empty_tables():
    assert [table.num_rows for table in clean(PAGES.rows([]))] == [0, 0, 0, 0]


def test_pages_over_the_time_limit_are_rejects_and_the_next_batch_is_cleaned(pages):
    drafts, _, _, rejects = clean(pages, limit_s=0.0001)
    assert drafts.num_rows == 0
    assert rejects.column("reason").to_pylist() == ["timeout"] * 3
    assert rejects.column("page_id").to_pylist() == pages.column("page_id").to_pylist()
    assert clean(pages).drafts.num_rows == 3


def test_a_page_that_kills_its_child_is_a_reject_and_the_others_are_cleaned(pages, monkeypatch):
    sent = Cleaner.clean

    def deadly(self, some, limit_s):
        if "p1" in some.column("page_id").to_pylist():
            self.process.kill()
            self.process.wait()
        return sent(self, some, limit_s)

    monkeypatch.setattr(Cleaner, "clean", deadly)
    drafts, _, _, rejects = clean(pages)
    assert drafts.column("page_id").to_pylist() == ["p0", "p2"]
    assert rejects.select(["page_id", "stage", "reason"]).to_pylist() == [
        {"page_id": "p1", "stage": "extract", "reason": "crashed"}
    ]


def test_a_child_is_used_again_until_it_dies(pages):
    first = cleaner(None)
    assert cleaner(None) is first
    first.stop()
    assert cleaner(None) is not first
    assert clean(pages).drafts.num_rows == 3
