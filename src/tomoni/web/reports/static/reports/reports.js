// Writing a report: jump to a problem, keep in this browser what is not saved yet.
"use strict";
(() => {
  const editor = document.querySelector("textarea[data-editor]:not([readonly])");
  if (!editor) return;
  const form = editor.form;
  document.addEventListener("click", (event) => {
    const at = event.target.closest("button.at");
    if (!at) return;
    const lines = editor.value.split("\n");
    const line = Math.min(Number(at.dataset.line), lines.length);
    const before = lines.slice(0, line - 1).reduce((sum, one) => sum + one.length + 1, 0);
    const place = before + Math.min(Number(at.dataset.column) - 1, lines[line - 1].length);
    editor.focus();
    editor.setSelectionRange(place, place);
    editor.scrollTop = (editor.scrollHeight / lines.length) * Math.max(line - 6, 0);
  });

  const key = `report-draft:${form.dataset.draft}`;
  const store = (value) => {
    try {
      if (value === null) localStorage.removeItem(key);
      else localStorage.setItem(key, value);
    } catch {
      // A full or closed store only means that nothing is kept.
    }
  };
  let kept = null;
  try {
    kept = JSON.parse(localStorage.getItem(key) ?? "null");
  } catch {
    kept = null;
  }
  const notice = form.querySelector(".draft");
  if (kept && kept.text !== editor.value) {
    notice.hidden = false;
    notice.querySelector("button").addEventListener("click", () => {
      editor.value = kept.text;
      notice.hidden = true;
      editor.dispatchEvent(new Event("input", { bubbles: true }));
      editor.focus();
    });
  } else store(null);
  let waiting = null;
  editor.addEventListener("input", () => {
    clearTimeout(waiting);
    waiting = setTimeout(() => store(JSON.stringify({ text: editor.value, revision: form.dataset.revision })), 400);
  });
})();
