"""A secret is shown once and is nowhere else; an issue cut short leaves nothing half there."""

from __future__ import annotations

import base64
import io
import traceback
from pathlib import Path

import pytest

from guichet.base import Adresse
from guichet.contexte import Contexte
from guichet.erreurs.identifiants import TransitionImpossible
from guichet.registres.portail.cles_enfance import CleNeuve
from guichet.registres.portail.emission import SecretNeuf
from guichet.registres.socle.hachage import conforme
from guichet.registres.socle.journal import empreinte
from guichet.regles.socle.domaine import Canal, PieceIdentite
from guichet.services.comptoir import taches
from guichet.services.portail import bordereaux, cles, exportation, identifiants
from guichet.services.socle import papiers
from tests.bases import Horloge, contexte
from tests.fourches import Processus
from tests.patience import TROP_LONG_S
from tests.services.guichet_identifiants import colonne, compter, installer, ouvrir_passage, ville
from tests.services.processus import FIN, TEMOIN, deposer_cles

CNI = PieceIdentite.CNI


def octets_de_la_base(ctx: Contexte) -> bytes:
    """Everything the base keeps on this engine: the files, or each row of each table."""
    fichier = ctx.base.adresse.fichier
    if fichier is not None:
        return b"".join(p.read_bytes() for p in fichier.parent.glob(fichier.name + "*") if p.is_file())
    with ctx.lecture() as s:
        tables = s.lignes("SELECT tablename FROM pg_tables WHERE schemaname = 'public'")
        return repr([s.lignes(f"SELECT t::text FROM {table} t") for (table,) in tables]).encode()


def test_aucun_secret_dans_la_base(ctx: Contexte, caplog: pytest.LogCaptureFixture) -> None:
    """Lost otherwise: whoever copies the file has every account of the town (rules 14, 15)."""
    from nacl.public import PrivateKey

    publique = base64.b64encode(bytes(PrivateKey.generate().public_key)).decode()
    f = installer(ctx)
    ouvrir_passage(ctx, f.famille)
    tout = identifiants.remettre_tout(ctx, famille_id=f.famille, personne_id=f.sophie, piece=CNI)
    assert tout.compte is not None
    seconde = identifiants.reinitialiser(ville(ctx, cle_publique=publique), compte_id=tout.compte.compte_id, piece=CNI)
    tache = taches.demander_identifiants(ctx, famille_id=f.famille, personne_id=f.sophie)
    troisieme = taches.traiter(ctx, tache_id=tache.tache_id)
    cle = cles.emettre(ctx, famille_id=f.famille, responsable_id=f.sophie, piece=CNI)
    cles.utiliser(ctx, cle.cle_enfance or "")
    papiers.imprimer(ctx, bordereaux.bordereau(ctx, tout))
    exportation.exporter(ctx, io.StringIO())

    secrets = [tout.mot_de_passe, seconde.mot_de_passe, troisieme.mot_de_passe, tout.cle_enfance, cle.cle_enfance]
    formes = {forme for s in secrets if s for forme in (s, s.lower(), s[:8], s[4:])}
    formes |= {tout.mot_de_passe_affiche, tout.cle_affichee}
    assert len(formes) >= 15
    contenu = octets_de_la_base(ctx)
    assert b"sophie.leger-martin" in contenu
    dits = repr((tout, seconde, troisieme, cle)) + caplog.text
    for forme in formes:
        assert forme.encode() not in contenu
        assert base64.b64encode(forme.encode()).rstrip(b"=")[:-1] not in contenu
        assert forme not in dits


def test_aucun_secret_dans_une_trace(ctx_sqlite: Contexte) -> None:
    """An error reported with its local variables must not carry what was being issued."""
    f = installer(ctx_sqlite)
    with ctx_sqlite.base.ecriture() as s:
        s.ordre("CREATE TRIGGER panne BEFORE INSERT ON envoi_portail BEGIN SELECT RAISE(ABORT, 'panne'); END")
    with pytest.raises(Exception, match="panne") as erreur:
        identifiants.remettre_tout(ctx_sqlite, famille_id=f.famille, personne_id=f.sophie, piece=CNI)
    trace = traceback.TracebackException.from_exception(erreur.value, capture_locals=True)
    texte = "".join(trace.format())
    locaux = {
        valeur.clair
        for cadre, _ in traceback.walk_tb(erreur.value.__traceback__)
        for valeur in cadre.f_locals.values()
        if isinstance(valeur, SecretNeuf | CleNeuve)
    }
    assert len(locaux) == 2
    assert all(secret not in texte for secret in locaux)
    assert compter(ctx_sqlite, "compte_portail") == compter(ctx_sqlite, "cle_enfance") == 0


EMISSION = """
import sys
from guichet.erreurs import ErreurMetier
from guichet.regles.socle.domaine import PieceIdentite
from guichet.services.portail import identifiants
from tests.services.processus import FIN, mourir, ouvrir
base, famille, personne, mourir_a = sys.argv[1], int(sys.argv[2]), int(sys.argv[3]), sys.argv[4]
ctx = ouvrir(base, mourir_a)
try:
    remis = identifiants.remettre_tout(
        ctx, famille_id=famille, personne_id=personne, piece=PieceIdentite.CNI
    )
    print(remis.mot_de_passe, flush=True)
except ErreurMetier as refus:
    print("refus", type(refus).__name__, flush=True)
if mourir_a == FIN:
    mourir()
"""


def lancer(base: Path, famille: int, personne: int, mourir_a: str = "") -> Processus:
    return Processus(EMISSION, str(base), str(famille), str(personne), mourir_a)


def chaine_entiere(ctx: Contexte) -> bool:
    """Recompute the journal from its first row."""
    precedent = ""
    with ctx.lecture() as s:
        for seq, *champs, avant, hache in s.lignes(
            "SELECT seq, le, agent, poste, type, objet, contenu, precedent, empreinte FROM journal ORDER BY seq"
        ):
            if avant != precedent or empreinte(avant, seq, *champs) != hache:
                return False
            precedent = hache
    return True


TRACES = ("compte_portail", "cle_enfance", "envoi_portail", "remise", "acte_passage")


AVANT = (
    "BEGIN",
    "INSERT INTO envoi_portail",
    "INSERT INTO journal",
    "INSERT INTO fiche_recherche",
    "INSERT INTO cle_enfance",
    "COMMIT",
)


@pytest.mark.parametrize("mourir_a", [*AVANT, TEMOIN, FIN])
def test_tue_pendant_une_emission(fichier_base: Path, horloge: Horloge, mourir_a: str) -> None:
    """kill -9: the account, the trace, the record for the portal and the journal are all there, or none is."""
    ctx = contexte(Adresse(fichier_base), horloge)
    f = installer(ctx)
    ouvrir_passage(ctx, f.famille)
    deposer_cles(ctx, fichier_base)
    journal = compter(ctx, "journal")
    ctx.base.fermer()

    mort = lancer(fichier_base, f.famille, f.sophie, mourir_a)
    dit = mort.communicate(timeout=TROP_LONG_S)[0].strip()
    assert mort.returncode == -9

    ctx = contexte(Adresse(fichier_base), horloge)
    traces = {table: compter(ctx, table) for table in TRACES}
    if mourir_a in AVANT:
        assert (dit, set(traces.values()), compter(ctx, "journal")) == ("", {0}, journal)
    else:
        (hache,) = colonne(ctx, "SELECT hash FROM compte_portail")
        # Dead before the witness line: the act is whole, though nobody saw the secret; it is reset like a lost one.
        assert conforme(hache, dit) is (mourir_a == FIN)
        assert traces == dict(zip(TRACES, (1, 1, 1, 2, 2), strict=True))
        assert compter(ctx, "journal") == journal + 2
    assert chaine_entiere(ctx)
    assert colonne(ctx, "PRAGMA integrity_check") == ["ok"]
    # The counter opens again and serves the parent who is still standing there.
    if mourir_a in AVANT:
        assert identifiants.remettre_tout(ctx, famille_id=f.famille, personne_id=f.sophie, piece=CNI).mot_de_passe
    ctx.base.fermer()


def test_deux_postes_emettent_a_la_fois(fichier_base: Path, horloge: Horloge) -> None:
    """Two desks, one parent: exactly one paper opens the account, and the other desk is told why."""
    ctx = contexte(Adresse(fichier_base), horloge)
    f = installer(ctx)
    deposer_cles(ctx, fichier_base)
    en_cours = [lancer(fichier_base, f.famille, f.sophie) for _ in range(3)]
    dits = sorted(p.communicate(timeout=TROP_LONG_S)[0].strip() for p in en_cours)
    secrets = [d for d in dits if not d.startswith("refus")]
    assert dits.count(f"refus {TransitionImpossible.__name__}") == 2
    (hache,) = colonne(ctx, "SELECT hash FROM compte_portail")
    assert conforme(hache, secrets[0])
    assert [compter(ctx, t) for t in ("compte_portail", "cle_enfance", "envoi_portail", "remise")] == [1, 1, 1, 2]
    assert chaine_entiere(ctx)
    ctx.base.fermer()


def test_le_secret_par_courriel_reste_montre_sans_cle_du_portail(ctx_sqlite: Contexte) -> None:
    """Without the portal's key nobody else can mail it: the agent who does sees it once."""
    f = installer(ctx_sqlite)
    remis = identifiants.emettre(
        ctx_sqlite, famille_id=f.famille, personne_id=f.sophie, piece=CNI, canal=Canal.COURRIEL
    )
    assert remis.mot_de_passe
