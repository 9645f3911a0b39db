"""Remote signing against certomancer's CSC server on loopback, and against servers that misbehave."""

import asyncio
import base64
import json
import tempfile
import threading
import warnings
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

import pytest
from cryptography.hazmat.primitives.asymmetric.utils import decode_dss_signature

from phoihop.engines.pdf_signing import certificates, signing
from phoihop.engines.pdf_signing.content import CannotSign
from phoihop.engines.pdf_signing.keys.csc import SigningService
from phoihop.engines.pdf_signing.tests import paper
from phoihop.engines.pdf_signing.tests.pki import pki

CONFIG = """
external-url-prefix: http://127.0.0.1
keysets:
  t:
    path-prefix: {folder}
    keys:
      root: {{path: root.pem}}
      lan: {{path: lan.pem}}
      hanh: {{path: hanh.pem}}
pki-architectures:
  t:
    entities:
      root: {{country-name: VN, common-name: Gốc}}
      lan: {{country-name: VN, common-name: Nguyễn Thị Lan}}
      hanh: {{country-name: VN, common-name: Lê Thị Mỹ Hạnh}}
    certs:
      root: &valid
        subject: root
        issuer: root
        validity: {{valid-from: "2020-01-01T00:00:00+0000", valid-to: "2040-01-01T00:00:00+0000"}}
        profiles: [simple-ca]
      lan: {{<<: *valid, subject: lan, issuer: root, profiles: []}}
      hanh: {{<<: *valid, subject: hanh, issuer: root, profiles: []}}
"""


@pytest.fixture(scope="module")
def real():
    """The address of the dummy service, running."""
    from aiohttp import web
    from certomancer.registry import CertomancerConfig
    from csc_dummy.csc_dummy_server import CSCWithCertomancer

    with tempfile.TemporaryDirectory() as folder:
        for who in ("root", "lan", "hanh"):
            Path(folder, f"{who}.pem").write_bytes(paper.key_pem(who))
        path = Path(folder, "config.yml")
        path.write_text(CONFIG.format(folder=folder), encoding="utf-8")
        config = CertomancerConfig.from_file(str(path), folder)
        with warnings.catch_warnings():
            warnings.simplefilter("ignore", web.NotAppKeyWarning)  # the dummy keeps its settings under plain names
            service = CSCWithCertomancer(config)
        service.register_routes()
        loop = asyncio.new_event_loop()
        ready = threading.Event()
        port = []

        async def serve():
            runner = web.AppRunner(service.app)
            await runner.setup()
            site = web.TCPSite(runner, "127.0.0.1", 0)
            await site.start()
            port.append(site._server.sockets[0].getsockname()[1])
            ready.set()
            return runner

        def run():
            asyncio.set_event_loop(loop)
            runner = loop.run_until_complete(serve())
            loop.run_forever()
            loop.run_until_complete(runner.cleanup())
            loop.close()

        thread = threading.Thread(target=run)
        thread.start()
        ready.wait(10)
        yield f"http://127.0.0.1:{port[0]}"
        loop.call_soon_threadsafe(loop.stop)
        thread.join(10)


@pytest.mark.slow
@pytest.mark.parametrize("who", ["lan", "hanh"], ids=["RSA", "ECDSA"])
def test_a_paper_is_signed_at_a_service(real, who):
    key = SigningService(real, f"t/{who}", pin="123456", otp="000000")
    begun = signing.begin(
        paper.prepared(), field="Ky_0", certificate=key.certificate, chain=key.chain, stamp=None, at=paper.NOW
    )
    done = signing.finish(begun.state, key.sign(begun.to_sign), services=paper.NOBODY)
    assert done.certificate_sha256 == certificates.read(key.certificate).sha256
    assert len(key.chain) == 1


@pytest.mark.slow
def test_a_credential_nobody_has_is_told(real):
    with pytest.raises(CannotSign, match="credential ID"):
        _ = SigningService(real, "t/nobody").certificate


# A server that does what it is told


class Server:
    """Answers by endpoint: a function of the body, or a list of answers in turn. Remembers what it was asked."""

    def __init__(self, answers):
        self.answers, self.asked, self.headers = answers, [], []

    def answer(self, path, body, headers):
        endpoint = path.split("/", 3)[3]
        self.asked.append((path, body))
        self.headers.append(headers)
        answer = self.answers[endpoint]
        if isinstance(answer, list):
            answer = answer.pop(0)
        return answer(body) if callable(answer) else answer


@contextmanager
def serving(**answers):
    server = Server({name.replace("__", "/"): answer for name, answer in answers.items()})

    class Handler(BaseHTTPRequestHandler):
        def do_POST(self):
            body = json.loads(self.rfile.read(int(self.headers["Content-Length"])))
            answer = server.answer(self.path, body, dict(self.headers))
            if answer is None:  # hangs up without a word
                self.close_connection = True
                return
            status, told = answer if isinstance(answer, tuple) else (200, answer)
            data = told if isinstance(told, bytes) else json.dumps(told).encode()
            self.send_response(status)
            if status == 307:
                self.send_header("Location", "/elsewhere")
            self.send_header("Content-Length", str(len(data)))
            self.end_headers()
            self.wfile.write(data)

        def log_message(self, *args):
            pass

    http = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    threading.Thread(target=http.serve_forever, daemon=True).start()
    server.url = f"http://127.0.0.1:{http.server_port}"
    try:
        yield server
    finally:
        http.shutdown()
        http.server_close()


def b64(data):
    return base64.b64encode(data).decode()


def info(who="hanh", algo="1.2.840.10045.4.3.2", **more):
    given = [b64(pki().certificate(who)), *(b64(one) for one in pki().chain(who))]
    return {"cert": {"certificates": given, "status": "valid"}, "key": {"algo": [algo], "status": "enabled"}, **more}


def signs(body):
    """What the key of Hạnh makes of "words", as two bare numbers, as some services give it."""
    r, s = decode_dss_signature(paper.sign("hanh", b"words"))
    return {"signatures": [b64(r.to_bytes(32, "big") + s.to_bytes(32, "big"))]}


WELL = {"credentials__info": info, "credentials__authorize": {"SAD": "allowed"}, "signatures__signHash": signs}


def well(**other):
    return {**WELL, "credentials__info": info(), **other}


def holds(signature):
    return certificates.holds(certificates.load(pki().certificate("hanh")), signature, b"words")


@pytest.mark.slow
def test_bare_numbers_become_a_signature_and_secrets_go_where_they_belong():
    with serving(**well()) as server:
        key = SigningService(server.url, "c1", token="oauth", pin="1234", otp="777")
        assert holds(key.sign(b"words"))
    (_, asked), (path, authorised), (_, signed) = server.asked
    assert path == "/csc/v1/credentials/authorize"
    assert asked == {"credentialID": "c1", "certificates": "chain", "certInfo": False}
    assert (authorised["PIN"], authorised["OTP"], authorised["numSignatures"]) == ("1234", "777", 1)
    assert signed["SAD"] == "allowed"
    assert authorised["hash"] == signed["hash"]
    assert "PIN" not in signed
    assert all(one["Authorization"] == "Bearer oauth" for one in server.headers)
    assert not any(secret in repr(key) for secret in ("oauth", "1234", "777"))


@pytest.mark.slow
def test_version_two_is_spoken_too():
    with serving(**well()) as server:
        assert holds(SigningService(server.url, "c1", pin="1234", version="v2").sign(b"words"))
    (_, _), (path, authorised), (_, signed) = server.asked
    assert path == "/csc/v2/credentials/authorize"
    assert authorised["authData"] == [{"id": "PIN", "value": "1234"}]
    assert authorised["hashes"] == signed["hashes"]
    assert signed["operationMode"] == "S"


@pytest.mark.slow
def test_the_credential_is_asked_for_again_when_it_does_no_harm():
    with serving(**well(credentials__info=[(503, {}), None, info()])) as server:
        assert SigningService(server.url, "c1").certificate == pki().certificate("hanh")
    assert len(server.asked) == 3


@pytest.mark.slow
def test_what_could_sign_is_asked_once():
    for broken in ({"signatures__signHash": None}, {"signatures__signHash": (502, {})}):
        with serving(**well(**broken)) as server, pytest.raises(CannotSign, match="chưa rõ đã ký hay chưa"):
            SigningService(server.url, "c1").sign(b"words")
        assert [path.rsplit("/", 1)[1] for path, _ in server.asked] == ["info", "authorize", "signHash"]


@pytest.mark.slow
def test_an_otp_is_used_once():
    with serving(**well(credentials__authorize=None)) as server, pytest.raises(CannotSign, match="chưa rõ"):
        SigningService(server.url, "c1", otp="1").sign(b"words")
    assert len(server.asked) == 2


@pytest.mark.slow
def test_a_service_that_does_not_answer_in_time_is_told():
    def slow(body):
        threading.Event().wait(1.5)
        return {"SAD": "x"}

    with serving(**well(credentials__authorize=slow)) as server, pytest.raises(CannotSign, match="không trả lời kịp"):
        SigningService(server.url, "c1", seconds=0.5).sign(b"words")


@pytest.mark.slow
def test_a_service_that_is_not_there_is_told():
    with pytest.raises(CannotSign, match="Không kết nối được"):
        _ = SigningService("http://127.0.0.1:9", "c1", seconds=5).certificate


@pytest.mark.slow
@pytest.mark.parametrize(
    ("status", "told", "why"),
    [
        (400, {"error": "invalid_request", "error_description": "Invalid parameter PIN"}, "Sai mã PIN"),
        (400, {"error": "invalid_otp"}, "OTP"),
        (401, {"error": "invalid_token"}, "đăng nhập lại"),
        (400, {"error": "expired_sad"}, "hết hạn"),
        (400, b"<html>", "từ chối"),
        (307, b"", "từ chối"),
        (200, b"<html>", "không đúng chuẩn"),
        (200, {"SAD": 5}, "không đúng chuẩn"),
        (200, b"x" * 2_000_000, "không đúng chuẩn"),
    ],
)
def test_a_refusal_is_explained(status, told, why):
    with serving(**well(credentials__authorize=(status, told))) as server, pytest.raises(CannotSign, match=why):
        SigningService(server.url, "c1").sign(b"words")
    assert len(server.asked) == 2


@pytest.mark.slow
@pytest.mark.parametrize(
    "told", [{}, {"signatures": []}, {"signatures": ["!"]}, {"signatures": ["", ""]}, {"signatures": 1}]
)
def test_an_answer_without_a_signature_is_told(told):
    with (
        serving(**well(signatures__signHash=(200, told))) as server,
        pytest.raises(CannotSign, match="không đúng chuẩn"),
    ):
        SigningService(server.url, "c1").sign(b"words")


@pytest.mark.slow
@pytest.mark.parametrize(
    ("answer", "why"),
    [
        (lambda: {"cert": {}}, "không đúng chuẩn"),
        (lambda: info(algo="1.2.3"), "không hỗ trợ ký SHA-256"),
        (lambda: info(key={"algo": [], "status": "disabled"}), "bị khóa"),
        (lambda: info(cert={"certificates": ["AA=="], "status": "revoked"}), "bị khóa"),
    ],
)
def test_a_credential_that_cannot_sign_is_told(answer, why):
    with serving(**well(credentials__info=answer())) as server, pytest.raises(CannotSign, match=why):
        _ = SigningService(server.url, "c1").certificate


@pytest.mark.parametrize("url", ["http://sign.example", "ftp://127.0.0.1", "//x", "", "http://127.0.0.1.example"])
def test_secrets_travel_only_over_tls(url):
    with pytest.raises(CannotSign, match="https"):
        SigningService(url, "c1")
