"""Downloads: the bytes that were signed, under names that can be kept apart."""

import hashlib

import pytest

from chizi.publish import store
from chizi.publish.bundle import parse_public_key, verify
from chizi.publish.queries import published_view

pytestmark = pytest.mark.django_db


def body(answer) -> bytes:
    return b"".join(answer.streaming_content) if answer.streaming else answer.content


def test_the_whole_file_proves_itself_with_the_key_beside_it(reader, home, published):
    file = reader.get(f"{home}v1/files/{published.file_name}")
    key = reader.get(f"{home}v1/key")
    assert file.headers["Content-Type"] == "application/zip"
    assert file.headers["Content-Disposition"] == f'attachment; filename="{published.file_name}"'
    assert key.headers["Content-Disposition"] == f'attachment; filename="{published.file_name}.pub"'
    data = body(file)
    assert int(file.headers["Content-Length"]) == len(data)
    assert file.headers["ETag"] == f'"{hashlib.sha256(data).hexdigest()}"'
    assert verify(data, parse_public_key(key.content.decode())).signer == "known"


def test_each_part_is_the_one_that_the_manifest_lists(reader, home, published):
    for entry in published_view(published.code).stated["members"]:
        answer = reader.get(f"{home}v1/files/{entry['name']}")
        data = body(answer)
        assert hashlib.sha256(data).hexdigest() == entry["sha256"]
        name = f"chizi-{published.code}-v1-{entry['name']}"
        assert answer.headers["Content-Disposition"] == f'attachment; filename="{name}"'
        assert answer.headers["X-Content-Type-Options"] == "nosniff"


@pytest.mark.parametrize(
    "name", ["none.csv", "manifest", "..", "%2e%2e%2fkeys%2fpublisher.pem", "publisher.pem"]
)
def test_nothing_else_can_be_fetched(reader, home, published, name):
    assert store.signer().public.line  # the private key lies beside the store
    answer = reader.get(f"{home}v1/files/{name}")
    assert answer.status_code == 404


@pytest.mark.parametrize("path", ["v2/", "v01/", "v0/", "v99999/", "v1/files/"])
def test_versions_that_are_not_there(reader, home, path):
    assert reader.get(f"{home}{path}").status_code == 404
