"""Pictures for the documents, made from what each surface really shows or sends."""
