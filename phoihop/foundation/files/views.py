"""A file handed out: always as a download, never as a page of ours."""

from django.http import FileResponse, Http404, HttpResponseBase
from django.shortcuts import render
from django.views.decorators.http import require_GET

from phoihop.foundation.agencies.doors import MemberRequest, member
from phoihop.foundation.files import queries


@member  # type: ignore[arg-type]  # a streamed answer is no HttpResponse to the type checker
@require_GET
def show(request: MemberRequest, sha256: str) -> HttpResponseBase:
    """What you may not see does not exist. A damaged file is not handed out as if it were whole."""
    file = queries.visible(sha256, request.actor)
    if file is None:
        raise Http404
    if file.damaged_at:
        return render(request, "files/damaged.html", {"file": file}, status=409)
    try:
        content = queries.open_file(file)
    except OSError as missing:
        raise Http404 from missing
    answer = FileResponse(
        content,
        as_attachment=True,
        filename=queries.name_of(file, actor=request.actor),
        content_type=file.media_type,
    )
    answer["Cache-Control"] = "private, no-store"
    answer["X-Content-Type-Options"] = "nosniff"
    answer["Content-Security-Policy"] = "sandbox"
    return answer
