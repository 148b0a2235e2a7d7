"""Factories, a module per app; every object gets a traject of its own unless it is given one."""

from tests.factories.comakers import (
    CoMakerFactory,
    GesprekFactory,
    OpmerkingFactory,
    ThemaFactory,
    ToezeggingFactory,
    UitspraakFactory,
    VerslagFactory,
    VerslagVersieFactory,
)
from tests.factories.ketens import ProjectFactory
from tests.factories.pijlers import EffectFactory, PijlerFactory
from tests.factories.plannen import PlanFactory
from tests.factories.toegang import GebruikerFactory
from tests.factories.trajecten import (
    BesluitFactory,
    CategorieFactory,
    DeelnameFactory,
    PartijFactory,
    PersoonFactory,
    TrajectFactory,
)

__all__ = [
    "BesluitFactory",
    "CategorieFactory",
    "CoMakerFactory",
    "DeelnameFactory",
    "EffectFactory",
    "GebruikerFactory",
    "GesprekFactory",
    "OpmerkingFactory",
    "PartijFactory",
    "PersoonFactory",
    "PijlerFactory",
    "PlanFactory",
    "ProjectFactory",
    "ThemaFactory",
    "ToezeggingFactory",
    "TrajectFactory",
    "UitspraakFactory",
    "VerslagFactory",
    "VerslagVersieFactory",
]
