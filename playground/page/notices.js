// What passes: toasts, alerts, what the bot is doing.

const ACTIONS = { typing: "печатает…", upload_photo: "отправляет фото…", upload_document: "отправляет файл…" };
const TOAST = 4500;  // milliseconds
const ACTION = 5000;  // Telegram forgets an action after five seconds
const $ = (id) => document.getElementById(id);
let toastTimer, actionTimer;

export function toast(text) {
  clearTimeout(toastTimer);
  $("toast").textContent = text;
  $("toast").hidden = false;
  toastTimer = setTimeout(() => { $("toast").hidden = true; }, TOAST);
}

export function alertOf(text) {
  $("alert-text").textContent = text;
  $("alert").showModal();
}

export function status(action) {
  clearTimeout(actionTimer);
  $("status").textContent = action ? ACTIONS[action] ?? "что-то готовит…" : "бот";
  $("status").classList.toggle("busy", Boolean(action));
  if (action) actionTimer = setTimeout(() => status(""), ACTION);
}
