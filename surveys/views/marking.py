"""The sender's workbook with its problems marked: asked for, waited for, downloaded."""

from pathlib import PurePath

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.exceptions import PermissionDenied
from django.http import FileResponse, Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import get_language, pgettext
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from surveys import actions, permissions
from surveys.content_types import XLSX
from surveys.models import Job, Upload


@login_required
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def marked(request: HttpRequest, upload_id: int) -> HttpResponse:
    """POST asks for the workbook; the page waits for it and hands it out."""
    upload = _upload(request, upload_id)
    if request.method == "POST":
        try:
            actions.mark_problems(upload=upload, by=request.user)
        except actions.ActionRefused as refused:
            messages.error(request, str(refused))
            return redirect("upload", upload_id)
        return redirect("marked", upload_id)
    return render(request, "surveys/marked.html", _context(upload))


@login_required
@require_POST
def stop_marking(request: HttpRequest, upload_id: int) -> HttpResponse:
    """Stop making it."""
    upload = _upload(request, upload_id)
    if actions.stop_marking(upload=upload):
        messages.success(request, _("Stopped. No workbook was made; your file is as it was."))
    return redirect("marked", upload_id)


@login_required
@never_cache
@require_safe
def marking_progress(request: HttpRequest, upload_id: int) -> HttpResponse:
    """The fragment that the page asks for again and again."""
    return render(request, "surveys/_marking.html", _context(_upload(request, upload_id)))


@login_required
@never_cache
@require_safe
def marked_workbook(request: HttpRequest, upload_id: int) -> HttpResponse:
    """The workbook, in the language of the page."""
    upload = _upload(request, upload_id)
    file = actions.marked_file(upload, get_language())
    if not file.is_file():
        raise Http404
    sent = PurePath(upload.file_name)
    kind = sent.suffix if sent.suffix.lower() == ".xlsm" and not upload.replaced else ".xlsx"
    # Translators: the end of a file's name.
    end = pgettext("file name", "problems")
    return FileResponse(
        file.open("rb"), as_attachment=True, filename=f"{sent.stem} - {end}{kind}", content_type=XLSX
    )


def _context(upload: Upload) -> dict:
    """`ready` once the workbook is there, `under_way` while something will happen by itself."""
    job = actions.marking_job(upload, get_language())
    ready = actions.marked_file(upload, get_language()).is_file()
    return {
        "upload": upload,
        "job": job,
        "ready": ready,
        "under_way": not ready and job is not None and job.state in {Job.State.QUEUED, Job.State.RUNNING},
    }


def _upload(request: HttpRequest, upload_id: int) -> Upload:
    uploads = Upload.objects.select_related("round__survey", "respondent", "sender", "redaction")
    upload = get_object_or_404(uploads, pk=upload_id)
    if not permissions.may_open_file(request.user, upload):
        raise PermissionDenied
    return upload
