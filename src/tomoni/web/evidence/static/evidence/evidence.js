// The evidence desk by keyboard. Every key presses a button or follows a link that the page shows.
"use strict";
(() => {
  const cards = [...document.querySelectorAll("[data-card]")];
  const marks = (id) => [...document.querySelectorAll("mark[data-of]")].filter((mark) => mark.dataset.of.split(" ").includes(id));
  let here = null;

  function go(card) {
    if (!card) return;
    if (here) {
      here.classList.remove("here");
      for (const mark of marks(here.dataset.card)) mark.classList.remove("here");
    }
    here = card;
    here.classList.add("here");
    const [first, ...others] = marks(here.dataset.card);
    for (const mark of first ? [first, ...others] : []) mark.classList.add("here");
    here.focus({ preventScroll: true });
    here.scrollIntoView({ block: "nearest" });
    first?.scrollIntoView({ block: "nearest" });
  }
  function step(by) {
    const at = cards.indexOf(here);
    if (cards[at + by]) go(cards[at + by]);
    else if (at >= 0) document.querySelector(`a[rel=${by > 0 ? "next" : "prev"}]`)?.click();
  }
  function press(key) {
    const found = here?.querySelector(`[data-key="${key}"]`) ?? (key === "u" ? document.querySelector("[data-own-last]") : null);
    if (!found) return;
    if (found.tagName === "SUMMARY") {
      found.parentElement.open = true;
      found.parentElement.querySelector("input[name=why]").focus();
    } else found.click();
  }
  document.addEventListener("focusin", (event) => {
    const card = event.target.closest("[data-card]");
    if (card && card !== here && event.target !== card) {
      here?.classList.remove("here");
      here = card;
      here.classList.add("here");
    }
  });
  document.addEventListener("keydown", (event) => {
    if (event.ctrlKey || event.altKey || event.metaKey || event.isComposing) return;
    if (event.key === "Escape" && event.target.closest(".why")) {
      event.target.closest(".why").open = false;
      go(here);
      return;
    }
    if (event.target.closest("input, textarea, select")) return;
    if (event.key === "?") {
      const keys = document.getElementById("keys");
      if (!keys) return;
      keys.open = !keys.open;
      keys.querySelector("summary").focus();
    } else if (event.key === "j" || event.key === "k") step(event.key === "j" ? 1 : -1);
    else if ("acrmlou".includes(event.key)) press(event.key);
    else return;
    event.preventDefault();
  });
  for (const mark of document.querySelectorAll("mark[data-of]"))
    mark.addEventListener("click", () => go(document.getElementById(`p-${mark.dataset.of.split(" ")[0]}`)));
  go(document.getElementById(location.hash.slice(1)) ?? cards[0]);
})();
