from django.http import HttpRequest, HttpResponse

from leefsturing.lib import klok
from leefsturing.lib.htmx import redirect_naar, render_pagina
from overzichten.selectors.keuken import keuken as lees_keuken
from toegang import beleid
from trajecten.models import Traject
from trajecten.poort import traject_view


@traject_view("traject.bekijken")
def keuken(request: HttpRequest, traject: Traject) -> HttpResponse:
    """The overview of a traject; who steers on main lines only goes to the page of the raad."""
    rol = request.rol  # type: ignore[attr-defined]
    if not beleid.mag(rol, "keuken.bekijken"):
        return redirect_naar(request, "raad", slug=traject.slug)
    context = {"keuken": lees_keuken(gebruiker=request.user, traject=traject, rol=rol, now=klok.nu())}  # type: ignore[arg-type]
    return render_pagina(request, "overzichten/keuken.html", context)
