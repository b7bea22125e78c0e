"""Every state machine of the course desk, by the code list of its states."""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType

from .action_plans import ACTION_PLAN
from .calls import CALL
from .editions import EDITION
from .instruments import INSTRUMENT
from .machine import StateMachine
from .nominations import NOMINATION
from .participations import PARTICIPATION
from .sessions import SESSION

MACHINES: Mapping[str, StateMachine] = MappingProxyType(
    {
        one.name: one
        for one in (
            EDITION, CALL, NOMINATION, PARTICIPATION, SESSION, INSTRUMENT, ACTION_PLAN,
        )
    }
)  # fmt: skip
