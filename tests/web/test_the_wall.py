"""Only this machine and our own pages get in, and not with more than fits."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from tests.support.web import HOME, TestClient

FOREIGN_HOSTS = ["evil.example", "127.0.0.1.evil.example:8765", "192.168.1.5:8765", "[::1"]
OUR_HOSTS = ["127.0.0.1", "127.0.0.1:8765", "localhost:9000", "[::1]:8765"]


@pytest.mark.parametrize("host", FOREIGN_HOSTS)
def test_a_foreign_host_is_refused_with_a_reason(client: TestClient, host: str) -> None:
    answer = client.get("/more", headers={"Host": host})
    assert answer.status_code == 403
    assert "127.0.0.1" in answer.text


@pytest.mark.parametrize("host", OUR_HOSTS)
def test_this_machine_is_let_in_by_any_of_its_names(client: TestClient, host: str) -> None:
    assert client.get("/more", headers={"Host": host}).status_code == 200


@pytest.mark.parametrize("origin", ["https://evil.example", "http://127.0.0.1:9999"])
@pytest.mark.parametrize("method", ["GET", "POST"])
def test_a_foreign_origin_is_refused(client: TestClient, method: str, origin: str) -> None:
    answer = client.request(
        method,
        "/runner",
        headers={"Origin": origin},
        data={"runner": "own"} if method == "POST" else None,
    )
    assert answer.status_code == 403
    assert "set-cookie" not in answer.headers


@pytest.mark.parametrize(
    "headers",
    [{"Sec-Fetch-Site": "cross-site"}, {"Sec-Fetch-Site": "same-site"}, {"Origin": "null"}],
)
def test_a_form_of_another_page_is_refused(client: TestClient, headers: dict[str, str]) -> None:
    assert client.post("/runner", data={"runner": "own"}, headers=headers).status_code == 403


def test_our_own_form_is_taken(client: TestClient) -> None:
    headers = {"Origin": HOME, "Sec-Fetch-Site": "same-origin"}
    answer = client.post("/runner", data={"runner": "own"}, headers=headers, follow_redirects=False)
    assert answer.status_code == 303


def test_every_answer_forbids_what_a_page_of_ours_never_does(client: TestClient) -> None:
    for path in ("/more", "/static/base.css", "/nothing-here"):
        headers = client.get(path).headers
        policy = headers["content-security-policy"]
        assert "default-src 'self'" in policy
        assert "unsafe" not in policy
        assert "frame-ancestors 'none'" in policy
        assert headers["x-content-type-options"] == "nosniff"
        assert headers["referrer-policy"] == "same-origin"


def test_a_body_that_is_too_large_is_refused_by_its_told_length(client: TestClient) -> None:
    answer = client.post("/runner", data={"runner": "x" * 2_000_000})
    assert answer.status_code == 413
    assert "1 MB" in answer.text


def test_a_body_that_tells_no_length_is_counted(client: TestClient) -> None:
    def pieces() -> Iterator[bytes]:
        yield b"runner="
        for _ in range(40):
            yield b"x" * 65_536

    answer = client.post(
        "/runner",
        content=pieces(),
        headers={"Content-Type": "application/x-www-form-urlencoded"},
    )
    assert answer.status_code == 413


def test_a_page_that_is_not_there_says_where_to_go(client: TestClient) -> None:
    answer = client.get("/nothing-here")
    assert answer.status_code == 404
    assert "/nothing-here" in answer.text
    assert "Go to Today" in answer.text


def test_a_script_gets_its_refusal_as_json(client: TestClient) -> None:
    answer = client.get("/nothing-here", headers={"Accept": "application/json"})
    assert answer.status_code == 404
    assert answer.json()["problems"][0]["code"] == "http-404"


def test_input_of_the_wrong_shape_is_said_to_be_so(client: TestClient) -> None:
    answer = client.post("/runner", data={"runner": "somebody"})
    assert answer.status_code == 400
    assert "runner" in answer.text


@pytest.mark.parametrize(
    ("path", "words"),
    [
        ("/body?region=moon&side=left", "“moon” is none of the choices"),
        ("/runs?offset=many", "“many” is no number"),
        ("/week/2026-99-99", "“2026-99-99” is no date"),
    ],
)
def test_what_a_page_can_not_read_is_said_in_plain_words(
    client: TestClient, path: str, words: str
) -> None:
    answer = client.get(path)
    assert answer.status_code == 400
    assert words in answer.text
    assert "Input should" not in answer.text


def test_an_error_page_leads_on_and_back(client: TestClient) -> None:
    came = {"referer": "http://127.0.0.1:8765/season?x=1"}
    page = client.get("/nope", headers=came).text
    assert 'href="/week"' in page
    assert 'href="/season?x=1"' in page
    elsewhere = client.get("/nope", headers={"referer": "http://evil.example/season"}).text
    assert "evil.example" not in elsewhere
    hidden = {"referer": "http://127.0.0.1:8765//evil.example/season"}
    assert "evil.example" not in client.get("/nope", headers=hidden).text
