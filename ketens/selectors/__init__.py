"""What others read of projects and ketens."""

from ketens.selectors.projecten import Trekkers, eerste_succes, laatst_iets_gehoord, met_herkomst, trekkers

__all__ = ["Trekkers", "eerste_succes", "laatst_iets_gehoord", "met_herkomst", "trekkers"]
