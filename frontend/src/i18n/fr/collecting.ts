export const collecting = {
  title: 'Méthodes d’encaissement',
  lead: 'Où va l’argent de vos réservations. Sans compte actif, aucune salle payante n’est réservable.',
  status: {
    none: 'Pas encore activé',
    to_finish: 'À finaliser',
    under_review: 'En cours de vérification par Stripe',
    active: 'Actif',
    restricted: 'Restreint',
    rejected: 'Refusé',
  },
  meaning: {
    none: 'Stripe, notre prestataire de paiement, encaisse les coworkers et verse ce qui vous revient. La loi l’oblige à savoir d’abord à qui : il vous le demande dans un formulaire, sur son site.',
    to_finish:
      'Le formulaire de Stripe est commencé, mais pas terminé. Reprenez-le où vous l’avez laissé avec « Finaliser ».',
    under_review:
      'Stripe vérifie ce que vous lui avez donné. Vous n’avez rien à faire : l’état change ici dès sa réponse.',
    active: 'Stripe a vérifié votre compte : il peut recevoir l’argent de vos réservations.',
    restricted:
      'Votre compte était actif et ne peut plus recevoir d’argent : Stripe veut une vérification de plus.',
    rejected:
      'Stripe a refusé ce compte : il ne recevra pas d’argent. Écrivez-nous, nous chercherons une solution avec vous.',
  },
  who: 'Le formulaire est à remplir par un responsable de la personne morale qui gère votre espace. Vous pouvez vous arrêter à tout moment et continuer plus tard, depuis cette page.',
  almost: 'Il reste un réglage de notre côté : actualisez dans un instant.',
  give: 'Donnez-lui ce qu’il demande avec « Finaliser ».',
  ask_stripe: 'Votre tableau de bord Stripe dit pourquoi.',
  waits_for: 'Stripe attend encore de vous :',
  due_by: 'À donner avant le {{moment}}.',
  family: {
    company: 'des informations sur l’entreprise ou l’organisme',
    identity: 'l’identité de son représentant',
    document: 'un justificatif : pièce d’identité ou document officiel de l’entreprise',
    address: 'une adresse',
    contact: 'une adresse e-mail ou un numéro de téléphone',
    owners: 'des informations sur les dirigeants et les propriétaires',
    bank: 'un compte bancaire, pour vos versements',
    terms: 'l’acceptation de ses conditions d’utilisation',
    other: 'une information demandée par Stripe',
  },
  settings_first: 'Pour activer Stripe, enregistrez d’abord dans vos paramètres de facturation :',
  action: {
    activate: 'Activer',
    finish: 'Finaliser',
    dashboard: 'Dashboard Stripe',
    refresh: 'Actualiser',
  },
  reopening: 'Un instant, nous rouvrons le formulaire de Stripe…',
  seen: 'Votre compte Stripe : {{status}}.',
  seen_at: 'État donné par Stripe le {{moment}}.',
}
