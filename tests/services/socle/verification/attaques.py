"""Writing in a base without the program: each way, and what `guichet verifier` says of it. Printed in docs/securite.md.

Each is played by a test on a base of its own; `python -m outils.tableaux` prints what is declared here.
"""

from __future__ import annotations

from dataclasses import dataclass

from tests.services.socle.verification.gestes import (
    Geste,
    ajouter_au_journal,
    ancienne_ligne,
    couper,
    effacer_le_temoin,
    en_dossier,
    forger_le_temoin,
    rechainer,
    rechainer_avec_le_temoin,
    remettre_la_base,
    remettre_tout,
    retirer_la_cle,
    sans_mac,
    schema,
    sql,
    totaux_d_avant,
    vider_le_temoin,
)

RIEN = "rien"
"""What it says of what it cannot see."""


@dataclass(frozen=True, slots=True)
class Attaque:
    """One way, in the words of the page."""

    quoi: str
    geste: Geste
    dit: str
    """A sentence of the report, {temoin} for the path of the witness."""
    reelle: bool = False
    """Played on a base that is not for training."""


def _hors(table: str, cle: object, quoi: str) -> str:
    return f"Dans « {table} », la ligne {cle} a été {quoi} hors de Guichet."


_TOTAL = (
    "Dans « {} », chaque ligne porte un sceau de Guichet, mais leur total n’est plus le sien : une ligne a été effacée "
    "avec son sceau, ou remise comme elle était autrefois."
)
_TETE = (
    "Le journal finit à la ligne {}, et ce n’est pas là que Guichet l’a laissé avec les sceaux : des lignes y ont été "
    "ajoutées ou récrites sans la clé, ou les sceaux sont ceux d’une autre copie."
)
_REMEDE = "remettez celui de la dernière sauvegarde, et comparez la fin du journal avec ce que vous en avez gardé."
_RETIRE = "Le garde-fou « {} » a été retiré ou changé : la base a pu être récrite."
_MOT_DE_PASSE = "$argon2id$v=19$m=8,t=1,p=1$c2VsZGVzZWw$3F0cZJ4sXK0"
_SESSION = (
    "INSERT INTO session_agent (id, agent_id, empreinte, ouverte_le, expire_le, compte, terminal) "
    "SELECT 77, agent_id, 'x', ouverte_le, '2036-01-01 00:00:00.000000', compte, '' FROM session_agent"
)

ATTAQUES = (
    Attaque(
        "Une base réelle dite « de formation », où l’on entre sans mot de passe",
        sql("UPDATE parametre SET valeur = '1' WHERE cle = 'formation'"),
        _hors("parametre", "formation", "modifiée"),
        reelle=True,
    ),
    Attaque(
        "Le rôle d’un agent élevé",
        sql("UPDATE agent SET role = 'superviseur' WHERE id = 2"),
        _hors("agent", 2, "modifiée"),
    ),
    Attaque(
        "Le mot de passe d’un agent remplacé",
        sql(f"UPDATE agent SET hash = '{_MOT_DE_PASSE}' WHERE id = 2"),
        _hors("agent", 2, "modifiée"),
    ),
    Attaque("Une session ouverte à la main", sql(_SESSION), _hors("session_agent", 77, "ajoutée")),
    Attaque(
        "Le règlement de la commune changé",
        sql('UPDATE reglement SET contenu = replace(contenu, \'"zone":"C"\', \'"zone":"A"\')'),
        _hors("reglement", 1, "modifiée"),
    ),
    Attaque("Une remise d’identifiants effacée", sql("DELETE FROM remise"), _hors("remise", 1, "effacée")),
    Attaque(
        "Un acte d’une visite changé",
        sql("UPDATE acte_passage SET libelle = 'autre' WHERE id = 1"),
        _hors("acte_passage", 1, "modifiée"),
    ),
    Attaque(
        "Un envoi au portail effacé",
        sql("DELETE FROM envoi_exporte", "DELETE FROM envoi_portail"),
        _hors("envoi_portail", 1, "effacée"),
    ),
    Attaque(
        "L’état d’une réservation changé",
        sql("UPDATE reservation SET etat = 'annulee' WHERE id = 1"),
        _hors("reservation", 1, "modifiée"),
    ),
    Attaque(
        "Une réservation rendue gratuite",
        sql("UPDATE reservation SET facturee = 0 WHERE id = 1"),
        _hors("reservation", 1, "modifiée"),
    ),
    Attaque(
        "Une priorité gagnée dans une inscription",
        sql("UPDATE inscription SET priorite = 9 WHERE id = 1"),
        _hors("inscription", 1, "modifiée"),
    ),
    Attaque(
        "Un compte suspendu rouvert",
        sql("UPDATE compte_portail SET etat = 'active'"),
        _hors("compte_portail", 1, "modifiée"),
    ),
    Attaque(
        "Une Clé Enfance révoquée rendue valable",
        sql("UPDATE cle_enfance SET etat = 'remise'"),
        _hors("cle_enfance", 1, "modifiée"),
    ),
    Attaque(
        "Une ligne effacée, et son sceau avec elle",
        sql("DELETE FROM remise", "DELETE FROM sceau WHERE objet = 'remise'"),
        _TOTAL.format("remise"),
    ),
    Attaque("Une ligne d’hier remise, avec son sceau d’hier", ancienne_ligne, _TOTAL.format("compte_portail")),
    Attaque("Les mêmes, et les totaux d’hier", totaux_d_avant, _TETE.format("{fin}")),
    Attaque(
        "Un sceau d’une autre ligne mis à la place",
        sql("UPDATE sceau SET valeur = zeroblob(16) WHERE objet = 'agent' AND cle = '1'"),
        _hors("agent", 1, "modifiée"),
    ),
    Attaque(
        "Tous les sceaux effacés",
        sql("DELETE FROM sceau"),
        "Les sceaux de la base ont été retirés : plus rien ne dit que ses lignes sont celles de Guichet.",
    ),
    Attaque("Un garde-fou retiré", schema("DROP TRIGGER sc_journal_update"), _RETIRE.format("sc_journal_update")),
    Attaque(
        "Un garde-fou récrit",
        schema(
            "DROP TRIGGER ag_tous_droits_update",
            "CREATE TRIGGER ag_tous_droits_update BEFORE UPDATE OF tous_droits ON agent WHEN 0 BEGIN SELECT 1; END",
        ),
        _RETIRE.format("ag_tous_droits_update"),
    ),
    Attaque(
        "Un déclencheur ajouté, qui récrit ce que Guichet écrit",
        schema(
            "CREATE TRIGGER aide AFTER INSERT ON reservation BEGIN "
            "UPDATE reservation SET facturee = 0 WHERE id = NEW.id; END"
        ),
        "Le garde-fou « aide » a été ajouté hors de Guichet.",
    ),
    Attaque(
        "Un index d’unicité retiré",
        schema("DROP INDEX ux_cle_vivante"),
        "L’index « ux_cle_vivante » a été retiré hors de Guichet.",
    ),
    Attaque(
        "Une contrainte retirée d’une table",
        schema("UPDATE sqlite_master SET sql = replace(sql, 'echecs >= 0', 'echecs >= -9') WHERE name = 'agent'"),
        "La table « agent » a été changée hors de Guichet.",
    ),
    Attaque(
        "Une ligne du journal changée",
        sql("UPDATE journal SET agent = 'personne' WHERE seq = 2"),
        "La ligne 2 du journal a été modifiée : son empreinte ne correspond plus.",
    ),
    Attaque("Le journal récrit et chaîné de nouveau", rechainer, _TETE.format("{fin}")),
    Attaque("Le même, et le témoin récrit de même", rechainer_avec_le_temoin, _TETE.format("{fin}")),
    Attaque("Une ligne ajoutée au journal, bien chaînée", ajouter_au_journal, _TETE.format("{fin}")),
    Attaque("La fin du journal coupée, et celle du témoin", couper, _TETE.format("{fin}")),
    Attaque("Le témoin effacé", effacer_le_temoin, f"Le témoin {{temoin}} manque : {_REMEDE}"),
    Attaque("Le témoin vidé", vider_le_temoin, f"Le témoin {{temoin}} est vide : {_REMEDE}"),
    Attaque(
        "Le témoin illisible",
        en_dossier,
        f"Le témoin {{temoin}} ne se lit pas (c’est un dossier) : vérifiez ses droits, ou {_REMEDE}",
    ),
    Attaque(
        "Le témoin récrit sans la clé",
        forger_le_temoin,
        "Ce que le témoin guichet.db.temoin dit de la ligne 1 n’a pas été écrit par Guichet : il a été récrit.",
    ),
    Attaque(
        "Le témoin ramené à ce qu’il était avant les sceaux",
        sans_mac,
        "Ce que le témoin guichet.db.temoin dit de la ligne 1 n’a pas été écrit par Guichet : il a été récrit.",
    ),
    Attaque(
        "Une base d’hier remise à la place",
        remettre_la_base,
        "La fin du journal manque à partir de la ligne {suite} : le témoin guichet.db.temoin connaît la ligne {suite}. "
        "Une ancienne copie a été remise, ou des lignes ont été coupées.",
    ),
    Attaque(
        "La clé retirée de la machine",
        retirer_la_cle,
        "Les sceaux ne sont pas vérifiés. La clé qui protège cette base (ce qui s’y écrit, ses Clés Enfance) n’est pas "
        "sur cette machine : copiez le fichier de clés du premier poste et nommez-le par GUICHET_CLES.",
    ),
    Attaque("Une base d’hier remise, et son témoin d’hier avec elle", remettre_tout, RIEN),
    Attaque(
        "Le régime d’un enfant changé (personnes et familles n’ont pas de sceau)",
        sql("UPDATE personne SET regimes = 'sans porc'"),
        RIEN,
    ),
)
