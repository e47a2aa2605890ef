// What is on the page now, and how it follows acts and events.
import { bubbleOf, make } from "/page/bubble.js";
import { composerOf } from "/page/composer.js";
import { day, excerpt } from "/page/format.js";
import { alertOf, status, toast } from "/page/notices.js";
import { showPeople } from "/page/people.js";
import * as wire from "/page/wire.js";

const $ = (id) => document.getElementById(id);
const state = { bot: {}, people: [], current: null, chat: null, unread: new Map(), waiting: new Map() };
let stuck = true;

const acts = {
  mine: (message) => !message.from.is_bot,
  say: (text) => send(() => wire.say(state.current, text)),
  answer: (message) => composer.answer(message),
  jump: (id) => flash($(`m${id}`)),
  press: async (message, key, node) => {
    node.classList.add("waiting");
    setTimeout(() => node.classList.remove("waiting"), 15000);
    const { query_id } = await send(() => wire.press(state.current, message.message_id, key.callback_data)) ?? {};
    if (query_id) state.waiting.set(query_id, node);
  },
};

const composer = composerOf({
  say: (text, replyTo) => send(() => wire.say(state.current, text, replyTo)),
  attach: (file, caption) => send(() => wire.attach(state.current, file, caption)),
});

async function send(act) {
  try {
    return await act();
  } catch (problem) {
    toast(`Не отправлено: ${problem.message}`);
  }
}

async function choose(id) {
  state.current = id;
  state.unread.delete(id);
  history.replaceState(null, "", `#${id}`);
  $("app").classList.add("open");
  composer.clear();
  await refresh();
  composer.focus();
}

async function refresh() {
  if (state.current === null) return;
  const id = state.current;
  const chat = await wire.chat(id);
  if (id !== state.current) return;
  state.chat = chat;
  $("nobody").hidden = true;
  $("chat").hidden = false;
  showLog();
  showFrame();
  list();
}

function showFrame() {
  const { door, commands, keyboard, action } = state.chat;
  $("bot-name").textContent = state.bot.name;
  status(action);
  const person = state.people.find((each) => each.id === state.current);
  $("block").hidden = door === "new";
  $("block").lastElementChild.textContent = door === "blocked" ? "Разблокировать" : "Заблокировать";
  $("start").hidden = door !== "new";
  $("start").title = person?.payload ? "Откроет ссылку из приглашения" : "";
  composer.show({ writable: door === "open", commands, keyboard });
  showPinned();
}

function showPinned() {
  const message = state.chat.messages.find((each) => each.message_id === state.chat.pinned);
  $("pinned").hidden = !message;
  if (message) $("pinned").querySelector("span").textContent = excerpt(message);
}

function showLog() {
  const nodes = [];
  let last = "";
  for (const message of state.chat.messages) {
    const date = day(message.date);
    if (date !== last) nodes.push(make("span", "day", date));
    last = date;
    nodes.push(bubbleOf(message, acts));
  }
  $("log").replaceChildren(...(nodes.length ? nodes : [about()]));
  toBottom();
}

function about() {
  const node = make("div", "about");
  node.append(make("h3", "", "Что умеет этот бот?"), make("p", "", state.bot.about || "Нажмите «Старт», чтобы узнать."));
  const person = state.people.find((each) => each.id === state.current);
  if (person?.payload) node.append(make("p", "", "«Старт» откроет приглашение этого человека."));
  return node;
}

function receive(event) {
  if (event.kind === "message") remember(event);
  if (event.chat_id !== state.current || !state.chat) return;
  const handlers = {
    message: () => putMessage(event.message),
    deleted: () => dropMessage(event.message_id),
    action: () => status(event.action),
    keyboard: () => { state.chat.keyboard = event.keyboard; showFrame(); },
    commands: refresh,
    pinned: () => { state.chat.pinned = event.message_id; showPinned(); },
    toast: () => answered(event),
  };
  handlers[event.kind]?.();
}

function remember({ chat_id, message }) {
  const person = state.people.find((each) => each.id === chat_id);
  if (!person) return;
  const fresh = message.message_id > (person.last?.message_id ?? 0);
  if (fresh && !acts.mine(message) && chat_id !== state.current) state.unread.set(chat_id, (state.unread.get(chat_id) ?? 0) + 1);
  if (message.message_id >= (person.last?.message_id ?? 0)) person.last = message;
  list();
}

function putMessage(message) {
  if (!acts.mine(message)) status("");
  const opened = state.chat.door === "new";
  const place = state.chat.messages.findIndex((each) => each.message_id === message.message_id);
  if (place >= 0) state.chat.messages[place] = message;
  else state.chat.messages.push(message);
  if (opened) return refresh();
  const stick = stuck || acts.mine(message);
  const node = bubbleOf(message, acts);
  const old = $(`m${message.message_id}`);
  if (old) replace(old, node);
  else $("log").append(...newDay(message), node);
  if (stick) toBottom();
}

function replace(old, node) {
  const held = [...old.querySelectorAll(".key")].indexOf(document.activeElement);
  old.replaceWith(node);
  if (held >= 0) node.querySelectorAll(".key")[held]?.focus({ preventScroll: true });
}

function newDay(message) {
  const before = state.chat.messages.at(-2);
  return before && day(before.date) === day(message.date) ? [] : [make("span", "day", day(message.date))];
}

function dropMessage(id) {
  state.chat.messages = state.chat.messages.filter((each) => each.message_id !== id);
  $(`m${id}`)?.remove();
}

function answered({ query_id, text, alert }) {
  for (const node of document.querySelectorAll(".key.waiting")) node.classList.remove("waiting");
  state.waiting.delete(query_id);
  if (text) (alert ? alertOf : toast)(text);
}

const list = () => showPeople($("people"), state.people, state.current, state.unread, choose);
const nearBottom = () => $("log").scrollHeight - $("log").scrollTop - $("log").clientHeight < 120;
const toBottom = () => { $("log").scrollTop = $("log").scrollHeight; stuck = true; $("down").hidden = true; };

function flash(node) {
  node?.scrollIntoView({ block: "center" });
  node?.querySelector(".bubble").classList.add("flash");
  setTimeout(() => node?.querySelector(".bubble").classList.remove("flash"), 1000);
}

$("start").addEventListener("click", () => {
  const { payload } = state.people.find((each) => each.id === state.current);
  acts.say(payload ? `/start ${payload}` : "/start");
});
$("back").addEventListener("click", () => { $("app").classList.remove("open"); state.current = null; list(); });
$("down").addEventListener("click", toBottom);
$("log").addEventListener("scroll", () => { stuck = nearBottom(); $("down").hidden = stuck; });
$("log").addEventListener("load", () => stuck && toBottom(), true);
addEventListener("resize", () => stuck && toBottom());
$("pinned").addEventListener("click", () => acts.jump(state.chat.pinned));
$("block").addEventListener("click", async () => {
  await send(() => wire.block(state.current, state.chat.door !== "blocked"));
  refresh();
});

async function begin() {
  const { bot, people } = await wire.people();
  Object.assign(state, { bot, people });
  document.title = `${bot.name} — учебный мессенджер`;
  list();
  const wanted = Number(location.hash.slice(1));
  if (state.current === null && people.some((each) => each.id === wanted)) await choose(wanted);
  else await refresh();
}

wire.listen(receive, begin);
