// <altcha-solver challenge="/…" worker="/static/…" name="altcha"> inside a form: proof
// of work after the ALTCHA protocol (versions 1 and 2, plain SHA-256). It begins when
// somebody starts to fill in the form; a form sent earlier waits for the answer.
import { say } from "./words.js";

class AltchaSolver extends HTMLElement {
  #answer = null;

  connectedCallback() {
    this.form = this.closest("form");
    if (!this.form || this.input) return;
    this.input = document.createElement("input");
    this.input.type = "hidden";
    this.input.name = this.getAttribute("name") ?? "altcha";
    this.state = document.createElement("p");
    this.state.className = "solver-state";
    this.state.setAttribute("role", "status");
    this.append(this.input, this.state);
    this.form.addEventListener("focusin", () => this.#begin(), { once: true });
    this.form.addEventListener("submit", (event) => this.#submit(event));
  }

  #begin() {
    this.#answer ??= this.#solve().then(
      (payload) => {
        this.input.value = payload;
        this.dataset.state = "solved";
      },
      () => {
        this.#answer = null; // the next try starts afresh
        this.dataset.state = "failed";
      },
    );
    return this.#answer;
  }

  async #submit(event) {
    if (this.input.value) return;
    event.preventDefault();
    event.stopImmediatePropagation();
    this.state.textContent = say.solverWaits;
    await this.#begin();
    this.state.textContent = this.input.value ? say.solverDone : say.solverFailed;
    if (this.input.value) this.form.requestSubmit(event.submitter);
  }

  async #solve() {
    const response = await fetch(this.getAttribute("challenge"), { cache: "no-store" });
    if (!response.ok) throw new Error(`challenge: ${response.status}`);
    const challenge = await response.json();
    const worker = new Worker(this.getAttribute("worker"), { type: "module" });
    const payload = await new Promise((resolve, reject) => {
      worker.addEventListener("message", ({ data }) => (data ? resolve(data) : reject(new Error("unsolved"))));
      worker.addEventListener("error", reject);
      worker.postMessage(challenge);
    }).finally(() => worker.terminate());
    return btoa(JSON.stringify(payload));
  }
}

customElements.define("altcha-solver", AltchaSolver);
