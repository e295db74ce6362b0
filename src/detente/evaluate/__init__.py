"""A reader and gold data in, figures out: how much of what people marked a reader finds."""
