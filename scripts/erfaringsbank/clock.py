"""The only place that asks what day it is. Everything else gets the day as an argument."""

from __future__ import annotations

import os
from datetime import UTC, date, datetime

from erfaringsbank.problems import UserError


def today_from(text: str | None) -> date:
    """The day to judge by: the option, else SOURCE_DATE_EPOCH, else today in UTC."""
    epoch = os.environ.get("SOURCE_DATE_EPOCH")
    try:
        if text:
            return date.fromisoformat(text)
        moment = datetime.fromtimestamp(int(epoch), tz=UTC) if epoch else datetime.now(tz=UTC)
    except (ValueError, OverflowError):
        raise UserError(f"«{text or epoch}» er ikke en dato.", "Skriv --dato 2026-11-22.") from None
    return moment.date()
