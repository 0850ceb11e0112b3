"use strict";
// Sorting of any table marked data-sortable, and the list of claims: filters, sorting, pages. Text is only ever set as text.
(function () {
  const SIZE = 100;

  function value(cell) {
    const text = cell.dataset.sort !== undefined ? cell.dataset.sort : cell.textContent.trim();
    const number = Number(text);
    return text !== "" && !Number.isNaN(number) ? number : text.toLocaleLowerCase();
  }

  function order(one, two) {
    const empty = (each) => each === "" || each === "-" || each === null;
    if (empty(one) || empty(two)) return empty(one) - empty(two);
    if (typeof one === "number" && typeof two === "number") return one - two;
    return String(one).localeCompare(String(two));
  }

  function heads(table, chosen) {
    const cells = Array.from(table.tHead.rows[0].cells);
    cells.forEach((cell, place) => {
      if (!cell.textContent.trim()) return;
      const button = document.createElement("button");
      button.type = "button";
      button.append(...cell.childNodes);
      cell.append(button);
      button.addEventListener("click", () => {
        const down = cell.getAttribute("aria-sort") === "ascending";
        cells.forEach((each) => each.removeAttribute("aria-sort"));
        cell.setAttribute("aria-sort", down ? "descending" : "ascending");
        chosen(place, down ? -1 : 1);
      });
    });
  }

  document.querySelectorAll("table[data-sortable]").forEach((table) => {
    heads(table, (place, way) => {
      const rows = Array.from(table.tBodies[0].rows);
      rows.sort((one, two) => {
        const first = value(one.cells[place]), second = value(two.cells[place]);
        const blank = (each) => each === "" || each === "-";
        return blank(first) || blank(second) ? order(first, second) : way * order(first, second);
      });
      table.tBodies[0].append(...rows);
    });
  });

  const table = document.getElementById("claims");
  const data = window.CLAIMS;
  if (!table || !data) return;
  const form = document.getElementById("filters");
  const count = document.getElementById("count");
  const [before, after, where] = ["before", "after", "where"].map((id) => document.getElementById(id));
  const base = table.dataset.base || "";
  let sorted = null, page = 0, shown = [];

  // A row of data: id, due, said, speaker, claim, odds as shown, odds for sorting, word of likelihood, state, tags, page, judged, scored, counted.
  const [ID, DUE, SAID, SPEAKER, CLAIM, ODDS, CHANCE, LIKELIHOOD, STATE, TAGS, PAGE, JUDGED, SCORED, COUNTED] = Array.from({ length: 14 }, (_, place) => place);
  const KEYS = [DUE, SAID, SPEAKER, CLAIM, CHANCE, LIKELIHOOD, STATE];

  function wanted() {
    const fields = Object.fromEntries(new FormData(form));
    const words = fields.text.toLocaleLowerCase().split(/\s+/).filter(Boolean);
    return (row) =>
      (!fields.state || row[STATE] === fields.state || (fields.state === "resolved" && row[JUDGED]) || (fields.state === "odds" && row[SCORED])) &&
      (!fields.said || row[COUNTED]) &&
      (!fields.speaker || row[SPEAKER] === fields.speaker) &&
      (!fields.tag || row[TAGS].includes(fields.tag)) &&
      (!fields.due || row[DUE].startsWith(fields.due)) &&
      words.every((word) => (row[CLAIM] + " " + row[SPEAKER] + " " + row[ID] + " " + row[TAGS].join(" ")).toLocaleLowerCase().includes(word));
  }

  function cell(row, name, text, kind) {
    const made = row.insertCell();
    made.className = kind || "";
    if (name) made.dataset.name = name;
    if (!text || text === "-") made.classList.add("empty");
    made.textContent = text || "-";
    return made;
  }

  function draw() {
    const body = document.createElement("tbody");
    shown.slice(page * SIZE, (page + 1) * SIZE).forEach((row) => {
      const made = body.insertRow();
      cell(made, "due", row[DUE], "day");
      cell(made, "said", row[SAID], "day");
      cell(made, "", row[SPEAKER]);
      const claim = cell(made, "", "", "claim");
      claim.classList.remove("empty");
      if (row[PAGE]) {
        const link = document.createElement("a");
        link.href = base + row[PAGE];
        link.textContent = row[CLAIM];
        claim.replaceChildren(link);
      } else {
        claim.textContent = row[CLAIM];
      }
      cell(made, "odds", row[ODDS], "n");
      cell(made, "likelihood", row[LIKELIHOOD]);
      const state = document.createElement("span");
      state.className = "state " + row[STATE].replaceAll(" ", "-");
      state.textContent = row[STATE];
      cell(made, "", " ").replaceChildren(state);
    });
    table.tBodies[0].replaceWith(body);
    const pages = Math.max(1, Math.ceil(shown.length / SIZE));
    where.textContent = "page " + (page + 1) + " of " + pages;
    before.disabled = page === 0;
    after.disabled = page >= pages - 1;
    where.parentElement.hidden = pages === 1;
  }

  function filter() {
    shown = data.filter(wanted());
    if (sorted) {
      const [key, way] = sorted;
      shown.sort((one, two) => {
        const blank = [one[key], two[key]].some((each) => each === "" || each === "-" || each === null);
        return blank ? order(one[key], two[key]) : way * order(one[key], two[key]);
      });
    }
    page = 0;
    count.textContent = shown.length.toLocaleString("en") + " of " + data.length.toLocaleString("en") + " claims";
    draw();
  }

  function remember() {
    const fields = new URLSearchParams(Array.from(new FormData(form)).filter(([, text]) => text));
    history.replaceState(null, "", fields.size ? "#" + fields : location.pathname + location.search);
  }

  function recall() {
    const fields = new URLSearchParams(location.hash.slice(1));
    Array.from(form.elements).forEach((field) => {
      if (field.name) field.value = fields.get(field.name) || "";
    });
    filter();
  }

  heads(table, (place, way) => { sorted = [KEYS[place], way]; filter(); });
  form.addEventListener("input", () => { filter(); remember(); });
  form.addEventListener("reset", () => setTimeout(() => { filter(); remember(); }));
  form.addEventListener("submit", (event) => event.preventDefault());
  before.addEventListener("click", () => { page -= 1; draw(); table.scrollIntoView(); });
  after.addEventListener("click", () => { page += 1; draw(); table.scrollIntoView(); });
  window.addEventListener("hashchange", recall);
  form.hidden = false;
  recall();
})();
