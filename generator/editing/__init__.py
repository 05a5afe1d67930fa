"""Floor 4: help for editors. Generates and edits the texts of records; the command line writes them."""
