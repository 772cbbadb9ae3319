/* The limit of moves as a slider on the axis of its picture: drag or arrows; told to Python on release, once keys rest.

   While it is moved, a line and the words of that limit stand over the picture: nothing is computed for that. */

const REST_MS = 400; // so long after the last key the limit is taken

function make(name, parent) {
  const made = parent.appendChild(document.createElement("div"));
  made.className = name;
  return made;
}

function render({ model, el }) {
  const root = make("talenta batas-geser", el);
  root.dataset.lmSuppressShortcuts = "true";
  const picture = make("batas-gambar", root);
  const track = make("batas-lajur", root);
  const full = make("batas-isi", track);
  const line = make("batas-garis", track);
  const knob = make("batas-kenop", track);
  const words = make("batas-kata", root);
  words.setAttribute("aria-hidden", "true");
  knob.setAttribute("role", "slider");
  let shown = model.get("value"), isDragged = false, resting = 0;

  const limits = () => [model.get("min"), model.get("max")];
  const bounded = (value) => Math.min(Math.max(value, limits()[0]), limits()[1]);
  const said = (value) => model.get("words")[value - limits()[0]] ?? String(value);

  const place = () => {
    const [low, high] = limits();
    const share = 100 * (shown - low) / Math.max(high - low, 1);
    knob.style.left = line.style.left = full.style.width = `${share}%`;
    const isMoved = shown !== model.get("value");
    root.classList.toggle("bergerak", isMoved);
    words.textContent = isMoved ? said(shown) : "";
    const attributes = { "aria-valuemin": low, "aria-valuemax": high, "aria-valuenow": shown, "aria-valuetext": said(shown),
      "aria-label": model.get("label"), "aria-disabled": model.get("disabled"), tabindex: model.get("disabled") ? -1 : 0 };
    for (const [name, value] of Object.entries(attributes)) knob.setAttribute(name, value);
  };
  const follow = () => { if (!isDragged && !resting) { shown = bounded(model.get("value")); place(); } };
  const draw = () => {
    picture.innerHTML = model.get("picture");
    const [left, right] = model.get("track");
    Object.assign(track.style, { left: `${left}%`, right: `${100 - right}%` });
    follow();
  };
  const move = (value) => { shown = bounded(value); place(); };
  const tell = () => {
    clearTimeout(resting);
    resting = 0;
    if (shown === model.get("value")) return;
    model.set("value", shown);
    model.save_changes();
    place();
  };
  const at = (event) => {
    const { left, width } = track.getBoundingClientRect(), [low, high] = limits();
    return Math.round(low + (event.clientX - left) / width * (high - low));
  };

  root.addEventListener("pointerdown", (event) => {
    if (model.get("disabled") || event.button) return;
    isDragged = true;
    root.setPointerCapture(event.pointerId);
    knob.focus({ preventScroll: true });
    move(at(event));
    event.preventDefault();
  });
  root.addEventListener("pointermove", (event) => { if (isDragged) move(at(event)); });
  const release = () => { if (isDragged) { isDragged = false; tell(); } };
  root.addEventListener("pointerup", release);
  root.addEventListener("pointercancel", release);
  knob.addEventListener("keydown", (event) => {
    const step = { ArrowRight: 1, ArrowUp: 1, ArrowLeft: -1, ArrowDown: -1, PageUp: 5, PageDown: -5, Home: -Infinity, End: Infinity }[event.key];
    if (!step || model.get("disabled")) return;
    event.preventDefault();
    event.stopPropagation();
    move(shown + step);
    clearTimeout(resting);
    resting = setTimeout(tell, REST_MS);
  });
  knob.addEventListener("blur", tell);
  model.on("change:picture change:track", draw);
  model.on("change:value change:min change:max change:words change:disabled change:label", follow);
  draw();
}
export default { render };
