// Words of the desk's keys; residents' pages do without them.
const words = {
  de: {
    keyNames: { ctrl: "Strg", enter: "Eingabe" },
    keysHere: "Auf dieser Seite",
    keysInList: "In der Liste",
    keysOfRows: { j: "nächste Zeile", k: "vorige Zeile", enter: "Zeile öffnen", x: "Zeile auswählen" },
  },
  en: {
    keyNames: { ctrl: "Ctrl", enter: "Enter" },
    keysHere: "On this page",
    keysInList: "In the list",
    keysOfRows: { j: "next row", k: "previous row", enter: "open row", x: "select row" },
  },
};

export const say = words[document.documentElement.lang.slice(0, 2)] ?? words.de;
