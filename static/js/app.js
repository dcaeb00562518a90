// Loads the module of a behaviour only where a page has its element.
const behaviours = [
  ["altcha-solver", () => import("./altcha_solver.js")],
  ["claim-keeper", () => import("./claim_keeper.js")],
  ["desk-keys", () => import("./desk_keys.js")],
  ["dialog-link", () => import("./dialog_link.js")],
  ["draft-form", () => import("./draft_form.js")],
  ["filter-form", () => import("./filter_form.js")],
  ["guide-notice", () => import("./guide_notice.js")],
  ["idea-map", () => import("./idea_map.js")],
  ["live-parts", () => import("./live_parts.js")],
  ["live-posts", () => import("./live_posts.js")],
  ["live-region", () => import("./live_region.js")],
  ["live-room", () => import("./live_room.js")],
  ["passkey-form", () => import("./passkey_form.js")],
  ["place-field", () => import("./place_field.js")],
  ["print-page", () => import("./print_page.js")],
  ["redact-picture", () => import("./redact_picture.js")],
  ["redact-text", () => import("./redact_text.js")],
  ["suggest-field", () => import("./suggest_field.js")],
  ["support-button", () => import("./support_button.js")],
  ["text-counter", () => import("./text_counter.js")],
  ["theme-choice", () => import("./theme_choice.js")],
  ["toast-list", () => import("./toast_list.js")],
  ["undo-bar", () => import("./undo_bar.js")],
  ["upload-field", () => import("./upload_field.js")],
  ["visit-mark", () => import("./visit_mark.js")],
  ["copy-link", () => import("./copy_link.js")],
  ["[data-menu]", () => import("./menus.js")],
];

function load(root) {
  for (let index = behaviours.length - 1; index >= 0; index -= 1) {
    const [selector, bring] = behaviours[index];
    if (root.querySelector(selector)) {
      behaviours.splice(index, 1);
      bring();
    }
  }
}

load(document);
// Parts that arrive later (htmx, live regions) may bring the first element of a kind.
new MutationObserver(() => load(document)).observe(document.body, {
  childList: true,
  subtree: true,
});
