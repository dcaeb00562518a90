// <live-posts socket="wss://…" src="/…" data-sequence data-first id="…"> around a list of
// <li id data-number>: posts appear as they are written. Each word of the socket bears
// the number of the newest post. The next one: the list asks for what comes after the
// newest it knows. A higher one: something was missed, so the list asks for its whole
// first page, and so it does for everything that is no new post. A number that is there
// already says nothing new. What is asked for is merged, so nothing is lost or doubled.
import { LiveSource, fetched } from "./live_source.js";

const NEW = "network_post.published";

class LivePosts extends HTMLElement {
  #isWhole = false;
  #source = new LiveSource(this, () => this.#look(), () => false, (said) => this.#concerns(said));

  connectedCallback() {
    this.#source.start();
  }

  disconnectedCallback() {
    this.#source.stop();
  }

  get #known() {
    return Number(this.dataset.sequence);
  }

  #concerns(said) {
    const { verb, sequence } = JSON.parse(said);
    if (verb !== NEW || sequence > this.#known + 1) this.#isWhole = true;
    return verb !== NEW || sequence > this.#known;
  }

  async #look() {
    const isWhole = this.#isWhole;
    const src = this.getAttribute("src");
    this.#isWhole = false;
    try {
      const page = await fetched(isWhole ? src : `${src}?nach=${this.#known}`, this.id);
      const fresh = page?.getElementById(this.id);
      if (fresh) this.#merge(fresh);
    } catch (error) {
      this.#isWhole ||= isWhole;
      throw error;
    }
  }

  // The answer holds for all posts from its first number on: what it does not have is
  // gone, what it has is as it says. Older ones further down stay as they are.
  #merge(fresh) {
    const list = this.querySelector("ol");
    const first = Number(fresh.dataset.first);
    const posts = [...fresh.querySelectorAll("li[data-number]")];
    const named = new Set(posts.map((post) => post.id));
    for (const post of list.querySelectorAll("li[data-number]")) {
      if (Number(post.dataset.number) >= first && !named.has(post.id)) post.remove();
    }
    let place = list.firstElementChild;
    for (const post of posts) {
      const old = list.querySelector(`#${post.id}`);
      if (old === place) place = place?.nextElementSibling ?? null;
      if (old?.isEqualNode(post)) continue;
      if (old) old.replaceWith(post);
      else list.insertBefore(post, place);
    }
    this.dataset.sequence = Math.max(this.#known, Number(fresh.dataset.sequence));
    this.dispatchEvent(new CustomEvent("live-region:updated", { bubbles: true }));
  }
}

customElements.define("live-posts", LivePosts);
