// Puts a frame into the page. Whoever reads or types keeps their place: items move
// around the one that has the focus, and an item in whose field somebody writes is
// renewed once they leave it.
const WRITTEN = "textarea, select, input:not([type=radio], [type=checkbox], [type=hidden])";

export class RoomParts {
  #room;
  #say;
  #held = new Map(); // key of an item: html and values that wait for it
  #mine = new Set();

  constructor(room, say) {
    this.#room = room;
    this.#say = say;
  }

  show(parts, mine) {
    this.#mine = mine;
    const anchor = this.#anchor();
    const focused = document.activeElement;
    for (const [name, change] of Object.entries(parts)) {
      for (const list of this.#room.querySelectorAll(`[data-part="${CSS.escape(name)}"]`)) {
        this.#change(list, change);
      }
      this.#showEmptiness(name);
    }
    this.mark(mine);
    if (focused?.isConnected && focused !== document.activeElement) focused.focus({ preventScroll: true });
    anchor();
  }

  // Somebody left a field: what waited for its item is shown.
  settle() {
    for (const [key, { html, values }] of this.#held) {
      for (const item of this.#items(key)) if (!isWrittenIn(item)) setValues(this.#replace(item, html), values);
    }
    this.mark(this.#mine);
  }

  mark(mine) {
    this.#mine = mine;
    const left = [];
    for (const element of this.#room.querySelectorAll("[data-mine]")) {
      const key = element.closest("[data-item]")?.dataset.item;
      const isShown = mine.has(key) === (element.dataset.mine === "yes");
      if (element.hidden !== isShown) continue;
      if (!isShown && element.contains(document.activeElement)) left.push(element);
      element.hidden = !isShown;
    }
    left.forEach(focusBeside); // only now is shown what takes its place
  }

  renewForm(form, page) {
    const fresh = form.id && page?.getElementById(form.id);
    if (!fresh) return false;
    form.replaceWith(fresh);
    (fresh.querySelector("[aria-invalid='true']") ?? fresh.querySelector("[tabindex], input, textarea, button"))?.focus();
    return true;
  }

  #items(key) {
    return this.#room.querySelectorAll(`[data-item="${CSS.escape(key)}"]`);
  }

  #change(list, { order, put = {}, set = {} }) {
    const known = new Map(itemsOf(list).map((item) => [item.dataset.item, item]));
    let newOnes = 0;
    for (const [key, html] of Object.entries(put)) {
      const old = known.get(key);
      if (old) known.set(key, this.#replace(old, html));
      else {
        known.set(key, element(html));
        newOnes += 1;
      }
      if (!old || announced(old) !== announced(known.get(key))) this.#say(announced(known.get(key)));
    }
    for (const [key, values] of Object.entries(set)) {
      setValues(known.get(key), values);
      Object.assign(this.#held.get(key)?.values ?? {}, values);
    }
    if (order) arrange(list, order, known);
    if (newOnes && list.dataset.newOne) {
      this.#say(newOnes === 1 ? list.dataset.newOne : list.dataset.newMany.replace("{}", newOnes));
    }
  }

  #replace(old, html) {
    const key = old.dataset.item;
    const fresh = element(html);
    if (isWrittenIn(old)) {
      this.#held.set(key, { html, values: {} });
      return old;
    }
    this.#held.delete(key);
    keepChoices(old, fresh);
    markAs(fresh, this.#mine.has(key));
    if (withoutToken(old).isEqualNode(fresh)) return old;
    const focused = inUse(old).indexOf(document.activeElement);
    old.replaceWith(fresh);
    inUse(fresh)[focused]?.focus({ preventScroll: true });
    return fresh;
  }

  #showEmptiness(name) {
    const list = this.#room.querySelector(`[data-part="${CSS.escape(name)}"]`);
    for (const words of this.#room.querySelectorAll(`[data-empty="${CSS.escape(name)}"]`)) {
      words.hidden = Boolean(list?.querySelector("[data-item]"));
    }
  }

  // What is read now stays where it is on the screen, whatever comes above it.
  #anchor() {
    const focused = document.activeElement?.closest?.("[data-item]");
    const item = this.#room.contains(focused) ? focused : this.#firstRead();
    if (!item) return () => {};
    const { item: key } = item.dataset;
    const before = item.getBoundingClientRect().top;
    return () => {
      const now = this.#items(key)[0]?.getBoundingClientRect().top;
      if (now !== undefined && Math.abs(now - before) > 1) scrollBy({ top: now - before, behavior: "instant" });
    };
  }

  // Only where somebody scrolled into a list; at its top they want to see what leads.
  #firstRead() {
    for (const list of this.#room.querySelectorAll("[data-part]")) {
      const { top, bottom } = list.getBoundingClientRect();
      if (top < 0 && bottom > 0) return itemsOf(list).find((item) => item.getBoundingClientRect().top >= 0);
    }
    return undefined;
  }
}

function itemsOf(list) {
  return [...list.children].filter((child) => child.dataset.item);
}

function element(html) {
  const template = document.createElement("template");
  template.innerHTML = html.trim();
  return document.importNode(template.content.firstElementChild, true);
}

// What is in its place stays untouched, so that as little as possible moves.
function arrange(list, order, known) {
  const wanted = new Set(order);
  for (const item of itemsOf(list)) if (!wanted.has(item.dataset.item)) item.remove();
  let place = itemsOf(list)[0] ?? null;
  for (const key of order) {
    const item = known.get(key);
    if (!item) continue;
    if (item === place) place = nextItem(place);
    else list.insertBefore(item, place);
  }
}

function nextItem(item) {
  let next = item.nextElementSibling;
  while (next && !next.dataset.item) next = next.nextElementSibling;
  return next;
}

// What can have the focus in an item, itself included, in the order of the page.
function inUse(item) {
  return [item, ...item.querySelectorAll("a[href], button, input:not([type=hidden]), select, textarea, summary, [tabindex]")];
}

function setValues(item, values) {
  for (const [name, value] of Object.entries(values)) {
    for (const shown of item?.querySelectorAll(`[data-value="${CSS.escape(name)}"]`) ?? []) {
      if (shown.matches("meter, progress")) shown.value = value;
      else if (shown.textContent !== String(value)) shown.textContent = value;
    }
  }
}

function isWrittenIn(item) {
  const field = document.activeElement;
  return item.contains(field) && field.matches(WRITTEN);
}

// What somebody has ticked and not sent yet.
function keepChoices(old, fresh) {
  for (const field of old.querySelectorAll("input:is([type=radio], [type=checkbox])")) {
    const same = [...fresh.querySelectorAll("input")].find(({ name, value }) => name === field.name && value === field.value);
    if (same) same.checked = field.checked;
  }
}

function markAs(item, isMine) {
  for (const variant of item.querySelectorAll("[data-mine]")) variant.hidden = isMine !== (variant.dataset.mine === "yes");
}

function focusBeside(hidden) {
  const other = hidden.closest("[data-item]")?.querySelector("[data-mine]:not([hidden])");
  const target = other?.matches("button, a, [tabindex]") ? other : other?.querySelector("button, a, [tabindex]");
  (target ?? hidden.closest("[data-item]").querySelector("button:not([hidden]), a[href]"))?.focus({ preventScroll: true });
}

// The page's own forms bear a token, those that come by socket do not.
function withoutToken(item) {
  const copy = item.cloneNode(true);
  for (const field of copy.querySelectorAll("[name='csrfmiddlewaretoken']")) field.remove();
  copy.normalize();
  return copy;
}

function announced(item) {
  return item.dataset.announce ?? item.querySelector("[data-announce]")?.dataset.announce ?? "";
}
