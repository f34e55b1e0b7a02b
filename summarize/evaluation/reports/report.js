"use strict";
// Sorts the table of scores by the column whose head is pressed; pressed again, the other way.
const table = document.getElementById("scores");
const value = (row, column) => {
  const text = row.cells[column].textContent.trim();
  const number = parseFloat(text);
  return Number.isNaN(number) ? text : number;
};
table.querySelectorAll("thead button").forEach((button, column) => {
  button.addEventListener("click", () => {
    const head = button.parentElement;
    const down = head.getAttribute("aria-sort") !== "descending";
    table.querySelectorAll("thead th").forEach((other) => other.removeAttribute("aria-sort"));
    head.setAttribute("aria-sort", down ? "descending" : "ascending");
    const rows = [...table.tBodies[0].rows];
    rows.sort((a, b) => {
      const [x, y] = [value(a, column), value(b, column)];
      const order = typeof x === typeof y ? (x < y ? -1 : x > y ? 1 : 0) : typeof x === "number" ? 1 : -1;
      return down ? -order : order;
    });
    table.tBodies[0].append(...rows);
  });
});
