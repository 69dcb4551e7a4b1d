"""Vouches, standing and budget in words."""

from __future__ import annotations

from typing import TYPE_CHECKING

from flask_babel import gettext as _
from flask_babel import ngettext

from directory.matching.trust.vouches import Discretion
from directory.trust.closed_sets import RelationKind, Visibility

if TYPE_CHECKING:
    from collections.abc import Mapping

    from directory.matching.trust.graph import TrustGraph
    from directory.trust.budget import Budget
    from directory.trust.vouch_book import ShownVouch
    from directory.vocabulary.terms import Vocabulary, VouchBasis


def basis_words(vouch: ShownVouch, name: str, bases: Mapping[str, VouchBasis]) -> str:
    """How somebody knows another's work, as it may be told: “has shared care with Sam”."""
    if vouch.basis == Discretion.FIRST_HAND:
        return _("knows their work first hand")
    if vouch.basis == Discretion.UNNAMED:
        return _("vouches for %(name)s", name=name)
    shown_as = bases[vouch.basis].shown_as
    if not shown_as:
        return _("knows %(name)s by reputation", name=name)
    return _("%(knows)s %(name)s", knows=shown_as, name=name)


def own_basis_words(vouch: ShownVouch, bases: Mapping[str, VouchBasis]) -> str:
    """The same for the one who gave it, in their own words."""
    return bases[vouch.basis].label


def judgement_words(vouch: ShownVouch) -> str:
    """Which of the two judgements was given."""
    if vouch.trusts_approach is None:
        return _("Not said whether it is the approach or the skills")
    if vouch.trusts_approach and vouch.trusts_skills:
        return _("Comfortable with their approach, trusts their skills")
    return (
        _("Comfortable with their approach") if vouch.trusts_approach else _("Trusts their skills")
    )


def term_words(vouch: ShownVouch, vocabulary: Vocabulary) -> str:
    """What a vouch speaks of, where it says so."""
    labels = [
        *(vocabulary.issues[slug].label for slug in vouch.issues if slug in vocabulary.issues),
        *(
            vocabulary.modalities[slug].label
            for slug in vouch.modalities
            if slug in vocabulary.modalities
        ),
    ]
    return ", ".join(labels)


def visibility_words(vouch: ShownVouch, bases: Mapping[str, VouchBasis]) -> str:
    """Who may learn of one's vouch."""
    if vouch.is_declined:
        return _("They did not confirm this ground, so it does not count")
    if vouch.visibility is Visibility.PRIVATE:
        return _("Counts, and is shown to nobody but you")
    shown = (
        _("Counted on their page; members see your name")
        if vouch.visibility is Visibility.PUBLIC
        else _("Members see your name; not counted on their page")
    )
    basis = bases[vouch.basis]
    return (
        _("%(shown)s, not the ground", shown=shown)
        if vouch.hides_basis and not basis.private
        else shown
    )


def visibility_options(chosen: str) -> list[dict[str, object]]:
    """Who may learn of a vouch, to choose from."""
    labels = {
        Visibility.PUBLIC: (
            _("Counted on their page"),
            _("Everybody sees a number without names. Members see your name."),
        ),
        Visibility.MEMBERS: (_("Members only"), _("Members see your name. It is in no number.")),
        Visibility.PRIVATE: (
            _("Nobody but me"),
            _("It counts in the order of results, and no page or path names it."),
        ),
    }
    return [
        {"value": item.value, "label": label, "hint": hint, "checked": item.value == chosen}
        for item, (label, hint) in labels.items()
    ]


def judgement_options(chosen: tuple[str, ...]) -> list[dict[str, object]]:
    """The two judgements, to tick."""
    labels = {
        "approach": _("Their approach is one I am comfortable with"),
        "skills": _("I trust their skills"),
    }
    return [
        {"value": value, "label": label, "checked": value in chosen}
        for value, label in labels.items()
    ]


def relation_options(chosen: str) -> list[dict[str, object]]:
    """Why two do not vouch for each other, to choose from."""
    labels = {
        RelationKind.HOUSEHOLD: _("We share a household"),
        RelationKind.BUSINESS: _("We share a business, or one of us owns the other's"),
    }
    return [
        {"value": kind.value, "label": label, "checked": kind.value == chosen}
        for kind, label in labels.items()
    ]


def budget_words(budget: Budget) -> str:
    """How many strong vouches are given, and whether all count in full."""
    count = ngettext(
        "You have given %(num)s of %(most)s strong vouches.",
        "You have given %(num)s of %(most)s strong vouches.",
        budget.strong,
        most=budget.most_strong,
    )
    if budget.is_used_up:
        return _("%(count)s Withdraw one before you give the next.", count=count)
    if budget.share < 1:
        return _(
            "%(count)s About ten count in full. With more, each of yours counts a little less.",
            count=count,
        )
    return _("%(count)s All of them count in full.", count=count)


def standing_words(graph: TrustGraph, handle: str) -> str:
    """Whether one's vouches reach members who do not know one, and else what is missing."""
    members = graph.roll.members
    if handle in members.silent:
        return _("Your page is not public now. Your vouches count again when it is.")
    if graph.has_standing(handle):
        return _("You have standing: your vouches also count for people who do not know you.")
    if members.checked is not None and handle not in members.checked:
        return _(
            "Your vouches count for you. They reach others once a curator has checked your licence"
            " and two members with standing vouch for you."
        )
    return _(
        "Your vouches count for you. They reach others once two members with standing vouch for"
        " you."
    )
