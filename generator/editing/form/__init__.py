"""The local back end of the form at /admin/, on the computer of an editor: the local protocol of Decap CMS for record files."""
