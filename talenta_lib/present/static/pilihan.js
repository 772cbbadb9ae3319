/* A field that is searched: type any part of the words, walk with the arrows, take with Enter; Esc gives up.

   The list is a listbox of the field (ARIA combobox). Every text is set as text, never as markup. */

const MOST = 60; // lines drawn at once; typing narrows the rest

let count = 0;

function make(kind, name, parent) {
  const made = document.createElement(kind);
  if (name) made.className = name;
  parent?.appendChild(made);
  return made;
}

const plain = (text) => text.toLocaleLowerCase("id");

function render({ model, el }) {
  const id = `pilihan-${count += 1}-${Math.random().toString(36).slice(2, 7)}`;
  const root = make("div", "talenta pilihan", el);
  root.dataset.lmSuppressShortcuts = "true";
  const field = make("input", "", root);
  const list = make("ul", "", root);
  list.id = id;
  list.setAttribute("role", "listbox");
  list.hidden = true;
  const attributes = { type: "text", role: "combobox", autocomplete: "off", spellcheck: "false",
    "aria-autocomplete": "list", "aria-controls": id, "aria-expanded": "false" };
  for (const [name, value] of Object.entries(attributes)) field.setAttribute(name, value);

  let found = [], active = -1, isTyped = false;
  const options = () => model.get("options");
  const chosen = () => options().find(([value]) => value === model.get("value"));

  const show = () => { field.value = chosen()?.[1] ?? ""; isTyped = false; };

  const dress = () => {
    field.setAttribute("aria-label", model.get("label"));
    list.setAttribute("aria-label", model.get("label"));
    field.placeholder = model.get("placeholder");
    field.disabled = model.get("disabled");
  };

  const point = (place) => {
    active = found.length ? Math.min(Math.max(place, 0), found.length - 1) : -1;
    [...list.querySelectorAll("[role=option]")].forEach((line, n) => line.setAttribute("aria-selected", String(n === active)));
    const line = list.querySelectorAll("[role=option]")[active];
    if (line) {
      field.setAttribute("aria-activedescendant", line.id);
      if (line.offsetTop < list.scrollTop) list.scrollTop = line.offsetTop;
      const over = line.offsetTop + line.offsetHeight - list.scrollTop - list.clientHeight;
      if (over > 0) list.scrollTop += over;
    } else field.removeAttribute("aria-activedescendant");
  };

  const fill = () => {
    const words = isTyped ? plain(field.value).split(/\s+/).filter(Boolean) : [];
    const all = options().filter(([, name, note]) => {
      const text = plain(`${name} ${note}`);
      return words.every((word) => text.includes(word));
    });
    const starts = ([, name]) => plain(name).split(/\s+/).some((word) => word.startsWith(words[0]));
    if (words.length) all.sort((one, other) => starts(other) - starts(one)); // words that begin so come first
    const here = isTyped ? 0 : Math.max(all.findIndex(([value]) => value === model.get("value")), 0);
    const first = Math.max(Math.min(here - 8, all.length - MOST), 0);
    found = all.slice(first, first + MOST);
    list.replaceChildren();
    found.forEach(([value, name, note], n) => {
      const line = make("li", "", list);
      line.id = `${id}-${n}`;
      line.dataset.nilai = value;
      line.setAttribute("role", "option");
      make("b", "", line).textContent = name;
      if (note) make("span", "", line).textContent = note;
    });
    if (!found.length || all.length > found.length) {
      const rest = make("li", "sisa", list);
      rest.setAttribute("role", "presentation");
      rest.textContent = found.length ? `${all.length} pilihan; ketik untuk mencari.` : "Tidak ada yang cocok.";
    }
    point(here - first);
  };

  const open = () => {
    if (field.disabled) return;
    list.hidden = false;
    field.setAttribute("aria-expanded", "true");
    fill();
  };
  const close = () => {
    list.hidden = true;
    field.setAttribute("aria-expanded", "false");
    field.removeAttribute("aria-activedescendant");
  };
  const take = (value) => {
    close();
    if (value !== model.get("value")) {
      model.set("value", value);
      model.save_changes();
    }
    show();
    field.select();
  };

  field.addEventListener("focus", () => field.select());
  field.addEventListener("click", () => (list.hidden ? open() : close()));
  field.addEventListener("input", (event) => { event.stopPropagation(); isTyped = true; open(); });
  field.addEventListener("change", (event) => event.stopPropagation());
  field.addEventListener("blur", () => {
    const isEmptied = isTyped && !field.value.trim() && model.get("may_be_empty");
    close();
    if (isEmptied && model.get("value")) { model.set("value", ""); model.save_changes(); }
    show();
  });
  field.addEventListener("keydown", (event) => {
    const step = { ArrowDown: 1, ArrowUp: -1, PageDown: 8, PageUp: -8 }[event.key];
    if (step) {
      event.preventDefault();
      if (list.hidden) open(); else point(active + step);
    } else if (event.key === "Enter" && !list.hidden) {
      event.preventDefault();
      if (found[active]) take(found[active][0]);
    } else if (event.key === "Escape" && !list.hidden) {
      event.stopPropagation();
      close();
      show();
      field.select();
    }
  });
  list.addEventListener("pointerdown", (event) => event.preventDefault()); // the field keeps the focus
  list.addEventListener("click", (event) => {
    const line = event.target.closest("[role=option]");
    if (line) take(line.dataset.nilai);
  });
  model.on("change:options change:value", () => { if (!isTyped) show(); if (!list.hidden) fill(); });
  model.on("change:label change:placeholder change:disabled", dress);
  dress();
  show();
}
export default { render };
