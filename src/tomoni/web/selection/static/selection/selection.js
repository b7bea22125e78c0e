// Scoring: points save themselves as they are typed; N and P turn the page.
"use strict";
(() => {
  const form = document.querySelector("form[data-scores]");
  const kept = document.getElementById("kept");
  let waiting = null;
  let running = false;
  let again = false;

  async function save() {
    if (running) {
      again = true;
      return;
    }
    running = true;
    again = false;
    try {
      const answer = await fetch(location.href, { method: "POST", body: new FormData(form), headers: { "X-Requested-With": "autosave" } });
      if (!answer.ok || answer.redirected) throw new Error(String(answer.status));
      kept.innerHTML = await answer.text();
      if (!again && !kept.querySelector(".not-kept")) delete form.dataset.typed;
    } catch {
      kept.textContent = kept.dataset.failed;
      again = true;
    } finally {
      running = false;
      if (again) later();
    }
  }
  function later() {
    clearTimeout(waiting);
    waiting = setTimeout(save, 1500);
  }
  if (form && kept) {
    form.addEventListener("input", later);
    form.addEventListener("submit", () => clearTimeout(waiting));
    form.addEventListener("keydown", (event) => {
      if (event.key === "Enter" && (event.ctrlKey || event.metaKey)) {
        event.preventDefault();
        form.requestSubmit(form.querySelector("button[name=next]"));
      }
    });
  }
  document.addEventListener("keydown", (event) => {
    // No letter belongs into a field of numbers, so the keys work there too.
    const typing = event.target.closest("input:not([type=number]), textarea, select");
    const rel = { n: "next", p: "prev" }[event.key.toLowerCase()];
    if (typing || !rel || event.ctrlKey || event.metaKey || event.altKey) return;
    event.preventDefault();
    document.querySelector(`a[rel=${rel}]`)?.click();
  });
})();
