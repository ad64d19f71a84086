"""Every address of the product, and what stands there in the world of `every_page`.

The names come from the product's own list of addresses: one that is in neither of the two tables below fails the
test that walks through them, so that no new page is forgotten.
"""

from django.urls import URLPattern, URLResolver, get_resolver

PUBLIC = {
    "overview": ["", "?framework=strategy-2020-2024", "nowhere/"],
    "outcome": ["outcomes/strategy-2020-2024/1/", "outcomes/strategy-2020-2024/3/?year=2022"],
    "indicators": ["indicators/"],
    "indicator": [
        "indicators/1.4/",
        "indicators/BA.3/",
        "indicators/1.4/?by=nothing&year=1900",
        "indicators/1.4/?by=entity_type",
    ],
    "value": ["indicators/1.4/2022/"],
    "version": ["indicators/1.4/versions/1/"],
    "changes": ["changes/", "changes/?since=never"],
    "published-figures": ["published/"],
    "recommendations": ["recommendations/"],
    "recommendation": ["recommendations/{recommendation}/"],
    "entities": ["entities/"],
    "entity": ["entities/entity-07/"],
    "countries": ["countries/", "countries/?map=nothing"],
    "country": ["countries/KEN/"],
    "compare": ["compare/", "compare/?i=1.4&i=BA.3&from=x"],
    "embedded-figure": ["embed/1.4/", "embed/9.9/"],
    "embedded-map": ["embed/countries/"],
    "embedded-comparison": ["embed/compare/?i=1.4&i=BA.3", "embed/compare/"],
    "response-map": ["rounds/{round}/map/"],
    "search": ["search/", "search/?q=focal", "search/?q=zzzzzz"],
    "systems": ["systems/"],
    "system": ["systems/{system}/"],
    "releases": ["releases/"],
    "release": ["releases/1/"],
    "compare-releases": ["releases/1/compare/2/"],
    "surveys": ["surveys/"],
    "round": ["surveys/unossc_entity/2022/"],
    "sign-in": ["accounts/sign-in/"],
}
"""Name of an address -> paths below the language that everybody may read."""

ADMINISTRATOR = {
    "translations": ["admin/translations/"],
    "questionnaire": ["questionnaires/{questionnaire}/"],
    "question": [
        "questionnaires/{questionnaire}/focal_point/",
        "questionnaires/{governments}/support_kinds/",
    ],
    "overview": ["?release=3"],
}
ANALYST = {
    "account": ["accounts/language/"],
    "answer": ["answers/{answer}/", "answers/{corrected}/"],
    "audit": ["audit/", "audit/?since=never"],
    "batch": ["workbooks/{batch}/", "workbooks/{made}/"],
    "definitions": ["definitions/"],
    "definition": ["definitions/1.4/1/", "definitions/1.4/{draft}/"],
    "indicator": ["indicators/1.4/"],
    "mapping": ["uploads/{export}/mapping/"],
    "reconciliation": ["reconciliation/"],
    "reconciled-figure": ["reconciliation/{figure}/"],
    "recommendation": ["recommendations/{recommendation}/"],
    "release-replies": ["replies/3/"],
    "releases": ["releases/"],
    "reply": ["replies/3/unossc_entity/entity-06/"],
    "response-map": ["rounds/{countries}/map/"],
    "review": ["review/"],
    "round": ["surveys/unossc_entity/2022/"],
    "roster-line": ["rounds/{round}/roster/{line}/"],
    "round-roster": ["rounds/{round}/roster/"],
    "series": ["definitions/3.1/series/"],
    "send-for-several": ["rounds/{round}/file/"],
    "steer-round": ["rounds/{round}/", "rounds/{countries}/"],
    "submission": ["submissions/{submission}/", "submissions/{approved}/"],
    "tabulation": ["tabulations/{tabulation}/"],
    "fed-values": ["tabulations/{tabulation}/values/"],
    "quotes": ["quotes/"],
    "text-answers": ["answers/"],
    "text-answer": ["answers/{words}/text/"],
    "touched-values": ["submissions/{submission}/values/"],
    "upload": ["uploads/{export}/", "uploads/{counts}/"],
    "value": ["indicators/1.4/2022/"],
    "waiting-value": ["values/{value}/"],
    "count-again": ["submissions/{approved}/count-again/", "submissions/{older}/count-again/"],
    "count-tabulation-again": ["tabulations/{tabulation}/again/"],
}
FOCAL_POINT = {
    "account": ["accounts/language/"],
    "answer": ["answers/{answer}/"],
    "impact": ["uploads/{upload}/impact/"],
    "marked": ["uploads/{upload}/marked/"],
    "replies": ["replies/"],
    "round": ["surveys/unossc_entity/2022/"],
    "send-file": ["workspace/{round}/entity-07/upload/"],
    "submission": ["submissions/{submission}/"],
    "upload": ["uploads/{upload}/", "uploads/{refused}/", "uploads/{waiting}/"],
    "workspace": ["workspace/"],
}
DRAFTER = {
    "overview": [""],
    "outcome": ["outcomes/strategy-2020-2024/3/"],
    "reconciliation": ["reconciliation/"],
    "reconciled-figure": ["reconciliation/{figure}/"],
    "workspace": ["workspace/"],
    "review": ["review/"],
}
VISITORS = {
    "": PUBLIC, "administrator": ADMINISTRATOR, "analyst": ANALYST, "focal-point": FOCAL_POINT, "drafter": DRAFTER,
}  # fmt: skip
"""Demo account, or nobody -> the pages that they walk through: those of their work, or that look otherwise to them."""

NO_PAGE = {
    # files
    "figure-file", "recommendations-file", "comparison-file", "definition-file", "series-file", "release-content", "template",
    "upload-file", "marked-file", "countries-file", "response-map-file", "blank-table", "batch-file", "quotes-file", "xlsform",
    # what a form is sent to, and what only leads on
    "assess-recommendation", "explain-difference", "impact-again", "begin-draft", "edit-draft", "decide-draft", "enter-value", "enter-table", "decide-value", "publish-release",
    "prepare-release", "ask-for-replies", "publish-prepared", "withdraw-release", "discard-release", "compare-chosen", "submit-upload",
    "explain-upload", "discard-upload", "choose-encoding", "choose-decimal-mark", "approve-submission", "return-submission",
    "tag-answer", "untag-answer", "quote-answer", "quote-permission", "discard-quote",
    "approve-several", "approve-file", "comment-submission", "weigh-submission", "correct-answer", "undo-correction",
    "approve-tabulation", "return-tabulation", "weigh-tabulation", "stop-weighing", "stop-weighing-table",
    "move-round", "extend-round", "round-rules", "remind-round", "redact-round", "invite-pasted", "invite-several", "take-from-roster", "ask-for-batch", "cancel-batch",
    "check-again", "stop-checking", "stop-saving", "stop-marking", "stop-impact", "letters-again", "question-options", "question-option",
    "after-sign-in", "sign-out",
    # parts of a page, which that page shows
    "upload-progress", "marking-progress", "batch-progress", "weighed-submission", "weighed-tabulation",
}  # fmt: skip
"""Names of addresses at which no page of its own is read."""


def named(patterns=None) -> set[str]:
    """The names of all addresses below the language. Django's own administration has names in a space of its own."""
    found = set()
    for pattern in get_resolver().url_patterns if patterns is None else patterns:
        if isinstance(pattern, URLPattern) and patterns is not None and pattern.name:
            found.add(pattern.name)
        elif isinstance(pattern, URLResolver) and not pattern.namespace:
            below_language = patterns is not None or hasattr(pattern.pattern, "prefix_default_language")
            found |= named(pattern.url_patterns) if below_language else set()
    return found
