// Ctrl K: the search page's own results, shown in a dialog while one types.
export function setUpSearch() {
  const dialog = document.getElementById("search");
  if (!dialog) return;
  const box = dialog.querySelector("input");
  const results = document.getElementById("search-results");
  const start = results.innerHTML;
  let waiting = 0;
  let asked = "";

  const open = () => {
    dialog.showModal();
    box.select();
  };

  document.addEventListener("keydown", (event) => {
    if ((event.ctrlKey || event.metaKey) && event.key.toLowerCase() === "k") {
      event.preventDefault();
      if (!dialog.open) open();
    }
  });
  for (const link of document.querySelectorAll("[data-search]")) {
    link.addEventListener("click", (event) => {
      event.preventDefault();
      open();
    });
  }

  box.addEventListener("input", () => {
    clearTimeout(waiting);
    waiting = setTimeout(find, 120);
  });

  async function find() {
    const text = box.value.trim();
    if (text === asked) return;
    asked = text;
    if (text.length < 2) {
      results.innerHTML = start;
      return;
    }
    const answer = await fetch(`/search?q=${encodeURIComponent(text)}&part=1`, { headers: { "X-Requested-With": "fetch" } });
    if (answer.redirected || !answer.ok) {
      location.assign(`/search?q=${encodeURIComponent(text)}`);
      return;
    }
    const html = await answer.text();
    if (asked === text) results.innerHTML = html;
  }

  dialog.addEventListener("keydown", (event) => {
    if (event.key !== "ArrowDown" && event.key !== "ArrowUp" && event.key !== "Enter") return;
    const links = [...results.querySelectorAll("a")];
    if (event.key === "Enter") {
      if (document.activeElement === box && links.length > 0) {
        event.preventDefault();
        links[0].click();
      }
      return;
    }
    event.preventDefault();
    const at = links.indexOf(document.activeElement);
    const next = event.key === "ArrowDown" ? at + 1 : at - 1;
    if (next < 0) box.focus();
    else links[Math.min(next, links.length - 1)]?.focus();
  });
}
