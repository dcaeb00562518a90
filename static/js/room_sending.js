// Sends a form without leaving the page. What is sent counts once on the other side, so
// it may be sent again when the answer got lost.
const WAITS = [700, 1500, 3000, 5000];

// { isDone } or { page }: the answer to be shown in place of the form, if there is one.
export async function sent(form, button, token) {
  for (const wait of [...WAITS, 0]) {
    const answer = await once(form, button, token).catch(() => null);
    if (answer) return answer;
    if (wait) await new Promise((resolve) => setTimeout(resolve, wait * (0.5 + Math.random())));
  }
  return { isDone: false, page: null };
}

async function once(form, button, token) {
  const body = new FormData(form, button);
  if (!body.get("csrfmiddlewaretoken")) body.set("csrfmiddlewaretoken", token);
  const headers = { "X-Fragment": "live", "X-CSRFToken": token };
  const response = await fetch(form.action, { method: "POST", body, headers, redirect: "manual" });
  if (response.status >= 500) return null;
  if (response.status === 204) return { isDone: true, page: null };
  if (response.type === "opaqueredirect") return { isDone: false, page: null };
  return { isDone: false, page: new DOMParser().parseFromString(await response.text(), "text/html") };
}
