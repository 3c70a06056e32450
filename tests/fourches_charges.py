"""What the server of `tests.fourches` imports before it forks: the program, without screens nor connections."""

import alembic.config
import argon2
import psycopg
import sqlmodel

import guichet.contexte
import guichet.services.comptoir
import guichet.services.familles
import guichet.services.portail
import guichet.services.reservations
import guichet.services.socle
import models
import tests.bases
import tests.patience

__all__ = ["alembic", "argon2", "guichet", "models", "psycopg", "sqlmodel", "tests"]
