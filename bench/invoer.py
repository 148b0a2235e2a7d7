"""Bringing in 10,000 co-makers with 3 % bad rows, beside a bare bulk insert of the same rows.

    python -m bench.invoer

The file is looked at and taken by what the worker runs. Prints one line of JSON. Memory is what Python held at most
while the file was read and looked at, beyond what was there before; it is measured in a pass of its own.
"""

import gc
import json
import os
import random
import time
import tracemalloc
from itertools import pairwise
from typing import Any

import django

AANTAL, FOUT = 10_000, 0.03
KOPPEN = ["voornaam", "tussenvoegsel", "achternaam", "e-mailadres", "telefoon", "categorie", "organisatie of groep",
          "wat willen we weten?", "achterban"]  # fmt: skip


def rows(categorie: str) -> list[list[str]]:
    """The rows of a file: invented people, and at known places something that is wrong."""
    dice = random.Random(20)
    result = []
    for n in range(AANTAL):
        wrong = dice.random() < FOUT
        result.append(
            [f"Mens{n}", "van der" if n % 3 == 0 else "", f"Verzonnen{n % 997}",
             "geen adres" if wrong else (f"mens{n}@example.org" if n % 2 else ""), f"06{n:08}", categorie,
             f"Groep {n % 50}", "hoe het is om hier op te groeien en wat er anders moet", f"buren ({n % 90 + 10})"]
        )  # fmt: skip
    return result


def bare(traject: Any, categorie: Any, data: list[list[str]]) -> float:
    """The least that any import does: the same rows in the same three tables; rolled back."""
    from django.db import transaction  # noqa: PLC0415 - after setup

    from comakers.models import Achterban, CoMaker  # noqa: PLC0415 - after setup
    from trajecten.models import Persoon  # noqa: PLC0415 - after setup
    from trajecten.namen import sorteernaam  # noqa: PLC0415 - after setup

    begin = time.process_time()
    with transaction.atomic():
        personen = Persoon.objects.bulk_create(
            [Persoon(traject=traject, voornaam=r[0], tussenvoegsel=r[1], achternaam=r[2], email=r[3], telefoon=r[4],
                     sorteernaam=sorteernaam(r[0], r[1], r[2])) for r in data if r[3] != "geen adres"],
            batch_size=500,
        )  # fmt: skip
        comakers = CoMaker.objects.bulk_create(
            [CoMaker(traject=traject, persoon=p, categorie=categorie, wil_weten=data[0][7]) for p in personen],
            batch_size=500,
        )
        Achterban.objects.bulk_create(
            [Achterban(traject=traject, comaker=c, naam="buren", omvang=10) for c in comakers], batch_size=500
        )
        spent = time.process_time() - begin
        transaction.set_rollback(True)
    return spent


def measure(soort: str, traject: Any, by: Any, data: list[list[str]], memory: bool = False) -> dict[str, Any]:
    """One file of kind ``soort``, brought in, looked at, and taken; everything is rolled back."""
    from django.core.files.uploadedfile import SimpleUploadedFile  # noqa: PLC0415 - after setup
    from django.db import transaction  # noqa: PLC0415 - after setup

    from comakers.invoer import schrijven  # noqa: PLC0415 - after setup
    from comakers.models import CoMaker  # noqa: PLC0415 - after setup
    from comakers.services import invoer as diensten  # noqa: PLC0415 - after setup
    from comakers.services import invoer_opnemen  # noqa: PLC0415 - after setup

    inhoud = schrijven.schrijf([KOPPEN, *data], soort)
    before = CoMaker.objects.count()
    gc.collect()
    if memory:
        tracemalloc.start()
    moments = [time.process_time()]
    with transaction.atomic():
        upload = SimpleUploadedFile(f"mensen.{soort}", inhoud)
        rij, _new = diensten.bewaar_upload(traject=traject, bestand=upload, by=by)
        moments.append(time.process_time())
        diensten.kies_kolommen(
            invoer=rij, kolommen=rij.kolommen, categorie=None, nieuwe_partijen=True, zijde="gebruikers", by=by
        )
        rij.refresh_from_db()
        diensten.kijk_na(invoer=rij, voortgang=lambda procent, tekst: None)
        rij.refresh_from_db()
        wrong = rij.aantal_fout
        if memory:
            transaction.set_rollback(True)
            return {"piek_mb": round(tracemalloc.get_traced_memory()[1] / 1024 / 1024, 1)}
        moments.append(time.process_time())
        diensten.neem_op(invoer=rij, rijen=[], alles=False, by=by)
        invoer_opnemen.verwerk(invoer=rij, voortgang=lambda procent, tekst: None)
        moments.append(time.process_time())
        taken = CoMaker.objects.count() - before
        transaction.set_rollback(True)
    upload_s, look_s, take_s = (round(b - a, 2) for a, b in pairwise(moments))
    assert wrong + taken == AANTAL, (wrong, taken)  # noqa: S101 - a figure of half an import says nothing
    return {"soort": soort, "kb": len(inhoud) // 1024, "fout": wrong, "opgenomen": taken, "upload_s": upload_s,
            "nakijken_s": look_s, "opnemen_s": take_s}  # fmt: skip


def main() -> None:
    """Measure xlsx, ods and csv, and the bare insert; print one line of JSON."""
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "leefsturing.settings")
    django.setup()
    from bench.meet import fill  # noqa: PLC0415 - after setup
    from toegang.enums import Rol  # noqa: PLC0415 - after setup
    from trajecten.models import Categorie, Deelname  # noqa: PLC0415 - after setup

    fill("klein")
    deelname = Deelname.objects.filter(rol=Rol.KERNGROEPLID).select_related("gebruiker", "traject").earliest("pk")
    traject, by = deelname.traject, deelname.gebruiker
    categorie = Categorie.objects.filter(traject=traject).earliest("volgorde")
    data = rows(categorie.naam)
    basis = min(bare(traject, categorie, data) for _ in range(3))
    files = []
    for soort in ("xlsx", "ods", "csv"):
        figures = measure(soort, traject, by, data)
        total = figures["upload_s"] + figures["nakijken_s"] + figures["opnemen_s"]
        figures |= measure(soort, traject, by, data, memory=True) | {"ratio": round(total / basis, 1)}
        tracemalloc.stop()
        files.append(figures)
    print(json.dumps({"rijen": AANTAL, "kaal_s": round(basis, 2), "bestanden": files}))


if __name__ == "__main__":
    main()
