// Single keys at the desk and in the meeting. What has data-key is pressed by that key, a field is gone to; J and
// K go through what has data-item and the rows of what has data-rows, N to the next that is open. Never while
// somebody writes in a field, and not at all when the box that says so is not ticked, which the browser remembers.
const OFF = "rekom-keys-off";
const box = document.querySelector("[data-keys]");
const writes = (element) => element.matches("input:not([type=radio], [type=checkbox]), select, textarea");
const ITEM = "[data-item], [data-rows] > tr";
const OPEN = "[data-item]:has([value=not_assessed]:checked)";
const current = () => document.activeElement.closest(ITEM);

function goTo(item) {
  (item?.querySelector("input[type=radio]:checked, th a") ?? item?.querySelector("input"))?.focus();
}

// The item so many steps away, or the first that is open after this one.
function step(by, which = ITEM) {
  const items = [...document.querySelectorAll(ITEM)];
  const at = items.indexOf(current());
  const ahead = by > 0 ? items.slice(at + 1) : items.slice(0, Math.max(at, 0)).reverse();
  goTo(ahead.find((item) => item.matches(which)));
}

function choose(place) {
  const choice = current()?.querySelectorAll("input[type=radio]")[place];
  choice?.focus();
  choice?.click();
}

// What is folded together takes no focus before the browser has laid it out, which is some frames after it opened;
// what is pressed meanwhile is no key.
let opens = false;
function comment() {
  const details = current()?.querySelector("details");
  const text = details?.querySelector("textarea");
  if (!text) return;
  const write = () => {
    text.focus();
    opens = details.open && document.activeElement !== text;
    if (opens) requestAnimationFrame(write);
  };
  details.open = true;
  write();
}

const MOVES = { j: () => step(1), k: () => step(-1), n: () => step(1, OPEN), m: comment };
["1", "2", "3", "4"].forEach((key, place) => (MOVES[key] = () => choose(place)));

function press(found) {
  if (found.matches("a, button, summary, input[type=radio]")) found.click();
  else (found.matches("input, select") ? found : found.querySelector("input, select"))?.focus();
}

document.addEventListener("keydown", (event) => {
  if (!box?.checked || opens || event.ctrlKey || event.altKey || event.metaKey || writes(event.target)) return;
  const key = event.key.toLowerCase();
  const found = document.querySelector(`[data-key="${CSS.escape(key)}"]`);
  const move = document.querySelector(ITEM) && MOVES[key];
  if (!found && !move) return;
  event.preventDefault();
  found ? press(found) : move();
});

document.querySelectorAll("[data-needs-script]").forEach((one) => (one.hidden = false));
if (box) {
  box.checked = !localStorage.getItem(OFF);
  box.addEventListener("change", () =>
    box.checked ? localStorage.removeItem(OFF) : localStorage.setItem(OFF, "true"),
  );
}
