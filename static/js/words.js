// The few words that scripts speak; other languages than German are brought when needed.
const german = {
  charactersLeft: (left) => (left < 0 ? `${-left} Zeichen zu viel` : `noch ${left} Zeichen`),
  closeMessage: "Meldung schließen",
  copied: "Link kopiert",
  copyLink: "Link kopieren",
  dark: "dunkel",
  draftFailed: "Der Entwurf ließ sich nicht speichern. Ihr Text steht weiter in diesem Fenster.",
  draftOffline: "Offline – wird gesichert, sobald Sie wieder verbunden sind.",
  draftSaved: (time) => `Gesichert um ${time}`,
  light: "hell",
  noSuggestions: "Keine Vorschläge",
  print: "Diese Seite drucken",
  passkeyFailed: "Das hat nicht geklappt. Bitte versuchen Sie es noch einmal oder wählen Sie einen anderen Weg.",
  solverDone: "Geprüft: Das Absenden ist frei.",
  solverFailed: "Die Prüfung gegen Spam ist fehlgeschlagen. Bitte laden Sie die Seite neu; Ihr Entwurf bleibt.",
  solverWaits: "Einen Moment, wir prüfen gegen Spam …",
  suggestions: (count) => `${count} ${count === 1 ? "Vorschlag" : "Vorschläge"}, mit den Pfeiltasten wählen`,
  system: "wie das Gerät",
  theme: "Darstellung",
};

const others = {
  en: () => import("./words_en.js"),
  "de-simple": () => import("./words_simple.js"),
};

const { lang } = document.documentElement;
const bring = others[lang] ?? others[lang.slice(0, 2)];
export const say = bring ? await bring().then(({ words }) => words, () => german) : german;
