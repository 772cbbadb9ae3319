"use strict";
(() => {
  const loading = document.getElementById("pemuatan");
  const steps = [...loading.querySelectorAll("li")];
  const panel = document.getElementById("putus");
  const DRAWN = ".talenta-dasbor h1";
  const PATIENCE = 60000;
  const GRACE = 2500;
  const opened = performance.now();
  let isLeaving = false;
  let isOver = false;

  function show(title, words) {
    panel.querySelector("h2").textContent = title;
    panel.querySelector("p").textContent = words;
    if (!panel.open) panel.showModal();
  }
  panel.addEventListener("cancel", (event) => event.preventDefault());
  const cutOff = () => show("Sambungan terputus.", "Muat ulang halaman ini; tidak ada yang hilang.");
  const notOpened = () => show("Data putaran belum dapat dibuka.", "Periksa dengan talenta check, lalu muat ulang.");

  // The server is asked first: a reload without a server would leave nothing but the browser's own page.
  panel.querySelector("button").addEventListener("click", async () => {
    const answer = await fetch(location.href, { method: "HEAD" }).catch(() => null);
    if (answer && answer.ok) location.reload();
    else if (answer) show("Tautan ini tidak berlaku lagi.", "Buka tautan baru yang ditampilkan oleh talenta dashboard.");
    else show("Dasbor belum berjalan.", "Jalankan lagi talenta dashboard, lalu muat ulang; tidak ada yang hilang.");
  });

  // --- opening: the steps, told as the cells come in; the frame goes when the dashboard stands ---------------------
  function reach(step) {
    steps.forEach((line, place) => {
      line.classList.toggle("sudah", place < step);
      line.classList.toggle("kini", place === step);
    });
    loading.querySelector(".jalur span").style.width = `${12 + 26 * step}%`;
  }
  const clock = setInterval(() => {
    const seconds = Math.round((performance.now() - opened) / 1000);
    if (seconds >= 3) loading.querySelector("aside p").textContent = `Sudah ${seconds} detik.`;
  }, 1000);
  function stand() {
    if (!document.querySelector(DRAWN)) return;
    watcher.disconnect();
    clearInterval(clock);
    clearTimeout(patience);
    loading.classList.add("pergi");
  }
  const watcher = new MutationObserver(stand);
  let patience = 0;

  window.voila_heartbeat = () => {};
  window.voila_process = (cell, cells) => reach(cell >= cells ? 3 : cell >= cells - 1 ? 2 : 1);
  window.voila_finish = () => {
    if (isOver) return;
    isOver = true;
    watcher.observe(document.getElementById("rendered_cells"), { childList: true, subtree: true });
    patience = setTimeout(() => show("Halaman belum tampil.", "Muat ulang halaman ini; tidak ada yang hilang."), PATIENCE);
    if (!document.querySelector('#rendered_cells script[type$="cell-output+json"]')) notOpened();
  };
  window.addEventListener("DOMContentLoaded", () => { if (!isOver) notOpened(); });
  reach(0);

  // --- the connection to the kernel: gone, or there but without a kernel -------------------------------------------
  const CHANNELS = /\/api\/kernels\/[^/]+\/channels/;
  const DEAD = /"execution_state":\s*"(?:dead|restarting|autorestarting)"/;
  const LARGEST_STATUS = 4096;
  const words = new TextDecoder("latin1");
  let isDead = false;
  let isOpen = false;

  function hear(event) {
    const size = event.data.byteLength ?? event.data.length;
    if (size > LARGEST_STATUS) return;
    if (DEAD.test(typeof event.data === "string" ? event.data : words.decode(event.data))) {
      isDead = true;
      cutOff();
    }
  }
  function watch(socket) {
    socket.addEventListener("open", () => {
      isOpen = true;
      if (!isDead) panel.close();
    });
    socket.addEventListener("close", () => {
      isOpen = false;
      setTimeout(() => { if (!isOpen && !isLeaving) cutOff(); }, GRACE);
    });
    socket.addEventListener("message", hear);
  }
  window.addEventListener("pagehide", () => { isLeaving = true; });
  window.WebSocket = class extends WebSocket {
    constructor(address, ...rest) {
      super(address, ...rest);
      if (CHANNELS.test(address)) watch(this);
    }
  };
})();
