"""With which rows of the small world each route is asked."""

# Where the arguments of routes come from: a value of the world, or as it stands.
FIXED = {
    "actors": {"pk": "actor", "slug": "actor_slug"},
    "actors:booklet-pdf": {"slug": "region"},
    "actors:hint-show": {"pk": "actor_hint"},
    **{
        f"actors:{name}": {"pk": "actor_member"}
        for name in ("level-change", "member-let-go")
    },
    **{
        f"actors:invitation-{name}": {"pk": "actor_invitation"}
        for name in ("accept", "decline", "show", "withdraw")
    },
    "bundles": {"pk": "bundle", "number": "bundle_number"},
    "bundles:item-take-out": {"pk": "held"},
    "bundles:link-revoke": {"number": "bundle_number", "link": "bundle_link"},
    "calendar": {"pk": "event", "slug": "event_slug"},
    "calendar:feed-actor": {"pk": "embedding"},
    "calendar:feed-network": {"pk": "network"},
    "calendar:feed-own": {"token": "feed_token"},
    "calendar:feed-region": {"slug": "region"},
    "calendar:feed-topic": {"key": "topic_key"},
    "calendar:sheet-pdf": {"slug": "region"},
    **{f"calendar:embed-{name}": {"pk": "embedding"} for name in ("help", "show")},
    **{
        f"calendar:occurrence-{name}": {"pk": "occurrence"}
        for name in (
            *("calendar", "cancel", "data", "move", "register"),
            *("reinstate", "show"),
        )
    },
    **{
        f"calendar:aftermath-{name}": {"pk": "past_occurrence"}
        for name in ("edit", "picture", "release", "take-off")
    },
    **{
        f"calendar:registration-{name}": {"pk": "occurrence", "ticket": "ticket"}
        for name in ("check-in", "csv", "list", "print")
    },
    **{
        f"calendar:registration-{name}": {"pk": "registration"}
        for name in (
            *("accept", "calendar", "cancel", "change", "dismiss", "show"),
            *("tick", "ticket"),
        )
    },
    **{
        f"calendar:registration-{name}": {"key": "registration_key"}
        for name in ("code", "resend")
    },
    "calendar:registration-link": {"token": "registration_link"},
    **{
        f"calendar:source-{name}": {"pk": "source"}
        for name in ("disconnect", "pause", "read", "resume", "show")
    },
    "casework": {"number": "case", "pk": "case_file"},
    "casework:note-edit": {"pk": "case_note"},
    "casework:note-withdraw": {"pk": "case_note"},
    "casework:amt-file-create": {"pk": "referral"},
    "casework:amt-file-show": {"pk": "referral", "file": "amt_file"},
    "casework:amt-file-fetch": {"pk": "referral", "file": "amt_file"},
    "accounts:role-withdraw": {"scope": "platform", "pk": "grant"},
    "departments": {
        "pk": "department",
        "member_pk": "membership",
        "text_pk": "department_text",
    },
    "departments:card-confirm": {"key": "card"},
    "departments:card-detail": {"key": "card"},
    "departments:card-edit": {"key": "card"},
    "departments:signpost-edit": {"pk": "signpost"},
    "departments:topic-edit": {"pk": "topic"},
    "discussion": {"pk": "comment"},
    "discussion:comment-create": {"kind": "idea", "pk": "public_idea"},
    "discussion:thread-news": {"kind": "idea", "pk": "public_idea"},
    "discussion:thread-close": {"pk": "thread"},
    "discussion:thread-reopen": {"pk": "thread"},
    "discussion:thread-show": {"pk": "thread"},
    "discussion:visit-mark": {"pk": "thread"},
    "drafts": {"form": "idea"},
    "live": {"pk": "room", "code": "room_code"},
    "live:agenda-go": {"pk": "agenda_item"},
    "live:room-create": {"pk": "roomless"},
    "live:poll-vote": {"pk": "poll"},
    "live:poll-drop": {"pk": "prepared_poll"},
    "live:poll-edit": {"pk": "prepared_poll"},
    "live:poll-step": {"pk": "prepared_poll", "step": "oeffnen"},
    **{f"live:protocol-{name}": {"pk": "told_room"} for name in ("csv", "pdf", "show")},
    **{f"live:protocol-{name}": {"pk": "ended_room"} for name in ("edit", "publish")},
    **{
        f"live:question-{name}": {"pk": "room_question"}
        for name in ("hide", "merge", "put", "turn", "turn-ask")
    },
    "newsletters": {
        "pk": "newsletter",
        "slug": "region",
        "year": "issue_year",
        "number": "issue_number",
    },
    **{
        f"newsletters:{name}": {"pk": "issue"}
        for name in ("archive-short", "newsletter-correct", "newsletter-stop")
    },
    "newsletters:piece-change": {"pk": "newsletter", "item": "letter_piece"},
    "newsletters:piece-word": {"pk": "newsletter", "item": "letter_piece"},
    "newsletters:news-edit": {"pk": "newsletter", "item": "letter_news"},
    "networks": {"pk": "network", "slug": "network_slug"},
    **{
        f"networks:post-{name}": {"pk": "network_post"}
        for name in ("edit", "pin", "show", "withdraw")
    },
    "networks:minutes-edit": {"pk": "network_minutes"},
    "networks:task-tick": {"pk": "network_task"},
    **{
        f"networks:date-{name}": {"pk": "network_date"}
        for name in ("calendar", "cancel", "edit", "restore", "show")
    },
    **{
        f"networks:concern-{name}": {"pk": "concern"}
        for name in ("answer", "bring", "drop", "show")
    },
    **{
        f"networks:membership-{name}": {"pk": "network_member"}
        for name in ("remove", "role")
    },
    **{
        f"networks:request-{name}": {"pk": "network_request"}
        for name in ("answer", "withdraw")
    },
    **{
        f"networks:invitation-{name}": {"pk": "network_invitation"}
        for name in ("accept", "decline", "show", "withdraw")
    },
    "newsletters:subscribe-confirm": {"token": "subscribe_confirm"},
    "newsletters:subscription": {"token": "subscription"},
    "notices": {"pk": "notice"},
    "notifications": {"pk": "notification", "token": "wishes"},
    "notifications:follow": {"kind": "idea", "pk": "public_idea"},
    "notifications:follow-change": {"pk": "follow"},
    "notifications:unsubscribe": {"token": "unsubscribe"},
    "moderation": {"pk": "item", "kind": "idea", "decision_pk": "decision"},
    "moderation:contribution": {"pk": "public_idea"},
    "moderation:report-create": {"pk": "public_idea"},
    "moderation:complaint": {"pk": "complaint"},
    "moderation:pool-end": {"pk": "pool_member"},
    "moderation:text-module-edit": {"pk": "text_module"},
    "moderation:text-module-bring-back": {"pk": "text_module"},
    "moderation:block-create": {"user_pk": "person"},
    "moderation:block-review": {"pk": "block"},
    "moderation:block-show": {"pk": "block"},
    "moderation:redaction": {"pk": "public_idea"},
    "moderation:bulk": {"pk": "bulk_run"},
    "moderation:bulk-undo": {"pk": "bulk_run"},
    "moderation:decision-undo": {"pk": "decision"},
    "moderation:hint-mark": {"pk": "hint"},
    "moderation:hint-rule-switch": {"pk": "hint_rule"},
    "moderation:trust-edit": {"pk": "trust_rule"},
    "moderation:trust-end": {"pk": "trust_rule"},
    "moderation:trust-give-again": {"pk": "trust_pause"},
    "moderation:filter-delete": {"pk": "saved_filter"},
    "moderation:filter-start": {"pk": "saved_filter"},
    **{
        f"ideas:search-{name}": {"pk": "search"}
        for name in ("delete", "edit", "open", "pace", "pause")
    },
    "incoming": {"pk": "mail"},
    "pages": {"slug": "impressum"},
    "pages:contact-edit": {"pk": "contact"},
    "pool": {"pk": "offer", "slug": "offer_slug", "side": "angebot"},
    **{
        f"pool:application-{name}": {"pk": "application"}
        for name in ("delete", "docx", "edit", "note", "pdf", "show")
    },
    "pool:application-create": {"pk": "fund"},
    **{
        f"pool:fund-{name}": {"pk": "fund", "slug": "fund_slug"}
        for name in ("edit", "hide", "publish", "show")
    },
    **{
        f"pool:report-{name}": {"pk": "network", "side": "netzwerk"}
        for name in ("count", "docx", "show", "xlsx")
    },
    **{
        f"pool:booking-{name}": {"pk": "booking"}
        for name in ("calendar", "cancel", "confirm", "decline", "show")
    },
    "pool:house-week": {"pk": "house"},
    "referrals": {"pk": "referral"},
    "referrals:feedback-create": {"number": "answered"},
    "referrals:link-revoke": {"hand_over": "hand_over"},
    "referrals:question-answer": {"pk": "question"},
    "referrals:question-pass-on": {"pk": "question"},
    "referrals:reply-acknowledge": {"pk": "reply"},
    "referrals:reply-note": {"pk": "reply"},
    "referrals:reply-show": {"pk": "reply"},
    "referrals:reply-take-up": {"pk": "reply"},
    "referrals:resident-reply": {"number": "asked"},
    "referrals:rule-drop": {"pk": "rule"},
    "referrals:rule-edit": {"pk": "rule"},
    "referrals:rule-move": {"pk": "rule"},
    "referrals:rule-trial": {"pk": "rule_trial"},
    "referrals:rule-trial-file": {"pk": "rule_trial"},
    "referrals:rule-version": {"version": "rule_version"},
    **{
        f"referrals:answer-set-{name}": {"pk": "answer_set", "item": "set_item"}
        for name in ("collect", "detail", "dissolve", "stop", "take-out")
    },
    "referrals:answer-set-show": {"pk": "published_set"},
    **{
        f"referrals:{name}": {"pk": "heard"}
        for name in ("case-confirm", "transcript-confirm", "transcript-hand-over")
    },
    "referrals:deferral-show": {"number": "deferred"},
    "referrals:deferral-take-up": {"number": "deferred"},
    "referrals:duration-region": {"slug": "region"},
    "referrals:inquiry-case": {"pk": "inquiry"},
    "referrals:link-end": {"pk": "substituted", "link": "substitute"},
    "referrals:promise-ask": {"number": "promised"},
    "referrals:promise-show": {"number": "promised"},
    "referrals:reuse-case": {"pk": "reuse"},
    "referrals:reuse-review": {"pk": "reuse"},
    "referrals:reuse-told": {"pk": "reuse"},
    "referrals:statement-showing": {"pk": "statement"},
    "regions": {"slug": "region"},
    "rounds": {"pk": "round"},
    "rounds:round-reopen": {"pk": "closed_round"},
    **{
        f"rounds:{name}": {"pk": "round_party"}
        for name in (
            "party-calendar",
            "party-decline",
            "party-file",
            "party-minutes",
            "party-read",
            "party-remove",
            "party-say",
            "party-show",
            "party-state",
            "party-told",
            "statement-record",
        )
    },
    "together": {"pk": "undertaking", "number": "case", "key": "partner"},
    "together:progress-withdraw": {"pk": "progress"},
    "search:synonym-edit": {"pk": "synonym"},
}
# For parameters of routes without such a thing: nobody has it.
UNKNOWN = {
    "attachment": 0,
    "number": 1,
    "position": 0,
    "pk": 0,
    "key": "00000000-0000-0000-0000-000000000000",
    "token": "x" * 43,
    "size": "klein",
    "slug": "gibt-es-nicht",
    "uidb36": "0",
    "provider_id": "gibt-es-nicht",
}
