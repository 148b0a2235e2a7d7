"""Two who make a link for the same person at the same moment."""

from concurrent.futures import ThreadPoolExecutor
from threading import Barrier

import pytest
from django.db import connection

from tests.factories import PersoonFactory
from toegang.models import Logregel
from trajecten import links
from trajecten.models import Persoon, PersoonlijkeLink


@pytest.mark.gegevensbank
@pytest.mark.django_db(transaction=True)
def test_tegelijk_geeft_een_en_dezelfde_link() -> None:
    persoon = PersoonFactory()
    start = Barrier(4)

    def maak(_n: int) -> str:
        try:
            mijn = Persoon.objects.select_related("traject").get(pk=persoon.pk)
            start.wait(timeout=20)
            return links.token_van(links.geef_link(persoon=mijn))
        finally:
            connection.close()

    with ThreadPoolExecutor(4) as pool:
        tokens = set(pool.map(maak, range(4)))
    assert len(tokens) == 1
    assert PersoonlijkeLink.objects.count() == 1
    assert Logregel.objects.filter(werkwoord="link.gemaakt").count() == 1
