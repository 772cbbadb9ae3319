/* HTML made in Python, parts of which can be chosen: what carries data-pilih sends its value on a click.

   A click anywhere in a table row chooses the row's part. Buttons are one tab stop: arrows walk on, Home and End jump.
   What is marked (one value, all over the part) is never told by colour alone: a button is pressed as well. */

const PARTS = "[data-pilih]";
const STEPS = { ArrowDown: 1, ArrowRight: 1, ArrowUp: -1, ArrowLeft: -1, Home: -Infinity, End: Infinity };

function render({ model, el }) {
  const root = el.appendChild(document.createElement("div"));
  root.className = "talenta klik";
  root.dataset.lmSuppressShortcuts = "true";
  const buttons = () => [...root.querySelectorAll(`button${PARTS}`)].filter((one) => !one.disabled);

  const rove = (current) => {
    for (const one of buttons()) one.tabIndex = one === current ? 0 : -1;
  };

  const mark = () => {
    const marked = model.get("marked");
    if (marked !== null) {
      for (const part of root.querySelectorAll(PARTS)) {
        const isMarked = part.dataset.pilih === marked;
        part.classList.toggle("terpilih", isMarked);
        part.closest("tr")?.classList.toggle("pilih", isMarked);
        if (part.tagName === "BUTTON") part.setAttribute("aria-pressed", String(isMarked));
      }
    }
    const all = buttons();
    rove(all.find((one) => one.classList.contains("terpilih")) ?? all[0]);
  };

  const draw = () => {
    const held = root.contains(document.activeElement) ? document.activeElement.dataset.pilih : undefined;
    const open = new Set([...root.querySelectorAll("details[open]")].map((one) => one.dataset.nama));
    root.innerHTML = model.get("html");
    for (const one of root.querySelectorAll("details")) if (one.dataset.nama && open.has(one.dataset.nama)) one.open = true;
    mark();
    if (held !== undefined) buttons().find((one) => one.dataset.pilih === held)?.focus({ preventScroll: true });
  };

  root.addEventListener("click", (event) => {
    if (event.target.closest("summary, a")) return;
    const part = event.target.closest(PARTS) ?? event.target.closest("tbody tr")?.querySelector(PARTS);
    if (part && !part.disabled) model.send({ pilih: part.dataset.pilih });
  });
  root.addEventListener("keydown", (event) => {
    const from = event.target.closest?.(`button${PARTS}`), step = STEPS[event.key];
    if (!from || !step || event.altKey || event.ctrlKey || event.metaKey) return;
    event.preventDefault();
    event.stopPropagation();
    const all = buttons();
    const to = all[Math.min(Math.max(all.indexOf(from) + step, 0), all.length - 1)];
    rove(to);
    to.focus();
  });
  model.on("change:html", draw);
  model.on("change:marked", mark);
  draw();
}
export default { render };
