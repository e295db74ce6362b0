"""The form that all records share: values that never change and allow no unknown field."""

from typing import Annotated, Literal

from pydantic import BaseModel, ConfigDict, Field, model_validator

Language = Literal["de", "en"]
LANGUAGES: tuple[Language, ...] = ("de", "en")
"""Languages of the product: read by rules, spoken by briefs."""
AnyLanguage = Annotated[str, Field(pattern=r"^[a-z]{2,3}$")]
"""Code of any language a text can be written in (ISO 639)."""


class Frozen(BaseModel):
    """Base of every record: immutable, strict about field names."""

    model_config = ConfigDict(
        frozen=True, extra="forbid", use_attribute_docstrings=True, serialize_by_alias=True
    )


class Label(Frozen):
    """A name in every language of the product; a plain string stands for all of them."""

    de: str
    en: str

    @model_validator(mode="before")
    @classmethod
    def _from_string(cls, value: object) -> object:
        if isinstance(value, str):
            return {"de": value, "en": value}
        return value

    def in_language(self, language: Language) -> str:
        """Return the name in `language`."""
        return self.de if language == "de" else self.en
