/* The agenda of a meeting: names in groups that fold, one of them at hand.

   Every name is a button, and only one of them takes a tab stop: arrows walk on, Home and End jump, Enter or a click
   takes the name up. `needle` and `onlyOpen` only hide. Every text is set as text, never as markup. */

function make(kind, name, text = "") {
  const made = document.createElement(kind);
  if (name) made.className = name;
  made.textContent = text;
  return made;
}

const PARTS = { tanda: "mark", siapa: "nama", ke: "goes", hasil: "outcome", lama: "spent" };

function render({ model, el }) {
  const root = el.appendChild(make("div", "agenda"));
  const empty = make("p", "sub", "Tidak ada nama yang cocok. Hapus saringan.");
  let rows = new Map();

  const fill = (row, item) => {
    for (const [name, key] of Object.entries(PARTS)) row.parts[name].textContent = item[key];
    row.button.classList.toggle("putus", item.decided);
    row.item = item;
  };

  const makeRow = (item, list) => {
    const button = make("button", "nama");
    button.type = "button";
    button.dataset.id = item.id;
    const parts = {};
    for (const name of Object.keys(PARTS)) parts[name] = button.appendChild(make("span", name));
    button.addEventListener("click", () => choose(item.id));
    const line = list.appendChild(make("li"));
    line.appendChild(button);
    const row = { button, line, parts, group: list.parentElement };
    fill(row, item);
    return row;
  };

  const build = () => {
    const groups = model.get("groups");
    const now = groups.flatMap((group) => group.items);
    if (rows.size === now.length && now.every((item) => rows.get(item.id)?.group.dataset.nama === item.turn)) {
      now.forEach((item) => fill(rows.get(item.id), item));
    } else {
      const wasOpen = new Set([...root.querySelectorAll("details[open]")].map((one) => one.dataset.nama));
      const isFirst = !rows.size;
      rows = new Map();
      root.replaceChildren(empty, ...groups.map((group) => {
        const part = make("details");
        part.dataset.nama = group.name;
        part.open = isFirst ? group.open : wasOpen.has(group.name);
        const summary = part.appendChild(make("summary"));
        summary.append(make("span", "", group.title), make("b", "hitung"));
        const list = part.appendChild(make("ol"));
        group.items.forEach((item) => rows.set(item.id, makeRow(item, list)));
        return part;
      }));
    }
    sift();
    mark(false);
  };

  const sift = () => {
    const needle = model.get("needle").trim().toLocaleLowerCase("id");
    const onlyOpen = model.get("only_open");
    let shown = 0;
    for (const { line, item } of rows.values()) {
      const isFound = !needle || item.search.includes(needle);
      line.hidden = !isFound || (onlyOpen && item.decided && item.id !== model.get("selected"));
      shown += !line.hidden;
    }
    for (const part of root.querySelectorAll("details")) {
      const lines = [...part.querySelectorAll("li")];
      const seen = lines.filter((line) => !line.hidden).length;
      part.hidden = !seen;
      part.querySelector(".hitung").textContent = seen === lines.length ? `${seen}` : `${seen} dari ${lines.length}`;
      if (needle && seen) part.open = true;
    }
    empty.hidden = shown > 0;
  };

  const mark = (isMoved) => {
    const selected = model.get("selected");
    for (const [id, { button }] of rows) {
      button.tabIndex = id === selected ? 0 : -1;
      if (id === selected) button.setAttribute("aria-current", "true");
      else button.removeAttribute("aria-current");
    }
    const row = rows.get(selected);
    if (!row) {
      const first = rows.values().next().value;
      if (first) first.button.tabIndex = 0;
      return;
    }
    if (isMoved) row.group.open = true;
    requestAnimationFrame(() => keepInView(row.button));
  };

  const keepInView = (button) => { // scrolls the list alone, never the page
    const frame = root.getBoundingClientRect(), own = button.getBoundingClientRect();
    if (own.top < frame.top + 34) root.scrollTop += own.top - frame.top - 40;
    else if (own.bottom > frame.bottom) root.scrollTop += own.bottom - frame.bottom + 8;
  };

  const choose = (id) => {
    if (id === model.get("selected")) return;
    model.set("selected", id);
    model.save_changes();
  };

  const onKey = (event) => {
    const from = event.target.closest?.("button.nama");
    const step = { ArrowDown: 1, ArrowUp: -1, Home: -Infinity, End: Infinity }[event.key];
    if (!from || !step) return;
    event.preventDefault();
    const seen = [...rows.values()].filter(({ line, group }) => !line.hidden && group.open).map(({ button }) => button);
    const to = Math.min(Math.max(seen.indexOf(from) + step, 0), seen.length - 1);
    seen[to].focus();
  };

  root.addEventListener("keydown", onKey);
  model.on("change:groups", build);
  model.on("change:needle change:only_open", sift);
  model.on("change:selected", () => { sift(); mark(true); });
  build();
}
export default { render };
