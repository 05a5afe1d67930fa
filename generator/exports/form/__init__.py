"""The form for editors: its configuration for Decap CMS, generated from the models."""
