from urllib.parse import urlsplit

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render, resolve_url

from toegang.bewaard import bewaarde, geposte_velden, zichtbare_velden
from toegang.logboek import actor_code
from toegang.poort import gebruiker_view
from werk.eenmalig import is_sleutel_van


def csrf_mislukt(request: HttpRequest, reason: str = "") -> HttpResponse:
    """403 that loses no text: from our own pages (an old tab, logged in again elsewhere) the form is offered again."""
    eigen = request.headers.get("Sec-Fetch-Site", "") == "same-origin" or (
        urlsplit(request.headers.get("Origin", "")).netloc == request.get_host()
    )
    velden = geposte_velden(request) if eigen else []
    context = {
        "pad": request.get_full_path() if eigen else "",
        "velden": velden,
        "zichtbaar": zichtbare_velden(velden),
    }
    return render(request, "403_csrf.html", context, status=403)


@gebruiker_view("trajecten.bekijken")
def verder(request: HttpRequest) -> HttpResponse:
    """After logging in again: the form that was under way, with what was typed in it."""
    kept = bewaarde(request)
    # Whoever logs in next in this browser may be somebody else: the form goes back to whom it was shown to.
    if kept is None or not is_sleutel_van(dict(kept["velden"]).get("_sleutel", ""), actor_code(request.user)):
        return redirect("trajecten")
    kept |= {"zichtbaar": zichtbare_velden(kept["velden"]), "terug": resolve_url("trajecten")}
    return render(request, "toegang/verder.html", kept)
