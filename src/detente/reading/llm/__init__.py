"""The second reader: acts by a language model behind an OpenAI-style endpoint; off by default."""
