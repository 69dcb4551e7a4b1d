"""The columns of each table, in the order in which they are written."""

from __future__ import annotations

_HEADERS = {
    "listings": (
        "handle kind name pronouns professions credential_title credential_jurisdiction "
        "credential_number credential_level credential_status credential_expires_on "
        "credential_checked_on supervisor_name focus_issues also_issues modalities place_label "
        "street city region postal_code country place_visibility home_visit_km online_regions "
        "availability wait_days weekly_openings availability_confirmed_on weekly_times payers_yes "
        "payers_no payers_confirmed_on fee fee_currency fee_minutes sliding_min superbill "
        "fees_confirmed_on session_lengths languages populations populations_no "
        "populations_focus preferences_yes preferences_no access_yes access_no pressure_from "
        "pressure_to setting strong_emotion about approach provides does_not_provide "
        "refers_on_for first_visit boundaries friends_and_family collaboration_yes "
        "collaboration_no prefers_not integration referrals_asked referrals_accepted "
        "referrals_closed referrals_recent_30d joined_on confirmed_on invented status founding "
        "do_not_match_with "
        "contact_email contact_phone"
    ),
    "places": ("listing label street city region postal_code country visibility center"),
    "credentials": (
        "listing profession jurisdiction title level status body number expires_on checked_on "
        "checked_where supervisor supervisor_name compact"
    ),
    "trainings": ("listing what school country year hours level instructor issues modalities"),
    "specialties": ("listing issue focus backing detail"),
    "commitments": ("listing commitment backing"),
    "affiliations": ("center practitioner role status since"),
    "vouches": ("from to basis given_on issues modalities private revoked_on note"),
}

COLUMNS = {name: header.split() for name, header in _HEADERS.items()}
