"""What a librarian curates: studies, administrations, costs, inventories and the catalogue."""
