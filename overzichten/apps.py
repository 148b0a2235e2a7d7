from django.apps import AppConfig


class OverzichtenConfig(AppConfig):
    """Screens over everything, without models of their own: keuken, mijn, agenda, signalen."""

    name = "overzichten"
    verbose_name = "Overzichten"

    def ready(self) -> None:
        from berichten.registratie import register
        from comakers.services.wissen import na_wissen
        from overzichten import services
        from overzichten.mijn.planwisser import wis_uit_plannen
        from overzichten.mijn.post import AANLEIDING

        register.aanleiding(services.AANLEIDING)
        register.aanleiding(AANLEIDING)
        na_wissen.append(wis_uit_plannen)
