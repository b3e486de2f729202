"""The catalogue for portals of open data: published studies after DCAT-AP 3."""
