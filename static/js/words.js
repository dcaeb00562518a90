// The few words that scripts speak, in the languages of the pages.
const words = {
  de: {
    closeMessage: "Meldung schließen",
    copied: "Link kopiert",
    copyLink: "Link kopieren",
    dark: "dunkel",
    draftFailed: "Der Entwurf ließ sich nicht speichern. Ihr Text steht weiter in diesem Fenster.",
    draftSaved: "Entwurf gespeichert",
    light: "hell",
    noSuggestions: "Keine Vorschläge",
    passkeyFailed: "Das hat nicht geklappt. Bitte versuchen Sie es noch einmal oder wählen Sie einen anderen Weg.",
    solverDone: "Geprüft: Das Absenden ist frei.",
    solverFailed: "Die Prüfung gegen Spam ist fehlgeschlagen. Bitte laden Sie die Seite neu; Ihr Entwurf bleibt.",
    solverWaits: "Einen Moment, wir prüfen gegen Spam …",
    suggestions: (count) => `${count} ${count === 1 ? "Vorschlag" : "Vorschläge"}, mit den Pfeiltasten wählen`,
    system: "wie das Gerät",
    theme: "Darstellung",
  },
  en: {
    closeMessage: "Close message",
    copied: "Link copied",
    copyLink: "Copy link",
    dark: "dark",
    draftFailed: "The draft could not be saved. Your text is still in this window.",
    draftSaved: "Draft saved",
    light: "light",
    noSuggestions: "No suggestions",
    passkeyFailed: "That did not work. Please try again or choose another way.",
    solverDone: "Checked: you can send.",
    solverFailed: "The check against spam failed. Please reload the page; your draft stays.",
    solverWaits: "One moment, we check against spam …",
    suggestions: (count) => `${count} ${count === 1 ? "suggestion" : "suggestions"}, choose with the arrow keys`,
    system: "as the device",
    theme: "Appearance",
  },
};

export const say = words[document.documentElement.lang.slice(0, 2)] ?? words.de;
