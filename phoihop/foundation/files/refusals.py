"""Why a file is not kept: a sentence with its remedy for each reason."""

from django.utils.text import format_lazy
from django.utils.translation import gettext_lazy as _

from phoihop.kit.verdict import NotAllowed

SENTENCES = {
    "empty": _("The file is empty. Check it and send it again."),
    "too-large": _("The file is larger than {limit} MB. Leave out pictures or annexes, or send it in parts."),
    "executable": _("This is a program, not a document. Check where it came from and do not open it."),
    "not-allowed": _("Files of this kind are not taken here. Send one of: {endings}."),
    "wrong-ending": _("The name ends in {ending} but the content is {kind}. Check the file, or rename it to {right}."),
    "damaged": _("The file is damaged or was not sent completely. Open it, save it again and send that copy."),
    "zip-bomb": _("The file unpacks to an unusual size. Open it, save it as a new file and send that one."),
    "password": _("The file has a password. Remove it and send the open file."),
    "macros": _("The file contains macros. Save it without macros and send that file."),
    "secret": _("The document carries a mark of state secrecy and must not be brought into this system."),
    "unread": _(
        "The file could not be read through in time, so it could not be checked. Save it as .docx and send that."
    ),
    "virus": _("The virus scanner found {found} in the file. It was not kept; warn whoever sent it."),
    "scanner-away": _("The virus scanner does not answer, so no file can be taken now. Tell the administrator."),
}


class Refused(NotAllowed):
    """A file that is not kept; nothing of it stays behind. `code` is a stable slug."""

    def __init__(self, code: str, **details: object) -> None:
        self.code = code
        super().__init__(format_lazy(SENTENCES[code], **details) if details else SENTENCES[code])
