"""Who may do what, as a table: a change here is a change of policy."""

from phoihop.foundation.access.roles import Permission, Role, permissions_of

MAY = {
    Role.OFFICER: "prepare draft consult remark respond arrange_signing assign report accept triage minute",
    Role.HEAD: (
        "prepare draft consult remark answer_for_agency respond settle arrange_signing assign report accept triage "
        "minute chair"
    ),
    Role.CLERK: "remark answer_for_agency seal minute",
    Role.LEADER: "decide chair",
    Role.ADMINISTRATOR: "administer",
}


def test_each_role_may_do_exactly_this():
    assert {role: role.permissions for role in Role} == {
        role: frozenset(Permission(word) for word in words.split()) for role, words in MAY.items()
    }


def test_roles_add_up_and_none_gives_nothing():
    assert permissions_of(frozenset()) == frozenset()
    both = permissions_of(frozenset({Role.CLERK, Role.ADMINISTRATOR}))
    assert both == Role.CLERK.permissions | Role.ADMINISTRATOR.permissions


def test_only_administrators_administer():
    assert [role for role in Role if Permission.ADMINISTER in role.permissions] == [Role.ADMINISTRATOR]


def test_every_role_and_permission_is_described_for_people():
    assert all(str(role.label) for role in Role)
    assert all(str(permission.described).endswith(".") for permission in Permission)
