"""What indexing leaves in the database."""

import pytest
from django.db import transaction

from chizi.ground.search.actions import index_text, index_texts, rebuild_index
from chizi.ground.search.models import SearchText
from chizi.ground.search.queries import find


@pytest.mark.django_db
def test_a_text_is_kept_once_normalised_and_bounded():
    index_text(collection="laws", key="1", text="Ａ" * 300_000)
    index_text(collection="laws", key="1", text="Ｂ" * 300_000)
    assert [len(row.text) for row in SearchText.objects.all()] == [200_000]


@pytest.mark.django_db(transaction=True)
def test_a_transaction_that_fails_leaves_nothing_to_find():
    with transaction.atomic():
        index_text(collection="laws", key="1", text="整改")
        transaction.set_rollback(True)
    assert find("laws", "整改") == []


@pytest.mark.django_db(transaction=True)
def test_grams_whose_text_is_gone_find_nothing():
    """Tests empty tables by deleting from them, which leaves FTS5's own tables as they were."""
    index_text(collection="laws", key="1", text="整改")
    SearchText.objects.all().delete()
    index_text(collection="laws", key="2", text="验收")
    assert find("laws", "整改") == []


@pytest.mark.django_db
def test_indexing_nothing_is_nothing():
    index_texts(collection="laws", texts={})
    assert rebuild_index() == 0
