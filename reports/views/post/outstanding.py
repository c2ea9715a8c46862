"""What of a call goes by post: where each letter stands, and what is next."""

from collections import Counter

from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.views.decorators.http import require_safe

from accounts.sign_in.signed_in import user_of
from awards.selectors.mailings import posted_letters, served_applications
from grants.permissions import enter_call, run_call
from reports.words.post import NEXT_ACTS, STAGES, PostStage, post_stage, shown_letter
from scoring.selectors.committee.objections import shown_rulings

_UNSERVED = [one for one in STAGES if one is not PostStage.DELIVERED]


@login_required
@require_safe
def outstanding_letters(request: HttpRequest, code: str) -> HttpResponse:
    """`?stage=` chooses one; without it, or with one that does not exist, what is not served."""
    user = user_of(request)
    call = get_object_or_404(enter_call.queryset(user).select_related("funder"), code=code)
    run_call.require(user, call)
    read = set(shown_rulings(user).filter(application__call=call).values_list("pk", flat=True))
    letters = [
        (post_stage(one), one)
        for one in posted_letters(served_applications(call, user))
        if one.ruling is None or one.ruling.pk in read
    ]
    counts = Counter(stage for stage, _letter in letters)
    wanted = request.GET.get("stage", "")
    chosen = [PostStage(wanted)] if wanted in list(STAGES) else _UNSERVED
    context = {
        "call": call,
        "rows": [
            {"shown": shown_letter(letter), "act": NEXT_ACTS[stage]}
            for stage, letter in letters
            if stage in chosen
        ],
        "wanted": wanted if chosen is not _UNSERVED else "",
        "stages": [(stage.value, words, counts[stage]) for stage, words in STAGES.items()],
        "unserved": sum(counts[one] for one in _UNSERVED),
    }
    return render(request, "reports/outstanding.html", context)
