"""`Brief`: the finished paper. Page, terminal lines and JSON hold the same statements."""

from detente.brief.blocks import Paper
from detente.brief.page import to_html
from detente.brief.summary import summary_lines


class Brief(Paper):
    """The paper, with the ways to show it."""

    def html(self) -> str:
        """Return one self-contained HTML page without scripts."""
        return to_html(self)

    def summary(self) -> list[str]:
        """Return the findings page as plain lines for a terminal."""
        return summary_lines(self)
