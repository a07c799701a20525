"use strict";

// Claims and sentences light each other. Both carry `data-links`: the ids of their partners.
// Without this script the same references are plain anchors.
(() => {
  const bar = document.querySelector(".pinbar");
  const words = bar.querySelector("[role=status]");
  const clear = bar.querySelector("button");
  const calm = window.matchMedia("(prefers-reduced-motion: reduce)");
  let pinned = null;

  const linked = (node) => (node instanceof Element ? node.closest("[data-links]") : null);
  const partners = (part) =>
    part.dataset.links.split(" ").map((id) => document.getElementById(id)).filter(Boolean);

  function paint(part, name) {
    document.querySelectorAll(`.${name}`).forEach((node) => node.classList.remove(name));
    if (!part) return;
    const group = [part, ...partners(part)];
    group.forEach((node) => node.classList.add(name));
    for (const mark of document.querySelectorAll("mark")) {
      const figureOf = mark.dataset.for.split(" ");
      const inGroup = group.includes(mark.closest(".sentence"));
      if (inGroup && group.some((node) => figureOf.includes(node.id))) mark.classList.add(name);
    }
  }

  const label = (part) =>
    part.classList.contains("sentence")
      ? `sentence ${part.id.split("-s")[1]}`
      : part.id.split("-").at(-1);

  function pin(part, target) {
    pinned = part;
    paint(part, "pinned");
    bar.classList.toggle("on", Boolean(part));
    clear.hidden = !part;
    words.textContent = part
      ? `Pinned: ${label(part)} with ${partners(part).map(label).join(", ")}`
      : "";
    if (target) target.scrollIntoView({ block: "nearest", behavior: calm.matches ? "auto" : "smooth" });
  }

  document.addEventListener("pointerover", (event) => paint(linked(event.target), "lit"));
  document.addEventListener("focusin", (event) => paint(linked(event.target), "lit"));
  document.addEventListener("focusout", () => paint(null, "lit"));

  document.addEventListener("click", (event) => {
    if (event.ctrlKey || event.metaKey || event.shiftKey) return;
    if (event.target.closest("button") === clear) return pin(null);
    const part = linked(event.target);
    if (!part) return;
    const anchor = event.target.closest("a");
    if (anchor && !anchor.classList.contains("ref")) return;
    if (anchor) {
      event.preventDefault();
      pin(part, document.querySelector(anchor.getAttribute("href")));
    } else if (String(window.getSelection()) === "") {
      if (pinned === part) pin(null);
      else pin(part, partners(part)[0]);
    }
  });

  document.addEventListener("keydown", (event) => {
    if (event.key === "Escape") {
      pin(null);
      paint(null, "lit");
    } else if (event.key === " " && event.target.matches("a.ref")) {
      event.preventDefault();
      event.target.click();
    }
  });
})();
