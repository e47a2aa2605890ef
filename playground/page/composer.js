// The input at the bottom: text, attachments, the bot's commands, reply keyboard, the message being answered.
import { make } from "/page/bubble.js";
import { excerpt } from "/page/format.js";

const $ = (id) => document.getElementById(id);

// acts: { say(text, replyTo), attach(file, caption) }
export function composerOf(acts) {
  const text = $("text");
  let commands = {};
  let replied = null;

  function submit() {
    const written = text.value.trim();
    if (!written) return;
    acts.say(written, replied?.message_id);
    clear();
  }

  function clear() {
    text.value = "";
    answer(null);
    toggleMenu(false);
    fit();
  }

  function answer(message) {
    replied = message;
    $("reply").hidden = !message;
    if (!message) return;
    $("reply").querySelector("q").textContent = excerpt(message);
    text.focus();
  }

  function toggleMenu(open, prefix = "/") {
    const found = Object.entries(commands).filter(([name]) => `/${name}`.startsWith(prefix));
    $("menu").replaceChildren(...found.map(([name, description]) => commandLine(name, description, pick)));
    $("menu").hidden = !open || !found.length;
    $("menu-button").ariaExpanded = String(!$("menu").hidden);
  }

  function pick(name) {
    clear();
    acts.say(`/${name}`);
    text.focus();
  }

  function fit() {
    text.style.height = "auto";
    if (text.scrollHeight) text.style.height = `${text.scrollHeight}px`; // none while the input is not shown
  }

  function show({ writable, commands: known, keyboard }) {
    commands = known;
    $("composer").hidden = !writable;
    fit();
    $("menu-button").hidden = !Object.keys(known).length;
    if (!writable) toggleMenu(false);
    const rows = writable ? keyboard?.keyboard ?? [] : [];
    $("keys").hidden = !rows.length;
    $("keys").replaceChildren(...rows.map((row) => keyRow(row, (label) => acts.say(label))));
  }

  $("composer").addEventListener("submit", (event) => { event.preventDefault(); submit(); });
  text.addEventListener("input", () => { fit(); toggleMenu(/^\/\w*$/.test(text.value), text.value); });
  text.addEventListener("keydown", (event) => {
    if (event.key === "Enter" && !event.shiftKey && !event.isComposing) { event.preventDefault(); submit(); }
  });
  document.addEventListener("keydown", (event) => {
    if (event.key === "Escape") { toggleMenu(false); answer(null); }
  });
  $("menu-button").addEventListener("click", () => toggleMenu($("menu").hidden));
  $("reply").querySelector("button").addEventListener("click", () => answer(null));
  $("file").addEventListener("change", () => {
    for (const file of $("file").files) acts.attach(file, text.value.trim());
    $("file").value = "";
    clear();
  });
  return { show, clear, answer, focus: () => text.focus({ preventScroll: true }) };
}

function commandLine(name, description, onPick) {
  const item = document.createElement("li");
  const node = make("button");
  node.type = "button";
  node.append(make("b", "", `/${name}`), make("span", "", description));
  node.addEventListener("click", () => onPick(name));
  item.append(node);
  return item;
}

function keyRow(row, onKey) {
  const node = make("div");
  for (const key of row) {
    const button = make("button", "", key.text ?? key);
    button.type = "button";
    button.addEventListener("click", () => onKey(key.text ?? key));
    node.append(button);
  }
  return node;
}
