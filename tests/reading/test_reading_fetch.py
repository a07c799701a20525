"""Pages over real sockets on loopback: what is fetched, and every way in which it is refused."""

from __future__ import annotations

import gzip
import shutil
import socket
import ssl
import subprocess
import threading
import zlib
from pathlib import Path

import pytest
from reading_samples import STORY, Answer, article_page, pdf, serving

from summarizer.errors import ExitCode, SourceError
from summarizer.reading import addresses, read
from summarizer.reading import fetch as fetching

PAGE = article_page().encode()


def fetched(url: str, *, limit: int = 100_000, timeout: float = 10) -> fetching.Fetched:
    return fetching.fetch(url, limit=limit, timeout=timeout, allow_private=True)


def refused(url: str, *, limit: int = 100_000, timeout: float = 10) -> SourceError:
    with pytest.raises(SourceError) as caught:
        fetched(url, limit=limit, timeout=timeout)
    return caught.value


def redirect(location: str, status: int = 302) -> Answer:
    return Answer(status=status, headers={"Location": location})


def test_an_article_by_its_url() -> None:
    with serving({"/world/talks-resume.html": Answer(PAGE)}) as site:
        reading = read(site.url("/world/talks-resume.html?x=1#top"), allow_private=True)
        assert STORY[1] in reading.article.text
        assert reading.article.id == "talks-resume"
        assert reading.article.url == site.url("/world/talks-resume.html?x=1")
        path, headers = site.asked[0]
        assert path == "/world/talks-resume.html?x=1"
        assert headers["Host"] == f"127.0.0.1:{site.port}"
        assert not {"Cookie", "Authorization", "Referer"} & set(headers)


def test_the_kind_comes_from_the_content_type_then_from_the_bytes() -> None:
    text = "\n".join(STORY).encode()
    answers = {
        "/pdf": Answer(pdf([STORY]), media_type="application/pdf"),
        "/bytes": Answer(pdf([STORY]), media_type="application/octet-stream"),
        "/plain": Answer(text, media_type="text/plain"),
        "/a.md": Answer(b"*Envoys* met.", media_type="text/plain"),
        "/none": Answer(PAGE, media_type=None),
        "/cp1251": Answer("Мир".encode("cp1251") * 9, media_type="text/plain; charset=cp1251"),
    }
    with serving(answers) as site:
        texts = {path: read(site.url(path), allow_private=True).article.text for path in answers}
    assert texts["/pdf"] == texts["/bytes"] == " ".join(STORY)
    assert texts["/plain"] == "\n".join(STORY)
    assert texts["/a.md"] == "Envoys met."
    assert STORY[0] in texts["/none"]
    assert texts["/cp1251"] == "Мир" * 9


@pytest.mark.parametrize("media_type", ["image/png", "video/mp4", "application/zip", "text/css"])
def test_a_content_type_that_is_no_article(media_type: str) -> None:
    answers = {"/x": Answer(PAGE, media_type=media_type)}
    with serving(answers) as site, pytest.raises(SourceError, match=media_type) as caught:
        read(site.url("/x"), allow_private=True)
    assert caught.value.exit_code is ExitCode.NOT_TEXT


@pytest.mark.parametrize("status", [204, 301, 401, 404, 429, 500, 599])
def test_a_status_that_is_not_ok_is_told(status: int) -> None:
    with serving({"/x": Answer(b"gone" if status >= 400 else b"", status=status)}) as site:
        error = refused(site.url("/x"))
    assert error.exit_code is ExitCode.FETCH_FAILED
    assert f"answered {status}" in error.message


def test_proxies_of_the_environment_are_ignored(monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("http_proxy", "HTTP_PROXY", "all_proxy", "ALL_PROXY"):
        monkeypatch.setenv(name, "http://127.0.0.1:9")
    with serving({"/x": Answer(PAGE)}) as site:
        assert fetched(site.url("/x")).data == PAGE


# Redirects


@pytest.mark.parametrize("status", [301, 302, 303, 307, 308])
def test_redirects_are_followed(status: int) -> None:
    answers = {"/a": redirect("../b?q=Ã©#x", status), "/b": Answer(PAGE)}  # é in UTF-8
    with serving(answers) as site:
        page = fetched(site.url("/a"))
        assert page.url == site.url("/b?q=%C3%A9")
    assert page.data == PAGE


def test_five_redirects_and_no_more() -> None:
    answers = {f"/{n}": redirect(f"/{n + 1}") for n in range(6)} | {"/6": Answer(PAGE)}
    with serving(answers) as site:
        assert fetched(site.url("/1")).data == PAGE
        error = refused(site.url("/0"))
    assert error.exit_code is ExitCode.FETCH_FAILED
    assert "more than 5 times" in error.message


def test_a_redirect_loop_ends() -> None:
    with serving({"/a": redirect("/b"), "/b": redirect("/a")}) as site:
        assert refused(site.url("/a")).exit_code is ExitCode.FETCH_FAILED
        assert len(site.asked) == 6


@pytest.mark.parametrize(
    "location", ["file:///etc/passwd", "ftp://127.0.0.1/x", "gopher://x", "http://u:p@127.0.0.1/"]
)
def test_a_redirect_out_of_http(location: str) -> None:
    with serving({"/a": redirect(location)}) as site:
        assert refused(site.url("/a")).exit_code is ExitCode.FORBIDDEN_ADDRESS


@pytest.mark.parametrize(
    "host",
    ["127.0.0.1", "10.1.2.3", "169.254.169.254", "[::1]", "[::ffff:127.0.0.1]", "inside.example"],
)
def test_a_redirect_to_a_private_address(host: str, monkeypatch: pytest.MonkeyPatch) -> None:
    """The first address passes for public, so that only the redirect's is refused."""
    known = {"outside.example": "127.0.0.1", "inside.example": "192.168.0.9"}

    def resolve(name: str, port: int) -> list[str]:
        return [known.get(name, name)]

    def checked(name: str, port: int, **options: object) -> object:
        passes = name == "outside.example"
        return addresses.checked(name, port, allow_private=passes, resolve=resolve)

    monkeypatch.setattr(fetching, "checked", checked)
    with serving({"/a": redirect(f"http://{host}/b"), "/b": Answer(PAGE)}) as site:
        with pytest.raises(SourceError, match="not a public address") as caught:
            fetching.fetch(site.url("/a", "outside.example"), limit=9_999, timeout=10)
        assert [path for path, _ in site.asked] == ["/a"]
    assert caught.value.exit_code is ExitCode.FORBIDDEN_ADDRESS


# Addresses


@pytest.mark.parametrize(
    "host",
    [
        *("127.0.0.1", "localhost", "2130706433", "0x7f.0.0.1", "0177.0.0.1", "[::1]"),
        *("[::ffff:127.0.0.1]", "[::ffff:7f00:1]", "127.1"),
    ],
)
def test_this_machine_is_refused_before_a_byte_is_sent(host: str) -> None:
    with serving({"/": Answer(PAGE)}) as site:
        with pytest.raises(SourceError, match="not a public address") as caught:
            read(site.url("/", host))
        assert site.asked == []
    assert caught.value.exit_code is ExitCode.FORBIDDEN_ADDRESS


def test_the_checked_address_is_the_one_connected_to() -> None:
    """A name that changes its address after the check (DNS rebinding) gains nothing."""
    answers = iter([["127.0.0.1"], ["10.0.0.1"]])
    with serving({"/": Answer(PAGE)}) as site:
        page = fetching.fetch(
            site.url("/", "rebinding.example"),
            limit=9_999,
            timeout=10,
            allow_private=True,
            resolve=lambda host, port: next(answers),
        )
        assert site.asked[0][1]["Host"] == f"rebinding.example:{site.port}"
    assert page.data == PAGE
    assert next(answers) == ["10.0.0.1"]  # asked once only


def test_the_next_address_is_tried_when_one_does_not_answer() -> None:
    with serving({"/": Answer(PAGE)}) as site:
        page = fetching.fetch(
            site.url("/", "two.example"),
            limit=9_999,
            timeout=10,
            allow_private=True,
            resolve=lambda host, port: ["::1", "127.0.0.1"],
        )
    assert page.data == PAGE


def test_nobody_listens() -> None:
    with socket.socket() as unused:
        unused.bind(("127.0.0.1", 0))
        error = refused(f"http://127.0.0.1:{unused.getsockname()[1]}/")
    assert error.exit_code is ExitCode.FETCH_FAILED


@pytest.mark.parametrize("source", ["ftp://news.example/a", "file:///etc/passwd", "FILE://x/y"])
def test_other_schemes_are_refused(source: str) -> None:
    with pytest.raises(SourceError, match="not an http") as caught:
        read(source)
    assert caught.value.exit_code is ExitCode.FORBIDDEN_ADDRESS


def test_credentials_are_refused_and_not_repeated() -> None:
    for url in ("http://user:hunter2@127.0.0.1/", "ftp://user:hunter2@x/", "http://u:hunter2@[x/"):
        with pytest.raises(SourceError) as caught:
            read(url, allow_private=True)
        assert "hunter2" not in str(caught.value)


@pytest.mark.parametrize(
    "url",
    ["http://", "http:///path", "http://x:99999/", "http://[::1/", "http://a b/", "http://x:0/"],
)
def test_what_is_no_url(url: str) -> None:
    assert refused(url).exit_code is ExitCode.FETCH_FAILED


# Sizes


def test_packed_pages_are_unpacked() -> None:
    raw = zlib.compressobj(wbits=-15)
    answers = {
        "/gzip": (gzip.compress(PAGE), "gzip"),
        "/two": (gzip.compress(PAGE[:50]) + gzip.compress(PAGE[50:]), "x-gzip"),
        "/deflate": (zlib.compress(PAGE), "deflate"),
        "/raw": (raw.compress(PAGE) + raw.flush(), "Deflate"),
        "/plain": (PAGE, "identity"),
    }
    scripted = {
        path: Answer(body, headers={"Content-Encoding": coding})
        for path, (body, coding) in answers.items()
    }
    with serving(scripted) as site:
        for path in scripted:
            assert fetched(site.url(path)).data == PAGE, path


def test_an_unpacking_bomb_is_never_unpacked() -> None:
    bomb = gzip.compress(b"\0" * 50_000_000)
    with serving({"/x": Answer(bomb, headers={"Content-Encoding": "gzip"})}) as site:
        assert refused(site.url("/x")).exit_code is ExitCode.TOO_LARGE


def test_a_bomb_of_many_small_members() -> None:
    members = gzip.compress(b"") * 10_000
    with serving({"/x": Answer(members, headers={"Content-Encoding": "gzip"})}) as site:
        assert refused(site.url("/x")).exit_code is ExitCode.TOO_LARGE


@pytest.mark.parametrize("coding", ["br", "zstd", "gzip, gzip", "exec"])
def test_a_coding_that_was_not_asked_for(coding: str) -> None:
    with serving({"/x": Answer(PAGE, headers={"Content-Encoding": coding})}) as site:
        error = refused(site.url("/x"))
        assert site.asked[0][1]["Accept-Encoding"] == "gzip, deflate"
    assert error.exit_code is ExitCode.FETCH_FAILED


@pytest.mark.parametrize("body", [gzip.compress(PAGE)[:-20], b"\x1f\x8bnonsense", b"plain words"])
def test_damaged_compression(body: bytes) -> None:
    with serving({"/x": Answer(body, headers={"Content-Encoding": "gzip"})}) as site:
        assert refused(site.url("/x")).exit_code is ExitCode.FETCH_FAILED


@pytest.mark.parametrize("length", [-1, None])
def test_a_page_over_the_limit(length: int | None) -> None:
    with serving({"/x": Answer(b"a" * 5_000, length=length)}) as site:
        assert fetched(site.url("/x"), limit=5_000).data == b"a" * 5_000
        assert refused(site.url("/x"), limit=4_999).exit_code is ExitCode.TOO_LARGE


def test_a_length_that_promises_more_than_comes() -> None:
    with serving({"/x": Answer(PAGE, length=len(PAGE) + 1)}) as site:
        assert refused(site.url("/x")).exit_code is ExitCode.FETCH_FAILED


def test_a_length_that_is_nonsense_does_not_lift_the_limit() -> None:
    answer = Answer(b"a" * 5_000, length=-1, headers={"Content-Length": "minus one"})
    with serving({"/x": answer}) as site:
        assert refused(site.url("/x"), limit=4_999).exit_code is ExitCode.TOO_LARGE


# Time


def test_a_server_that_drips() -> None:
    """Each byte comes well within any socket's patience; all of them together do not."""
    with serving({"/x": Answer(PAGE, drip=0.05)}) as site:
        error = refused(site.url("/x"), timeout=0.4)
    assert error.exit_code is ExitCode.FETCH_FAILED
    assert "longer than 0.4 seconds" in error.message


def test_a_server_that_never_answers_and_a_resolver_that_hangs() -> None:
    with socket.create_server(("127.0.0.1", 0)) as mute:
        port = mute.getsockname()[1]
        for scheme in ("http", "https"):
            error = refused(f"{scheme}://127.0.0.1:{port}/", timeout=0.3)
            assert error.exit_code is ExitCode.FETCH_FAILED
    woken = threading.Event()

    def hang(host: str, port: int) -> list[str]:
        woken.wait(30)
        return []

    with pytest.raises(SourceError, match="longer than"):
        fetching.fetch("http://slow.example/", limit=9, timeout=0.2, resolve=hang)
    woken.set()


def test_giving_up_ends_the_thread() -> None:
    with serving({"/x": Answer(PAGE, drip=0.05)}) as site:
        before = set(threading.enumerate())
        refused(site.url("/x"), timeout=0.3)
        left = [t for t in threading.enumerate() if t not in before and t.name == "fetch"]
        for thread in left:
            thread.join(5)  # the page would drip for half a minute more
        assert not any(thread.is_alive() for thread in left)


# TLS


@pytest.fixture(scope="module")
def certificate(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, Path]:
    """A certificate for good.example, made now: none is kept in the repository."""
    openssl = shutil.which("openssl")
    if openssl is None:
        pytest.skip("no openssl command to make a certificate with")
    folder = tmp_path_factory.mktemp("tls")
    key, cert = folder / "key.pem", folder / "cert.pem"
    subprocess.run(
        [
            *(openssl, "req", "-x509", "-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:prime256v1"),
            *("-nodes", "-days", "2", "-subj", "/CN=good.example", "-keyout", str(key)),
            *("-addext", "subjectAltName=DNS:good.example", "-out", str(cert)),
        ],
        check=True,
        capture_output=True,
    )
    return key, cert


def test_tls_verifies_the_hosts_name_and_never_steps_down(
    certificate: tuple[Path, Path], monkeypatch: pytest.MonkeyPatch
) -> None:
    key, cert = certificate
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(cert, key)

    def reach(host: str, path: str) -> fetching.Fetched:
        return fetching.fetch(
            f"https://{host}:{site.port}{path}",
            limit=9_999,
            timeout=10,
            allow_private=True,
            resolve=lambda name, port: ["127.0.0.1"],
        )

    answers = {"/": Answer(PAGE), "/down": redirect("http://good.example/")}
    with serving(answers) as site:
        site.socket = context.wrap_socket(site.socket, server_side=True)
        with pytest.raises(SourceError, match="cannot be trusted") as untrusted:
            reach("good.example", "/")
        monkeypatch.setenv("SSL_CERT_FILE", str(cert))
        assert reach("good.example", "/").data == PAGE
        with pytest.raises(SourceError, match=r"cannot be trusted: Hostname mismatch"):
            reach("other.example", "/")
        with pytest.raises(SourceError, match="from https to http") as down:
            reach("good.example", "/down")
    assert untrusted.value.exit_code is ExitCode.FETCH_FAILED
    assert down.value.exit_code is ExitCode.FORBIDDEN_ADDRESS
