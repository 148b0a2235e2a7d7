"""Search over a traject: in the bar of every page, and a page of its own."""
