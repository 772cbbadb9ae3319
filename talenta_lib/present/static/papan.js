/* The nine-box board: one dot is one person, on the lattice place that Python gives as a share of its cell.

   Built once for the people of a round; a filter, a resize or a new theme only changes attributes. Every text is set as
   text, never as markup. Colours are the custom properties of the page. Nobody can be dragged: a measurement is not
   moved, a decision is. */

const SVG = "http://www.w3.org/2000/svg";
const GAP = 4, INSET = 6, HATCH = 12.7;
const HINT = "Panah: berjalan · 1–9: ke kotak · N: garis batas berikutnya · Enter: buka kartu · Esc: kembali";

function add(parent, name, attributes = {}, text = null) {
  const made = parent.appendChild(document.createElementNS(SVG, name));
  set(made, attributes);
  if (text !== null) made.textContent = text;
  return made;
}

function set(element, attributes) {
  for (const [name, value] of Object.entries(attributes)) element.setAttribute(name, value);
}

/* Not for a screen reader. */
function hide(element, isHidden) {
  if (isHidden) element.setAttribute("aria-hidden", "true");
  else element.removeAttribute("aria-hidden");
}

function box(parent, kind, attributes = {}) {
  const made = parent.appendChild(document.createElement("div"));
  made.className = kind;
  set(made, attributes);
  return made;
}

/* Where the nine cells lie: the proportions of the printed board, its letters `k` times as large. */
function measure(width, height, k, waiting) {
  const left = 100 * k, head = 34 * k;
  const pitch = 13 * k, beside = Math.floor((width - left - 300 * k) / pitch), below = Math.floor((width - left) / pitch);
  const isBeside = waiting <= beside;
  const lines = isBeside ? 1 : Math.ceil(waiting / below);
  const tray = waiting ? (isBeside ? 30 * k : 32 * k + lines * pitch) : 0;
  const w = (width - left - 2 * GAP) / 3, h = (height - 30 * k - tray - 2 * GAP) / 3;
  const cell = (row, column) => ({ x: left + column * (w + GAP), y: 2 + row * (h + GAP), w, h });
  const body = (row, column) => {
    const { x, y } = cell(row, column);
    return { x: x + INSET, y: y + head + 2, w: w - 2 * INSET, h: h - head - INSET - 2 };
  };
  const columns = isBeside ? waiting : below, first = isBeside ? width - pitch * waiting : left;
  const top = height - tray + (isBeside ? 8 * k : 28 * k);
  const square = (n) => ({ x: first + pitch * (n % columns + 0.5), y: top + pitch * (Math.floor(n / columns) + 0.5) });
  return { k, left, head, cell, body, square, base: 2 + 3 * h + 2 * GAP + 18 * k, trayLine: height - tray + 20 * k };
}

function hatch({ x, y, w, h }) {
  const strokes = [];
  for (let reach = HATCH; reach < w + h; reach += HATCH) {
    const x1 = Math.min(reach, w), y1 = Math.max(reach - w, 0), x2 = Math.max(reach - h, 0), y2 = Math.min(reach, h);
    strokes.push(`M${(x + x1).toFixed(1)} ${(y + y1).toFixed(1)}L${(x + x2).toFixed(1)} ${(y + y2).toFixed(1)}`);
  }
  return strokes.join("");
}

class Board {
  constructor(model, el) {
    this.model = model;
    this.root = box(el, "papan", { "data-lm-suppress-shortcuts": "true" });
    this.probe = box(this.root, "papan-em", { "aria-hidden": "true" });
    this.svg = add(this.root, "svg", { class: "papan-kanvas" });
    this.name = box(this.root, "papan-nama", { "aria-hidden": "true" });
    this.hint = box(this.root, "papan-petunjuk", { id: `papan-${Math.random().toString(36).slice(2)}` });
    this.hint.textContent = HINT;
    this.status = box(this.root, "papan-ucap", { role: "status" });
    this.build();
    this.listen();
  }

  get(name) { return this.model.get(name); }

  /* Everything that depends on who takes part. */
  build() {
    this.svg.replaceChildren();
    this.under = add(this.svg, "g", { "aria-hidden": "true" });
    this.grid = add(this.svg, "g", { role: "grid", "aria-label": this.get("title"), "aria-describedby": this.hint.id });
    this.over = add(this.svg, "g", { "aria-hidden": "true", "data-layar": "" });
    this.cells = new Map(this.get("cells").map((cell, n) => [cell.kotak, this.buildCell({ ...cell, n })]));
    this.buildWords();
    this.people = new Map();
    const waiting = add(this.grid, "g", { role: "row", "aria-label": this.get("axes").waiting });
    for (const cell of this.cells.values()) cell.row = add(this.grid, "g", { role: "row", "aria-label": cell.label });
    for (const person of this.get("people")) this.buildPerson(person, this.cells.get(person.kotak)?.row ?? waiting);
    this.grid.append(waiting);
    this.halo = add(this.over, "circle", { class: "papan-lingkar papan-halo" });
    this.ring = add(this.over, "circle", { class: "papan-lingkar" });
    this.frame = add(this.over, "rect", { class: "papan-fokus" });
    this.current = this.doubted = null;
    this.layout();
    this.dim();
  }

  buildCell(cell) {
    const group = add(this.under, "g", { class: `papan-sel papan-${cell.group}` });
    const ground = add(group, "rect", { rx: 2, class: "papan-dasar" });
    const lines = cell.group === "bawah" ? add(group, "path", { class: "papan-arsir" }) : null;
    const name = add(group, "text", { class: "papan-kata" }, "Kotak ");
    add(name, "tspan", { class: "papan-angka papan-tebal" }, cell.kotak);
    const count = add(group, "text", { class: "papan-kata", "text-anchor": "end" });
    const number = add(count, "tspan", { class: "papan-angka" }), unit = add(count, "tspan");
    const official = add(this.over, "rect", { class: "papan-resmi", rx: 2, style: "display: none" });
    const share = add(this.over, "text", { class: `papan-persen papan-${cell.group}`, "text-anchor": "middle" });
    return { ...cell, ground, lines, name, count, number, unit, official, share };
  }

  buildWords() {
    const { vertical, horizontal, rows, columns, row_cuts, column_cuts, waiting } = this.get("axes");
    const text = (kind, anchor, words) => add(this.under, "text", { class: kind, "text-anchor": anchor }, words);
    this.words = {
      vertical: text("papan-kata", "end", vertical), horizontal: text("papan-kata", "end", horizontal),
      rows: rows.map((pair) => pair.map((word) => text("papan-kata papan-taraf", "end", word))),
      columns: columns.map((word) => text("papan-kata papan-taraf", "middle", word)),
      rowCuts: row_cuts.map((cut) => text("papan-batas", "end", cut)),
      columnCuts: column_cuts.map((cut) => text("papan-batas", "middle", cut)),
    };
    const line = this.words.waiting = text("papan-kata", "start", null);
    this.waitingCount = add(line, "tspan", { class: "papan-angka papan-tebal" });
    add(line, "tspan", {}, `  ${waiting}`);
  }

  buildPerson(person, row) {
    const isPlaced = person.kotak !== null;
    const kind = isPlaced ? (person.borderline ? "titik batas" : "titik") : "titik tunggu";
    const dot = add(row, isPlaced ? "circle" : "rect",
      { role: "gridcell", class: kind, tabindex: -1, "aria-label": person.label });
    this.people.set(person.id, { ...person, isPlaced, dot, mark: null, shown: true });
  }

  /* Everything that depends on the size of the board. */
  layout() {
    const { width, height } = this.svg.getBoundingClientRect();
    if (!width || !height) return;
    this.svg.setAttribute("viewBox", `0 0 ${width} ${height}`);
    const waiting = [...this.people.values()].filter((one) => !one.isPlaced).length;
    this.size = { width, height, ...measure(width, height, this.probe.offsetWidth / 14.5, waiting) };
    for (const cell of this.cells.values()) this.layoutCell(cell);
    this.layoutWords(waiting);
    this.place();
  }

  layoutCell(cell) {
    const { k, head } = this.size, { x, y, w, h } = this.size.cell(cell.line, cell.column);
    const all = { x, y, width: w, height: h }, base = y + head - 7 * k;
    set(cell.ground, all);
    set(cell.official, { x: x + 1.5, y: y + 1.5, width: w - 3, height: h - 3 });
    cell.lines?.setAttribute("d", hatch({ x, y: y + head, w, h: h - head }));
    set(cell.name, { x: x + 8, y: base });
    set(cell.count, { x: x + w - 8, y: base });
    set(cell.share, { x: x + w / 2, y: y + head + (h - head) / 2 + 12 * k });
  }

  layoutWords(waiting) {
    const { k, left, base, trayLine, cell } = this.size, edge = left - 14 * k;
    const { vertical, horizontal, rows, columns, rowCuts, columnCuts } = this.words;
    set(vertical, { x: edge, y: 16 * k });
    set(horizontal, { x: edge, y: base });
    rows.forEach((pair, row) => pair.forEach((word, line) => {
      const { y, h } = cell(row, 0);
      set(word, { x: edge, y: y + h / 2 + 17 * k * line - 2 * k });
    }));
    columns.forEach((word, column) => set(word, { x: cell(2, column).x + cell(2, column).w / 2, y: base }));
    rowCuts.forEach((cut, n) => set(cut, { x: left - 6, y: cell(n + 1, 0).y - GAP / 2 + 4.5 * k }));
    columnCuts.forEach((cut, n) => set(cut, { x: cell(2, n + 1).x - GAP / 2, y: base }));
    set(this.words.waiting, { x: left, y: trayLine });
    this.words.waiting.style.display = waiting ? "" : "none";
  }

  /* Where each person stands: on a dot of the lattice of everybody, or as a disc where few are shown. */
  place() {
    if (!this.size) return;
    const discs = this.get("discs"), lattice = this.get("lattice"), body = this.size.body(0, 0);
    const pitch = Math.min(lattice[0] * body.w, lattice[1] * body.h);
    const unit = Math.min(body.w / this.get("design")[0], body.h / this.get("design")[1]);
    let waiting = 0;
    for (const person of this.people.values()) {
      if (!person.isPlaced) { this.placeSquare(person, this.size.square(waiting++)); continue; }
      const disc = discs[person.id], [u, v] = disc ?? person.place;
      const { line, column } = this.cells.get(person.kotak), { x, y, w, h } = this.size.body(line, column);
      person.x = x + u * w;
      person.y = y + v * h;
      this.placeDot(person, disc ? 24 * unit : 0.72 * pitch, disc ? 2.5 * unit : 0.15 * pitch, disc ? 10.5 * unit : 0);
    }
    this.reach = Math.max(pitch * 0.8, 13 * unit);
    this.order = null;
    this.mark();
  }

  placeDot(person, size, ring, letters) {
    const stroke = person.borderline ? ring : 0;
    person.r = size / 2;
    set(person.dot, { cx: person.x.toFixed(1), cy: person.y.toFixed(1), r: ((size - stroke) / 2).toFixed(2) });
    person.dot.style.strokeWidth = stroke.toFixed(2);
    if (letters && !person.mark) {
      person.mark = add(this.grid, "text", { class: `papan-inisial ${person.borderline ? "batas" : ""}`, "aria-hidden": "true" },
        person.initials);
    }
    if (!letters && person.mark) { person.mark.remove(); person.mark = null; }
    if (letters) {
      set(person.mark, { x: person.x.toFixed(1), y: (person.y + letters * 0.34).toFixed(1) });
      person.mark.style.fontSize = `${letters.toFixed(1)}px`;
      person.dot.parentNode.append(person.dot);
    }
  }

  placeSquare(person, { x, y }) {
    const half = 4.5 * this.size.k;
    Object.assign(person, { x, y, r: half });
    set(person.dot, { x: (x - half).toFixed(1), y: (y - half).toFixed(1), width: 2 * half, height: 2 * half });
  }

  /* Everything that depends on the filter. */
  dim() {
    const visible = new Set(this.get("visible")), counts = this.get("counts");
    for (const person of this.people.values()) {
      person.shown = visible.has(person.id);
      person.dot.classList.toggle("redup", !person.shown);
      person.mark?.classList.toggle("redup", !person.shown);
      hide(person.dot, !person.shown);
    }
    for (const row of this.grid.querySelectorAll("[role=row]")) hide(row, !row.querySelector("[role=gridcell]:not(.redup)"));
    for (const cell of this.cells.values()) {
      const [number, unit] = counts[cell.kotak];
      cell.number.textContent = number;
      cell.unit.textContent = ` ${unit}`;
    }
    this.waitingCount.textContent = counts[0].join(" ").replace(/ orang$/, "");
    this.order = null;
    if (!this.doubted?.shown) this.doubt(null);
    const stop = this.people.get(this.get("selected"));
    this.stopAt(stop?.shown ? stop : this.current?.shown ? this.current : this.walk()[0]);
    this.mark();
  }

  /* People in the order of the walk: cells as drawn, each line by line, then the tray. */
  walk() {
    if (!this.order) {
      const cellOf = (one) => (one.isPlaced ? this.cells.get(one.kotak).n : 9);
      this.order = [...this.people.values()].filter((one) => one.shown);
      this.order.sort((a, b) => cellOf(a) - cellOf(b) || Math.round(a.y - b.y) || a.x - b.x);
    }
    return this.order;
  }

  /* The one dot that the Tab key stops at. */
  stopAt(person) {
    this.current?.dot.setAttribute("tabindex", -1);
    this.current = person ?? null;
    this.current?.dot.setAttribute("tabindex", 0);
  }

  mark() {
    const chosen = this.people.get(this.get("selected"));
    for (const circle of [this.halo, this.ring]) {
      circle.style.display = chosen?.x === undefined ? "none" : "";
      if (chosen?.x !== undefined) set(circle, { cx: chosen.x, cy: chosen.y, r: chosen.r + 5 });
    }
    for (const person of this.people.values()) person.dot.setAttribute("aria-selected", person === chosen);
    const focused = this.current && document.activeElement === this.current.dot && this.current.dot.matches(":focus-visible");
    this.frame.style.display = focused ? "" : "none";
    if (focused) {
      const half = this.current.r + 9, { x, y } = this.current;
      set(this.frame, { x: x - half, y: y - half, width: 2 * half, height: 2 * half });
    }
    this.root.classList.toggle("papan-ketik", Boolean(focused));
  }

  /* The doubt of one person: the nine cells say percentages, the others stand back. */
  doubt(person) {
    if (this.doubted === person) return;
    this.doubted?.dot.classList.remove("ini");
    this.doubted?.mark?.classList.remove("ini");
    this.doubted = person;
    this.root.classList.toggle("papan-sorot", Boolean(person));
    person?.dot.classList.add("ini");
    person?.mark?.classList.add("ini");
    for (const cell of this.cells.values()) {
      cell.share.textContent = person?.shares[cell.kotak - 1] ?? "";
      cell.official.style.display = person?.kotak === cell.kotak ? "" : "none";
    }
    this.name.textContent = person ? person.name : "";
    this.name.style.display = person ? "block" : "none";
    if (person) this.placeName(person);
  }

  /* In the own cell, clear of its percentage and of the dot; over the tray for who has no cell. */
  placeName(person) {
    const { width, k, head } = this.size;
    const own = this.cells.get(person.kotak), cell = own && this.size.cell(own.line, own.column);
    const isHigh = cell && person.y < cell.y + head + 36 * k;
    const top = cell ? cell.y + (isHigh ? cell.h - 32 * k : head + 2) : person.y - 42 * k;
    Object.assign(this.name.style, {
      top: `${top}px`, left: cell ? `${cell.x + 6}px` : "auto", right: cell ? "auto" : `${Math.min(width - person.x, width / 2)}px`,
      maxWidth: `${(cell?.w ?? width / 3) - 12}px`,
    });
  }

  open(person) {
    this.stopAt(person);
    this.model.set("selected", person.id);
    this.model.set("opened", [person.id, (this.get("opened")[1] ?? 0) + 1]);
    this.model.save_changes();
  }

  goTo(person) {
    if (!person) return;
    this.stopAt(person);
    person.dot.focus({ preventScroll: true });
  }

  cardOf() {
    const name = this.get("card");
    return name ? document.getElementsByClassName(name)[0] : undefined;
  }

  /* Another person is read from the top; where the keys are stays. */
  cardToTop() {
    const card = this.cardOf();
    if (card) card.scrollTop = 0;
  }

  toCard() {
    const card = this.cardOf();
    if (!card) return;
    if (!card.hasAttribute("tabindex")) {
      set(card, { tabindex: -1, role: "region", "aria-label": "Kartu pejabat" });
      card.addEventListener("keydown", (event) => { if (event.key === "Escape") this.goTo(this.current); });
    }
    card.focus();
  }

  near(event) {
    const { left, top } = this.svg.getBoundingClientRect(), x = event.clientX - left, y = event.clientY - top;
    let best = null, least = this.reach ** 2;
    for (const person of this.walk()) {
      const distance = (person.x - x) ** 2 + (person.y - y) ** 2;
      if (distance < least) { best = person; least = distance; }
    }
    return best;
  }

  /* The next person above or below: of the same column of cells, of the nearest line, the nearest one. */
  vertical(from, step) {
    const columnOf = (one) => (one.isPlaced ? this.cells.get(one.kotak).column : null);
    const ahead = this.walk().filter((one) => (one.y - from.y) * step > 1);
    const same = ahead.filter((one) => columnOf(one) === columnOf(from));
    const pool = same.length ? same : ahead.filter((one) => one.isPlaced !== from.isPlaced);
    const line = Math.min(...pool.map((one) => Math.abs(one.y - from.y)));
    const level = pool.filter((one) => Math.abs(one.y - from.y) < line + 1);
    return level.sort((a, b) => Math.abs(a.x - from.x) - Math.abs(b.x - from.x))[0];
  }

  key(event) {
    if (event.ctrlKey || event.altKey || event.metaKey || !this.current) return;
    const walk = this.walk(), at = walk.indexOf(this.current), mine = walk.filter((one) => one.kotak === this.current.kotak);
    const edges = walk.slice(at + 1).concat(walk.slice(0, at)).filter((one) => one.borderline);
    const moves = {
      ArrowRight: () => walk[at + 1], ArrowLeft: () => walk[at - 1],
      ArrowDown: () => this.vertical(this.current, 1), ArrowUp: () => this.vertical(this.current, -1),
      Home: () => mine[0], End: () => mine.at(-1),
      n: () => edges[0], N: () => edges.at(-1),
    };
    if (event.key in moves) this.goTo(moves[event.key]());
    else if (/^[0-9]$/.test(event.key)) this.jump(Number(event.key) || null);
    else if (event.key === "Enter" || event.key === " ") { this.open(this.current); this.toCard(); }
    else if (event.key === "Escape") this.doubt(null);
    else return;
    event.preventDefault();
    event.stopPropagation();
  }

  jump(kotak) {
    const found = this.walk().find((one) => one.kotak === kotak);
    if (found) this.goTo(found);
    else this.status.textContent = kotak ? `Tidak ada pejabat di kotak ${kotak}` : "Tidak ada yang belum ditetapkan";
  }

  listen() {
    let wait = 0;
    const hover = (person) => {
      clearTimeout(wait);
      this.svg.style.cursor = person ? "pointer" : "";
      if (!person || this.doubted) this.doubt(person);
      else wait = setTimeout(() => this.doubt(person), 90); // a pointer that only passes by changes nothing
    };
    this.svg.addEventListener("pointermove", (event) => hover(this.near(event)));
    this.svg.addEventListener("pointerleave", () => hover(null));
    this.svg.addEventListener("click", (event) => {
      const person = this.near(event);
      if (person) { this.open(person); person.dot.focus({ preventScroll: true }); }
    });
    // On the element around the drawing: a part of an SVG that listens for focus would be a tab stop itself.
    this.root.addEventListener("focusin", (event) => {
      const person = [...this.people.values()].find((one) => one.dot === event.target);
      if (person?.shown) this.stopAt(person);
      this.mark();
      if (this.frame.style.display === "") this.doubt(this.current);
    });
    this.root.addEventListener("focusout", () => { this.mark(); this.doubt(null); });
    this.root.addEventListener("keydown", (event) => this.key(event));
    const follow = {
      "change:people": () => this.build(), "change:visible": () => this.dim(), "change:counts": () => this.dim(),
      "change:discs": () => this.place(), "change:selected": () => { this.dim(); this.cardToTop(); },
      "change:spoken": () => { this.status.textContent = this.get("spoken"); },
    };
    for (const [event, done] of Object.entries(follow)) this.model.on(event, done);
    const watcher = new ResizeObserver(() => this.layout());
    watcher.observe(this.root);
    watcher.observe(this.probe);
    this.close = () => {
      watcher.disconnect();
      for (const [event, done] of Object.entries(follow)) this.model.off(event, done);
    };
  }
}

function render({ model, el }) {
  const board = new Board(model, el);
  return () => board.close();
}

export default { render };
