// Turns the document of the page into a text that can be edited and checked. Without this script the page shows the
// document and its verdicts as they are.
"use strict";

const program = new URL("worker.js", document.currentScript.src);
const KEPT = "docketstats-document";

document.addEventListener("DOMContentLoaded", () => {
  const shown = document.querySelector(".checker-document");
  if (!shown) return;
  const make = (tag, given = {}, ...inside) => {
    const made = Object.assign(document.createElement(tag), given);
    made.append(...inside);
    return made;
  };
  const action = (textContent, act) => {
    const made = make("button", { type: "button", textContent });
    made.addEventListener("click", act);
    return made;
  };

  // The text outlives a reload, in this tab alone; where a browser forbids that, it does not.
  const original = shown.querySelector("pre").textContent;
  const kept = () => { try { return sessionStorage.getItem(KEPT); } catch { return null; } };
  const keep = () => { try { sessionStorage.setItem(KEPT, text.value); } catch { /* it is forgotten at a reload */ } };

  const text = make("textarea", { id: "checker-text", rows: 26, spellcheck: false, value: kept() ?? original });
  const lines = make("pre", { className: "checker-lines", ariaHidden: "true" });
  const number = () => {
    lines.textContent = text.value.split("\n").map((_, before) => before + 1).join("\n") + "\n\n";
    lines.scrollTop = text.scrollTop;
  };
  const edited = () => { keep(); number(); };
  const button = action("Load the checker and check", () => check());
  const status = make("p", { className: "checker-status", role: "status", textContent: "Nothing is loaded yet." });
  const found = make("div", { className: "checker-found" });
  text.setAttribute("aria-describedby", "checker-keys");
  shown.replaceWith(
    make("div", { className: "checker" },
      make("label", { htmlFor: "checker-text", textContent: "The document" }),
      make("div", { className: "checker-page" }, lines, text),
      make("p", { className: "checker-actions" },
        button,
        action("Save as a file", () => save()),
        action("Start anew", () => { text.value = original; edited(); found.replaceChildren(); status.textContent = "This is the document as it was."; })),
      make("p", { id: "checker-keys" },
        make("span", { className: "checker-with-keys", textContent: "Ctrl and Enter in the text checks, too. " }),
        "The document stays on your machine; it is kept until this tab is closed."),
      status,
      found));
  text.addEventListener("input", edited);
  text.addEventListener("scroll", number);
  number();

  const save = () => {
    const href = URL.createObjectURL(new Blob([text.value], { type: "application/toml" }));
    make("a", { href, download: "document.toml" }).click();
    setTimeout(() => URL.revokeObjectURL(href), 1000);
  };
  const select = (line) => {
    const before = text.value.split("\n").slice(0, line - 1).reduce((sum, one) => sum + one.length + 1, 0);
    const end = text.value.indexOf("\n", before);
    text.focus();
    text.setSelectionRange(before, end < 0 ? text.value.length : end);
    text.scrollTop = (line - 4) * parseFloat(getComputedStyle(text).lineHeight);
  };

  let worker = null;
  const failed = () => {
    status.textContent =
      "The checker could not be loaded: this copy of the site was built without it, or was opened from a disk and not" +
      " from a server. On your machine, docketstats check does the same.";
    button.disabled = true;
  };
  const check = () => {
    if (button.disabled) return;
    button.disabled = true;
    button.textContent = "Check";
    status.textContent = worker ? "Checking …" : "Loading about 13 MB from this site …";
    if (!worker) {
      worker = new Worker(program);
      worker.onerror = (event) => { event.preventDefault(); failed(); };
      worker.onmessage = ({ data }) => {
        if (data.loaded) status.textContent = "Checking …";
        else if (data.missing) failed();
        else { show(data); button.disabled = false; }
      };
    }
    worker.postMessage(text.value);
  };
  const show = ({ problem, claims, report }) => {
    found.replaceChildren();
    if (problem) {
      status.textContent = "The document cannot be checked as it is:";
      found.append(make("pre", { className: "checker-problem", tabIndex: 0, textContent: problem }));
      const named = new Set([...problem.matchAll(/\bline (\d+)[):]/g)].map((one) => Number(one[1])));
      const places = [...named].slice(0, 8).map((line) => action(`Go to line ${line}`, () => select(line)));
      if (places.length) found.append(make("p", { className: "checker-actions" }, ...places));
      return;
    }
    status.textContent = claims.length === 1 ? "Checked: 1 claim." : `Checked: ${claims.length} claims.`;
    found.append(make("ol", {}, ...claims.map(({ outcome, claim, why, clash, expected }) =>
      make("li", {}, make("strong", { className: "checker-outcome", textContent: outcome }), ` ${claim}`,
        ...(expected ? [` (the document expects: ${expected})`] : []),
        ...(why ? [make("div", { className: "checker-why", textContent: why })] : []),
        ...(clash.length ? [make("div", { className: "checker-why" }, "These cannot all be true:",
          make("ul", {}, ...clash.map((textContent) => make("li", { textContent }))))] : [])))));
    // The report has no script; the frame lets none run, and only its height is looked at.
    const frame = make("iframe", { title: "The report on this document", srcdoc: report });
    frame.setAttribute("sandbox", "allow-same-origin");
    const fit = () => { frame.style.height = `${(frame.contentDocument?.documentElement?.offsetHeight ?? 0) + 2}px`; };
    frame.addEventListener("load", fit);
    new ResizeObserver(fit).observe(found);
    const whole = make("details", {}, make("summary", { textContent: "Why: the whole report" }), frame);
    whole.addEventListener("toggle", fit);
    found.append(whole);
  };

  text.addEventListener("keydown", (event) => {
    if (event.key === "Enter" && (event.ctrlKey || event.metaKey)) { event.preventDefault(); check(); }
  });
});
