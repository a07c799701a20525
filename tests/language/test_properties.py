"""Properties that are computed once."""

from __future__ import annotations

from summarizer.language.properties import cached_property


class Counted:
    """Counts how often its value is made."""

    def __init__(self) -> None:
        self.made = 0

    @cached_property
    def value(self) -> int:
        """How often it was made."""
        self.made += 1
        return self.made


def test_a_value_is_made_when_first_asked_for_and_then_kept_by_its_owner() -> None:
    one, other = Counted(), Counted()
    assert one.made == 0
    assert (one.value, one.value, one.made) == (1, 1, 1)
    assert other.made == 0


def test_the_class_gives_the_property_with_its_docstring() -> None:
    assert isinstance(Counted.value, cached_property)
    assert Counted.value.__doc__ == "How often it was made."
