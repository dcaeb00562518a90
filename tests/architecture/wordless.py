"""Text columns that hold no words of contributions, nor words that may quote one.

A new one is either registered with `commons.copies`, so that a redaction reaches it, or
stands here with its reason. Columns with choices hold codes and need no line.
"""

CODES = "keys, codes and hashes of ours"
PERSON = "what somebody says of themselves"
PLACE = "names of places and offices, from files and staff"
STAFF = "words of the house, written for all"
WISH = "what somebody looks for: their own words for a search"
MADE = "made of other columns, and made anew by an effect"

WORDLESS = {
    "accounts.PlatformGrant": {"reason": STAFF},
    "accounts.User": {"display_name": PERSON, "email": PERSON, "password": CODES},
    "audit.AuditEntry": dict.fromkeys(("codes", "kind", "verb"), CODES),
    "bundles.Bundle": {"number": CODES},
    "bundles.BundleHandOver": {"giver": PERSON},
    "casework.CaseFile": {"path": CODES, "sha256": CODES},
    "deadlines.Closure": {"reason": STAFF},
    "deadlines.DeclaredHoliday": {"name": STAFF},
    "deadlines.MorningPart": dict.fromkeys(("key", "params", "renderer"), CODES),
    "delivery.Delivery": {
        "bounce_code": CODES,
        "first_address": PERSON,
        "key": CODES,
        "last_error": CODES,
        "message_id": CODES,
        "params": CODES,
        "readdressed_because": STAFF,
        "renderer": CODES,
        "to_address": PERSON,
    },
    "delivery.Bucket": {"key": CODES},
    "delivery.Endpoint": {"events": CODES, "name": STAFF, "url": PLACE},
    "delivery.Standstill": {"code": CODES},
    "delivery.Suppression": {
        "address_hash": CODES,
        "code": CODES,
        "lifted_because": STAFF,
        "masked": PERSON,
    },
    "departments.Card": dict.fromkeys(
        (
            "district_can",
            "district_cannot",
            "in_short",
            "key",
            "neighbours_can",
            "sort_key",
            "sources",
            "title",
            "usual_cost",
            "usual_time",
            "who_decides",
            "words",
        ),
        STAFF,
    ),
    "departments.Department": dict.fromkeys(
        (
            "email",
            "form_url",
            "head_email",
            "key",
            "name",
            "responsibilities",
            "short_name",
            "sort_key",
            "substitute_email",
        ),
        PLACE,
    ),
    "departments.DepartmentMembership": {"reason": STAFF},
    "departments.DepartmentName": {"name": PLACE, "short_name": PLACE},
    "departments.DepartmentText": {"text": STAFF, "title": STAFF},
    "departments.Signpost": dict.fromkeys(
        ("advice", "body", "key", "name", "phone", "url", "words"), STAFF
    ),
    "departments.Topic": {"key": STAFF, "name": STAFF},
    "discussion.Carried": {"merge_key": CODES},
    "discussion.Thread": {"audience": CODES, "kind": CODES},
    "drafts.Draft": dict.fromkeys(("device_hash", "form", "target"), CODES),
    "drafts.Sent": {"fingerprint": CODES},
    "files.StoredFile": dict.fromkeys(
        ("mime", "path", "purpose", "sha256", "small_path"), CODES
    ),
    "followups.FollowUp": {"kind": CODES},
    "followups.TodayChoice": {"hidden": CODES},
    "ideas.Idea": {"language": CODES, "number": CODES, "slug": MADE},
    "ideas.IdeaContact": {"language": CODES},
    "ideas.MapCell": {"case": CODES},
    "ideas.SavedSearch": {"name": WISH, "query": WISH},
    "ideas.Submission": dict.fromkeys(
        ("consent_version", "source_id", "source_name"), CODES
    ),
    "ideas.SubmitCode": {"address": PERSON, "display_name": PERSON},
    "ideas.Translation": {"language": CODES},
    "incoming.Mail": {
        "digest": CODES,
        "fingerprint": CODES,
        "kept_lines": CODES,
        "kind": CODES,
        "message_id": CODES,
        "notes": CODES,
        "sender": PERSON,
    },
    "incoming.ReplyAddress": dict.fromkeys(
        ("key_version", "kind", "nonce", "purpose", "token_hash"), CODES
    ),
    "links.SignedLink": {
        "key_version": CODES,
        "kind": CODES,
        "nonce": CODES,
        "purpose": CODES,
        "recipient": PERSON,
        "token_hash": CODES,
    },
    "newsletters.Item": {"kind": CODES, "section": CODES},
    "newsletters.Subscription": dict.fromkeys(("mail_hash", "words_version"), CODES),
    "newsletters.SubscriptionProof": {"words_version": CODES},
    "moderation.BulkPick": {"refusal": STAFF},
    "moderation.BulkRun": {"here": WISH},
    "moderation.Complaint": {"address": PERSON, "language": CODES},
    "moderation.Decision": {
        "kept": CODES,
        "kind": CODES,
        "way_phone": PLACE,
        "way_url": PLACE,
    },
    "moderation.Hint": {"rule": CODES, "target_kind": CODES},
    "moderation.HintOutcome": {"pair_kind": CODES, "rule": CODES},
    "moderation.HintRule": {"rule": CODES},
    "moderation.QueueItem": {"kind": CODES, "number": CODES},
    "moderation.Report": {
        "address": PERSON,
        "device": CODES,
        "kind": CODES,
        "language": CODES,
        "name": PERSON,
        "network": CODES,
        "number": CODES,
    },
    "moderation.SavedFilter": {"name": WISH, "query": WISH},
    "moderation.TextModule": {"text": STAFF, "title": STAFF},
    "moderation.TextModuleVersion": {"content": STAFF},
    "moderation.TrustRule": {"kind": CODES},
    "notices.InterimNotice": {"facts": CODES},
    "notifications.Follow": dict.fromkeys(("carried_by", "kind", "reason"), CODES),
    "notifications.MutedAddress": {"address_hash": CODES},
    "notifications.Notification": {
        "address": PERSON,
        **dict.fromkeys(("fold_key", "language", "reason", "subject"), CODES),
    },
    "notifications.SubjectPreference": {"subject": CODES},
    "numbers.Counter": {"series": CODES},
    "pages.Contact": dict.fromkeys(
        ("email", "hours", "phone", "room", "task", "unit"), PLACE
    ),
    "pages.Page": dict.fromkeys(("body", "slug", "summary", "title"), STAFF),
    "referrals.AnswerSet": {"name": STAFF},
    "referrals.AnswerSetItem": {"problem": CODES},
    "referrals.ClockTerms": {"board_email": PLACE},
    "referrals.DurationTerms": {"reference": CODES},
    "referrals.HandOver": {"giver": PERSON},
    "referrals.PendingStatement": dict.fromkeys(
        ("releaser", "speaker", "unit"), PERSON
    ),
    "referrals.Question": dict.fromkeys(("speaker", "unit"), PERSON),
    "referrals.Referral": {"return_speaker": PERSON},
    "referrals.Statement": dict.fromkeys(("speaker", "unit"), PERSON),
    "referrals.ReferralClockEvent": {"cause": CODES},
    "referrals.ReferralReminder": {"step": CODES},
    "referrals.Route": {"conditions": CODES},
    "referrals.Rule": {
        "region_keys": CODES,
        "site_kinds": CODES,
        "source": STAFF,
        "starter_key": CODES,
        "topic_keys": CODES,
        "words": STAFF,
    },
    "referrals.RuleBook": {"note": STAFF},
    "referrals.Site": dict.fromkeys(("key", "layer", "name", "outline"), PLACE),
    "referrals.Training": {"fault": CODES, "sha256": CODES},
    "referrals.TrialRow": {"conditions": CODES},
    "regions.Address": dict.fromkeys(
        ("ortsteil", "postcode", "street", "street_norm", "suffix"), PLACE
    ),
    "regions.OutlineGeneration": {"district_key": CODES},
    "regions.PlaceName": dict.fromkeys(("name", "norm", "sort_key"), PLACE),
    "regions.PlanningArea": dict.fromkeys(("key", "name", "sort_key"), PLACE),
    "regions.PlanningAreaOutline": {"coarse": PLACE, "fine": PLACE},
    "regions.Region": dict.fromkeys(
        (
            "district_key",
            "key_2021",
            "key_until_2020",
            "name",
            "roman",
            "slug",
            "sort_key",
            "space_key",
            "space_name",
        ),
        PLACE,
    ),
    "regions.RegionGrant": {"reason": STAFF},
    "regions.RegionOutline": {"coarse": PLACE, "fine": PLACE},
    "rounds.Round": dict.fromkeys(("about_kind", "meets_link", "result_code"), CODES),
    "rounds.RoundChange": {"result_code": CODES},
    "rounds.RoundReminder": {"step": CODES},
    "rounds.RoundStatement": {"position": CODES},
    "search.SearchRow": {
        "audience": CODES,
        "kind": CODES,
        "title": MADE,
        "trigram_text": MADE,
        "words": MADE,
    },
    "search.SynonymGroup": {"key": STAFF, "words": STAFF},
    "verbs.Happening": dict.fromkeys(("kind", "params", "verb"), CODES),
}
