"""A certification service for tests, made in this process: authorities, signers; timestamps, OCSP, CRL over http.

`pki()` makes it once a session. Nobody in it exists. Keys live in memory and die with the process.

    house = pki()
    house.roots                      what a verifier trusts (DER)
    house.certificate("lan")         DER; house.chain("lan"), house.key("lan") and house.signer("lan") beside it
    house.tsa_url                    http on loopback, like the OCSP and CRL addresses inside the certificates
    with house.services("down"): …   or "slow", "garbage", "error"; one service alone: services("down", "tsa")
    with house.clock(a_past_day): …  what the services say the time is
    signed(pdf, "lan", field="Lan", level="B-LTA")
"""

import datetime as dt
import functools
import io
import socket
import tempfile
import threading
import time
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Literal

from asn1crypto import keys, x509
from certomancer.integrations.animator import Animator, AnimatorArchStore
from certomancer.registry import ArchLabel, CertLabel, CertomancerConfig, KeyLabel, ServiceLabel
from cryptography.hazmat.primitives import serialization
from cryptography.hazmat.primitives.asymmetric import ec, rsa
from werkzeug.serving import WSGIRequestHandler, make_server

from phoihop.engines.pdf_signing.tests.opened_keys import Signer

Level = Literal["B-B", "B-T", "B-LT", "B-LTA"]
Mood = Literal["working", "slow", "down", "garbage", "error"]
NOW = dt.datetime.now(dt.UTC).replace(microsecond=0)
SLOW_SECONDS = 3.0

BOARD = "Ban Xây dựng Đảng Đảng ủy phường Ngã Bảy"
COMMITTEE = "Ủy ban nhân dân phường Ngã Bảy"
COURT = "Tòa án nhân dân khu vực 9"
PROCURACY = "Viện kiểm sát nhân dân khu vực 9"
COUNCIL = "Hội đồng nhân dân phường Ngã Bảy"
FRONT = "Ủy ban Mặt trận Tổ quốc Việt Nam phường Ngã Bảy"

# label: (name, organisation). Six persons, and the seals of three of their agencies.
PEOPLE = {
    "lan": ("Nguyễn Thị Lan", BOARD),
    "minh": ("Trần Quang Minh", COMMITTEE),
    "hanh": ("Lê Thị Mỹ Hạnh", COURT),
    "duc": ("Phạm Văn Đức", PROCURACY),
    "yen": ("Đặng Hải Yến", COUNCIL),
    "phuc": ("Võ Hồng Phúc", FRONT),
}
SEALS = {"seal-board": BOARD, "seal-committee": COMMITTEE, "seal-court": COURT}
# Whom no verdict may call valid, each for one reason.
TROUBLED = {
    "revoked": ("Bùi Văn Thu", COMMITTEE),
    "expired": ("Hồ Thị Cũ", COMMITTEE),
    "not-yet": ("Lý Văn Mai", COMMITTEE),
    "self-signed": ("Đỗ Tự Ký", COMMITTEE),
    "stranger": ("Ngô Văn Lạ", "Sở Giao thông tỉnh Mây Trắng"),
    "weak-certificate": ("Dương Văn Mỏng", COMMITTEE),
    "short-key": ("Phan Thị Ngắn", COMMITTEE),
    "web-server": ("www.ngabay.example", COMMITTEE),
    "from-lan": ("Nguyễn Thị Lan", BOARD),
    "of-an-impostor": ("Trịnh Văn Khuất", COMMITTEE),
    "short-curve": ("Cao Văn Cong", COMMITTEE),
    "conditional": ("Mai Thị Kiện", COMMITTEE),
}
_AUTHORITIES = {
    "root": "Chứng thực gốc thử nghiệm",
    "ca": "Chứng thực cơ quan thử nghiệm",
    "other-root": "Một gốc khác",
    "impostor": "Chứng thực cơ quan thử nghiệm",
    "other-tsa": "Một dịch vụ dấu thời gian khác",
    "tsa": "Dịch vụ dấu thời gian thử nghiệm",
    "ocsp": "Dịch vụ trạng thái thử nghiệm",
    "ocsp-root": "Dịch vụ trạng thái của gốc thử nghiệm",
}
_RSA = {"lan": 2048, "minh": 2048, "seal-board": 2048, "short-key": 1024}


def _time(days: int) -> str:
    return (NOW + dt.timedelta(days=days)).isoformat()


def _certificate(subject: str, issuer: str = "ca", since: int = -700, until: int = 1000, **more: Any) -> dict[str, Any]:
    validity = {"valid-from": _time(since), "valid-to": _time(until)}
    return {"subject": subject, "issuer": issuer, "validity": validity, **more}


def _usage(*names: str) -> dict[str, Any]:
    return {"id": "key_usage", "critical": True, "smart-value": {"schema": "key-usage", "params": list(names)}}


def _purpose(name: str) -> dict[str, Any]:
    return {"id": "extended_key_usage", "critical": True, "value": [name]}


_STAMPS = {"extensions": [_usage("digital_signature"), _purpose("time_stamping")]}
_SIGNS = {"extensions": [_usage("digital_signature", "non_repudiation")]}


def _authority(crl: str, ocsp: str) -> dict[str, Any]:
    return {"profiles": [{"id": "simple-ca", "params": {"crl-repo": crl, "ocsp-service": ocsp}}]}


def _certificates() -> dict[str, dict[str, Any]]:
    made = {
        "root": _certificate("root", "root", -3000, 5000, **_authority("root", "root")),
        "ca": _certificate("ca", "root", -2000, 3000, **_authority("ca", "ca")),
        "other-root": _certificate("other-root", "other-root", -3000, 5000, profiles=["simple-ca"]),
        "impostor": _certificate("impostor", "other-root", -2000, 3000, profiles=["simple-ca"]),
        "tsa": _certificate("tsa", "ca", -1500, 2500, **_STAMPS),
        "other-tsa": _certificate("other-tsa", "other-root", -1500, 2500, **_STAMPS),
        "ocsp": _certificate("ocsp", "ca", -1500, 2500, profiles=["ocsp-responder"]),
        "ocsp-root": _certificate("ocsp-root", "root", -1500, 2500, profiles=["ocsp-responder"]),
    }
    for who in (*PEOPLE, *SEALS):
        made[who] = _certificate(who, **_SIGNS)
    made["revoked"] = _certificate(
        "revoked", **_SIGNS, revocation={"revoked-since": _time(-30), "reason": "key_compromise"}
    )
    made["expired"] = _certificate("expired", since=-700, until=-5, **_SIGNS)
    made["not-yet"] = _certificate("not-yet", since=5, until=700, **_SIGNS)
    made["self-signed"] = _certificate("self-signed", "self-signed", **_SIGNS)
    made["stranger"] = _certificate("stranger", "other-root", **_SIGNS)
    made["weak-certificate"] = _certificate("weak-certificate", **_SIGNS, **{"digest-algo": "sha1"})
    made["short-key"] = _certificate("short-key", **_SIGNS)
    made["web-server"] = _certificate("web-server", extensions=[_usage("key_encipherment"), _purpose("server_auth")])
    made["from-lan"] = _certificate("from-lan", "lan", **_SIGNS)
    made["of-an-impostor"] = _certificate("of-an-impostor", "impostor", **_SIGNS)
    condition = {"id": "1.2.3.4.5", "critical": True, "smart-value": {"schema": "der-bytes", "params": "0500"}}
    made["conditional"] = _certificate("conditional", extensions=[*_SIGNS["extensions"], condition])
    made["short-curve"] = _certificate("short-curve", **_SIGNS)
    return made


def _configuration(url: str, folder: Path, labels: list[str]) -> dict[str, Any]:
    named = {**PEOPLE, **TROUBLED}
    entities = {label: {"country-name": "VN", "common-name": name} for label, name in _AUTHORITIES.items()}
    entities |= {
        label: {"country-name": "VN", "organization-name": organisation, "common-name": name}
        for label, (name, organisation) in named.items()
    }
    entities |= {
        label: {"country-name": "VN", "organization-name": name, "common-name": name} for label, name in SEALS.items()
    }
    crl = {"simulated-update-schedule": "P10D"}
    return {
        "external-url-prefix": url,
        "keysets": {"t": {"path-prefix": str(folder), "keys": {label: {"path": f"{label}.pem"} for label in labels}}},
        "pki-architectures": {
            "t": {
                "entities": entities,
                "certs": _certificates(),
                "services": {
                    "ocsp": {
                        "root": {"for-issuer": "root", "responder-cert": "ocsp-root"},
                        "ca": {"for-issuer": "ca", "responder-cert": "ocsp"},
                    },
                    "crl-repo": {"root": {"for-issuer": "root", **crl}, "ca": {"for-issuer": "ca", **crl}},
                    "time-stamping": {
                        "tsa": {"signing-cert": "tsa", "certs-to-embed": ["ca"]},
                        "other-tsa": {"signing-cert": "other-tsa"},
                        "person": {"signing-cert": "yen"},
                    },
                },
            }
        },
    }


def _write_keys(folder: Path, labels: list[str]) -> None:
    for label in labels:
        curve = ec.SECP192R1() if label == "short-curve" else ec.SECP256R1()
        size = _RSA.get(label)
        key = rsa.generate_private_key(65537, size) if size else ec.generate_private_key(curve)
        (folder / f"{label}.pem").write_bytes(
            key.private_bytes(
                serialization.Encoding.PEM, serialization.PrivateFormat.PKCS8, serialization.NoEncryption()
            )
        )


class _Quiet(WSGIRequestHandler):
    def log(self, type: str, message: str, *args: Any) -> None:
        """A test prints nothing."""


class Pki:
    """See the module. Use `pki()`; a second one costs half a second."""

    def __init__(self) -> None:
        self._moods: dict[str, Mood] = {}
        self._server = make_server("127.0.0.1", 0, self._answer, threaded=True, request_handler=_Quiet)
        self.url = f"http://127.0.0.1:{self._server.server_port}"
        labels = list(_certificates())
        with tempfile.TemporaryDirectory() as folder:
            _write_keys(Path(folder), labels)
            configuration = _configuration(self.url, Path(folder), labels)
            made = CertomancerConfig(configuration, key_search_dir=folder)
        self._architecture = made.get_pki_arch(ArchLabel("t"))
        self._animator = Animator(
            AnimatorArchStore({ArchLabel("t"): self._architecture}), with_web_ui=False, allow_time_override=False
        )
        self._stamper = "tsa"
        self.asked: list[str] = []  # the paths that were asked for over http
        self._lists: dict[tuple[str, dt.date], bytes] = {}
        threading.Thread(target=self._server.serve_forever, daemon=True).start()

    @property
    def tsa_url(self) -> str:
        return f"{self.url}/t/tsa/tsa"

    @property
    def roots(self) -> tuple[bytes, ...]:
        return (self.certificate("root"),)

    def certificate(self, who: str) -> bytes:
        return self._architecture.get_cert(CertLabel(who)).dump()

    def chain(self, who: str) -> tuple[bytes, ...]:
        """The issuers of a certificate, nearest first, the root last."""
        return tuple(
            self._architecture.get_cert(label).dump()
            for label in self._architecture.get_chain(CertLabel(who))
            if label.value != who
        )

    def key(self, who: str) -> bytes:
        """The private key, PKCS#8 DER."""
        return self._architecture.key_set.get_private_key(KeyLabel(who)).dump()

    def crl(self, of: Literal["root", "ca"], at: dt.datetime | None = None) -> bytes:
        """The list in force at a moment, the same bytes for the same list, as from any real authority."""
        moment = at or self.now()
        key = (of, moment.date())
        if key not in self._lists:
            registry = self._architecture.service_registry
            self._lists[key] = registry.get_crl(ServiceLabel(of), at_time=moment).dump()
        return self._lists[key]

    def now(self) -> dt.datetime:
        return self._animator.fixed_time or dt.datetime.now(dt.UTC)

    @contextmanager
    def clock(self, at: dt.datetime):
        """Timestamps, OCSP answers and CRLs are of that moment."""
        self._animator.fixed_time = at
        try:
            yield
        finally:
            self._animator.fixed_time = None

    @contextmanager
    def timestamps_by(self, service: Literal["tsa", "other-tsa", "person"]):
        """Timestamps made in this process come from that service."""
        self._stamper = service
        try:
            yield
        finally:
            self._stamper = "tsa"

    @contextmanager
    def services(self, mood: Mood, *which: Literal["tsa", "ocsp", "crls"]):
        """All services (or those named) are slow, hang up, answer rubbish, or answer 500."""
        for name in which or ("tsa", "ocsp", "crls"):
            self._moods[name] = mood
        try:
            yield
        finally:
            self._moods.clear()

    def signer(self, who: str):
        """Stock pyHanko, with the chain of `who` at hand."""
        from pyhanko_certvalidator.registry import SimpleCertificateStore

        return Signer(
            signing_cert=x509.Certificate.load(self.certificate(who)),
            signing_key=keys.PrivateKeyInfo.load(self.key(who)),
            cert_registry=SimpleCertificateStore.from_certs([x509.Certificate.load(der) for der in self.chain(who)]),
        )

    def timestamper(self):
        """A TSA client that asks nobody: the token is made in this process, by the same certificate."""
        from pyhanko.sign.timestamps import TimeStamper

        house = self

        class InThisProcess(TimeStamper):
            async def async_request_tsa_response(self, req):
                registry = house._architecture.service_registry
                return registry.summon_timestamper(ServiceLabel(house._stamper), house.now()).request_tsa_response(req)

        return InThisProcess()

    def context(self, *, fetching: bool = False, at: dt.datetime | None = None):
        """What pyHanko needs to find revocation data: from here without a wire, or over http."""
        from pyhanko_certvalidator import ValidationContext

        more: dict[str, Any] = {"allow_fetching": True} if fetching else {"crls": [self.crl("root"), self.crl("ca")]}
        return ValidationContext(
            trust_roots=[x509.Certificate.load(der) for der in self.roots],
            other_certs=[x509.Certificate.load(self.certificate("ca"))],
            moment=at or self._animator.fixed_time,
            best_signature_time=at or self._animator.fixed_time,
            revocation_mode="require",
            **more,
        )

    def _answer(self, environ, start_response):
        path = environ["PATH_INFO"]
        self.asked.append(path)
        mood = self._moods.get(path.split("/")[2] if path.count("/") > 1 else "", "working")
        if mood == "slow":
            time.sleep(SLOW_SECONDS)
        if mood == "down":
            environ["werkzeug.socket"].shutdown(socket.SHUT_RDWR)
            raise ConnectionError("down on purpose")
        if mood == "garbage":
            start_response("200 OK", [("Content-Type", "application/octet-stream")])
            return [b"\x30\x82\xff\xff not what was asked for"]
        if mood == "error":
            start_response("500 Internal Server Error", [("Content-Type", "text/plain")])
            return [b"on purpose"]
        return self._animator(environ, start_response)


@functools.cache
def pki() -> Pki:
    """The one of this process."""
    return Pki()


@dataclass(frozen=True, slots=True)
class Options:
    """How a signature differs from the plainest one."""

    certify: str = ""  # "no-changes", "fill", "annotate": what is allowed afterwards (DocMDP)
    locks: tuple[str, ...] = ()  # text fields that may not change afterwards (FieldMDP)
    digest: str = "sha256"
    revocation: bool = False  # CRLs put beside a B-B or B-T signature, in a security store
    at: dt.datetime | None = None  # the claimed time
    box: tuple[int, int, int, int] | None = None
    reckless: bool = False  # sign although an earlier signature forbids it
    fetching: bool = False  # ask over http instead of in this process


def signed(pdf: bytes, who: str, field: str, level: Level = "B-B", *, options: Options | None = None) -> bytes:
    """The PDF with one more PAdES signature of stock pyHanko, into a field that is there or made for it."""
    from pyhanko.pdf_utils.incremental_writer import IncrementalPdfFileWriter
    from pyhanko.sign import fields
    from pyhanko.sign.signers import PdfSignatureMetadata, PdfSigner

    how = options or Options()
    house = pki()
    permissions = {
        "no-changes": fields.MDPPerm.NO_CHANGES,
        "fill": fields.MDPPerm.FILL_FORMS,
        "annotate": fields.MDPPerm.ANNOTATE,
    }
    lasting = level in ("B-LT", "B-LTA")
    meta = PdfSignatureMetadata(
        field_name=field,
        md_algorithm=how.digest,
        subfilter=fields.SigSeedSubFilter.PADES,
        certify=bool(how.certify),
        docmdp_permissions=permissions.get(how.certify or "fill", fields.MDPPerm.FILL_FORMS),
        embed_validation_info=lasting or how.revocation,
        use_pades_lta=level == "B-LTA",
        validation_context=house.context(fetching=how.fetching) if lasting or how.revocation else None,
    )
    lock = fields.FieldMDPSpec(fields.FieldMDPAction.INCLUDE, list(how.locks)) if how.locks else None
    spec = fields.SigFieldSpec(field, box=how.box, field_mdp_spec=lock)
    writer = IncrementalPdfFileWriter(io.BytesIO(pdf))
    timestamper = house.timestamper() if level != "B-B" else None

    class Claiming(PdfSigner):
        def init_signing_session(self, *args, **more):
            session = super().init_signing_session(*args, **more)
            session.system_time = how.at or session.system_time
            return session

        def _enforce_certification_constraints(self, reader):
            if not how.reckless:
                super()._enforce_certification_constraints(reader)

    signer = Claiming(meta, signer=house.signer(who), timestamper=timestamper, new_field_spec=spec)
    return signer.sign_pdf(writer).getvalue()
