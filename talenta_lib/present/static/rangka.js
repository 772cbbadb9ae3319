// The frame of the committee's room: keys, the busy line, roles of the parts, saving pictures. It draws nothing.
const TICK_MS = 2000;
const REST_MS = 600; // a pause in writing after which what was written is kept
const WRITTEN = ".widget-text input[type=text], .widget-textarea textarea";
const SEARCH = ".talenta-saring", SEARCH_MS = 200; // a search follows sooner
const TEXT = "input, textarea, select, [contenteditable], [role=grid], [role=grid] *, .dt-container *";

const SVG = "http://www.w3.org/2000/svg";
const FONT = "Source Sans 3";
const KEPT = ["fill", "fill-opacity", "stroke", "stroke-width", "stroke-dasharray", "stroke-opacity", "opacity",
  "font-family", "font-size", "font-weight", "text-anchor", "dominant-baseline", "visibility", "display"];
const SIDE = 16, HEAD = 48, FOOT = 32; // room for the finding over a saved picture and the classification under it

/* The letters of the page that come with their data, so that a picture carries them. */
function fontFaces() {
  const rules = [...document.styleSheets].flatMap((sheet) => {
    try { return [...sheet.cssRules]; } catch { return []; } // a sheet of another origin
  });
  const ours = rules.filter((rule) => rule instanceof CSSFontFaceRule && rule.style.fontFamily.includes(FONT));
  return ours.filter((rule) => rule.style.fontStyle !== "italic").map((rule) => rule.cssText).join("");
}

function add(parent, name, attributes, text = "") {
  const made = document.createElementNS(SVG, name);
  for (const [key, value] of Object.entries(attributes)) made.setAttribute(key, value);
  made.textContent = text;
  return parent.appendChild(made);
}

/* A copy with colours and letters resolved, without what only the screen needs (data-layar) or a reader is told. */
function standalone(svg) {
  const copy = svg.cloneNode(true), drawn = svg.querySelectorAll("*");
  copy.querySelectorAll("*").forEach((element, place) => {
    const seen = getComputedStyle(drawn[place]);
    for (const name of element.getAttributeNames()) {
      if (/^(class|style|role|tabindex|aria-.*)$/.test(name)) element.removeAttribute(name);
    }
    for (const name of KEPT) element.setAttribute(name, seen.getPropertyValue(name));
  });
  for (const element of copy.querySelectorAll("[data-layar]")) element.remove();
  for (const name of ["class", "style"]) copy.removeAttribute(name);
  return copy;
}

/* The picture under its finding, over the classification, as text that stands alone. */
function framed(svg) {
  const room = svg.closest(".talenta-dasbor"), page = svg.closest(".talenta-isi > *");
  const own = svg.viewBox.baseVal?.width ? svg.viewBox.baseVal : svg.getBoundingClientRect();
  const { color, backgroundColor } = getComputedStyle(room);
  const width = own.width + 2 * SIDE, height = own.height + HEAD + FOOT;
  const whole = document.createElementNS(SVG, "svg");
  add(whole, "style", {}, fontFaces());
  add(whole, "rect", { width, height, fill: backgroundColor });
  const words = { x: SIDE, fill: color, "font-family": `"${FONT}", sans-serif` };
  const head = page?.querySelector("h1")?.textContent ?? "";
  const said = [...room.querySelectorAll(".talenta-bawah .kiri span")].map((one) => one.textContent);
  const foot = [...(room.classList.contains("tanpa-nama") ? ["Tanpa nama"] : []), ...said].join(" · ");
  add(whole, "text", { ...words, y: 32, "font-size": 22, "font-weight": 700 }, head);
  add(whole, "text", { ...words, y: height - 12, "font-size": 12 }, foot);
  const copy = standalone(svg);
  for (const [name, value] of Object.entries({ x: SIDE, y: HEAD, width: own.width, height: own.height })) copy.setAttribute(name, value);
  whole.append(copy);
  for (const [name, value] of Object.entries({ width, height, viewBox: `0 0 ${width} ${height}` })) whole.setAttribute(name, value);
  return { text: new XMLSerializer().serializeToString(whole), width, height };
}

async function pictureOf(svg, kind) {
  const { text, width, height } = framed(svg);
  const source = new Blob([text], { type: "image/svg+xml" });
  if (kind === "svg") return source;
  const image = new Image();
  image.src = URL.createObjectURL(source);
  await image.decode();
  const canvas = Object.assign(document.createElement("canvas"), { width: 2 * width, height: 2 * height });
  canvas.getContext("2d").drawImage(image, 0, 0, canvas.width, canvas.height);
  URL.revokeObjectURL(image.src);
  return new Promise((done) => canvas.toBlob(done, "image/png"));
}

async function save(button) {
  const svg = button.closest(".talenta-gambar").querySelector("svg");
  if (!svg) return;
  const link = document.createElement("a");
  link.href = URL.createObjectURL(await pictureOf(svg, button.dataset.unduh));
  link.download = `${button.dataset.nama}.${button.dataset.unduh}`;
  link.click();
  setTimeout(() => URL.revokeObjectURL(link.href), 60000);
}

/* What can be read of some words: an empty place of a widget holds a space without width. */
const readable = (text) => (text ?? "").replace(/[\s\u200b]+/g, " ").trim();

/* The words that stand beside a control: its label, else the hint over it, else the one inside. A table of DataTables
   calls its search as those of other tables, so that its label may belong to another. */
function nameOf(control) {
  const widget = control.closest(".dt-search, .dt-length, .jupyter-widgets");
  const beside = [...(widget?.querySelectorAll("label, .widget-label-basic") ?? [])].map((one) => one.textContent);
  return [...beside, control.title, control.placeholder].map(readable).find(Boolean);
}

function describe(root, model) {
  const set = (selector, attributes) => root.querySelectorAll(selector).forEach((element) => {
    Object.entries(attributes).forEach(([name, value]) => element.setAttribute(name, value));
  });
  set(".talenta-atas", { role: "banner" });
  set(".talenta-langkah", { role: "navigation", "aria-label": "Urutan rapat" });
  set(".talenta-isi", { role: "main" });
  set(".talenta-bawah", { role: "contentinfo" });
  set(".talenta-langkah button", { "aria-current": "false" });
  set(`.talenta-langkah-${model.get("page")}`, { "aria-current": "step" });
  root.querySelectorAll(".talenta-berlabel").forEach((box, place) => {
    const control = box.querySelector("input, select, textarea");
    const label = box.querySelector(".talenta-label");
    if (!control || !label) return;
    label.id = label.id || `talenta-label-${place}-${Math.random().toString(36).slice(2, 8)}`;
    control.setAttribute("aria-labelledby", label.id);
  });
  root.querySelectorAll("input:not([aria-label]):not([aria-labelledby]), select:not([aria-label]):not([aria-labelledby]), textarea:not([aria-label]):not([aria-labelledby])")
    .forEach((control) => {
      const words = nameOf(control);
      if (words) control.setAttribute("aria-label", words);
    });
}

/* A file that was asked for by a click is saved without another one; its link stays, to save it again. */
const saved = new Set();
function saveAsked(root) {
  for (const link of root.querySelectorAll("a.simpan[data-otomatis]")) {
    if (saved.has(link.dataset.otomatis)) continue;
    saved.add(link.dataset.otomatis);
    link.click();
  }
}

/* JupyterLab: tells the style sheet how wide the cell and how high the panel is that the room stands in. */
function fitCell(root, panel) {
  const cell = root.parentElement, sizes = new ResizeObserver(() => requestAnimationFrame(() => {
    if (!cell.clientWidth || !panel.clientHeight) return; // another tab lies over it
    root.style.setProperty("--lebar-sel", cell.clientWidth);
    root.style.setProperty("--tinggi-sel", `${panel.clientHeight}px`);
    root.classList.add("dalam-sel");
  }));
  for (const one of [cell, panel]) sizes.observe(one);
  return sizes;
}

function render({ model, el }) {
  let root = null, panel = null, sizes = null; // the panel of JupyterLab that scrolls; none where the room is served
  let waiting = 0, isTicking = false;
  let writing = null, resting = 0, isKeeping = false;
  const left = new AbortController(), { signal } = left; // nothing is heard once the room is gone
  const send = (kind, more = {}) => model.send({ kind, ...more });

  const busy = () => {
    waiting += 1;
    root.dataset.sibuk = "";
    send("ping");
  };
  const onClick = (event) => {
    const saver = event.target.closest("button[data-unduh]");
    if (saver) save(saver);
    else if (event.target.closest("button, .widget-toggle-button")) busy();
  };
  const onChange = () => { if (!isKeeping) busy(); };
  const keepWritten = () => { // as leaving the field would: a closed page or a dead kernel loses no words
    clearTimeout(resting);
    isKeeping = true;
    writing?.dispatchEvent(new Event("change", { bubbles: true }));
    isKeeping = false;
    writing = null;
  };
  const onInput = (event) => {
    if (!event.target.matches(WRITTEN)) return;
    if (writing && writing !== event.target) keepWritten();
    writing = event.target;
    clearTimeout(resting);
    resting = setTimeout(keepWritten, writing.closest(SEARCH) ? SEARCH_MS : REST_MS);
  };
  const onKey = (event) => {
    if (event.altKey && event.key >= "1" && event.key <= "7") {
      event.preventDefault();
      send("page", { place: Number(event.key) - 1 });
    } else if ((event.ctrlKey || event.metaKey) && event.key.toLowerCase() === "z" && !event.target.matches?.(TEXT)) {
      event.preventDefault();
      send(event.shiftKey ? "redo" : "undo");
    } else if (model.get("presenting") && !event.target.matches?.(TEXT)) {
      const by = { ArrowRight: 1, PageDown: 1, ArrowLeft: -1, PageUp: -1 }[event.key];
      if (by) {
        event.preventDefault();
        send("step", { by });
      } else if (event.key === "Escape") send("leave");
    }
  };
  const onMessage = (message) => {
    if (message.kind === "tock") isTicking = false;
    if (message.kind !== "pong") return;
    waiting = Math.max(0, waiting - 1);
    requestAnimationFrame(() => { // once what was answered is drawn
      if (waiting) return;
      delete root.dataset.sibuk;
      uncoverTitle();
    });
  };
  const dress = () => {
    document.documentElement.lang = "id";
    document.documentElement.dataset.tema = model.get("theme");
    describe(root, model);
  };
  const toTop = () => { // Voilà scrolls a panel, JupyterLab another in which the room is not the first
    const frame = panel ?? root.closest(".lm-BoxPanel-child") ?? document.scrollingElement;
    frame.scrollTop = panel ? frame.scrollTop + root.getBoundingClientRect().top - frame.getBoundingClientRect().top : 0;
  };
  const title = () => [...root.querySelectorAll(".talenta-isi h1")].find((one) => one.offsetParent);
  const uncoverTitle = () => { // a page that became shorter may leave its title half under the bar
    const bar = root.querySelector(".talenta-atas").getBoundingClientRect(), at = title()?.getBoundingClientRect();
    if (at && at.top < bar.bottom && at.bottom > bar.bottom) toTop();
  };
  const onPage = () => {
    dress();
    requestAnimationFrame(() => {
      toTop();
      const heading = title();
      if (heading) {
        heading.tabIndex = -1;
        heading.focus({ preventScroll: true });
      }
    });
  };
  const reload = () => window.location.reload();
  const print = () => { // the sheets of the Berita Acara where they are on show, else the page
    const sheets = [...root.querySelectorAll("iframe.lembar")].find((one) => one.offsetParent);
    (sheets?.contentWindow ?? window).print();
  };
  const lengths = () => [...(root?.querySelectorAll(".dt-length select") ?? [])];
  const setLength = (select, length) => {
    select.value = length;
    select.dispatchEvent(new Event("change", { bubbles: true }));
  };
  const onPaper = () => { // paper is light, and its tables are whole
    for (const select of lengths().filter((one) => one.offsetParent)) {
      select.dataset.semula = select.value;
      setLength(select, "-1");
    }
    document.documentElement.dataset.tema = "terang";
    root?.classList.remove("gelap");
  };
  const offPaper = () => {
    for (const select of lengths().filter((one) => one.dataset.semula)) {
      setLength(select, select.dataset.semula);
      delete select.dataset.semula;
    }
    document.documentElement.dataset.tema = model.get("theme");
    root?.classList.toggle("gelap", model.get("theme") === "gelap");
  };
  const onAsk = (message) => ({ reload, print })[message.kind]?.();

  function tick() {
    if (isTicking || !root) return;
    isTicking = true;
    send("tick");
  }

  const observer = new MutationObserver(() => requestAnimationFrame(() => {
    dress();
    saveAsked(root);
  }));
  const start = () => {
    root = el.closest(".talenta-dasbor");
    if (!root) {
      requestAnimationFrame(start);
      return;
    }
    root.addEventListener("click", onClick, { signal });
    root.addEventListener("change", onChange, { signal });
    root.addEventListener("input", onInput, { signal });
    observer.observe(root, { childList: true, subtree: true });
    panel = root.closest(".jp-WindowedPanel-outer");
    if (panel) sizes = fitCell(root, panel);
    dress();
    tick();
  };
  requestAnimationFrame(start);
  window.addEventListener("keydown", onKey, { signal });
  window.addEventListener("pagehide", keepWritten, { signal });
  window.addEventListener("beforeprint", onPaper, { signal });
  window.addEventListener("afterprint", offPaper, { signal });
  model.on("msg:custom", onMessage);
  model.on("msg:custom", onAsk);
  model.on("change:page", onPage);
  model.on("change:theme", dress);
  const clock = setInterval(tick, TICK_MS);
  return () => {
    clearInterval(clock);
    observer.disconnect();
    sizes?.disconnect();
    left.abort();
  };
}
export default { render };
