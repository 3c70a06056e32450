"""The one box: if it fails, the parent waits while the agent looks elsewhere."""

from __future__ import annotations

from pathlib import Path

import pytest

from guichet.contexte import Contexte
from tests.screens.familles import leger
from tests.screens.outils import application
