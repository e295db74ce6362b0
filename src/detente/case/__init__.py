"""The negotiation as an analyst edits it: model, YAML file, problems, draft from a record."""
