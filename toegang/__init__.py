"""Who may in: accounts, roles, the one policy table, and the logboek."""
