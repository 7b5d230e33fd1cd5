export const shell = {
  skip: 'Aller au contenu',
  menu: 'Menu',
  open_menu: 'Ouvrir le menu',
  close_menu: 'Fermer le menu',
  main_nav: 'Navigation principale',
  mode: {
    label: 'Mode',
    coworker: 'Coworker',
    host: 'Hôte',
    moderation: 'Modération',
  },
  nav: {
    search: 'Trouver un espace',
    my_bookings: 'Mes réservations',
    host_home: 'Accueil',
    host_spaces: 'Mes espaces',
    host_bookings: 'Réservations',
    host_journal: 'Journal',
    moderation_queue: 'Espaces à vérifier',
  },
  person: {
    menu: 'Mon compte, {{name}}',
    me: 'Mon compte',
    sign_in: 'Se connecter',
    sign_up: 'S’inscrire',
    sign_out: 'Se déconnecter',
  },
  organisation: {
    label: 'Organisation',
    add: 'Créer une organisation',
  },
  language: {
    label: 'Langue',
    fr: 'Français',
    en: 'English',
  },
  appearance: {
    label: 'Apparence',
    light: 'Claire',
    dark: 'Sombre',
    auto: 'Selon l’appareil',
  },
}
