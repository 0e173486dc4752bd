"""The small bank that other tests build on: complete, and without a single problem."""

from __future__ import annotations

import pytest

from checking import bank_of, check_files, mini, told
from erfaringsbank.records import TYPES, Record


def test_the_small_bank_has_no_problems() -> None:
    """Nothing is wrong with it, so that whatever a test finds comes from what the test laid over it."""
    assert told(check_files(mini())) == ""


@pytest.mark.parametrize("cls", TYPES, ids=lambda cls: cls.mappe)
def test_every_type_is_in_the_small_bank(cls: type[Record]) -> None:
    """Each of the types has at least one record."""
    assert len(bank_of().of(cls)) > 0


def test_every_field_is_used_in_the_small_bank() -> None:
    """A field that no record uses would be tested by nothing."""
    missing = [
        f"{cls.__name__}.{name}"
        for cls in TYPES
        for name in cls.model_fields
        if name not in Record.model_fields and not any(name in record.model_fields_set for record in bank_of().of(cls))
    ]
    assert missing == []


def test_every_common_field_is_used_in_the_small_bank() -> None:
    """The fields that all types share are used by some record."""
    used = {name for record in bank_of().records.values() for name in record.model_fields_set}
    assert [name for name in Record.model_fields if name not in used] == []
