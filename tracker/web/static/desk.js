// Keys and selecting for the desk. Every key presses a button or a link that is on the page; without this file they are pressed by hand.
"use strict";
(() => {
  const typing = (element) =>
    element.matches("textarea, select, input:not([type=radio]):not([type=checkbox]):not([type=submit])");

  const named = (key) => (key === " " ? "space" : key === "ArrowDown" ? "j" : key === "ArrowUp" ? "k" : key === "Backspace" ? "u" : key);

  const target = (key) =>
    [...document.querySelectorAll("[data-key]")].find((each) => each.dataset.key.split(" ").includes(key));

  const press = (element) => {
    const fold = element.closest("details");
    if (fold && !element.matches("summary")) fold.open = true;
    if (element.matches("summary")) {
      fold.open = !fold.open;
      const field = fold.open && fold.querySelector("form input:not([type=hidden]), form textarea");
      if (field) { field.focus(); field.select(); } else element.focus();
    } else if (element.matches("input[type=radio]")) {
      element.checked = true;
      document.getElementById(element.dataset.then)?.focus();
    } else if (element.matches("input")) {
      element.focus();
      element.select();
    } else {
      element.click();
    }
  };

  document.addEventListener("keydown", (event) => {
    if (event.ctrlKey || event.metaKey || event.altKey || event.isComposing) return;
    if (event.key === "Escape") {
      const fold = document.activeElement.closest("details");
      if (fold) fold.open = false;
      document.activeElement.blur();
      return;
    }
    const on = document.activeElement;
    if (typing(on)) {
      if (event.key === "Enter" && on.matches("#evidence") && !event.shiftKey) { event.preventDefault(); on.form.requestSubmit(on.form.querySelector("button")); }
      return;
    }
    const key = named(event.key);
    if (key === "space" && on.matches("a, button, summary, input, .text")) return;
    if ((key === "j" || key === "k") && event.key.startsWith("Arrow") && on.matches("input, .text")) return;
    const found = target(key);
    if (!found || event.repeat) return;
    event.preventDefault();
    press(found);
  });

  // Offsets are counted in characters as the ledger counts them: one for a letter beyond the first plane, where a string here has two.
  const place = (node, offset) => {
    const piece = (node.nodeType === Node.TEXT_NODE ? node.parentElement : node).closest("[data-at]");
    if (!piece) return null;
    const before = document.createRange();
    before.setStart(piece, 0);
    before.setEnd(node, offset);
    return Number(piece.dataset.at) + [...before.toString()].length;
  };

  document.addEventListener("selectionchange", () => {
    const selection = document.getSelection();
    const form = document.querySelector("#marking form");
    if (!form || selection.isCollapsed || !selection.rangeCount) return;
    const range = selection.getRangeAt(0);
    if (!document.getElementById("text")?.contains(range.commonAncestorContainer)) return;
    const start = place(range.startContainer, range.startOffset);
    const end = place(range.endContainer, range.endOffset);
    form.elements.start.value = start ?? "";
    form.elements.end.value = end ?? "";
    form.elements.words.value = selection.toString();
    document.getElementById("marking").open = true;
  });

  const centre = () => {
    const pane = document.getElementById("text");
    const quote = document.getElementById("quote");
    if (pane && quote) pane.scrollTop += quote.getBoundingClientRect().top - pane.getBoundingClientRect().top - pane.clientHeight / 3;
  };
  document.addEventListener("DOMContentLoaded", centre);
  document.addEventListener("htmx:afterSettle", centre);
  if (document.readyState !== "loading") centre();

  // A session that has ended, or a server that was restarted: the page as it is now says so.
  document.addEventListener("htmx:responseError", (event) => {
    if (event.detail.requestConfig?.boosted ?? event.detail.boosted) location.reload();
  });
})();
