// What a page gains from script. Each part looks for its own data- attribute; every page works without.

// A page that came back with errors: the list of them takes focus, so that it is read first.
document.querySelector("[data-error-summary]")?.focus();

// Characters left. Counted as the server counts: code points, a line break as two.
function count(counter) {
  const control = document.getElementById(counter.dataset.counterFor);
  const left = counter.dataset.max - [...control.value.replace(/\r?\n/g, "\r\n")].length;
  const figure = Math.abs(left).toString().replace(/\B(?=(\d{3})+$)/g, "\u00a0");
  const text = (left < 0 ? counter.dataset.textOver : counter.dataset.textLeft).replace("{}", figure);
  if (text === counter.textContent) return;
  counter.toggleAttribute("data-over", left < 0);
  counter.ariaLive = left < 100 ? "polite" : "off"; // spoken only when it begins to matter
  counter.textContent = text;
}
document.addEventListener("input", (event) => {
  const id = event.target.id;
  const counter = id && document.querySelector(`[data-counter-for="${CSS.escape(id)}"]`);
  if (counter) count(counter);
});

// A second press while a form is on its way sends nothing. The server guards too. Nothing is disabled:
// a button that does not answer would leave its reader without a reason.
document.addEventListener("submit", (event) => {
  const form = event.target;
  if (form.method !== "post" || event.defaultPrevented) return;
  if (form.dataset.sending) event.preventDefault();
  form.dataset.sending = "true";
  setTimeout(() => delete form.dataset.sending, 5000); // a download answers without a new page
});

// Before what is written and not sent is left, the browser asks. A form that saves while one writes sees to
// itself (autosave.js); of one that is sent by htmx, what has been stored is no longer unsent.
let leavesBy = null;
document.addEventListener("submit", (event) => {
  if (!event.defaultPrevented) leavesBy = event.target;
});
window.addEventListener("beforeunload", (event) => {
  const unsent = ({ form, value, defaultValue }) =>
    value !== defaultValue && form?.method === "post" && form !== leavesBy && !("autosave" in form.dataset);
  if ([...document.querySelectorAll("textarea")].some(unsent)) event.preventDefault();
  leavesBy = null;
});
document.addEventListener("htmx:afterRequest", ({ detail }) => {
  if (!detail.successful) return;
  for (const control of detail.elt.querySelectorAll("textarea")) {
    const sent = detail.requestConfig.parameters[control.name];
    if (control.value === sent) control.defaultValue = sent;
  }
});

// Logging out: what a page had kept in the browser goes with it (autosave.js).
document.addEventListener("submit", (event) => {
  const form = event.target;
  if (!("logOut" in form.dataset) || !window.indexedDB) return;
  event.preventDefault();
  const gone = indexedDB.deleteDatabase("rekom");
  const go = () => HTMLFormElement.prototype.submit.call(form);
  gone.onsuccess = gone.onerror = gone.onblocked = go;
}, { capture: true });

// A figure's name is put into the text where the cursor stands. Without script one types it.
document.addEventListener("click", (event) => {
  const button = event.target.closest("[data-insert]");
  if (!button) return;
  const control = document.getElementById(button.dataset.into);
  control.focus();
  control.setRangeText(button.dataset.insert, control.selectionStart, control.selectionEnd, "end");
  control.dispatchEvent(new Event("input", { bubbles: true }));
});

// A region that scrolls can be reached by keyboard, but only while something in it is hidden.
const regions = new ResizeObserver((entries) => {
  for (const { target } of entries) {
    if (target.scrollWidth > target.clientWidth) target.tabIndex = 0;
    else target.removeAttribute("tabindex");
  }
});

function start(root) {
  root.querySelectorAll(".rk-scroll").forEach((region) => regions.observe(region));
  root.querySelectorAll("[data-counter-for]").forEach(count);
  root.querySelectorAll("[data-insert]").forEach((button) => (button.hidden = false));
}
start(document);
document.addEventListener("htmx:load", (event) => start(event.target));
window.addEventListener("pageshow", (event) => {
  if (!event.persisted) return; // back, to a page that the browser kept as it was left
  document.querySelectorAll("form[data-sending]").forEach((form) => delete form.dataset.sending);
});
