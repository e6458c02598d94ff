"""Pure decisions about growth."""

from talentpool.growth.rules.log import (
    GENESIS,
    Evidence,
    Need,
    capability_score,
    entry_hash,
    needs,
    next_level,
    weakest,
)

__all__ = ["GENESIS", "Evidence", "Need", "capability_score", "entry_hash", "needs", "next_level", "weakest"]
