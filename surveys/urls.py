"""Addresses of surveys, below the language."""

from django.contrib.auth.views import LoginView, LogoutView
from django.urls import path, re_path

from surveys.forms import SignInForm
from surveys.views import (
    accounts,
    audit,
    batches,
    corrections,
    mapping,
    marking,
    quotes,
    review,
    rewording,
    roster,
    rounds,
    steering,
    tabulations,
    texts,
    uploads,
    workspace,
)

sign_in = LoginView.as_view(
    template_name="surveys/sign_in.html", authentication_form=SignInForm, redirect_authenticated_user=True
)

urlpatterns = [
    path("accounts/", accounts.after_sign_in, name="after-sign-in"),
    path("accounts/language/", accounts.account, name="account"),
    path("accounts/sign-in/", sign_in, name="sign-in"),
    path("accounts/sign-out/", LogoutView.as_view(), name="sign-out"),
    path("workspace/", workspace.workspace, name="workspace"),
    path("workspace/<int:round_id>/<slug:slug>/template.xlsx", workspace.template, name="template"),
    path("workspace/<int:round_id>/<slug:slug>/upload/", workspace.send_file, name="send-file"),
    path("uploads/<int:upload_id>/", uploads.upload, name="upload"),
    path("uploads/<int:upload_id>/progress/", uploads.upload_progress, name="upload-progress"),
    path("uploads/<int:upload_id>/submit/", uploads.submit_upload, name="submit-upload"),
    path("uploads/<int:upload_id>/explain/", uploads.explain_upload, name="explain-upload"),
    path("uploads/<int:upload_id>/discard/", uploads.discard_upload, name="discard-upload"),
    path("uploads/<int:upload_id>/file/", uploads.upload_file, name="upload-file"),
    path("uploads/<int:upload_id>/marked/", marking.marked, name="marked"),
    path("uploads/<int:upload_id>/marked/progress/", marking.marking_progress, name="marking-progress"),
    path("uploads/<int:upload_id>/marked/file/", marking.marked_workbook, name="marked-file"),
    path("uploads/<int:upload_id>/mapping/", mapping.mapping, name="mapping"),
    path("uploads/<int:upload_id>/encoding/", mapping.encoding, name="choose-encoding"),
    path("rounds/<int:round_id>/file/", mapping.send_for_several, name="send-for-several"),
    path("rounds/<int:round_id>/", steering.steer, name="steer-round"),
    re_path(r"^rounds/(?P<round_id>[0-9]+)/(?P<step>open|close|plan)/$", steering.move, name="move-round"),
    path("rounds/<int:round_id>/roster/", roster.roster, name="round-roster"),
    path("rounds/<int:round_id>/roster/pasted/", roster.invite_pasted, name="invite-pasted"),
    re_path(
        r"^rounds/(?P<round_id>[0-9]+)/roster/(?P<whom>before|group|all)/$",
        roster.invite_several,
        name="invite-several",
    ),
    path("rounds/<int:round_id>/roster/<int:invitation_id>/", roster.line, name="roster-line"),
    path(
        "rounds/<int:round_id>/roster/<int:invitation_id>/remove/", roster.take_away, name="take-from-roster"
    ),
    path("rounds/<int:round_id>/extend/", steering.extend, name="extend-round"),
    path("rounds/<int:round_id>/rules/", steering.rules, name="round-rules"),
    path("rounds/<int:round_id>/remind/", steering.remind, name="remind-round"),
    path("rounds/<int:round_id>/originals/", steering.redact, name="redact-round"),
    path("rounds/<int:round_id>/counts.xlsx", tabulations.blank_table, name="blank-table"),
    path("tabulations/<int:tabulation_id>/", tabulations.tabulation, name="tabulation"),
    path(
        "tabulations/<int:tabulation_id>/approve/", tabulations.approve_tabulation, name="approve-tabulation"
    ),
    path("tabulations/<int:tabulation_id>/return/", tabulations.return_tabulation, name="return-tabulation"),
    path(
        "tabulations/<int:tabulation_id>/again/",
        tabulations.count_tabulation_again,
        name="count-tabulation-again",
    ),
    path("rounds/<int:round_id>/workbooks/", batches.ask, name="ask-for-batch"),
    path("workbooks/<int:batch_id>/", batches.batch, name="batch"),
    path("workbooks/<int:batch_id>/progress/", batches.progress, name="batch-progress"),
    path("workbooks/<int:batch_id>/cancel/", batches.cancel, name="cancel-batch"),
    path("workbooks/<int:batch_id>/file.zip", batches.file, name="batch-file"),
    path("review/", review.review, name="review"),
    path("submissions/<int:submission_id>/", review.submission, name="submission"),
    path("submissions/approve/", review.approve_several, name="approve-several"),
    path("uploads/<int:upload_id>/approve/", review.approve_file, name="approve-file"),
    path("submissions/<int:submission_id>/comment/", review.comment, name="comment-submission"),
    path("submissions/<int:submission_id>/count-again/", review.count_again, name="count-again"),
    path("submissions/<int:submission_id>/approve/", review.approve_submission, name="approve-submission"),
    path("submissions/<int:submission_id>/return/", review.return_submission, name="return-submission"),
    path("answers/", texts.text_answers, name="text-answers"),
    path("answers/<int:answer_id>/text/", texts.text_answer, name="text-answer"),
    path("answers/<int:answer_id>/tags/", texts.tag, name="tag-answer"),
    path("answers/<int:answer_id>/tags/<int:tag_id>/remove/", texts.untag, name="untag-answer"),
    path("answers/<int:answer_id>/quote/", texts.quote, name="quote-answer"),
    path("quotes/", quotes.all_quotes, name="quotes"),
    re_path(r"^quotes/file\.(?P<format>csv|xlsx)$", quotes.quotes_file, name="quotes-file"),
    path("quotes/<int:quote_id>/permission/", quotes.set_permission, name="quote-permission"),
    path("quotes/<int:quote_id>/discard/", quotes.discard, name="discard-quote"),
    path("answers/<int:answer_id>/", corrections.answer, name="answer"),
    path("answers/<int:answer_id>/correct/", corrections.correct_answer, name="correct-answer"),
    path("corrections/<int:correction_id>/undo/", corrections.undo_correction, name="undo-correction"),
    path("questionnaires/<int:questionnaire_id>/", rewording.questionnaire, name="questionnaire"),
    path("questionnaires/<int:questionnaire_id>/form.xlsx", rewording.xlsform, name="xlsform"),
    path("questionnaires/<int:questionnaire_id>/<slug:code>/", rewording.question, name="question"),
    path("audit/", audit.audit, name="audit"),
    path("surveys/", rounds.surveys, name="surveys"),
    path("surveys/<slug:code>/<int:year>/", rounds.survey_round, name="round"),
]
