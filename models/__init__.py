"""SQLModel tables, one file per aggregate; XBase carries the validated fields, X the table."""

from sqlmodel import SQLModel

from models.activite import Activite, Groupe, Ouverture, QuotaAge, RegleActivite, Unite
from models.calendrier import PeriodeCalendrier
from models.commune import Agent, JourFerie, Parametre, Reglement, SessionAgent
from models.famille import Famille, FamilleBase, HistoriqueCoordonnees, Lien, LienBase, Quotient
from models.fusion import FamillesDistinctes, Fusion
from models.garde import GardeException, GardeVacances
from models.identifiants import (
    CleEnfance,
    ComptePortail,
    EnvoiExporte,
    EnvoiPortail,
    IdentifiantAncien,
    Remise,
)
from models.journal import Consultation, Journal
from models.passage import ActePassage, Passage, Tache
from models.personne import PaiDetail, Personne, PersonneBase, Scolarite
from models.recherche import FicheRecherche, JetonRecherche, MotNom
from models.reservation import Inscription, PieceVue, Reservation
from models.sceau import Sceau

metadata = SQLModel.metadata

__all__ = [
    "ActePassage",
    "Activite",
    "Agent",
    "CleEnfance",
    "ComptePortail",
    "Consultation",
    "EnvoiExporte",
    "EnvoiPortail",
    "Famille",
    "FamilleBase",
    "FamillesDistinctes",
    "FicheRecherche",
    "Fusion",
    "GardeException",
    "GardeVacances",
    "Groupe",
    "HistoriqueCoordonnees",
    "IdentifiantAncien",
    "Inscription",
    "JetonRecherche",
    "JourFerie",
    "Journal",
    "Lien",
    "LienBase",
    "MotNom",
    "Ouverture",
    "PaiDetail",
    "Parametre",
    "Passage",
    "PeriodeCalendrier",
    "Personne",
    "PersonneBase",
    "PieceVue",
    "QuotaAge",
    "Quotient",
    "RegleActivite",
    "Reglement",
    "Remise",
    "Reservation",
    "Sceau",
    "Scolarite",
    "SessionAgent",
    "Tache",
    "Unite",
    "metadata",
]
