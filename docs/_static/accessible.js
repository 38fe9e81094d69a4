// What the theme and Sphinx leave out, as axe-core finds it: levels of headings, names of landmarks, lists of long
// signatures that have no terms, a link outside of all landmarks, and what a keyboard cannot scroll.
"use strict";

document.addEventListener("DOMContentLoaded", () => {
  const each = (selector, mend) => document.querySelectorAll(selector).forEach(mend);
  each('[role="heading"]:not([aria-level])', (one) => one.setAttribute("aria-level", "2"));
  each("aside.sidebar-drawer", (one) => one.setAttribute("aria-label", "Pages"));
  each("aside.toc-drawer", (one) => one.setAttribute("aria-label", "On this page"));
  const block = (className, nodes) => {
    const made = Object.assign(document.createElement("div"), { className });
    made.append(...nodes);
    return made;
  };
  each("dl:not(:has(> dt))", (list) =>
    list.replaceWith(block("parameters", [...list.children].map((one) => block("parameter", one.childNodes)))));
  each("a.back-to-top", (link) => document.querySelector("[role=main]")?.append(link));
  const reachable = () => each("pre, .table-wrapper, .gallery-picture, .output_subarea", (one) => {
    if (one.scrollWidth > one.clientWidth) one.tabIndex = 0;
    else one.removeAttribute("tabindex");
  });
  reachable();
  window.addEventListener("resize", reachable);
});
