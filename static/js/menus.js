// Menus made of <details> close on Escape, on a click elsewhere, and when focus leaves.
const isOpen = "[data-menu][open]";

addEventListener("keydown", (event) => {
  const menu = document.querySelector(isOpen);
  if (event.key !== "Escape" || !menu) return;
  menu.open = false;
  menu.querySelector("summary").focus();
});

for (const kind of ["click", "focusin"]) {
  addEventListener(kind, (event) => {
    for (const menu of document.querySelectorAll(isOpen)) {
      if (!menu.contains(event.target)) menu.open = false;
    }
  });
}
