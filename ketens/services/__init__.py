"""What changes projects and ketens; each module holds the table of its own steps."""

from ketens.services.projecten import OVERGANGEN, maak_project, meld_voortgang, wijzig_project, zet_staat

__all__ = ["OVERGANGEN", "maak_project", "meld_voortgang", "wijzig_project", "zet_staat"]
