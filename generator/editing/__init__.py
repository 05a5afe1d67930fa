"""Floor 4: help for editors. Makes texts of records; the command line writes them."""
