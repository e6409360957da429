// Writing a draft. The page works without; this keeps words from being lost by a slip of the hand.

const draft = document.querySelector("form[data-draft]");
let changed = false;

// Leaving with something that is not saved: the browser asks first.
draft.addEventListener("input", () => { changed = true; });
draft.addEventListener("submit", () => { changed = false; });
window.addEventListener("beforeunload", (event) => { if (changed) event.preventDefault(); });

// Enter in a funding line goes on to the next field; it does not send the page.
draft.addEventListener("keydown", (event) => {
  if (event.key !== "Enter" || !event.target.matches(".rk-lines input")) return;
  event.preventDefault();
  const fields = [...draft.querySelectorAll(".rk-lines :is(input:not([type=hidden]), select, button)")];
  fields[fields.indexOf(event.target) + 1]?.focus();
});
