// Photos open large in a dialog: arrows step, Escape closes, and the focus goes back to the photo one came from.
// Without this file each photo is a link to itself.
const viewer = document.getElementById("viewer");
const photos = [...document.querySelectorAll("[data-photo]")];
let at = 0;

function show(index) {
  at = (index + photos.length) % photos.length;
  const small = photos[at].querySelector("img");
  const large = viewer.querySelector("img");
  large.src = photos[at].href;
  large.alt = small.alt;
  viewer.querySelector(".viewer-caption").textContent = `${at + 1} / ${photos.length}`;
}

if (viewer?.showModal) {
  document.addEventListener("click", (event) => {
    const photo = event.target.closest("[data-photo]");
    if (photo && !event.ctrlKey && !event.metaKey && !event.shiftKey) {
      event.preventDefault();
      show(photos.indexOf(photo));
      viewer.showModal();
      return;
    }

    const step = event.target.closest("[data-step]");
    if (step) show(at + Number(step.dataset.step));
  });
  viewer.addEventListener("keydown", (event) => {
    if (event.key === "ArrowLeft") show(at - 1);
    if (event.key === "ArrowRight") show(at + 1);
  });
  viewer.addEventListener("close", () => photos[at]?.focus());
}
