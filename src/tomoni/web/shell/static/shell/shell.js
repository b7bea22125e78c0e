// Working pages: ask before a step that cannot be undone, warn before leaving what was typed.
"use strict";
(() => {
  document.addEventListener("submit", (event) => {
    const question = event.submitter?.dataset.ask ?? event.target.dataset.ask;
    if (question && !window.confirm(question)) event.preventDefault();
    else event.target.dataset.sent = "yes";
  });
  const forms = () => [...document.querySelectorAll("form[data-keep]")];
  document.addEventListener("input", (event) => {
    const form = event.target.closest("form[data-keep]");
    if (form) form.dataset.typed = "yes";
  });
  window.addEventListener("beforeunload", (event) => {
    if (forms().some((form) => form.dataset.typed && !form.dataset.sent)) event.preventDefault();
  });
  for (const wrong of document.querySelectorAll(".field.wrong input, .field.wrong select, .field.wrong textarea")) {
    wrong.focus();
    break;
  }
})();
