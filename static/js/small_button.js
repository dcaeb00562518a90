// A small button that an element adds to itself; the words come from the page.
export function smallButton(words, press) {
  const button = document.createElement("button");
  button.type = "button";
  button.className = "button button-quiet button-small";
  button.textContent = words;
  button.addEventListener("click", press);
  return button;
}
