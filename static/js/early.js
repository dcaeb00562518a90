// Before the first paint: the chosen theme, and the sign that scripts run.
(() => {
  const root = document.documentElement;
  root.classList.add("has-script");
  try {
    const theme = localStorage.getItem("theme");
    if (theme) root.dataset.theme = theme;
  } catch {
    // storage may be forbidden; the system's theme then stands
  }
})();
