"""The PDF, checked by programs that did not make it: conformance, order, fonts, content, and what it refuses."""

import http.server
import os
import re
import subprocess
import sys
import threading
import uuid
from collections.abc import Callable, Iterator
from datetime import UTC, datetime
from typing import Any

import page
import pytest
from django.core.management import CommandError, call_command

from leefsturing.lib.pdf import MAP, Grenzen, Opdracht, ZetFout, zet
from plannen import druk, services
from plannen.models import Plan
from plannen.onderdelen import ONDERDELEN
from plannen.tasks import ZETTER
from tests.factories import TrajectFactory
from tests.plannen.conftest import ANONIEM, MET_NAAM, NOOIT, Gelezen, Plantuin, werk_af

pytestmark = pytest.mark.django_db
MOMENT = datetime(2026, 11, 24, 9, 0, tzinfo=UTC)
Lees = Callable[[Plan], Gelezen]


def stem(tekst: str, nr: int = 1, naam: str = "") -> dict[str, Any]:
    return {"uitspraak": nr, "tekst": tekst, "categorie": "bewoner", "categorie_nr": nr % 8, "naam": naam,
            "persoon_nr": None, "gesprek": "maart 2026"}  # fmt: skip


def inhoud(**gegevens: Any) -> dict[str, Any]:
    """Frozen content with the given sections only."""
    return {
        "schema": 1, "titel": "Plan van aanpak", "nummer": 1, "huisstijl": "voorbeeld",
        "traject": {"naam": "Brink", "wijk": "Brink", "stadsdeel": "", "gemeente": "Enschede", "opgave": "",
                    "horizon": 2041},
        "onderdelen": [
            {"sleutel": sleutel, "titel": sleutel, "tekst": deel.pop("tekst", ""), "gegevens": deel}
            for sleutel, deel in gegevens.items()
        ],
    }  # fmt: skip


def zet_inhoud(bevroren: dict[str, Any], **kwargs: Any) -> bytes:
    plan = Plan(traject=TrajectFactory.build(), uid=uuid.UUID(int=1), nummer=1, titel="Plan", created_at=MOMENT)
    return zet(druk.opdracht(plan, bevroren), module=ZETTER, **kwargs)


def klachten(pdf: bytes) -> list[tuple[str, str, str]]:
    """What the checker has against it, as accessible and as archival document."""
    return [
        (profiel, fout.rule_id, fout.message)
        for profiel in ("ua1", "2a")
        for fout in page.validate_pdf_bytes(pdf, profile=profiel).failures
    ]


def test_plan_als_ieder_ander_het_leest(tuin: Plantuin, pdf: Lees) -> None:
    """The whole way: frozen, set by the worker, and read back."""
    for sleutel in ("inleiding", "vervolg"):
        tekst = "## Kop\n\nZin.\n\n#### Diep\n\n- een\n- twee"
        services.bewaar_tekst(traject=tuin.traject, onderdeel=sleutel, tekst=tekst, doet_mee=True, versie=0, by=None)
    plan = services.maak_versie(traject=tuin.traject, by=None)
    werk_af()
    gelezen = pdf(plan)
    assert plan.paginas == len(gelezen.lees("pdftotext", "PDF", "-").split("\f")) - 1
    assert plan.paginas >= 10
    assert klachten(gelezen.bytes) == []
    assert "No syntax or stream encoding errors found" in gelezen.lees("qpdf", "--check", "PDF")

    info = gelezen.lees("pdfinfo", "PDF")
    assert re.search(r"Title: +Plan van aanpak Wesselerbrink, versie 1", info)
    assert re.search(r"Tagged: +yes", info)
    fonts = gelezen.lees("pdffonts", "PDF").splitlines()[2:]
    assert {regel.split()[-5] for regel in fonts} == {"yes"}
    assert {naam for naam in ("Vollkorn", "Source-Sans-3") if any(naam in f for f in fonts)} == {
        "Vollkorn", "Source-Sans-3",
    }  # fmt: skip

    tekst = gelezen.tekst
    later = ("De tram komt terug", "Iedereen groet.", "Wie doet het hek open?", "De tuinclub", "1.250,50")
    for gezegd in (MET_NAAM, ANONIEM, "Fatima Openbaar, bewoner , gesprek maart 2026", "Soep op dinsdag", *later):
        assert gezegd.replace(" ,", ",") in tekst
    assert not [kanarie for kanarie in NOOIT if kanarie in tekst]

    structuur = gelezen.lees("pdfinfo", "-struct-text", "PDF")
    koppen = re.findall(r"^ *H2[^\n]*\n((?: +[^\n]*\n)*?) *(?=P|Table|L|Div|Sect|H3)", structuur, re.MULTILINE)
    volgorde = [structuur.find(f'"{o.titel}"') for o in ONDERDELEN]
    assert koppen
    assert volgorde == sorted(volgorde)
    assert structuur.count("BlockQuote") >= 4
    assert "TOCI" not in structuur
    # The map, the way back and the chain of chains; each with words instead, or the checker above complains.
    assert structuur.count("Figure") >= 3


def test_inhoudsopgave_noemt_de_bladzijde_waar_het_staat(versie: Plan, pdf: Lees) -> None:
    werk_af()
    gelezen = pdf(versie)
    paginas = gelezen.lees("pdftotext", "-layout", "PDF", "-").split("\f")
    regels = re.findall(r"^\s*\d+\s+(\S.*?)\s{2,}(\d+)\s*$", paginas[1], re.MULTILINE)
    assert [titel for titel, _nr in regels] == [str(o.titel) for o in ONDERDELEN]
    for titel, nummer in regels:
        assert titel in paginas[int(nummer) - 1]
    bladwijzers = gelezen.lees("qpdf", "--json", "--json-key=outlines", "PDF")
    assert [t for t in re.findall(r'"title": "(.*?)"', bladwijzers) if "Met wie" in t]


def test_tweemaal_zetten_geeft_dezelfde_bytes() -> None:
    bevroren = inhoud(themas={"themas": [], "los": [stem("één"), stem("twee", 2)]}, inleiding={"tekst": "*Hallo*"})
    assert zet_inhoud(bevroren) == zet_inhoud(bevroren)


VIJANDIG = {
    "lang woord": "a" * 1900,
    "emoji en ander schrift": "👍🏽 mooi 👨‍👩‍👧 محمد صلاح 王小明 𝔊𝔬𝔢𝔡",
    "van rechts naar links": "\u202egnirts\u202c en \u2066verder\u2069",
    "html en script": "<script>alert(1)</script><img src=x onerror=alert(1)><style>p{display:none}</style>",
    "sjabloon": "{{ plan.traject }} {% load x %}",
    "lege": " ",
}


def test_vijandige_inhoud_wordt_een_goed_document(tmp_path: Any) -> None:
    """All of it in one document: it conforms, shows the words, and runs off no page."""
    lang = "\n\n".join(f"# {v}\n\n> {v}\n\n- {v}\n\n[x](javascript:alert(1)) [y](https://example.org)"
                       for v in VIJANDIG.values())  # fmt: skip
    stemmen = [stem(tekst, nr, naam=tekst[:80]) for nr, tekst in enumerate(VIJANDIG.values(), 1)]
    leeg = ("soort", "staat", "pijler", "effect", "trekker_anders", "zijde", "begonnen", "klaar")
    project = dict.fromkeys(leeg, "") | {
        "naam": "x" * 120, "gelukt": True, "resultaat": "y" * 300, "omschrijving": lang, "trekker": None,
        "uitspraken": stemmen,
    }  # fmt: skip
    pijler = {
        "plaats": 1,
        "titel": "z" * 120,
        "toelichting": lang,
        "duiding": lang,
        "staat": "",
        "besluit": "",
        "effecten": [],
        "voor": stemmen,
        "tegen": [],
        "aantal_voor": 0,
        "aantal_tegen": 0,
        "categorieen": 0,
    }
    uit = zet_inhoud(
        inhoud(
            inleiding={"tekst": lang},
            pijlers={"pijlers": [pijler]},
            comakers={"categorieen": [], "aantal": 0, "gesprekken": 0, "van": "", "tot": ""},
            themas={"themas": [{"naam": v[:80], "omschrijving": v, "uitspraken": stemmen} for v in VIJANDIG.values()],
                    "los": []},
            projecten={"projecten": [project], "gestopt": [], "trekkers": {"totaal": 1, "van_buiten": 0}},
            vervolg={"besluiten": [], "tot": ""},
        )
    )  # fmt: skip
    assert klachten(uit) == []
    pad = tmp_path / "x.pdf"
    pad.write_bytes(uit)
    tekst = Gelezen(pad).tekst
    assert "<script>alert(1)</script>" in tekst
    assert "{{ plan.traject }}" in tekst
    assert "[ander schrift]" in tekst
    assert b"javascript" not in uit
    breedtes = re.findall(
        r'<word xMin="[\d.]+" yMin="[\d.]+" xMax="([\d.]+)"', Gelezen(pad).lees("pdftotext", "-bbox", "PDF", "-")
    )
    assert max(map(float, breedtes)) < 595


def test_lege_onderdelen_en_driehonderd_stemmen() -> None:
    leeg = inhoud(**{o.sleutel: {} for o in ONDERDELEN})
    assert klachten(zet_inhoud(leeg)) == []
    stemmen = [
        stem("Ik wil dat kinderen hier weer buiten spelen, en dat hun moeders dat durven.", n) for n in range(300)
    ]
    themas = [
        {"naam": f"thema {n}", "omschrijving": "", "uitspraken": stemmen[n * 30 : n * 30 + 30]} for n in range(10)
    ]
    assert klachten(zet_inhoud(inhoud(themas={"themas": themas, "los": []}))) == []


@pytest.fixture
def luisteraar() -> Iterator[tuple[str, list[str]]]:
    """A server on this machine that notes every request."""
    gevraagd: list[str] = []

    class Handler(http.server.BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            gevraagd.append(self.path)
            self.send_response(200)
            self.end_headers()

        def log_message(self, *args: Any) -> None: ...

    server = http.server.HTTPServer(("127.0.0.1", 0), Handler)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    yield f"http://127.0.0.1:{server.server_port}", gevraagd
    server.shutdown()
    server.server_close()


def test_leest_geen_bestand_en_geen_adres(luisteraar: tuple[str, list[str]], tmp_path: Any) -> None:
    """Even a template that asks for it gets nothing: no socket, no file outside what was given."""
    basis, gevraagd = luisteraar
    geheim = tmp_path / "geheim.txt"
    geheim.write_text("kanarie-op-schijf")
    html = f"""<html lang="nl"><head><title>x</title>
      <link rel="stylesheet" href="middel:plan.css"><link rel="stylesheet" href="{basis}/a.css">
      <link rel="attachment" href="file://{geheim}"><style>@import url("{basis}/b.css");
      @import url("file://{geheim}"); @font-face {{ font-family: f; src: url("{basis}/c.woff2") }}
      p {{ font-family: f, "Source Sans 3"; background: url("{basis}/d.png"); }}</style></head><body>
      <p>woorden</p><img alt="x" src="file://{geheim}"><img alt="x" src="{basis}/e.png">
      <img alt="x" src="middel:../../etc/passwd"><img alt="x" src="http://169.254.169.254/latest">
      <svg xmlns="http://www.w3.org/2000/svg" width="9" height="9"><title>x</title><image href="{basis}/f.png"/>
      <image href="file://{geheim}"/></svg></body></html>"""
    uit = zet(Opdracht(html, "k", MOMENT, druk.middelen("voorbeeld")), module=ZETTER)
    assert gevraagd == []
    assert b"kanarie-op-schijf" not in uit
    assert b"/EmbeddedFile" not in uit


@pytest.mark.parametrize(
    "poging",
    [
        "import socket; socket.create_connection(('127.0.0.1', 1))",
        "open('/etc/hostname').read()",
        "open('/tmp/elders', 'w')",
        "import subprocess; subprocess.run(['true'])",
        "import os; os.system('true')",
    ],
)
def test_de_wacht_houdt_ook_tegen_wat_langs_de_ophaler_gaat(poging: str, tmp_path: Any) -> None:
    """The guard on the interpreter itself; negative control: without it the same line is not refused."""

    def probeer(wacht: str) -> str:
        code = f"from plannen import zetter; {wacht}\n{poging}"
        return subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=False).stderr

    assert "PermissionError: niet toegestaan" in probeer(f"zetter.bewaak({str(tmp_path)!r})")
    assert "niet toegestaan" not in probeer("pass")


@pytest.mark.parametrize(
    ("grenzen", "tekst"),
    [
        (Grenzen(tijd=1), "te veel tijd"),
        (Grenzen(processor=1), "te veel tijd"),
        (Grenzen(geheugen=160 * 1024 * 1024), "te groot"),
    ],
)
def test_wat_te_zwaar_is_stopt_vanzelf(grenzen: Grenzen, tekst: str) -> None:
    bom = inhoud(themas={"themas": [], "los": [stem("woord " * 300, n) for n in range(400)]})
    with pytest.raises(ZetFout, match=tekst):
        zet_inhoud(bom, grenzen=grenzen)


def test_mappen_van_gedode_zetters_worden_opgeruimd(tmp_path: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("tempfile.tempdir", str(tmp_path))
    oud, nieuw, ander = tmp_path / f"{MAP}oud", tmp_path / f"{MAP}nieuw", tmp_path / "van-een-ander"
    for folder in (oud, nieuw, ander):
        folder.mkdir()
        os.utime(folder, (0, 0) if folder != nieuw else None)
    zet_inhoud(inhoud())
    assert sorted(p.name for p in tmp_path.iterdir()) == [nieuw.name, ander.name]


def test_huisstijl_kleurt_ook_het_papier() -> None:
    """One file of tokens: the brand colour and the heading letter of paper follow."""
    blad = druk.middelen("stad")["plan.css"].decode()
    assert "--merk:#9c1c4b" in blad
    assert '--letter-kop:"Source Sans 3"' in blad
    assert "--merk:#9c1c4b" not in druk.middelen("voorbeeld")["plan.css"].decode()
    assert "--merk:#" in druk.middelen("../../etc/passwd")["plan.css"].decode()


def test_opdracht_op_de_regel(tuin: Plantuin, versie: Plan, tmp_path: Any) -> None:
    """``manage.py plan``: the plan of now, a version, and a plain refusal of what is not there."""
    uit = tmp_path / "map" / "plan.pdf"
    call_command("plan", tuin.traject.slug, uit=uit, versie=1)
    assert MET_NAAM in Gelezen(uit).tekst
    for fout in (("geen-traject", None), (tuin.traject.slug, 9)):
        with pytest.raises(CommandError):
            call_command("plan", fout[0], uit=uit, versie=fout[1])
    assert Plan.objects.count() == 1


def test_ontbrekende_bibliotheek_wordt_bij_de_start_gezegd(monkeypatch: pytest.MonkeyPatch) -> None:
    from plannen import controle

    assert controle.check_pango(None) == []
    monkeypatch.setattr(controle, "BIBLIOTHEKEN", ("libbestaatniet.so.9",))
    assert [w.id for w in controle.check_pango(None)] == ["plannen.W001"]
