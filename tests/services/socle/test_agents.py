"""Who may act: without this, anyone at an empty desk hands out the keys of a family's account."""

from __future__ import annotations

from dataclasses import replace

import pytest

from guichet.contexte import Contexte
from guichet.erreurs import DroitInsuffisant, SaisieInvalide
from guichet.erreurs.acces import (
    AccesInchange,
    AgentExistant,
    AgentInconnu,
    ConnexionRefusee,
    ConnexionRequise,
    DernierAdministrateur,
    MotDePasseAChanger,
    MotDePasseRefuse,
    RoleProtege,
)
from guichet.regles.socle.connexion import blocage, identifiant_agent
from guichet.regles.socle.droits import Droit
from guichet.services.socle import agents
from tests.bases import Horloge
from tests.services.autres_postes import finir, lancer

MDP = "quatre chevaux bais galopent"
AUTRE = "trois lanternes vertes brillent"


def arrivee(ctx: Contexte, identifiant: str = "n.benali", role: str = "agent") -> None:
    """An agent who has already chosen a password."""
    acces = agents.creer(ctx, identifiant=identifiant, nom="Benali", prenom="Nadia", role=role)
    agents.changer_mot_de_passe(ctx, identifiant=identifiant, ancien=acces.mot_de_passe, nouveau=MDP)


def echouer(ctx: Contexte, fois: int, identifiant: str = "n.benali") -> None:
    for _ in range(fois):
        with pytest.raises(ConnexionRefusee):
            agents.connecter(ctx, identifiant=identifiant, mot_de_passe="faux")


def journal(ctx: Contexte) -> list[tuple[str, str, str, str]]:
    with ctx.lecture() as s:
        return s.lignes("SELECT type, objet, agent, contenu FROM journal ORDER BY seq")


@pytest.mark.parametrize(
    ("echecs", "minutes"), [(0, None), (4, None), (5, 15), (6, 30), (7, 60), (12, 1440), (5000, 1440)]
)
def test_le_blocage_double_et_ne_passe_pas_un_jour(echecs, minutes):
    duree = blocage(echecs, 5, 15)
    assert (duree.total_seconds() / 60 if duree else None) == minutes


@pytest.mark.parametrize(
    ("tape", "lu"),
    [
        (" N.Benali ", "n.benali"),
        ("a", None),
        ("é.martin", None),
        ("x' OR 1=1", None),
        ("n\x00b", None),
        ("a" * 51, None),
    ],
)
def test_identifiant_tape(tape, lu):
    assert identifiant_agent(tape) == lu


def test_le_premier_mot_de_passe_se_change_avant_tout(ctx: Contexte) -> None:
    """Lost otherwise: the supervisor who created the account would know its password for ever."""
    acces = agents.creer(ctx, identifiant="N.Benali", nom=" Benali", prenom="Nadia", role="agent")
    assert acces.mot_de_passe not in repr(acces)
    with pytest.raises(MotDePasseAChanger):
        agents.connecter(ctx, identifiant="n.benali", mot_de_passe=acces.mot_de_passe)
    with pytest.raises(MotDePasseRefuse, match="même que l’ancien"):
        agents.changer_mot_de_passe(ctx, identifiant="n.benali", ancien=acces.mot_de_passe, nouveau=acces.mot_de_passe)
    agents.changer_mot_de_passe(ctx, identifiant="n.benali", ancien=acces.mot_de_passe, nouveau=MDP)
    qui = agents.connecter(ctx, identifiant=" N.BENALI", mot_de_passe=MDP)
    assert (qui.identifiant, qui.nom, qui.role) == ("n.benali", "Nadia Benali", "agent")
    assert Droit.EMETTRE_IDENTIFIANTS in qui.droits
    assert Droit.GERER_AGENTS not in qui.droits
    with pytest.raises(ConnexionRefusee):
        agents.connecter(ctx, identifiant="n.benali", mot_de_passe=acces.mot_de_passe)


@pytest.mark.parametrize(
    ("nouveau", "raison"),
    [
        ("onze signes", "au moins 12"),
        ("treize signe1", "au moins 14"),
        ("motdepasse de la ville", "trop connue"),
        ("je suis n.benali du guichet", "identifiant"),
    ],
)
def test_un_mot_de_passe_faible_est_refuse_avant_toute_verification(ctx_sqlite: Contexte, nouveau, raison):
    donnees = ctx_sqlite.commune.donnees.model_copy(update={"mot_de_passe_agent_min": 14})
    ctx = replace(ctx_sqlite, commune=ctx_sqlite.commune.model_copy(update={"donnees": donnees}))
    with pytest.raises(MotDePasseRefuse, match=raison):
        agents.changer_mot_de_passe(ctx, identifiant="n.benali", ancien=MDP, nouveau=nouveau)


def test_un_meme_mot_de_passe_a_deux_claviers(ctx_sqlite: Contexte) -> None:
    """« é » is one sign on a PC and two on a Mac: the agent must not be locked out by changing desks."""
    acces = agents.creer(ctx_sqlite, identifiant="n.benali", nom="Benali", prenom="Nadia", role="agent")
    agents.changer_mot_de_passe(
        ctx_sqlite, identifiant="n.benali", ancien=acces.mot_de_passe, nouveau="e\u0301t\u00e9 sur la colline"
    )
    assert agents.connecter(ctx_sqlite, identifiant="n.benali", mot_de_passe="\u00e9te\u0301 sur la colline")
    with pytest.raises(ConnexionRefusee):
        agents.connecter(ctx_sqlite, identifiant="n.benali", mot_de_passe="\udcff" * 12)


def test_bloque_apres_cinq_echecs_puis_libere_par_le_temps(ctx: Contexte, horloge: Horloge) -> None:
    arrivee(ctx)
    echouer(ctx, 5)
    with pytest.raises(ConnexionRefusee):
        agents.connecter(ctx, identifiant="n.benali", mot_de_passe=MDP)
    fiche = next(a for a in agents.lister(ctx) if a.identifiant == "n.benali")
    assert fiche.verrouille_jusqu_a is not None
    assert (fiche.verrouille_jusqu_a - ctx.maintenant()).total_seconds() == 15 * 60
    horloge.avancer(minutes=14, seconds=59)
    with pytest.raises(ConnexionRefusee):
        agents.connecter(ctx, identifiant="n.benali", mot_de_passe=MDP)
    horloge.avancer(seconds=1)
    assert agents.connecter(ctx, identifiant="n.benali", mot_de_passe=MDP)
    echouer(ctx, 4)
    assert agents.connecter(ctx, identifiant="n.benali", mot_de_passe=MDP), "a success forgets the former failures"


def test_un_echec_de_plus_apres_le_blocage_double_l_attente(ctx: Contexte, horloge: Horloge) -> None:
    arrivee(ctx)
    echouer(ctx, 5)
    echouer(ctx, 3)  # during the lock-out: not counted, or anyone could lock a colleague out all day
    horloge.avancer(minutes=15)
    echouer(ctx, 1)
    horloge.avancer(minutes=29)
    with pytest.raises(ConnexionRefusee):
        agents.connecter(ctx, identifiant="n.benali", mot_de_passe=MDP)
    agents.debloquer(ctx, identifiant="n.benali")
    assert agents.connecter(ctx, identifiant="n.benali", mot_de_passe=MDP)


def test_meme_reponse_pour_inconnu_faux_bloque_et_desactive(ctx: Contexte) -> None:
    """Lost otherwise: an intruder learns who works here and whom to attack."""
    arrivee(ctx)
    arrivee(ctx, "ancien")
    agents.desactiver(ctx, identifiant="ancien")
    phrases = set()
    for identifiant, mdp in [("n.benali", "faux"), ("personne", "faux"), ("ancien", MDP), ("", ""), ("x' --", MDP)]:
        with pytest.raises(ConnexionRefusee) as refus:
            agents.connecter(ctx, identifiant=identifiant, mot_de_passe=mdp)
        phrases.add(refus.value.message)
    echouer(ctx, 4)
    with pytest.raises(ConnexionRefusee) as refus:
        agents.connecter(ctx, identifiant="n.benali", mot_de_passe=MDP)
    assert phrases == {refus.value.message}


def test_meme_cout_pour_un_inconnu(ctx_sqlite: Contexte, monkeypatch: pytest.MonkeyPatch) -> None:
    """An unknown agent costs the check of a wrong password, the first time too: neither tells who works here.

    Counted, not timed: a busy machine gives two equal checks two durations.
    """
    from argon2 import Parameters, PasswordHasher, extract_parameters
    from argon2.exceptions import VerifyMismatchError

    from guichet.registres.socle import hachage

    faits: list[tuple[str, Parameters]] = []

    class Compte(PasswordHasher):
        def hash(self, password, *, salt=None):
            hache = super().hash(password, salt=salt)
            faits.append(("hash", extract_parameters(hache)))
            return hache

        def verify(self, hache, password):
            try:
                return super().verify(hache, password)
            except VerifyMismatchError:
                # Computed to the end: a hash that cannot be read is refused at once, by another exception.
                faits.append(("verify", extract_parameters(hache)))
                raise

    arrivee(ctx_sqlite)
    monkeypatch.setattr(hachage, "hacheur", Compte(time_cost=2, memory_cost=1024, parallelism=1))
    agents.changer_mot_de_passe(ctx_sqlite, identifiant="n.benali", ancien=MDP, nouveau=AUTRE)

    def couts(identifiant: str) -> list[tuple[str, Parameters]]:
        faits.clear()
        echouer(ctx_sqlite, 1, identifiant)
        return list(faits)

    inconnu, connu = couts("personne"), couts("n.benali")
    assert [(quoi, p.time_cost, p.memory_cost) for quoi, p in connu] == [("verify", 2, 1024)]
    assert inconnu == connu


def test_le_journal_dit_tout_sauf_les_mots_de_passe(ctx: Contexte) -> None:
    arrivee(ctx)
    echouer(ctx, 1)
    with pytest.raises(ConnexionRefusee):
        agents.connecter(ctx, identifiant="tape-dans-le-mauvais-champ", mot_de_passe="")
    agents.connecter(ctx, identifiant="n.benali", mot_de_passe=MDP)
    lignes = journal(ctx)
    assert [ligne[0] for ligne in lignes[1:]] == [
        "agent.creer", "agent.changer_mot_de_passe", "agent.echec", "agent.echec", "agent.connecter",
    ]  # fmt: skip
    assert lignes[-1][2] == "n.benali", "the act is in the name of who proved it"
    texte = repr(lignes)
    assert MDP not in texte
    assert "mauvais-champ" not in texte
    assert "Benali" not in texte.replace("n.benali", "")


def test_quatre_processus_qui_essaient_ensemble_sont_tous_comptes(ctx: Contexte) -> None:
    """Lost otherwise: an attacker with four connections gets four times the guesses, or more."""
    arrivee(ctx)
    programme = """
from guichet.services.socle import agents
from guichet.erreurs.acces import ConnexionRefusee
for mot in ("faux-1", "faux-2", "faux-3"):
    try:
        agents.connecter(ctx, identifiant="n.benali", mot_de_passe=mot)
    except ConnexionRefusee:
        pass
"""
    for processus in [lancer(ctx.base.adresse, programme) for _ in range(4)]:
        finir(processus)
    with ctx.lecture() as s:
        echecs, verrou = s.une("SELECT echecs, verrouille_jusqu_a FROM agent WHERE identifiant = 'n.benali'") or ()
    assert echecs == 5, "counted one by one until the lock-out, which stops the count"
    assert verrou is not None
    assert sum(ligne[0] == "agent.echec" for ligne in journal(ctx)) == 12


def test_deverrouiller_le_poste(ctx: Contexte) -> None:
    arrivee(ctx)
    arrivee(ctx, "chef", "superviseur")
    arrivee(ctx, "collegue")
    ici = ctx.pour(agents.connecter(ctx, identifiant="n.benali", mot_de_passe=MDP))
    assert agents.deverrouiller_poste(ici, MDP).identifiant == "n.benali"
    assert agents.deverrouiller_poste(ici, MDP, identifiant="chef").identifiant == "chef"
    for mdp, qui in [("faux", ""), (MDP, "collegue"), ("faux", "chef")]:
        with pytest.raises(ConnexionRefusee):
            agents.deverrouiller_poste(ici, mdp, identifiant=qui)
    assert [ligne[0] for ligne in journal(ctx)].count("agent.relever") == 1
    assert agents.deverrouiller_poste(ctx, "").identifiant == "demo", "training: nothing to protect"


def test_la_formation_se_passe_de_mot_de_passe_et_la_vraie_base_jamais(ctx: Contexte) -> None:
    assert agents.connecter_formation(ctx, "Accueil").role == "agent"
    with pytest.raises(AgentInconnu, match="accueil, demo, regie"):
        agents.connecter_formation(ctx, "[/b]")
    with pytest.raises(ConnexionRequise, match="pas une base de formation"):
        agents.connecter_formation(replace(ctx, formation=False), "demo")
    with pytest.raises(ConnexionRefusee):
        agents.connecter(replace(ctx, formation=False), identifiant="demo", mot_de_passe="")


def test_le_dernier_administrateur_reste(ctx: Contexte) -> None:
    """Lost otherwise: nobody left who can give rights back, the town would have to edit the base by hand."""
    arrivee(ctx, "admin", "administrateur")
    for geste in (
        lambda: agents.desactiver(ctx, identifiant="admin"),
        lambda: agents.modifier_role(ctx, identifiant="admin", role="agent"),
    ):
        with pytest.raises(DernierAdministrateur):
            geste()
    arrivee(ctx, "admin2", "administrateur")
    agents.desactiver(ctx, identifiant="admin2")
    with pytest.raises(DernierAdministrateur):
        agents.modifier_role(ctx, identifiant="admin", role="agent")
    agents.reactiver(ctx, identifiant="admin2")
    agents.modifier_role(ctx, identifiant="admin", role="agent")
    assert {a.identifiant: a.role for a in agents.lister(ctx)}["admin"] == "agent"


def test_deux_administrateurs_qui_se_desactivent_l_un_l_autre(ctx: Contexte) -> None:
    arrivee(ctx, "admin1", "administrateur")
    arrivee(ctx, "admin2", "administrateur")
    programme = """
from guichet.services.socle import agents
from guichet.erreurs.acces import DernierAdministrateur
try:
    agents.desactiver(ctx, identifiant=sys.argv[2])
    print("fait")
except DernierAdministrateur:
    print("refuse")
"""
    ensemble = [lancer(ctx.base.adresse, programme, nom) for nom in ("admin1", "admin2")]
    assert sorted(finir(p).strip() for p in ensemble) == ["fait", "refuse"]


def test_nul_ne_s_eleve_soi_meme(ctx: Contexte) -> None:
    """A supervisor makes agents, not administrators, and nobody changes their own rights."""
    arrivee(ctx, "chef", "superviseur")
    arrivee(ctx, "admin", "administrateur")
    chef = ctx.pour(agents.connecter(ctx, identifiant="chef", mot_de_passe=MDP))
    refus = [
        lambda: agents.modifier_role(chef, identifiant="chef", role="agent"),
        lambda: agents.desactiver(chef, identifiant="CHEF"),
        lambda: agents.reinitialiser(chef, identifiant="chef"),
        lambda: agents.modifier_role(chef, identifiant="chef", role="administrateur"),
        lambda: agents.creer(chef, identifiant="xx", nom="X", prenom="X", role="administrateur"),
        lambda: agents.reinitialiser(chef, identifiant="admin"),
        lambda: agents.desactiver(chef, identifiant="admin"),
    ]
    for geste in refus:
        with pytest.raises(RoleProtege):
            geste()
    agents.creer(chef, identifiant="yy", nom="Y", prenom="Y", role="mandataire")
    simple = ctx.pour(agents.connecter_formation(ctx, "accueil"))
    for geste in (
        lambda: agents.lister(simple),
        lambda: agents.creer(simple, identifiant="zz", nom="Z", prenom="Z", role="agent"),
        lambda: agents.debloquer(simple, identifiant="chef"),
        lambda: agents.modifier_role(simple, identifiant="accueil", role="superviseur"),
    ):
        with pytest.raises(DroitInsuffisant):
            geste()


def test_un_acces_tire_au_sort_ne_se_refuse_pas_lui_meme(ctx: Contexte, monkeypatch: pytest.MonkeyPatch) -> None:
    """One draw in ninety holds the two letters of « yy »: the agent who typed nothing was told to choose another."""
    tirages = iter(["abcyydefgh23", "abcdefghjk23"])
    monkeypatch.setattr("guichet.services.socle.agents.gestion.temporaire", lambda: next(tirages))
    acces = agents.creer(ctx, identifiant="yy", nom="Y", prenom="Y", role="agent")
    assert acces.mot_de_passe == "abcdefghjk23"


def test_reinitialiser_rend_un_acces_provisoire(ctx: Contexte) -> None:
    arrivee(ctx)
    echouer(ctx, 5)
    acces = agents.reinitialiser(ctx, identifiant="n.benali")
    with pytest.raises(MotDePasseAChanger):
        agents.connecter(ctx, identifiant="n.benali", mot_de_passe=acces.mot_de_passe)
    with pytest.raises(MotDePasseRefuse):
        agents.reinitialiser(ctx, identifiant="n.benali", mot_de_passe="court")


def test_saisies_refusees(ctx: Contexte) -> None:
    agents.creer(ctx, identifiant="n.benali", nom="O’Brien [/b]", prenom="Zoé", role="agent")
    for autres, erreur, champ in [
        ({"identifiant": "N.BENALI"}, AgentExistant, "identifiant"),
        ({"identifiant": "é"}, SaisieInvalide, "identifiant"),
        ({"nom": "  "}, SaisieInvalide, "nom"),
        ({"prenom": "x" * 101}, SaisieInvalide, "prenom"),
        ({"role": "maire"}, SaisieInvalide, "role"),
    ]:
        with pytest.raises(erreur) as refus:
            agents.creer(ctx, **({"identifiant": "autre", "nom": "N", "prenom": "P", "role": "agent"} | autres))
        assert refus.value.champ == champ
    with pytest.raises(AgentInconnu):
        agents.debloquer(ctx, identifiant="personne")
    agents.desactiver(ctx, identifiant="n.benali")
    with pytest.raises(AccesInchange):
        agents.desactiver(ctx, identifiant="n.benali")
