"""Speed of papers: set as PDF, written as Word, checked, signed and verified."""

import io
import logging
import resource
import statistics
from datetime import UTC, date, datetime
from io import BytesIO
from itertools import count

from tools.measuring import Measure, cpu, in_turn

MADE_AT = datetime(2026, 1, 1, tzinfo=UTC)


def typesetting() -> list[Measure]:
    """A programme of twelve pages against Typst alone, setting the same words as a bare document.

    Every call gets words of its own: Typst remembers what it has set, and a repeated paper would cost next to nothing.
    """
    import typst

    from phoihop.engines import papers
    from phoihop.engines import typesetting as engine

    turn = count(1)
    words = "Các cơ quan phối hợp cung cấp thông tin, số liệu về tình hình tư tưởng, dư luận xã hội hằng tháng. " * 4
    parties = [f"Cơ quan thứ {number} phường Ngã Bảy" for number in range(1, 6)]

    def nodes() -> tuple[papers.Node, ...]:
        now = next(turn)
        return tuple(
            papers.Node(
                "article",
                str(number),
                f"Nội dung phối hợp {now}",
                children=tuple(papers.Node("clause", str(k), text=f"{now}, {number}: {words}") for k in range(1, 4)),
            )
            for number in range(1, 24)
        )

    head = papers.Head(
        regime_key="nd30-2020",
        issuers=tuple(map(papers.Issuer, parties)),
        made_at=MADE_AT,
        symbol="CTr-PH",
        place="Ngã Bảy",
        signers=tuple(
            papers.SignerBlock(party, "Thủ trưởng", "Nguyễn Văn A", f"person{n}", seal=f"seal{n}")
            for n, party in enumerate(parties)
        ),
        recipients=("Các cơ quan ký kết",),
        verification=papers.Verification("https://phoihop.example.vn/xac-thuc/", "7K3M92QDXY45"),
        fingerprint="ab" * 32,
    )
    faces = typst.Fonts(include_system_fonts=False, font_paths=[str(engine.fonts_folder())])

    def ours() -> engine.Typeset:
        return engine.to_pdf(
            papers.programme(head, type_name="Chương trình phối hợp", subject="Giai đoạn 2026", nodes=nodes())
        )

    def bare() -> object:
        lines = (line for one in nodes() for line in (one.heading, *(below.text for below in one.children)))
        source = '#set page("a4")\n#set text(font: "Tinos", size: 14pt)\n#set par(justify: true)\n' + "\n\n".join(lines)
        return typst.compile(source.encode(), font_paths=faces, ignore_system_fonts=True, pdf_standards=["a-2b"])

    set_ours, set_bare = in_turn(ours, bare)
    return [Measure("PDF of a 12-page programme", set_ours, "bare Typst", set_ours / set_bare, "under 150 ms")]


def word() -> list[Measure]:
    """A programme of twelve pages as Word, and its format check, against python-docx writing and reading it bare."""
    import docx

    from phoihop.engines import format_check, papers
    from phoihop.engines import word as engine
    from phoihop.engines.papers.tests import samples

    said = "Các bên phối hợp thực hiện việc thứ {} đúng hạn, bảo đảm chất lượng, hiệu quả theo quy định của pháp luật."

    def article(number: int) -> papers.Node:
        clauses = tuple(papers.Node("clause", str(k), text=said.format(k)) for k in range(1, 10))
        return papers.Node("article", str(number), f"Nội dung thứ {number}", children=clauses)

    paper = papers.programme(
        samples.joint_head(symbol="QC-UBND"),
        type_name="Quy chế phối hợp",
        subject="Thử",
        nodes=tuple(map(article, range(1, 20))),
        legal_bases=samples.BASES,
    )
    written = engine.write_paper(paper)
    texts = [paragraph.text for paragraph in docx.Document(BytesIO(written)).paragraphs]

    def plain() -> None:
        document = docx.Document()
        for text in texts:
            document.add_paragraph(text)
        document.save(BytesIO())

    ours, reference = in_turn(lambda: engine.write_paper(paper), plain)
    checked, read = in_turn(
        lambda: format_check.check_docx(written, regime_key=None, on=date(2026, 6, 1)),
        lambda: [paragraph.text for paragraph in docx.Document(BytesIO(written)).paragraphs],
    )
    return [
        Measure(
            "programme of 12 pages as Word", ours, "python-docx, bare paragraphs", ours / reference, "under 300 ms"
        ),
        Measure("its format check", checked, "python-docx paragraph texts", checked / read, ""),
    ]


def signing() -> list[Measure]:
    """A server-side signature with its visible stamp against stock pyHanko with its own, on the same file."""
    from cryptography.hazmat.primitives import hashes
    from cryptography.hazmat.primitives.asymmetric import padding, rsa
    from cryptography.hazmat.primitives.serialization import load_der_private_key
    from pyhanko.pdf_utils.incremental_writer import IncrementalPdfFileWriter
    from pyhanko.sign import fields
    from pyhanko.sign.signers import PdfSignatureMetadata, PdfSigner
    from pyhanko.stamp import TextStampStyle

    from phoihop.engines.pdf_signing import signing as engine
    from phoihop.engines.pdf_signing.content import Begun, Services
    from phoihop.engines.pdf_signing.tests import paper
    from phoihop.engines.pdf_signing.tests.pki import NOW, pki
    from phoihop.engines.typesetting import Stamp, stamp_pdf

    house = pki()
    key = load_der_private_key(house.key("lan"), None)
    assert isinstance(key, rsa.RSAPrivateKey)
    given, chain, certificate, stock = (
        paper.prepared(),
        house.chain("lan"),
        house.certificate("lan"),
        house.signer("lan"),
    )

    def theirs() -> object:
        meta = PdfSignatureMetadata(field_name="Ky_0", md_algorithm="sha256", subfilter=fields.SigSeedSubFilter.PADES)
        signer = PdfSigner(meta, signer=stock, stamp_style=TextStampStyle(stamp_text="Signed by %(signer)s\n%(ts)s"))
        return signer.sign_pdf(IncrementalPdfFileWriter(BytesIO(given)))

    def begin() -> Begun:
        stamp = stamp_pdf(Stamp("person", 90, 60, NOW, name="Nguyễn Thị Lan", organisation="Ủy ban nhân dân"))
        return engine.begin(given, field="Ky_0", certificate=certificate, chain=chain, stamp=stamp, at=NOW, reason="Ký")

    def value(begun: Begun) -> bytes:
        return key.sign(begun.to_sign, padding.PKCS1v15(), hashes.SHA256())

    def ours() -> object:
        begun = begin()
        return engine.finish(begun.state, value(begun), services=Services())

    one = begin()
    signature = value(one)
    whole, reference = in_turn(ours, theirs)
    both, again = in_turn(lambda: (begin(), engine.finish(one.state, signature, services=Services())), theirs)
    return [
        Measure("a signature with its stamp", whole, "stock pyHanko with its stamp", whole / reference, "at most 0.6"),
        Measure("the server's two parts of it", both, "stock pyHanko with its stamp", both / again, "under 80 ms"),
    ]


def verifying() -> list[Measure]:
    """A paper with ten signatures, in a process of its own as always, against stock pyHanko's checks in this one."""
    from asn1crypto import x509
    from pyhanko.pdf_utils.reader import PdfFileReader
    from pyhanko.sign.validation import validate_pdf_signature
    from pyhanko_certvalidator import ValidationContext

    from phoihop.engines.pdf_signing.tests import paper
    from phoihop.engines.pdf_signing.tests.pki import PEOPLE, SEALS, pki, signed
    from phoihop.engines.pdf_signing.verifying import verify_apart

    pdf, house = paper.bare(), pki()
    for number, who in enumerate([*PEOPLE, *SEALS, "lan"]):
        pdf = signed(pdf, who, f"Ky_{number}", "B-LT")

    def stock() -> None:
        roots = [x509.Certificate.load(der) for der in house.roots]
        crls = [house.crl("root"), house.crl("ca")]
        for one in PdfFileReader(io.BytesIO(pdf)).embedded_signatures:
            validate_pdf_signature(one, ValidationContext(trust_roots=roots, crls=crls, revocation_mode="require"))

    def ours() -> float:
        """CPU milliseconds of the child."""
        begun = resource.getrusage(resource.RUSAGE_CHILDREN)
        assert verify_apart(pdf, roots=house.roots).verdict == "valid"
        ended = resource.getrusage(resource.RUSAGE_CHILDREN)
        return 1000 * (ended.ru_utime + ended.ru_stime - begun.ru_utime - begun.ru_stime)

    logging.disable(logging.CRITICAL)  # pyHanko talks while it checks
    ours(), stock()
    pairs = [(ours(), cpu(stock)) for _ in range(5)]
    logging.disable(logging.NOTSET)
    ms, against = (statistics.median(values) for values in zip(*pairs, strict=True))
    return [Measure("verify ten signatures", ms, "pyHanko, in this process", ms / against, "under 1500 ms")]
