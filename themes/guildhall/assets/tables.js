// Tables that can be sorted by each of their columns, and long ones filtered.
// Without this they are whole, in the order that the site gives them.

{
  const MANY = 6; // rows that are worth sorting
  const LONG = 12; // and filtering
  const collator = new Intl.Collator(document.documentElement.lang || undefined, { numeric: true });

  // What a cell sorts by: its date, its number, or its text.
  const keyOf = (cell) => {
    const text = cell.textContent.trim();
    if (!text) return null;
    const time = cell.querySelector("time");
    if (time) return time.dateTime;
    if (!cell.classList.contains("number")) return text;
    const digits = text.replace("\u2212", "-").replace(/[^\d.-]/g, "");
    return /\d/.test(digits) ? Number(digits) : text;
  };

  // Numbers before texts; cells without anything last, whichever way it goes.
  const compare = (a, b, sign) => {
    if (a === null || b === null) return (a === null) - (b === null);
    if (typeof a !== typeof b) return sign * (typeof a === "number" ? -1 : 1);
    return sign * (typeof a === "number" ? a - b : collator.compare(a, b));
  };

  const sort = (table, heads, head) => {
    const way = head.ariaSort === "ascending" ? "descending" : "ascending";
    const body = table.tBodies[0];
    const rows = Array.from(body.rows, (row) => ({ row, key: keyOf(row.cells[head.cellIndex]) }));
    rows.sort((a, b) => compare(a.key, b.key, way === "ascending" ? 1 : -1));
    body.append(...rows.map(({ row }) => row));
    for (const other of heads) other.ariaSort = other === head ? way : "none";
  };

  const addButton = (table, heads, head) => {
    const button = document.createElement("button");
    button.type = "button";
    button.append(...head.childNodes);
    button.addEventListener("click", () => sort(table, heads, head));
    head.append(button);
    head.ariaSort = "none";
  };

  const addFilter = (table) => {
    const rows = Array.from(table.tBodies[0].rows, (row) => ({
      row,
      text: Array.from(row.cells, (cell) => cell.textContent).join(" ").toLowerCase(),
    }));
    const tools = document.createElement("div");
    const label = document.createElement("label");
    const input = document.createElement("input");
    const count = document.createElement("p");
    tools.className = "table-tools";
    input.type = "search";
    label.append("Filter rows", input);
    input.setAttribute("aria-label", `Filter rows: ${table.caption.textContent}`);
    count.setAttribute("role", "status");
    count.textContent = `${rows.length} rows`;
    input.addEventListener("input", () => {
      const words = input.value.toLowerCase().split(/\s+/);
      let shown = 0;
      for (const { row, text } of rows) {
        row.hidden = !words.every((word) => text.includes(word));
        if (!row.hidden) shown += 1;
      }
      count.textContent = shown === rows.length ? `${shown} rows` : `${shown} of ${rows.length} rows`;
    });
    tools.append(label, count);
    table.parentElement.before(tools);
  };

  for (const table of document.querySelectorAll(".table > table")) {
    const rows = table.tBodies[0]?.rows.length ?? 0;
    if (!table.caption || rows < MANY) continue;
    const heads = Array.from(table.tHead.rows[0].cells).filter((head) => head.textContent.trim());
    for (const head of heads) addButton(table, heads, head);
    if (rows >= LONG) addFilter(table);
  }
}
