// Turns the document of the page into a text that can be edited and checked. Without this script the page shows the
// document and its verdicts as they are.
"use strict";

const program = new URL("worker.js", document.currentScript.src);

document.addEventListener("DOMContentLoaded", () => {
  const shown = document.querySelector(".checker-document");
  if (!shown) return;
  const make = (tag, given = {}, ...inside) => {
    const made = Object.assign(document.createElement(tag), given);
    made.append(...inside);
    return made;
  };

  const text = make("textarea", { id: "checker-text", rows: 26, spellcheck: false, value: shown.querySelector("pre").textContent });
  const button = make("button", { type: "button", textContent: "Load the checker and check" });
  const status = make("p", { className: "checker-status", role: "status", textContent: "Nothing is loaded yet." });
  const found = make("div", { className: "checker-found" });
  text.setAttribute("aria-describedby", "checker-keys");
  shown.replaceWith(
    make("div", { className: "checker" },
      make("label", { htmlFor: "checker-text", textContent: "The document" }),
      text,
      make("p", { id: "checker-keys" }, button, " or Ctrl and Enter in the text. The document stays on your machine."),
      status,
      found));

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
      return;
    }
    status.textContent = claims.length === 1 ? "Checked: 1 claim." : `Checked: ${claims.length} claims.`;
    found.append(make("ol", {}, ...claims.map(({ outcome, claim, why, expected }) =>
      make("li", {}, make("strong", { className: "checker-outcome", textContent: outcome }), ` ${claim}`,
        ...(expected ? [` (the document expects: ${expected})`] : []),
        ...(why ? [make("div", { className: "checker-why", textContent: why })] : [])))));
    // The report has no script; the frame lets none run, and only its height is looked at.
    const frame = make("iframe", { title: "The report on this document", srcdoc: report });
    frame.setAttribute("sandbox", "allow-same-origin");
    const fit = () => { frame.style.height = `${(frame.contentDocument?.documentElement.scrollHeight ?? 0) + 2}px`; };
    frame.addEventListener("load", fit);
    const whole = make("details", {}, make("summary", { textContent: "Why: the whole report" }), frame);
    whole.addEventListener("toggle", fit);
    found.append(whole);
  };

  button.addEventListener("click", check);
  text.addEventListener("keydown", (event) => {
    if (event.key === "Enter" && (event.ctrlKey || event.metaKey)) { event.preventDefault(); check(); }
  });
});
