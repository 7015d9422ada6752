"""docs/analysts.md is what the declarations say, and its questions are questions this warehouse answers."""

import re

import pytest

from bench.analysts import DOCUMENT, SNIPPETS, dictionary, questions
from warehouse.catalog import connect
from warehouse.store import Warehouse
from warehouse.tables import DRAFTS, PAGES, REJECTS, REMOVALS


def test_the_data_dictionary_is_today_s():
    assert dictionary() in DOCUMENT.read_text(encoding="utf-8"), (
        "kliping backfill seeds/pages --warehouse DIR && python -m bench.analysts DIR"
    )


@pytest.fixture(scope="module")
def connection(tmp_path_factory):
    with connect(Warehouse(tmp_path_factory.mktemp("w")), {}) as connection:
        yield connection


def test_there_are_twenty_questions_and_each_is_in_the_document():
    text = DOCUMENT.read_text(encoding="utf-8")
    assert len(list(questions())) >= 20
    assert all(question in text and query in text for question, query in questions())


@pytest.mark.parametrize(("name", "query", "taken"), SNIPPETS)
def test_every_snippet_is_in_the_document_and_its_question_runs(connection, name, query, taken):
    assert taken.format(f'w.sql("{query}")') in DOCUMENT.read_text(encoding="utf-8"), name
    assert connection.sql(query).fetchall() is not None


def test_every_picture_the_document_shows_is_there():
    named = re.findall(r"\]\(([^)]+\.png)\)", DOCUMENT.read_text(encoding="utf-8"))
    assert len(named) >= 6
    assert all((DOCUMENT.parent / name).stat().st_size > 10_000 for name in named)


@pytest.mark.parametrize(("question", "query"), list(questions()))
def test_every_question_is_sql_that_runs(connection, question, query):
    answer = connection.sql(query)
    assert all(len(row) == len(answer.columns) for row in answer.fetchall()), question


def test_a_column_of_a_view_means_what_the_table_it_is_from_says(connection):
    query = "SELECT table_name, column_name, comment FROM duckdb_columns() WHERE schema_name = 'main'"
    told = {(table, column): comment for table, column, comment in connection.sql(query).fetchall()}
    for view, table in (
        ("articles", DRAFTS),
        ("unique_articles", DRAFTS),
        ("removals", REMOVALS),
        ("rejects", REJECTS),
        ("pages", PAGES),
    ):
        shared = [column for column in table.columns if (view, column.name) in told]
        assert len(shared) >= 5
        assert [told[view, column.name] for column in shared] == [column.comment for column in shared]
