"""A road map as files: the form of appendix 2 for Word and Excel, one flat table."""
