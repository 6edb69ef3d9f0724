// Progressive enhancement only: every page works without this file.
import { setUpMatrix } from "./matrix.js";
import { setUpSearch } from "./search.js";

// The server shows dates in the reader's time zone; only the browser knows it.
const zone = Intl.DateTimeFormat().resolvedOptions().timeZone;
if (zone && !document.cookie.includes(`peppi-tz=${zone}`)) {
  document.cookie = `peppi-tz=${zone}; path=/; max-age=31536000; samesite=lax`;
}

// After a refused form the reader lands on what is wrong.
document.querySelector("[data-focus]")?.focus();

// Dialogs: a button names the one it opens; without <dialog> support the form inside stays reachable on its own page.
document.addEventListener("click", (event) => {
  const opener = event.target.closest("[data-opens]");
  if (opener) {
    event.preventDefault();
    document.getElementById(opener.dataset.opens)?.showModal();
  }
  if (event.target.closest("[data-closes]")) {
    event.preventDefault();
    event.target.closest("dialog")?.close();
  }
  // A click on the backdrop closes; the dialog's own box is its first child.
  if (event.target instanceof HTMLDialogElement) event.target.close();

  // Menus made of <details> close when something else is clicked.
  for (const menu of document.querySelectorAll("details.pick[open], .topbar details[open]")) {
    if (!menu.contains(event.target)) menu.open = false;
  }
});

document.addEventListener("keydown", (event) => {
  if (event.key !== "Escape") return;
  const menu = event.target.closest?.("details.pick[open], .topbar details[open]");
  if (menu) {
    menu.open = false;
    menu.querySelector("summary").focus();
  }
});

// A second press of a submit button sends nothing twice.
document.addEventListener("submit", (event) => {
  const button = event.submitter;
  if (!button || event.target.method !== "post") return;
  if (button.getAttribute("aria-busy") === "true") event.preventDefault();
  else button.setAttribute("aria-busy", "true");
});
window.addEventListener("pageshow", () => {
  for (const button of document.querySelectorAll("[aria-busy]")) button.removeAttribute("aria-busy");
});

// Choices that apply at once.
document.addEventListener("change", (event) => {
  if (event.target.matches("[data-applies]")) event.target.form.requestSubmit();
});

setUpSearch();
setUpMatrix();

// A part of a form that belongs to one choice shows with it.
for (const part of document.querySelectorAll("[data-shown-by]")) {
  const choice = document.getElementById(part.dataset.shownBy);
  const show = () => { part.hidden = !choice.checked; };
  for (const sibling of document.getElementsByName(choice.name)) sibling.addEventListener("change", show);
  show();
}

// The same for parts that belong to some choices of a list.
for (const part of document.querySelectorAll("[data-shown-for]")) {
  const list = document.getElementById(part.dataset.shownFor);
  const show = () => { part.hidden = !part.dataset.shownValues.split(" ").includes(list.value); };
  list.addEventListener("change", show);
  show();
}

// What is under way is looked at again, without moving the reader or the page; never while the reader is inside of it.
function watch() {
  const part = document.getElementById("live");
  const seconds = Number(part?.dataset.live);
  if (!seconds) return;
  setTimeout(async () => {
    if (document.hidden || part.contains(document.activeElement)) return watch();
    const answer = await fetch(location.href);
    if (!answer.ok || answer.redirected) return;
    const fresh = new DOMParser().parseFromString(await answer.text(), "text/html");
    for (const selector of ["#live", ".under"]) {
      const [old, now] = [document.querySelector(selector), fresh.querySelector(selector)];
      if (old && now) old.replaceWith(now);
    }
    watch();
  }, seconds * 1000);
}
watch();
