"""The form for editors: its settings for Decap CMS, made from the models."""
