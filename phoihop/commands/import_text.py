"""`phoihop import FILE --framework ID [--as LOGIN] [--yes]`: a document into a framework's draft.

Where reading left no doubt the document becomes the text at once; else it waits on its page, where it is put right.
"""

import argparse
from pathlib import Path
from typing import TYPE_CHECKING

from phoihop.commands import installation

if TYPE_CHECKING:
    from argparse import _SubParsersAction

    from phoihop.agree.drafting.models import Import
    from phoihop.agree.programmes.models import Framework
    from phoihop.foundation.agencies.actor import Actor


class CannotImport(Exception):
    """One sentence with a remedy, fit to print."""


def add_parser(commands: "_SubParsersAction[argparse.ArgumentParser]") -> None:
    parser = commands.add_parser(
        "import",
        help="đọc văn bản vào dự thảo của một khung chương trình",
        description="Đọc một văn bản vào dự thảo của một khung chương trình, như tải lên trên trang web. "
        "Nếu đọc không có chỗ nào phải xem lại thì văn bản thay nội dung đang có (hoàn tác được trên trang web); "
        "nếu có thì giữ ở bản xem trước và in địa chỉ.",
        epilog="Mã thoát: 0 đã nhập hoặc đã giữ bản xem trước; 2 không đọc được, không được phép hoặc không tìm thấy.",
    )
    parser.add_argument("file", metavar="FILE", type=Path, help="văn bản cần nhập")
    parser.add_argument("--framework", type=int, required=True, metavar="ID", help="số của khung chương trình")
    parser.add_argument(
        "--as",
        dest="login",
        metavar="LOGIN",
        help="tài khoản đứng tên; nếu không nêu thì là người đầu tiên có quyền soạn thảo ở cơ quan chủ trì",
    )
    parser.add_argument("--yes", action="store_true", help="chấp nhận ngay cả khi có chỗ phải xem lại")
    parser.set_defaults(run=run)


def run(arguments: argparse.Namespace) -> int:
    """0 when the document was taken in or waits to be checked; 2 with one sentence on stderr otherwise."""
    installation.ready()
    if trouble := installation.trouble_with_database():
        return installation.complain(trouble)
    from phoihop.engines.reading import Unreadable
    from phoihop.kit.verdict import NotAllowed
    from phoihop.ui.speaking import sentence

    try:
        actor, preview = _read(arguments.file, arguments.framework, arguments.login)
        _tell(preview)
        if preview.warnings and not arguments.yes:
            print(f"Chưa đưa vào dự thảo. Xem lại rồi chấp nhận tại {_address(preview)}, hoặc chạy lại với --yes.")
        else:
            print(_accepted(preview, actor))
    except (Unreadable, CannotImport) as cannot:
        return installation.complain(str(cannot))
    except NotAllowed as refusal:
        return installation.complain(sentence(refusal))
    return 0


def _read(file: Path, framework_id: int, login: str | None) -> "tuple[Actor, Import]":
    from django.utils import timezone

    from phoihop.agree.drafting import verbs
    from phoihop.agree.programmes.models import Framework

    framework = Framework.objects.select_related("lead_agency").filter(pk=framework_id).first()
    if framework is None:
        raise CannotImport(f"Không có khung chương trình số {framework_id}. Xem số trong địa chỉ trang của khung.")
    actor, data = _actor(framework, login), _bytes(file)
    return actor, verbs.begin_by_import(framework=framework, data=data, name=file.name, by=actor, at=timezone.now())


def _tell(preview: "Import") -> None:
    for warning in preview.warnings:
        place = f" (dòng {warning['line']})" if warning["line"] else ""
        print(f"Cần xem{place}: {warning['text']}")


def _address(preview: "Import") -> str:
    from django.conf import settings
    from django.urls import reverse

    page: str = reverse("drafting:preview", args=[preview.text_id, preview.pk])
    return f"{settings.PUBLIC_URL}{page}"


def _accepted(preview: "Import", actor: "Actor") -> str:
    from django.utils import timezone

    from phoihop.agree.drafting import verbs

    text = verbs.accept_import(preview=preview, by=actor, at=timezone.now())
    clauses = text.nodes.filter(removed=False).count()
    return f"Đã nhập {clauses} điều khoản từ “{preview.name}” vào “{text.framework.title}”."


def _bytes(file: Path) -> bytes:
    """Sizes are asked before anything is read; what has none, a pipe or a device, is read up to the limit."""
    from phoihop.engines.reading import MAX_BYTES, Unreadable

    try:
        if file.stat().st_size > MAX_BYTES:
            raise Unreadable("too-large")
        with file.open("rb") as opened:
            return opened.read(MAX_BYTES + 1)
    except OSError as wrong:
        raise Unreadable("missing", name=file.name) from wrong


def _actor(framework: "Framework", login: str | None) -> "Actor":
    from django.utils import timezone

    from phoihop.foundation.access.roles import Permission
    from phoihop.foundation.agencies import queries
    from phoihop.foundation.agencies.models import Account

    today = timezone.localdate()
    accounts = Account.objects.filter(is_active=True).order_by("pk")
    if login:
        account = accounts.filter(email=login.lower()).first()
        actor = queries.actor_of(account, on=today) if account else None
        if actor is None:
            raise CannotImport(f"Không có tài khoản “{login}” đang giữ chức vụ. Kiểm tra lại tên đăng nhập.")
        return actor
    for account in accounts.filter(person__tenures__post__agency=framework.lead_agency).distinct():
        actor = queries.actor_of(account, on=today)
        if actor and actor.agency_id == framework.lead_agency_id and actor.may(Permission.DRAFT):
            return actor
    raise CannotImport("Cơ quan chủ trì chưa có ai được quyền soạn thảo. Nêu tài khoản bằng --as LOGIN.")
