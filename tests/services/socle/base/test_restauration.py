"""A copy put back says what it is, loses nothing of the base it replaces, and is never half there (issue 8)."""

from __future__ import annotations

import os
import shutil
import signal
from collections.abc import Callable
from datetime import timedelta
from pathlib import Path

import pytest

from guichet.base import Adresse, ouvrir_base
from guichet.base import temoin as temoins
from guichet.base.moteur import Base
from guichet.base.poste.postes import tenir
from guichet.contexte import Contexte
from guichet.erreurs import BaseOccupee, ErreurMetier, IntegriteRompue, UsageIncorrect
from guichet.erreurs.base import BaseIllisible, BaseIntrouvable, BasePlusRecente, BaseRemplacee
from guichet.fiches.socle.restauration import Restauration
from guichet.services.socle import sessions
from guichet.services.socle.restauration import restaurer
from guichet.services.socle.sauvegarde import sauvegarder
from guichet.services.socle.verification import verifier_base
from tests.bases import DEPART, Horloge, cle_gabarit, contexte, remplir, sceller
from tests.fourches import jouer
from tests.patience import TROP_LONG_S
from tests.services.autres_postes import lancer
from tests.services.socle.base.test_migrations import reculer
from tests.services.socle.verification.test_journal_et_temoin import forcer

ACTES = "SELECT count(*) FROM journal WHERE type = 'essai'"


def agir(fichier: Path, combien: int) -> None:
    """Acts of a morning."""
    ctx = contexte(Adresse(fichier), Horloge())
    for rang in range(combien):
        with ctx.ecriture() as s:
            sceller(s, ctx, "essai", f"2000{rang}")
    ctx.base.fermer()


@pytest.fixture
def copie(ctx_sqlite: Contexte, tmp_path: Path) -> Path:
    """A backup of one act, then three acts that it does not have."""
    fichier = ctx_sqlite.base.adresse.fichier
    assert fichier is not None
    agir(fichier, 1)
    faite = sauvegarder(ctx_sqlite, tmp_path / "copies", verifier_base).fichier
    ctx_sqlite.base.fermer()
    agir(fichier, 3)
    return faite


def remettre(fichier: Path, copie: Path, *, minutes: int = 0, essai: bool = False) -> Restauration:
    quand = DEPART + timedelta(minutes=minutes)
    return restaurer(
        Adresse(fichier),
        copie,
        verifier_base,
        cle_gabarit(Adresse(fichier)),
        poste="poste 2",
        maintenant=quand,
        essai=essai,
    )


def actes(fichier: Path) -> int:
    """How many acts are there, in a base that verifies."""
    base = ouvrir_base(Adresse(fichier))
    base.cle = cle_gabarit(Adresse(fichier))
    try:
        rapport = verifier_base(base)
        assert rapport.sain, rapport.anomalies
        with base.lecture() as s:
            ((nombre,),) = s.lignes(ACTES)
        return int(nombre)
    finally:
        base.fermer()


def compter(fichier: Path) -> int:
    """The same, of a base already known to verify."""
    base = Base(Adresse(fichier))
    try:
        with base.lecture() as s:
            ((nombre,),) = s.lignes(ACTES)
        return int(nombre)
    finally:
        base.fermer()


def restes(fichier: Path) -> list[str]:
    """What a restoration must not leave behind it."""
    return [
        f.name
        for f in fichier.parent.iterdir()
        if f.name.startswith((".guichet.db.restauration", ".guichet.db.restauree"))
    ]


def test_elle_dit_ce_qui_manque_et_se_verifie(fichier_base: Path, copie: Path) -> None:
    """Lost otherwise: an old copy in the place of the base, which nobody can tell from a base that was cut."""
    faite = remettre(fichier_base, copie)
    assert actes(fichier_base) == 1
    assert [(a.acte, a.objet) for a in faite.actes] == [
        ("base sauvegardée", copie.name), ("essai", "20000"), ("essai", "20001"), ("essai", "20002")
    ]  # fmt: skip
    assert (faite.manquent, faite.ancienne - faite.tete) == (4, 4)
    assert faite.de_cote is not None
    assert actes(faite.de_cote) == 4, "nothing of the former base was removed"
    with Base(Adresse(fichier_base)).lecture() as s:
        ((seq, objet, contenu),) = s.lignes("SELECT seq, objet, contenu FROM journal WHERE type = 'base.restaurer'")
    assert (seq, objet) == (faite.tete + 1, copie.name)
    assert f'"ancienne":{faite.ancienne}' in contenu
    temoin = fichier_base.with_name("guichet.db.temoin")
    assert [s.manquent for s in temoins.sections(temoin)] == [4]
    assert "manque 3 " in temoin.read_text(encoding="utf-8").replace(f"manque {faite.tete + 2} ", "manque 3 ")
    assert "essai 20002" in temoin.read_text(encoding="utf-8")
    agir(fichier_base, 2)
    assert actes(fichier_base) == 3
    assert restes(fichier_base) == []


def test_un_essai_ne_change_rien_et_dit_ce_qui_serait_perdu(fichier_base: Path, copie: Path) -> None:
    avant = {f.name: f.read_bytes() for f in fichier_base.parent.iterdir() if f.is_file()}
    ctx = contexte(Adresse(fichier_base), Horloge())
    faite = remettre(fichier_base, copie, essai=True)
    ctx.base.fermer()
    assert (faite.manquent, faite.de_cote, len(faite.actes)) == (4, None, 4)
    apres = {f.name: f.read_bytes() for f in fichier_base.parent.iterdir() if f.is_file()}
    del apres[".guichet.db.restaurer.file"]
    assert {n: o for n, o in apres.items() if not n.endswith(("-wal", "-shm"))} == avant
    assert actes(fichier_base) == 4


def test_revenir_sur_une_restauration(fichier_base: Path, copie: Path) -> None:
    """The wrong copy was put back, and acts were done since: the way back says what it costs, both ways."""
    faite = remettre(fichier_base, copie)
    agir(fichier_base, 2)
    assert faite.de_cote is not None
    retour = remettre(fichier_base, faite.de_cote, minutes=1)
    assert [a.acte for a in retour.actes] == ["copie remise à la place de la base", "essai", "essai"]
    assert actes(fichier_base) == 4
    encore = remettre(fichier_base, copie, minutes=2)
    assert encore.manquent == 5
    assert actes(fichier_base) == 1
    assert len(temoins.sections(fichier_base.with_name("guichet.db.temoin"))) == 3


def abimer(base: Path) -> None:
    base.write_bytes(os.urandom(len(base.read_bytes())))


def vider(base: Path) -> None:
    base.write_bytes(b"")


def perdre(base: Path) -> None:
    base.unlink()


@pytest.mark.parametrize("malheur", [abimer, vider, perdre])
def test_la_base_en_place_ne_se_lit_plus(fichier_base: Path, copie: Path, malheur: Callable[[Path], None]) -> None:
    """What a backup is for: the witness alone still knows how many acts are missing."""
    malheur(fichier_base)
    faite = remettre(fichier_base, copie)
    assert (faite.lisible, faite.manquent, faite.actes) == (False, 4, ())
    assert actes(fichier_base) == 1


def test_sans_base_ni_temoin_la_copie_sert(fichier_base: Path, copie: Path) -> None:
    """A new machine: nothing but the backup and its own witness."""
    for f in fichier_base.parent.glob("guichet.db*"):
        f.unlink()
    faite = remettre(fichier_base, copie)
    assert (faite.manquent, faite.ancienne) == (0, faite.tete)
    assert actes(fichier_base) == 1


def test_une_copie_posee_sur_l_ancien_wal_se_remet(fichier_base: Path, copie: Path) -> None:
    """Somebody copied by hand first: the -wal of the former base goes aside with what was put over it."""
    ecrire_et_mourir(fichier_base)
    shutil.copy(copie, fichier_base)
    with pytest.raises(BaseRemplacee, match="guichet restaurer"):
        ouvrir_base(Adresse(fichier_base))
    faite = remettre(fichier_base, copie)
    assert faite.lisible is False
    assert faite.de_cote is not None
    assert faite.de_cote.with_name(faite.de_cote.name + "-wal").stat().st_size
    assert actes(fichier_base) == 1


def modifier(copie: Path) -> None:
    forcer(copie, ("UPDATE journal SET contenu = '{}' WHERE seq = ?", (1,)))


def tronquer(copie: Path) -> None:
    copie.write_bytes(copie.read_bytes()[:9000])


def ecrire_autre_chose(copie: Path) -> None:
    copie.write_text("nom;prénom\n" * 50)


def rajeunir(copie: Path) -> None:
    forcer(copie, ("UPDATE alembic_version SET version_num = ?", ("0999",)))


def effacer(copie: Path) -> None:
    copie.unlink()


def d_ailleurs(copie: Path) -> None:
    effacer(copie)
    remplir(Adresse(copie))


@pytest.mark.parametrize(
    ("malheur", "classe", "phrase"),
    [
        (modifier, IntegriteRompue, "ne se vérifie pas, rien n’a été changé"),
        (tronquer, IntegriteRompue, "abîmée|tronquée"),
        (ecrire_autre_chose, BaseIllisible, "n’est pas une base"),
        (rajeunir, BasePlusRecente, "plus récente"),
        (effacer, BaseIntrouvable, "pas de sauvegarde"),
        (d_ailleurs, UsageIncorrect, "rien en commun"),
    ],
)
def test_une_copie_qui_ne_vaut_rien_laisse_tout_en_place(
    fichier_base: Path, copie: Path, malheur: Callable[[Path], None], classe: type[ErreurMetier], phrase: str
) -> None:
    malheur(copie)
    with pytest.raises(classe, match=phrase) as refus:
        remettre(fichier_base, copie)
    assert ".restauration" not in refus.value.message, "the copy is named as it was given"
    assert actes(fichier_base) == 4
    assert restes(fichier_base) == []
    assert not list(fichier_base.parent.glob("*.avant-*"))


def test_une_copie_d_un_schema_ancien_se_remet_au_schema_d_aujourdhui(fichier_base: Path, copie: Path) -> None:
    reculer(Adresse(copie))
    remettre(fichier_base, copie)
    ctx = contexte(Adresse(fichier_base), Horloge())
    assert ctx.avis == "", "it was done in the copy, before it took the place"
    with ctx.lecture() as s:
        # The copy is what is kept of before: none is made of it.
        assert s.lignes("SELECT objet FROM journal WHERE type = 'base.moderniser'") == [("",)]
    ctx.base.fermer()
    assert not [f for dossier in (fichier_base.parent, copie.parent) for f in dossier.iterdir() if ".schema-" in f.name]
    assert actes(fichier_base) == 1


def test_les_sessions_que_la_copie_tenait_ouvertes_sont_fermees(fichier_base: Path, tmp_path: Path) -> None:
    """Lost otherwise: who logged out since, or lost their rights, is let in again by the restoration."""
    ctx = contexte(Adresse(fichier_base), Horloge())
    sessions.ouvrir(ctx)
    ctx.base.fermer()
    copie = shutil.copy(fichier_base, tmp_path / "copie.db")
    remettre(fichier_base, Path(copie))
    with Base(Adresse(fichier_base)).lecture() as s:
        assert s.une("SELECT count(*) FROM session_agent WHERE fermee_le IS NULL") == (0,)


def test_une_section_sans_son_acte_est_une_anomalie(fichier_base: Path, copie: Path) -> None:
    """Lost otherwise: one line added to a text file, and the tail that was cut passes for a restoration."""
    agir(fichier_base, 1)
    base = Base(Adresse(fichier_base))
    with base.lecture() as s:
        seq, hache = s.une("SELECT seq, empreinte FROM journal ORDER BY seq DESC LIMIT 1") or (0, "")
    base.fermer()
    temoin = fichier_base.with_name("guichet.db.temoin")
    with temoin.open("a", encoding="ascii") as f:
        f.write(f"restauration {seq - 2} {seq - 2} {hache} {seq} {hache} 2\n")
    forcer(fichier_base, ("DELETE FROM journal WHERE seq > ?", (seq - 2,)))
    base = Base(Adresse(fichier_base))
    assert [a.controle for a in verifier_base(base).anomalies][:1] == ["témoin"]
    base.fermer()


def test_elle_est_refusee_tant_qu_un_guichet_est_ouvert_et_dit_qui(fichier_base: Path, copie: Path) -> None:
    """Lost otherwise: the counter goes on writing into the base that was put aside."""
    tenue = tenir(Adresse(fichier_base), "guichet 1", qui="Nadia Benali (agnes@mairie pts/3)", depuis=DEPART)
    tenue.rendre()
    programme = """
from guichet.base.poste.postes import tenir
from tests.bases import DEPART
t = tenir(ctx.base.adresse, "guichet 1", qui="Nadia Benali (agnes@mairie pts/3)", depuis=DEPART)
print("ouvert", flush=True)
sys.stdin.read()
"""
    p = lancer(Adresse(fichier_base), programme)
    assert p.stdout is not None
    assert p.stdout.readline() == "ouvert\n"
    try:
        with pytest.raises(BaseOccupee, match=r"Nadia Benali \(agnes@mairie pts/3\) depuis le lun\. 16 nov\. à 14:07"):
            remettre(fichier_base, copie)
        assert len(remettre(fichier_base, copie, essai=True).ouverte_par) == 1
    finally:
        p.kill()
        p.communicate()
    remettre(fichier_base, copie)


def test_un_programme_qui_lit_la_base_la_tient_aussi(fichier_base: Path, copie: Path) -> None:
    p = lancer(Adresse(fichier_base), "print('ouvert', flush=True)\nsys.stdin.read()\n")
    assert p.stdout is not None
    assert p.stdout.readline() == "ouvert\n"
    try:
        with pytest.raises(BaseOccupee, match=rf"processus {p.pid}"):
            remettre(fichier_base, copie)
    finally:
        p.kill()
        p.communicate()
    assert actes(fichier_base) == 4


MOURIR = """
import os, signal, sys
from datetime import timedelta
from pathlib import Path
from guichet.base import Adresse
from guichet.services.socle.restauration import restaurer
from guichet.services.socle.verification import verifier_base
from tests.bases import DEPART, cle_gabarit
fichier, copie, rang = Path(sys.argv[1]), Path(sys.argv[2]), int(sys.argv[3])
def systeme(evenement, arguments):
    global rang
    if evenement in {"os.link", "os.rename", "os.remove", "os.chmod"} and "guichet.db" in str(arguments[0]) and os.path.exists(arguments[0]):
        rang -= 1
        if rang == 0:
            os.kill(os.getpid(), signal.SIGKILL)
sys.addaudithook(systeme)
restaurer(Adresse(fichier), copie, verifier_base, cle_gabarit(Adresse(fichier)), poste="poste 2", maintenant=DEPART)
"""


def ecrire_et_mourir(fichier: Path) -> None:
    """Leave a base as a power cut does: its last acts in the -wal alone."""
    programme = """
from tests.bases import sceller
with ctx.ecriture() as s:
    sceller(s, ctx, "essai", "20009")
os.kill(os.getpid(), 9)
"""
    assert lancer(Adresse(fichier), "import os\n" + programme).wait(TROP_LONG_S) == -signal.SIGKILL
    assert fichier.with_name(fichier.name + "-wal").stat().st_size


@pytest.mark.lent
def test_tuee_a_chaque_pas_elle_ne_laisse_jamais_un_melange(fichier_base: Path, copie: Path, tmp_path: Path) -> None:
    """Lost otherwise: a power cut during the restoration, and the town has neither of its two bases."""
    ecrire_et_mourir(fichier_base)
    vues = set()
    for rang in range(1, 60):
        lieu = tmp_path / f"pas{rang}"
        lieu.mkdir()
        for f in fichier_base.parent.glob("guichet.db*"):
            if f.is_file():
                shutil.copy(f, lieu / f.name)
        fichier = lieu / "guichet.db"
        fini = jouer(MOURIR, str(fichier), str(copie), str(rang), timeout=TROP_LONG_S)
        assert fini.returncode in {0, -signal.SIGKILL}, fini.stderr
        vues.add(_trouver(fichier))
        remettre(fichier, copie, minutes=rang)
        assert actes(fichier) == 1
        assert restes(fichier) == []
        cotes = [f for f in lieu.glob("guichet.db.avant-*") if f.name.count("-") == 4 and f.suffix != ".temoin"]
        assert max(compter(f) for f in cotes) == 5, "the acts of the former base, those of its -wal too"
        if not fini.returncode:
            break
    assert vues == {"ancienne", "vide", "neuve"}
    assert not fini.returncode, "the last one was let go to its end"


def _trouver(fichier: Path) -> str:
    """Which base is there after the kill: one or the other, whole, or a sentence."""
    wal = fichier.with_name(fichier.name + "-wal")
    if not fichier.exists():
        with pytest.raises(BaseIntrouvable, match=r"relancez .*guichet restaurer"):
            ouvrir_base(Adresse(fichier))
        return "vide"
    with_wal = wal.exists() and wal.stat().st_size > 0
    base = ouvrir_base(Adresse(fichier))
    with base.lecture() as s:
        ((nombre,),) = s.lignes(ACTES)
    base.fermer()
    assert (nombre, with_wal) in {(5, True), (1, False)}
    return "ancienne" if with_wal else "neuve"
