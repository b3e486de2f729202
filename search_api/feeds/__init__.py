"""What other programs follow: an Atom feed of any search, the sitemap, the OpenSearch description."""
