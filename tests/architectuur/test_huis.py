"""The house keeps its shape: what import-linter and the database cannot see."""

import re
from pathlib import Path

import pytest
from django.apps import apps
from django.db import models

from comakers.models import Herkomst, HerkomstKoppeling
from leefsturing.lib import persoonsgegevens
from leefsturing.lib.wachters import eigen_modellen
from toegang import beleid
from trajecten.models import Traject, TrajectModel

ROOT = Path(__file__).resolve().parent.parent.parent
# From top to bottom; the same order as in pyproject.toml.
LAGEN = ["overzichten", "plannen", "ketens", "kruispunten", "streefbeelden", "comakers", "pijlers", "berichten",
         "trajecten", "toegang", "werk"]  # fmt: skip
MODELLEN = [m for m in eigen_modellen() if not m._meta.auto_created]
TEMPLATES = sorted((ROOT / "templates").rglob("*.html"))
ONVEILIG = re.compile(
    r"\|\s*safe\b|autoescape off|javascript:"
    r"|\son(click|load|error|change|submit|focus|blur|key\w+|mouse\w+|input|toggle)="
)
# Rows of the installation, not of a traject.
ZONDER_TRAJECT = {"Gebruiker", "Logregel", "Traject", "Taak", "Hartslag", "Inzending"}


def test_lagen_zijn_die_van_de_importregels() -> None:
    text = (ROOT / "pyproject.toml").read_text()
    block = re.search(r"layers = \[(.*?)\]", text, re.DOTALL)
    assert block
    names = [n for n in re.findall(r'"\(?(\w+)\)?"', block.group(1)) if n in LAGEN]
    assert names == LAGEN


def test_verwijzingen_gaan_een_kant_op() -> None:
    """Foreign keys, strings too, point to the same app or one below."""
    verkeerd = [
        f"{model._meta.label}.{f.name} -> {f.related_model._meta.label}"
        for model in MODELLEN
        for f in [*model._meta.concrete_fields, *model._meta.many_to_many]
        if f.is_relation and f.related_model and f.related_model._meta.app_label in LAGEN
        and LAGEN.index(f.related_model._meta.app_label) < LAGEN.index(model._meta.app_label)
    ]  # fmt: skip
    assert not verkeerd


def test_alles_hoort_bij_een_traject() -> None:
    zonder = {m.__name__ for m in MODELLEN if not issubclass(m, TrajectModel)}
    assert zonder <= ZONDER_TRAJECT


def test_kijkregel_van_elk_model_staat_in_het_beleid() -> None:
    assert not [m._meta.label for m in MODELLEN if issubclass(m, TrajectModel) and m.bekijk_actie not in beleid.ACTIES]


def test_wie_en_wanneer_gaan_samen() -> None:
    """Every pair ``x_op`` + ``x_door`` that may be empty is set together or not at all, says a constraint."""
    los = []
    for model in MODELLEN:
        fields = {f.name: f for f in model._meta.concrete_fields}
        for name, veld in fields.items():
            op = fields.get(name.removesuffix("_door") + "_op")
            if name.endswith("_door") and op is not None and veld.null and op.null:
                checks = [c for c in model._meta.constraints if isinstance(c, models.CheckConstraint)]
                if not any(name in str(c.condition) and op.name in str(c.condition) for c in checks):
                    los.append(f"{model._meta.label}: {op.name} en {name}")
    assert not los


def test_beperkingen_heten_als_een_zin() -> None:
    namen = [c.name for m in MODELLEN for c in m._meta.constraints]
    assert len(namen) == len(set(namen))
    assert not [n for n in namen if n.count("_") < 2]


def test_elk_product_heeft_een_herkomst_en_een_spoor() -> None:
    producten = {m for m in apps.get_models() if issubclass(m, Herkomst)}
    gekoppeld = {
        m._meta.get_field("product").related_model for m in apps.get_models() if issubclass(m, HerkomstKoppeling)
    }
    assert producten == gekoppeld
    assert not [m for m in producten if m.spoorstappen is Herkomst.spoorstappen]


def test_register_ziet_een_vergeten_veld(monkeypatch: pytest.MonkeyPatch) -> None:
    """The check of the register of personal data is quiet now, and speaks when a field is left out."""
    assert not persoonsgegevens.check_register(None)
    register = dict(Traject.privacy)
    register.pop("leernotities")
    monkeypatch.setattr(Traject, "privacy", register)
    assert [e.id for e in persoonsgegevens.check_register(None)] == ["leefsturing.E001"]


def test_begrippen_zijn_die_van_de_modellen() -> None:
    """``docs/begrippen.md`` says of each model what its docstring opens with."""
    text = (ROOT / "docs" / "begrippen.md").read_text()
    ontbreekt = []
    for model in MODELLEN:
        opening = (model.__doc__ or "").strip().splitlines()[0]
        if f"| `{model._meta.app_label}.{model.__name__}` | {opening} |" not in text:
            ontbreekt.append(f"| `{model._meta.app_label}.{model.__name__}` | {opening} |")
    assert not ontbreekt, "\n" + "\n".join(ontbreekt)


@pytest.mark.parametrize("path", TEMPLATES, ids=lambda p: str(p.relative_to(ROOT / "templates")))
def test_sjabloon_houdt_zich_aan_de_huisregels(path: Path) -> None:
    """No inline script or style, no unescaped text; every form that changes something carries its key."""
    text = path.read_text()
    assert not ONVEILIG.search(text)
    if "mail/" not in str(path):
        assert not re.search(r"\sstyle=|<style|<script(?![^>]*\ssrc=)", text)
    vreemd = {"account", "allauth", "mfa", "admin"} & set(path.relative_to(ROOT / "templates").parts)
    for form in re.findall(r"<form[^>]*method=[\"']post[\"'].*?</form>", text, re.DOTALL | re.IGNORECASE):
        assert "{% sleutel %}" in form or (vreemd and "csrf_token" in form), form[:200]


def test_geen_bestand_wordt_te_lang() -> None:
    lang = [
        f"{p.relative_to(ROOT)} ({n})"
        for app in [*LAGEN, "leefsturing", "tests"]
        for p in (ROOT / app).rglob("*.py")
        if "migrations" not in p.parts and (n := len(p.read_text().splitlines())) > 500
    ]
    assert not lang
