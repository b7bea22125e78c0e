// The one script of the site. A proof opens beside the page; without it the link opens the proof.
"use strict";
(() => {
  const words = document.documentElement.dataset;
  let panel = null;
  let asked = 0;

  function makePanel() {
    const dialog = document.createElement("dialog");
    dialog.className = "panel";
    dialog.setAttribute("aria-label", words.proof);
    const bar = document.createElement("div");
    bar.className = "bar";
    const page = document.createElement("a");
    page.textContent = words.open;
    const close = document.createElement("button");
    close.type = "button";
    close.className = "btn";
    close.textContent = words.close;
    close.addEventListener("click", () => dialog.close());
    bar.append(page, close);
    const body = document.createElement("div");
    body.setAttribute("aria-live", "polite");
    dialog.append(bar, body);
    dialog.addEventListener("click", (event) => {
      if (event.target === dialog) dialog.close();
    });
    document.body.append(dialog);
    return { dialog, page, body };
  }

  async function openProof(address) {
    panel = panel || makePanel();
    const mine = ++asked;
    const answer = await fetch(address, { headers: { Accept: "text/html" } });
    if (!answer.ok) throw new Error(String(answer.status));
    const text = await answer.text();
    if (mine !== asked) return;
    const page = new DOMParser().parseFromString(text, "text/html");
    const proof = page.querySelector("article.proof");
    if (!proof) throw new Error("no proof");
    // The page below may have the same ids; an id must name one thing.
    for (const part of proof.querySelectorAll("[id]")) part.id = `panel-${part.id}`;
    for (const part of proof.querySelectorAll("[aria-labelledby]")) {
      part.setAttribute("aria-labelledby", `panel-${part.getAttribute("aria-labelledby")}`);
    }
    panel.page.href = address;
    panel.body.replaceChildren(document.adoptNode(proof));
    if (!panel.dialog.open) panel.dialog.showModal();
    panel.dialog.scrollTop = 0;
  }

  document.addEventListener("click", (event) => {
    if (event.defaultPrevented || event.button || event.metaKey || event.ctrlKey || event.shiftKey || event.altKey) return;
    const link = event.target.closest("a.num");
    if (!link || typeof HTMLDialogElement === "undefined") return;
    // A report has its proofs on the page itself.
    if (link.getAttribute("href")?.startsWith("#")) return;
    const address = link.href instanceof SVGAnimatedString ? link.href.baseVal : link.href;
    event.preventDefault();
    openProof(address).catch(() => { window.location.href = address; });
  });
})();
