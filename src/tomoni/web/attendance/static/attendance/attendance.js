// The roll by keyboard: P, A and E mark a line and go to the next; arrows up and down walk the lines.
"use strict";
(() => {
  const lines = [...document.querySelectorAll("tr[data-line]")];
  if (!lines.length) return;
  document.body.classList.add("scripted-page");
  const states = { p: "present", a: "absent", e: "excused" };
  const chosen = (line) => line.querySelector('input[type="radio"]:checked') ?? line.querySelector('input[type="radio"]');
  const go = (line) => line && chosen(line).focus();
  document.addEventListener("keydown", (event) => {
    if (event.ctrlKey || event.altKey || event.metaKey || event.isComposing) return;
    const line = event.target.closest?.("tr[data-line]");
    if (!line || event.target.type !== "radio") return;
    const at = lines.indexOf(line);
    const state = states[event.key.toLowerCase()];
    if (state) {
      const mark = line.querySelector(`input[type="radio"][value="${state}"]`);
      mark.checked = true;
      mark.dispatchEvent(new Event("input", { bubbles: true }));
      if (state === "excused") line.querySelector('input[name$="-reason"]').focus();
      else go(lines[at + 1] ?? line);
    } else if (event.key === "ArrowDown" || event.key === "ArrowUp") {
      go(lines[at + (event.key === "ArrowDown" ? 1 : -1)]);
    } else return;
    event.preventDefault();
  });
})();
