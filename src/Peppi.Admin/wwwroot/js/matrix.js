// The matrix marks what differs from what is saved and counts it, before anything is sent.
export function setUpMatrix() {
  const table = document.querySelector(".matrix");
  const summary = document.getElementById("matrix-summary");
  if (!table || !summary) return;
  const cells = [...table.querySelectorAll("select.cell")];
  const show = () => {
    let changed = 0;
    for (const cell of cells) {
      cell.dataset.scope = cell.value;
      const differs = cell.value !== (cell.dataset.was ?? "");
      cell.toggleAttribute("data-changed", differs);
      if (differs) changed += 1;
    }
    summary.textContent = changed === 0 ? "" : summary.dataset[changed === 1 ? "one" : "many"].replace("#", changed);
  };
  table.addEventListener("change", show);
  show();
}
