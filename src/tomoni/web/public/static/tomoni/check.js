// A file that is dropped beside the field goes into the field; without this the field takes it alone.
"use strict";
(() => {
  const place = document.querySelector(".drop");
  const field = place?.querySelector("input[type=file]");
  if (!field) return;
  const mark = (isOver) => place.classList.toggle("over", isOver);
  for (const name of ["dragenter", "dragover"]) {
    document.addEventListener(name, (event) => {
      if (!event.dataTransfer?.types.includes("Files")) return;
      event.preventDefault();
      mark(true);
    });
  }
  document.addEventListener("dragleave", (event) => {
    if (!event.relatedTarget) mark(false);
  });
  document.addEventListener("drop", (event) => {
    mark(false);
    if (!event.dataTransfer?.files.length) return;
    event.preventDefault();
    field.files = event.dataTransfer.files;
    field.focus();
  });
})();
