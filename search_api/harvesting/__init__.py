"""Taking studies over from other catalogues: OAI-PMH repositories and DCAT feeds."""
