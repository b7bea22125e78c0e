// A form saves itself: what was typed since the last time, three seconds after the last key.
"use strict";
(() => {
  const form = document.querySelector("form[data-autosave]");
  const kept = document.getElementById("kept");
  if (!form || !kept) return;
  const changed = new Set();
  let waiting = null;
  let running = false;

  async function save() {
    if (running || changed.size === 0) return;
    running = true;
    const sent = new Set(changed);
    const body = new FormData();
    const typed = new FormData(form);
    for (const name of ["csrfmiddlewaretoken", "revision"]) body.set(name, typed.get(name));
    for (const name of sent) {
      const values = typed.getAll(name);
      for (const value of values.length ? values : [""]) body.append(name, value);
    }
    changed.clear();
    try {
      const answer = await fetch(form.action || location.href, { method: "POST", body, headers: { "X-Requested-With": "autosave" } });
      if (!answer.ok || answer.redirected) throw new Error(String(answer.status));
      kept.innerHTML = await answer.text();
      const revision = kept.querySelector("[data-revision]")?.dataset.revision;
      if (revision) for (const field of document.querySelectorAll("input[name=revision]")) field.value = revision;
      if (changed.size === 0) delete form.dataset.typed;
    } catch {
      for (const name of sent) changed.add(name);
      kept.textContent = kept.dataset.failed;
    } finally {
      running = false;
      if (changed.size) wait();
    }
  }
  function wait() {
    clearTimeout(waiting);
    waiting = setTimeout(save, 3000);
  }
  form.addEventListener("input", (event) => {
    if (event.target.name) changed.add(event.target.name);
    wait();
  });

  // What was typed before this script came, on a slow line or by the browser's own memory.
  const differs = (field) => {
    if (field.type === "checkbox" || field.type === "radio") return field.checked !== field.defaultChecked;
    if (!field.options) return field.value !== field.defaultValue;
    const chosen = [...field.options].filter((option) => option.defaultSelected);
    if (!field.multiple && !chosen.length) return field.selectedIndex > 0;
    return [...field.options].some((option) => option.selected !== option.defaultSelected);
  };
  for (const field of form.querySelectorAll("input:not([type=hidden], [type=file], [type=submit]), select, textarea"))
    if (field.name && differs(field)) changed.add(field.name);
  if (changed.size) wait();
})();
