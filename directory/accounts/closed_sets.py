"""The closed sets of accounts, stored by value."""

from __future__ import annotations

from enum import StrEnum


class AppliedAs(StrEnum):
    """What somebody signs up for."""

    PRACTITIONER = "practitioner"
    CENTER = "center"


class AccountStatus(StrEnum):
    """Whether somebody may sign in."""

    ACTIVE = "active"
    SUSPENDED = "suspended"


class Stewardship(StrEnum):
    """What an account is to a listing: the person it is about, or a manager of a center."""

    OWNER = "owner"
    MANAGER = "manager"


class Stage(StrEnum):
    """How far a sign-in has come: the password alone opens nothing where there is a factor."""

    PASSWORD = "password"  # noqa: S105 - a stage, not a secret
    FULL = "full"


class SessionEnd(StrEnum):
    """Why a session ended."""

    SIGNED_OUT = "signed-out"
    COMPLETED = "completed"
    ENDED_BY_OWNER = "ended-by-owner"
    ENDED_BY_OPERATOR = "ended-by-operator"
    PASSWORD_CHANGED = "password-changed"  # noqa: S105 - a reason, not a secret
    FACTOR_CHANGED = "factor-changed"
    EMAIL_CHANGED = "email-changed"
    ROLE_CHANGED = "role-changed"
    SUSPENDED = "suspended"
    TOO_MANY_TRIES = "too-many-tries"


class Purpose(StrEnum):
    """What a one-time link is for; it opens nothing else."""

    SIGN_UP = "sign-up"
    INVITATION = "invitation"
    CURATOR = "curator"
    RESET = "reset"
    EMAIL_CHANGE = "email-change"
    EMAIL_UNDO = "email-undo"


class LinkEnd(StrEnum):
    """Why a one-time link no longer opens."""

    USED = "used"
    WITHDRAWN = "withdrawn"
    REPLACED = "replaced"


class Attempt(StrEnum):
    """What was tried, for throttling."""

    PASSWORD = "password"  # noqa: S105 - a kind of try, not a secret
    FACTOR = "factor"
    MAIL = "mail"


class ActState(StrEnum):
    """How far something that needs two people has come."""

    OPEN = "open"
    DONE = "done"
    CANCELLED = "cancelled"
