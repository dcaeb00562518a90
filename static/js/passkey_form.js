// <passkey-form mode="create|get"> around a form with a hidden field "credential" and a
// button: asks the device for a passkey and sends what it says. The options stand in a
// JSON block (attribute options: its id) or come from the form's address (GET).
import { say } from "./words.js";

const toBytes = (text) => {
  const plain = atob(text.replaceAll("-", "+").replaceAll("_", "/"));
  return Uint8Array.from(plain, (letter) => letter.codePointAt(0));
};
const toText = (buffer) =>
  btoa(String.fromCodePoint(...new Uint8Array(buffer)))
    .replaceAll("+", "-")
    .replaceAll("/", "_")
    .replaceAll("=", "");

/** The options as the browser wants them: base64url becomes bytes. */
function opened(options) {
  const key = { ...options.publicKey, challenge: toBytes(options.publicKey.challenge) };
  if (key.user) key.user = { ...key.user, id: toBytes(key.user.id) };
  for (const list of ["excludeCredentials", "allowCredentials"]) {
    key[list] = key[list]?.map((entry) => ({ ...entry, id: toBytes(entry.id) }));
  }
  return { ...options, publicKey: key };
}

/** The answer as the server wants it: bytes become base64url. */
function closed(credential) {
  const names = ["clientDataJSON", "attestationObject", "authenticatorData", "signature", "userHandle"];
  const response = {};
  for (const name of names) {
    if (credential.response[name]) response[name] = toText(credential.response[name]);
  }
  response.transports = credential.response.getTransports?.() ?? [];
  return {
    id: credential.id,
    rawId: toText(credential.rawId),
    type: credential.type,
    response,
    clientExtensionResults: credential.getClientExtensionResults(),
  };
}

class PasskeyForm extends HTMLElement {
  connectedCallback() {
    this.form = this.querySelector("form");
    this.hidden = !globalThis.PublicKeyCredential;
    this.form.addEventListener("submit", (event) => {
      event.preventDefault();
      this.#ask();
    });
  }

  async #ask() {
    this.querySelector("[role=alert]")?.remove();
    try {
      const credential = await this.#credential(opened(await this.#options()));
      this.form.elements.credential.value = JSON.stringify(closed(credential));
      this.form.submit(); // without another submit event
    } catch {
      const message = document.createElement("p");
      message.className = "field-error";
      message.setAttribute("role", "alert");
      message.textContent = say.passkeyFailed;
      this.form.append(message);
    }
  }

  #credential(options) {
    if (this.getAttribute("mode") === "get") return navigator.credentials.get(options);
    const wanted = options.publicKey.authenticatorSelection ?? {};
    const isPasskey = this.form.elements.passwordless?.checked ?? false;
    wanted.residentKey = isPasskey ? "required" : "discouraged";
    wanted.requireResidentKey = isPasskey;
    if (isPasskey) wanted.userVerification = "required";
    options.publicKey.authenticatorSelection = wanted;
    return navigator.credentials.create(options);
  }

  async #options() {
    const block = document.getElementById(this.getAttribute("options") ?? "");
    const given = block
      ? JSON.parse(block.textContent)
      : await (await fetch(this.form.action, { headers: { Accept: "application/json" } })).json();
    return given.creation_options ?? given.request_options;
  }
}

customElements.define("passkey-form", PasskeyForm);
