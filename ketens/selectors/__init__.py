"""What others read of projects and ketens."""

from ketens.selectors.projecten import (
    Trekkers,
    eerste_succes,
    laatst_iets_gehoord,
    met_herkomst,
    overgenomen_van_anderen,
    trekkers,
)

__all__ = ["Trekkers", "eerste_succes", "laatst_iets_gehoord", "met_herkomst", "overgenomen_van_anderen", "trekkers"]
