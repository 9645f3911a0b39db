"""Who may do what, as a vocabulary. Owned by named reviewers: a change here is a change of policy.

A permission names one kind of act; a role is what an agency gives to a person's post. Rules ask for permissions,
never for roles, so that an agency may divide work differently without a line of code.
"""

from enum import StrEnum

from django.utils.translation import gettext_lazy as _


class Permission(StrEnum):
    """What a person may do on behalf of the agency acted for. Whether the agency may is the rule's business."""

    PREPARE = "prepare"
    DRAFT = "draft"
    CONSULT = "consult"
    REMARK = "remark"
    ANSWER_FOR_AGENCY = "answer_for_agency"
    RESPOND = "respond"
    SETTLE = "settle"
    ARRANGE_SIGNING = "arrange_signing"
    SEAL = "seal"
    ASSIGN = "assign"
    REPORT = "report"
    ACCEPT = "accept"
    TRIAGE = "triage"
    DECIDE = "decide"
    MINUTE = "minute"
    CHAIR = "chair"
    ADMINISTER = "administer"

    @property
    def described(self) -> object:
        return _DESCRIPTIONS[self]


_DESCRIPTIONS = {
    Permission.PREPARE: _("Open a framework, name its parties, term, cadence and legal bases."),
    Permission.DRAFT: _("Write and change the draft text, import a document, compare versions."),
    Permission.CONSULT: _("Open, extend and close a consultation of the agency's own framework."),
    Permission.REMARK: _("Write a remark on a clause for the agency's own consolidation."),
    Permission.ANSWER_FOR_AGENCY: _("Submit the agency's one official opinion."),
    Permission.RESPOND: _("Respond to each remark, and apply accepted wording to the text."),
    Permission.SETTLE: _("Settle the text: freeze and hash it when nothing is open."),
    Permission.ARRANGE_SIGNING: _("Prepare a signing: order, signatories, witnesses, ceremony; name a substitute."),
    Permission.SEAL: _("Give papers their number and the agency's seal, attest what was signed by hand."),
    Permission.ASSIGN: _("Make tasks of what was agreed, and assign them to the parties."),
    Permission.REPORT: _("Hand in evidence, figures and progress of the agency's own tasks; ask for more time."),
    Permission.ACCEPT: _("Accept evidence or return it; approve more time."),
    Permission.TRIAGE: _("Sort difficulties, answer them or refer them to the leadership."),
    Permission.DECIDE: _("Decide on difficulties referred to the leadership body."),
    Permission.MINUTE: _("Prepare briefings and write their minutes."),
    Permission.CHAIR: _("Approve minutes and close briefings."),
    Permission.ADMINISTER: _("Keep agencies, posts, accounts and the calendar."),
}


class Role(StrEnum):
    OFFICER = "officer"
    HEAD = "head"
    CLERK = "clerk"
    LEADER = "leader"
    ADMINISTRATOR = "administrator"

    @property
    def label(self) -> object:
        return _LABELS[self]

    @property
    def permissions(self) -> frozenset[Permission]:
        return _GRANTS[self]


_LABELS = {
    Role.OFFICER: _("Officer"),
    Role.HEAD: _("Head of agency"),
    Role.CLERK: _("Records clerk"),
    Role.LEADER: _("Member of the leadership body"),
    Role.ADMINISTRATOR: _("Administrator"),
}

_GRANTS = {
    Role.OFFICER: frozenset(
        {
            Permission.PREPARE,
            Permission.DRAFT,
            Permission.CONSULT,
            Permission.REMARK,
            Permission.RESPOND,
            Permission.ARRANGE_SIGNING,
            Permission.ASSIGN,
            Permission.REPORT,
            Permission.ACCEPT,
            Permission.TRIAGE,
            Permission.MINUTE,
        }
    ),
    Role.HEAD: frozenset(
        {
            Permission.PREPARE,
            Permission.DRAFT,
            Permission.CONSULT,
            Permission.REMARK,
            Permission.ANSWER_FOR_AGENCY,
            Permission.RESPOND,
            Permission.SETTLE,
            Permission.ARRANGE_SIGNING,
            Permission.ASSIGN,
            Permission.REPORT,
            Permission.ACCEPT,
            Permission.TRIAGE,
            Permission.MINUTE,
            Permission.CHAIR,
        }
    ),
    # A clerk records what came on paper, signed by a head: the dispatch itself is the authority.
    Role.CLERK: frozenset({Permission.REMARK, Permission.ANSWER_FOR_AGENCY, Permission.SEAL, Permission.MINUTE}),
    Role.LEADER: frozenset({Permission.DECIDE, Permission.CHAIR}),
    Role.ADMINISTRATOR: frozenset({Permission.ADMINISTER}),
}


def permissions_of(roles: frozenset[Role]) -> frozenset[Permission]:
    return frozenset().union(*(role.permissions for role in roles))
