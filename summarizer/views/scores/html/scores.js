"use strict";

// Filters the articles by kind of error and by tag. Without this script all of them are there.
(() => {
  const bar = document.querySelector(".filter");
  const articles = [...document.querySelectorAll("details.article")];
  if (!bar || articles.length === 0) return;
  const kind = bar.querySelector("#by-kind");
  const tag = bar.querySelector("#by-tag");
  const fold = bar.querySelector("#fold");
  const status = bar.querySelector("[role=status]");
  const has = (node, name, value) => !value || node.dataset[name].split(" ").includes(value);

  function filter() {
    let shown = 0;
    for (const article of articles) {
      article.hidden = !has(article, "kinds", kind.value) || !has(article, "tags", tag.value);
      shown += !article.hidden;
      for (const pair of article.querySelectorAll(".pair")) {
        pair.hidden = !has(pair, "kinds", kind.value);
      }
    }
    status.textContent = `${shown} of ${articles.length} articles`;
  }

  // A browser may bring back the choices of an earlier visit without an event.
  addEventListener("pageshow", filter);
  kind.addEventListener("change", filter);
  tag.addEventListener("change", filter);
  fold.addEventListener("click", () => {
    const open = fold.textContent === "Open all";
    articles.forEach((article) => { article.open = open; });
    fold.textContent = open ? "Close all" : "Open all";
  });
  bar.hidden = false;
  filter();
})();
