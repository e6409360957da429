// Keys in the meeting. What has data-key is pressed by that key, a field is gone to. Never while somebody
// writes in a field, and not at all when the box that says so is not ticked.
const writes = (element) => element.matches("input:not([type=radio], [type=checkbox]), select, textarea");

document.addEventListener("keydown", (event) => {
  const box = document.querySelector("[data-keys]");
  if (!box?.checked || event.ctrlKey || event.altKey || event.metaKey || writes(event.target)) return;
  const key = CSS.escape(event.key.toLowerCase());
  const found = document.querySelector(`[data-key="${key}"]`);
  if (!found) return;
  event.preventDefault();
  if (found.matches("a, button, input[type=radio]")) found.click();
  else found.querySelector("input, select")?.focus();
});

document.querySelectorAll("[data-needs-script]").forEach((one) => (one.hidden = false));
