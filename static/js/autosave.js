// Saves a report while it is written, field by field. The page works without: it is a form with a button.
//
// A field is a control, or a table ([data-table]) of controls. `seen` holds the mark of what the page showed
// of each field that can be saved (docs/adr/0010): it is sent along, and the server answers with a new mark,
// with what is wrong (422), or with what somebody else has written in the same field meanwhile (409).
//
// What is not yet saved is kept in the browser (IndexedDB), texts and amounts only, for a day at most, and
// put back when the page is opened again. Nothing of [data-never-keep] is kept: names, telephone, accounts.

const form = document.querySelector("form[data-autosave]");
const { autosave: address, presence, place, person, report } = form.dataset;
const status = document.querySelector("[data-save-status]");
const logIn = document.querySelector("[data-log-in]");
const seen = JSON.parse(form.elements.seen.value);

const PAUSE = 1500; // ms without a key before a field is saved
const BEAT = 20_000; // ms between telling the others that somebody writes here
const LONGEST_WAIT = 30_000; // ms between two tries
const DAY = 24 * 3600 * 1000;

const shown = new Map(); // field → what the server has of it, as far as this page knows
const refused = new Map(); // field → what the server could not read
const conflicts = new Map(); // field → {mark, stored} of what somebody else wrote
const unsure = new Map(); // field → what was sent without an answer: sent again just as it was
const timers = new Map();
const waiting = new Set();
const elsewhere = new Set(); // fields whose kept value has rows that the page has not
const untold = new Map(); // field → what is wrong with it, told when it is left
let sending = null; // the promise of what is on its way
let wait = 1000;
let retry = 0;
let stopped = false; // logged out, or not allowed: until the page is looked at again
let leaving = false; // the button has been pressed
let ready = false; // and nothing is on its way any more
let other = false; // something is typed that is saved by the button only
let here = ""; // where the cursor was last

// --- fields and what they hold --------------------------------------------------------------------

const fieldOf = (control) => control.closest("[data-table]")?.dataset.table ?? control.name;
const isField = (name) => Object.hasOwn(seen, name);
const tableOf = (name) => form.querySelector(`[data-table="${CSS.escape(name)}"]`);
const controlsOf = (name) =>
  [...form.elements].filter((one) => one.name && one.type !== "submit" && fieldOf(one) === name);
const isChoice = (control) => control.type === "radio" || control.type === "checkbox";
// Eleven digits may be somebody's national identity number: only the server can tell, so none is kept.
const ELEVEN_DIGITS = /(?<![0-9])[0-9](?:[ \t\u00a0\u2009\u202f.,:/\u2013-]{0,3}[0-9]){10}(?![0-9])/;
const mayBeKept = (name) =>
  !controlsOf(name).some((one) => one.hasAttribute("data-never-keep") || ELEVEN_DIGITS.test(one.value));

// The field as the form would send it, as text, so that two can be compared.
function valueOf(name) {
  const sent = controlsOf(name).filter((one) => !isChoice(one) || one.checked);
  return JSON.stringify(sent.map((one) => [one.name, one.value.replace(/\r?\n/g, "\r\n")]));
}

// Puts a value back into the controls; false when they are not there, such as rows that were added.
function fill(name, value) {
  const pairs = JSON.parse(value);
  const controls = controlsOf(name);
  const texts = controls.filter((one) => !isChoice(one));
  const known = new Set(controls.map((one) => one.name));
  const given = pairs.filter(([key]) => texts.some((one) => one.name === key));
  if (given.length !== texts.length || pairs.some(([key]) => !known.has(key))) return false;
  for (const control of controls) {
    const mine = pairs.filter(([key]) => key === control.name);
    if (isChoice(control)) control.checked = mine.some(([, each]) => each === control.value);
    else control.value = mine[0][1].replace(/\r\n/g, "\n");
    control.dispatchEvent(new Event("input", { bubbles: true })); // counters follow
  }
  return true;
}

const isChanged = (name) => unsure.has(name) || valueOf(name) !== shown.get(name);
const unsaved = () => Object.keys(seen).filter(isChanged);

// --- kept in the browser --------------------------------------------------------------------------

const keyOf = (name) => [person, report, place, name].join("/");
const store = new Promise((resolve) => {
  const opening = window.indexedDB?.open("rekom", 1);
  if (!opening) return resolve(null);
  opening.onupgradeneeded = () => opening.result.createObjectStore("kept", { keyPath: "key" });
  opening.onerror = () => resolve(null);
  opening.onsuccess = () => {
    opening.result.onversionchange = () => opening.result.close(); // somebody logs out
    resolve(opening.result);
  };
});

async function inStore(act, mode = "readwrite") {
  try {
    const request = act((await store).transaction("kept", mode).objectStore("kept"));
    return await new Promise((resolve, reject) => {
      request.onsuccess = () => resolve(request.result);
      request.onerror = () => reject(request.error);
    });
  } catch {
    return null; // a browser that keeps nothing: the page asks before it is left
  }
}

async function keep(name) {
  if (elsewhere.has(name)) return;
  if (!mayBeKept(name)) return forget(name);
  const record = { key: keyOf(name), name, value: valueOf(name), at: Date.now() };
  await inStore((kept) => kept.put({ ...record, seen: seen[name], sent: unsure.get(name) ?? null }));
}

const forget = (name) => inStore((kept) => kept.delete(keyOf(name)));

async function putBack() {
  const records = (await inStore((kept) => kept.getAll(), "readonly")) ?? [];
  const old = records.filter(({ at }) => Date.now() - at > DAY);
  await Promise.all(old.map(({ key }) => inStore((kept) => kept.delete(key))));
  for (const { key, name, value, seen: mark, sent, at } of records) {
    if (key !== keyOf(name) || !isField(name) || Date.now() - at > DAY) continue;
    if ("unsaved" in form.dataset) shown.set(name, ""); // a page that came back shows what was not stored
    else if (value === shown.get(name)) {
      await forget(name);
      continue;
    } else {
      // If what is stored is what was sent last, without an answer, it is my own.
      if (sent !== shown.get(name)) seen[name] = mark;
      if (!fill(name, value)) {
        elsewhere.add(name); // sent as it is, and then the page is read again
        unsure.set(name, value);
      }
    }
    save(name);
  }
}

// --- saying how it went ---------------------------------------------------------------------------

function say(text, { askToLogIn = false } = {}) {
  if (status.textContent !== text) status.textContent = text;
  for (const echo of document.querySelectorAll("[data-save-echo]")) echo.textContent = text;
  logIn.hidden = !askToLogIn;
}

function sayWaiting() {
  const open = unsaved().some((name) => !mayBeKept(name));
  say(open ? status.dataset.waitingOpen : status.dataset.waiting);
}

// What still waits for its writer is not hidden by what was saved after it.
function saySaved(text) {
  say(conflicts.size ? status.dataset.conflict : refused.size ? status.dataset.wrong : text);
}

function clearProblems(name) {
  for (const told of form.querySelectorAll("[data-told]")) if (told.dataset.told === name) told.remove();
  document.getElementById(`id_${name}_error`)?.remove();
  for (const control of controlsOf(name)) {
    document.getElementById(`${control.id}_error`)?.remove();
    control.removeAttribute("aria-invalid");
  }
  untold.delete(name);
}

function showProblems(name, problems) {
  clearProblems(name);
  for (const [id, message] of problems) {
    const control = document.getElementById(id) ?? document.getElementById(`${id}_0`) ?? controlsOf(name)[0];
    const told = document.createElement("p");
    told.className = "ds-validation-message";
    told.id = `${control.id}_error`;
    told.dataset.told = name;
    told.textContent = message;
    control.setAttribute("aria-invalid", "true");
    if (!control.getAttribute("aria-describedby")?.includes(told.id))
      control.setAttribute("aria-describedby", `${control.getAttribute("aria-describedby") ?? ""} ${told.id}`.trim());
    (control.closest("td, .ds-fieldset, .ds-field") ?? control).append(told);
  }
}

const hasFocus = (name) => document.activeElement?.form === form && fieldOf(document.activeElement) === name;

function showConflict(name, { html, mark, stored }) {
  conflicts.set(name, { mark, stored });
  form.querySelector(`[data-conflict="${CSS.escape(name)}"]`)?.remove();
  const table = tableOf(name);
  const control = controlsOf(name)[0];
  const block = table?.closest("table")?.parentElement ?? table
    ?? control.closest(".ds-fieldset") ?? control.closest(".ds-field") ?? control;
  block.insertAdjacentHTML("afterend", html); // written and escaped by the server
}

form.addEventListener("click", (event) => {
  const button = event.target.closest("[data-choose]");
  if (!button) return;
  const section = button.closest("[data-conflict]");
  const name = section.dataset.conflict;
  const { mark, stored } = conflicts.get(name);
  conflicts.delete(name);
  section.remove();
  seen[name] = mark;
  if (button.dataset.choose === "mine") save(name);
  else useTheirs(name, stored);
  controlsOf(name)[0]?.focus();
});

async function useTheirs(name, stored) {
  unsure.delete(name);
  elsewhere.delete(name);
  if (stored) {
    const control = controlsOf(name)[0];
    const values = isChoice(control) ? stored : [stored[0] ?? ""];
    fill(name, JSON.stringify(values.map((each) => [control.name, each])));
  }
  shown.set(name, valueOf(name));
  clearTimeout(timers.get(name));
  clearProblems(name);
  await forget(name);
  say("");
  if (!stored) readAgain();
}

// What is stored has rows that the page has not.
function readAgain() {
  setTimeout(async () => {
    await settle();
    ready = true;
    location.reload();
  });
}

// --- saving ---------------------------------------------------------------------------------------

function save(name) {
  clearTimeout(timers.get(name));
  if (!isField(name) || conflicts.has(name)) return;
  if (!isChanged(name)) {
    waiting.delete(name);
    if (refused.delete(name)) clearProblems(name);
    forget(name);
    return;
  }
  if (refused.get(name) === valueOf(name) && !unsure.has(name)) return; // it has been told
  keep(name);
  waiting.add(name);
  run();
}

function run() {
  sending ??= sendAll().finally(() => { sending = null; });
  return sending;
}

// One at a time and in order: the answer to one is the mark of the next.
async function sendAll() {
  while (waiting.size && !stopped) {
    const [name] = waiting;
    const value = unsure.get(name) ?? valueOf(name);
    const answer = await send(address, JSON.parse(value), { field: name, seen: seen[name] });
    if (!answer) {
      unsure.set(name, value);
      await keep(name);
      sayWaiting();
      clearTimeout(retry);
      retry = setTimeout(run, wait);
      wait = Math.min(2 * wait, LONGEST_WAIT);
      return;
    }
    wait = 1000;
    waiting.delete(name);
    await take(name, value, answer);
  }
}

async function take(name, value, answer) {
  if (stop(answer)) {
    waiting.add(name);
    await keep(name);
    return;
  }
  const told = await answer.json();
  if (answer.status === 200) {
    shown.set(name, value);
    seen[name] = told.mark;
    form.elements.seen.value = JSON.stringify(seen);
    refused.delete(name);
    clearProblems(name);
    saySaved(told.said);
    unsure.delete(name);
    if (elsewhere.delete(name)) {
      shown.set(name, valueOf(name)); // older than what is stored now: not to be sent
      await forget(name);
      readAgain();
    } else if (isChanged(name)) save(name);
    else await forget(name);
  } else if (answer.status === 409) {
    if (!elsewhere.has(name)) unsure.delete(name);
    showConflict(name, told);
    say(status.dataset.conflict);
  } else {
    unsure.delete(name);
    refused.set(name, value);
    if (!told.may_be_kept) await forget(name);
    if (!elsewhere.delete(name) && valueOf(name) !== value) {
      save(name); // it was written anew meanwhile
      return;
    }
    say(status.dataset.wrong);
    if (hasFocus(name)) untold.set(name, told.problems);
    else showProblems(name, told.problems);
  }
}

// Null when there was no answer, or none that says anything: no network, or a server that is down.
async function send(to, pairs, data) {
  const body = new URLSearchParams(pairs);
  for (const [key, value] of Object.entries({ place, person, ...data })) body.append(key, value);
  const headers = { "X-CSRFToken": token() };
  const signal = AbortSignal.timeout(15_000);
  try {
    const answer = await fetch(to, { method: "POST", body, headers, signal, redirect: "manual" });
    return answer.status >= 500 ? null : answer;
  } catch {
    return null;
  }
}

// A new one is given when somebody logs in, in whichever tab.
const token = () => document.cookie.match(/(?:^|; )csrftoken=([^;]*)/)?.[1] ?? form.elements.csrfmiddlewaretoken.value;

// Sent to log in, or turned away. Nothing more is sent until the page is looked at again.
function stop(answer) {
  const loggedOut = answer.type === "opaqueredirect";
  stopped = loggedOut || answer.status === 403 || answer.status === 404;
  if (stopped) say(loggedOut ? status.dataset.loggedOut : status.dataset.closed, { askToLogIn: loggedOut });
  return stopped;
}

function resume() {
  stopped = false;
  for (const name of unsaved()) save(name);
  run();
}

// All that can be saved is, or has been tried once.
async function settle() {
  for (const name of unsaved()) save(name);
  await sending;
}

// --- what happens on the page ---------------------------------------------------------------------

form.addEventListener("input", (event) => {
  const name = fieldOf(event.target);
  if (!isField(name)) {
    other ||= Boolean(event.target.name);
    return;
  }
  keep(name);
  clearTimeout(timers.get(name));
  timers.set(name, setTimeout(save, PAUSE, name));
});
form.addEventListener("change", (event) => save(fieldOf(event.target)));
form.addEventListener("focusin", (event) => {
  const name = fieldOf(event.target);
  if (isField(name)) here = name;
});
form.addEventListener("focusout", (event) => {
  const name = fieldOf(event.target);
  const problems = untold.get(name);
  if (problems) showProblems(name, problems);
});

// Rows have come or gone.
document.addEventListener("htmx:afterSettle", () => {
  for (const name of Object.keys(seen)) if (tableOf(name)) save(name);
});

// Enter in a funding line goes on to the next field; it does not send the page.
form.addEventListener("keydown", (event) => {
  if (event.key !== "Enter" || !event.target.matches(".rk-lines input")) return;
  event.preventDefault();
  const fields = [...form.querySelectorAll(".rk-lines :is(input:not([type=hidden]), select, button)")];
  fields[fields.indexOf(event.target) + 1]?.focus();
});

// The button: first what is on its way, so that one does not come after the other.
form.addEventListener("submit", async (event) => {
  if (event.submitter?.hasAttribute("formaction") || ready) return;
  event.preventDefault();
  if (leaving) return;
  leaving = true;
  await settle();
  await new Promise(setTimeout); // a form that is still telling of its sending cannot be sent
  form.elements.csrfmiddlewaretoken.value = token();
  form.elements.seen.value = JSON.stringify(seen);
  ready = true;
  form.requestSubmit(event.submitter);
  setTimeout(() => { leaving = ready = false; }, 10_000); // it was stopped on its way
});

window.addEventListener("beforeunload", (event) => {
  if (!ready && (other || unsaved().some((name) => !mayBeKept(name)))) event.preventDefault();
});

// --- who else is here -----------------------------------------------------------------------------

async function beat() {
  if (document.hidden) return;
  const wasStopped = stopped;
  const answer = await send(presence, [], { field: here });
  if (!answer || stop(answer) || !answer.ok) return;
  const told = await answer.text();
  for (const region of document.querySelectorAll("[data-present]")) {
    if (region.innerHTML !== told) region.innerHTML = told; // written and escaped by the server
    region.parentElement.hidden = !told.trim();
  }
  if (wasStopped || unsure.size) resume();
}

setInterval(beat, BEAT);
window.addEventListener("online", resume);
window.addEventListener("focus", () => { if (stopped || unsure.size) resume(); });
document.addEventListener("visibilitychange", () => { if (!document.hidden) beat(); });
window.addEventListener("pageshow", (event) => {
  if (!event.persisted) return; // back, to a page that the browser kept as it was left
  leaving = ready = false;
  resume();
  beat();
});

for (const name of Object.keys(seen)) shown.set(name, valueOf(name));
// A page that came back with errors shows what is not stored.
other = "unsaved" in form.dataset && !Object.keys(seen).every(mayBeKept);
for (const help of document.querySelectorAll("[data-save-help]")) help.hidden = !help.hidden;
putBack();
beat();
