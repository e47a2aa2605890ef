// One message → one DOM node: bubble, picture, file, keyboard.
import { clock, excerpt, formatted, link, size } from "/page/format.js";

// acts: { mine(message), press(message, key, node), say(text), answer(message), jump(id) }
export function bubbleOf(message, acts) {
  const node = make("article", "message");
  node.id = `m${message.message_id}`;
  const mine = acts.mine(message);
  node.classList.toggle("mine", mine);
  const bubble = make("div", "bubble");
  bubble.append(make("span", "sr", mine ? "Вы: " : "Бот: "), ...content(message, acts), meta(message));
  bubble.append(answerButton(message, acts));
  node.append(bubble);
  const rows = message.reply_markup?.inline_keyboard ?? [];
  node.classList.toggle("wide", rows.length > 0 || message.photo?.at(-1).width > 300);
  if (rows.length) node.append(keyboard(message, rows, acts));
  return node;
}

export function make(tag, className, text) {
  const node = document.createElement(tag);
  if (className) node.className = className;
  if (text !== undefined) node.textContent = text;
  return node;
}

function* content(message, acts) {
  if (message.forward_origin) yield make("span", "origin", `Переслано от ${message.forward_origin.sender_user?.first_name ?? "…"}`);
  if (message.via_bot) yield make("span", "origin", `через @${message.via_bot.username}`);
  if (message.reply_to_message) yield quoted(message.reply_to_message, acts);
  if (message.photo) yield picture(message);
  const file = message.document ?? message.video ?? message.audio ?? message.animation;
  if (file) yield fileLink(file);
  const text = message.text ?? message.caption;
  const body = make("span", "text");
  if (text !== undefined) body.append(formatted(text, message.entities ?? message.caption_entities, acts.say));
  else if (!message.photo && !file) body.append(make("em", "", place(message) ?? excerpt(message)));
  if (body.childNodes.length) yield body;
}

function place({ location, contact }) {
  if (location) return `Геопозиция: ${location.latitude}, ${location.longitude}`;
  return contact && `Контакт: ${contact.first_name}, ${contact.phone_number}`;
}

function quoted(replied, acts) {
  const node = make("button", "quote-reply", excerpt(replied));
  node.type = "button";
  node.addEventListener("click", () => acts.jump(replied.message_id));
  return node;
}

function picture(message) {
  const largest = message.photo.at(-1);
  const node = make("a", "photo");
  const image = document.createElement("img");
  Object.assign(image, { src: fileAddress(largest.file_id), width: largest.width, height: largest.height, loading: "lazy" });
  image.alt = message.caption ? `Картинка: ${message.caption.slice(0, 120)}` : "Картинка";
  Object.assign(node, { href: image.src, target: "_blank", rel: "noopener" });
  node.append(image);
  return node;
}

function fileLink(file) {
  const node = make("a", "file");
  Object.assign(node, { href: fileAddress(file.file_id), download: file.file_name ?? "файл" });
  const suffix = (file.file_name ?? "").split(".").at(-1).slice(0, 4);
  node.append(make("span", "disc", suffix), make("b", "", file.file_name), make("span", "", size(file.file_size ?? 0)));
  return node;
}

function meta(message) {
  const date = message.edit_date && !message.reply_markup ? message.edit_date : message.date;
  const edited = message.edit_date && !message.reply_markup ? "изменено " : "";
  return make("span", "meta", edited + clock(date));
}

function answerButton(message, acts) {
  const node = make("button", "icon answer");
  node.type = "button";
  node.append(document.getElementById("answer-icon").content.cloneNode(true));
  node.ariaLabel = `Ответить на: ${excerpt(message).slice(0, 60)}`;
  node.addEventListener("click", () => acts.answer(message));
  return node;
}

function keyboard(message, rows, acts) {
  const node = make("div", "keyboard");
  node.role = "group";
  node.ariaLabel = "Кнопки под сообщением";
  for (const row of rows) {
    const line = make("div");
    line.append(...row.map((key) => keyOf(message, key, acts)));
    node.append(line);
  }
  return node;
}

function keyOf(message, key, acts) {
  if (key.url) {
    const node = link(key.url, key.text);
    node.className = "key";
    node.append(make("span", "link", "↗"));
    return node;
  }
  const node = make("button", "key", key.text);
  node.type = "button";
  node.addEventListener("click", () => acts.press(message, key, node));
  return node;
}

const fileAddress = (id) => `/page/file?id=${encodeURIComponent(id)}`;
