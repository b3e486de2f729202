"""What the page of a study tells machines: schema.org, Dublin Core, OpenGraph, Highwire."""
