// <desk-keys>: a page says its own keys, and this element listens. An element says
//   data-key="u z"        a key, or several that do the same; "gh" is g, then h
//   data-key-label="…"    what it does, where its own words don't say it
//   data-key-group="…"    under which heading the list shows it
// Radio buttons inside [data-keys-numbered] get 1 to 9. Rows (data-key="row") are walked
// through with j and k by the link in them (data-key="open"), and x ticks the row one
// stands on. While somebody types only keys with Strg work. With the attribute `off`
// nothing listens (WCAG 2.1.4).
import { say } from "./desk_words.js";

const PAUSE = 1000; // between the two keys of a pair
const USABLE = "a[href], button, input, select, textarea, summary";
const ROW = "[data-key=row]";
const IN_ROW = new Set(["row", "rows", "open"]);
const TYPING =
  "textarea, select, [contenteditable]:not([contenteditable=false]), " +
  "input:not([type=radio], [type=checkbox], [type=button], [type=submit], [type=reset])";

class DeskKeys extends HTMLElement {
  #first = "";
  #firstAt = 0;
  #pressed = (event) => this.#press(event);
  #changed = () => this.#mark();

  connectedCallback() {
    const open = this.querySelector("[data-keys-open]");
    open?.removeAttribute("hidden");
    open?.addEventListener("click", () => this.#show());
    const dialog = this.querySelector("dialog");
    dialog?.addEventListener("click", (event) => {
      if (event.target === dialog || event.target.closest("[data-close]")) dialog.close();
    });
    if (this.hasAttribute("off")) return;
    document.addEventListener("keydown", this.#pressed);
    document.addEventListener("live-region:updated", this.#changed);
    document.addEventListener("htmx:afterSettle", this.#changed);
    this.#mark();
  }

  disconnectedCallback() {
    document.removeEventListener("keydown", this.#pressed);
    document.removeEventListener("live-region:updated", this.#changed);
    document.removeEventListener("htmx:afterSettle", this.#changed);
  }

  // [[element, ["u", "z"]], …] in the order of the page
  #all() {
    const named = [...document.querySelectorAll("[data-key]")]
      .filter((element) => element.matches(USABLE) && !IN_ROW.has(element.dataset.key))
      .map((element) => [element, element.dataset.key.split(" ").filter(Boolean)]);
    const numbered = [...document.querySelectorAll("[data-keys-numbered]")].flatMap((part) =>
      [...part.querySelectorAll("input[type=radio]")]
        .slice(0, 9)
        .map((radio, index) => [radio, [String(index + 1)]]),
    );
    return [...named, ...numbered].filter(([element]) => this.#isThere(element));
  }

  #isThere(element) {
    if (element.disabled) return false;
    return this.contains(element) || element.checkVisibility({ visibilityProperty: true });
  }

  #press(event) {
    if (event.defaultPrevented || event.isComposing || event.repeat) return;
    const isTyping = event.target.matches?.(TYPING);
    const open = document.querySelector("dialog[open]");
    if (isTyping && event.key === "Escape" && !open) return event.target.blur();
    const key = nameOf(event);
    if (!key || (open && open !== this.querySelector("dialog"))) return undefined;
    if (isTyping && !key.startsWith("ctrl+")) return undefined;
    const done = open ? this.#inDialog(key) : this.#find(key) || this.#walk(key);
    if (done) event.preventDefault();
    return undefined;
  }

  #inDialog(key) {
    if (key === "?") this.querySelector("dialog").close();
    return key === "?" || this.#find(key);
  }

  #find(key) {
    const now = performance.now();
    const pair = now - this.#firstAt < PAUSE ? this.#first + key : "";
    const all = this.#all();
    this.#first = "";
    const hit = [pair, key]
      .filter(Boolean)
      .map((wanted) => all.find(([, keys]) => keys.includes(wanted)))
      .find(Boolean);
    if (hit) {
      use(hit[0]);
      return true;
    }
    const begins = all.some(([, keys]) => keys.some((each) => isPair(each) && each[0] === key));
    if (begins) [this.#first, this.#firstAt] = [key, now];
    return begins;
  }

  #walk(key) {
    const rows = [...document.querySelectorAll(ROW)].filter(linkIn);
    const here = rows.findIndex((row) => row.contains(document.activeElement));
    if (key === "x" && here >= 0) {
      const pick = rows[here].querySelector("[data-key-pick]");
      pick?.click();
      return Boolean(pick);
    }
    if (!rows.length || (key !== "j" && key !== "k")) return false;
    const first = key === "j" ? 0 : rows.length - 1;
    const next = here < 0 ? first : here + (key === "j" ? 1 : -1);
    const row = rows[Math.min(Math.max(next, 0), rows.length - 1)];
    linkIn(row).focus({ preventScroll: true });
    row.scrollIntoView({ block: "nearest" });
    return true;
  }

  // Screen readers hear the keys; pairs have no place in ARIA.
  #mark() {
    for (const [element, keys] of this.#all()) {
      const told = keys.filter((key) => !isPair(key)).map(inAria);
      if (told.length) element.setAttribute("aria-keyshortcuts", told.join(" "));
    }
  }

  #show() {
    const dialog = this.querySelector("dialog");
    const list = this.querySelector("[data-keys-list]");
    const groups = new Map();
    const add = (group, keys, words) => {
      if (!groups.has(group)) groups.set(group, []);
      groups.get(group).push([keys, words]);
    };
    if (document.querySelector(ROW)) {
      for (const [key, words] of Object.entries(say.keysOfRows)) {
        if (key !== "x" || document.querySelector("[data-key-pick]")) add(say.keysInList, [key], words);
      }
    }
    for (const [element, keys] of this.#all()) add(groupOf(element), keys, wordsOf(element));
    list.replaceChildren(...[...groups].map(([name, rows]) => section(name, rows)));
    dialog.showModal();
  }
}

const isPair = (key) => /^[a-z]{2}$/.test(key);
const linkIn = (row) => row.querySelector("[data-key=open], a[href]");

function nameOf(event) {
  if (event.key === "Enter") return event.ctrlKey || event.metaKey ? "ctrl+enter" : "";
  if (event.ctrlKey || event.metaKey || event.altKey || event.key.length !== 1) return "";
  const letter = event.key.toLowerCase();
  const isLetter = letter !== event.key.toUpperCase();
  return isLetter && event.shiftKey ? "" : letter;
}

function use(element) {
  if (element.matches(TYPING)) {
    element.focus();
    element.select?.();
    return;
  }
  if (element.matches("input")) element.focus();
  element.click();
}

const inAria = (key) => (key === "ctrl+enter" ? "Control+Enter" : key === "?" ? "Shift+?" : key);

function groupOf(element) {
  const numbered = element.closest("[data-keys-numbered]")?.querySelector("legend");
  return element.dataset.keyGroup || numbered?.textContent.trim() || say.keysHere;
}

function wordsOf(element) {
  if (element.dataset.keyLabel) return element.dataset.keyLabel;
  const named = element.getAttribute("aria-label") || element.labels?.[0]?.textContent;
  if (named) return named.trim();
  const copy = element.cloneNode(true);
  for (const part of copy.querySelectorAll("[aria-hidden=true]")) part.remove();
  return copy.textContent.trim();
}

function section(name, rows) {
  const part = document.createElement("section");
  const heading = document.createElement("h3");
  heading.textContent = name;
  const list = document.createElement("dl");
  for (const [keys, words] of rows) {
    const term = document.createElement("dt");
    for (const key of keys) term.append(...caps(key), " ");
    const text = document.createElement("dd");
    text.textContent = words;
    list.append(term, text);
  }
  part.append(heading, list);
  return part;
}

function caps(key) {
  const parts = isPair(key) ? [...key] : key.split("+");
  return parts.map((part) => {
    const cap = document.createElement("kbd");
    cap.textContent = say.keyNames[part] ?? part;
    return cap;
  });
}

customElements.define("desk-keys", DeskKeys);
