// Text with entities → DOM nodes. Everything a person or a bot wrote becomes a text node, never HTML.
// Offsets of entities count UTF-16 units, as indices of JavaScript strings do.

const TAGS = { bold: "strong", italic: "em", underline: "u", strikethrough: "s", code: "code", pre: "pre",
  blockquote: "blockquote", expandable_blockquote: "blockquote" };
const BLOCKS = new Set(["pre", "blockquote", "expandable_blockquote"]);  // they stand on lines of their own
const COLOURED = new Set(["bot_command", "mention", "hashtag", "cashtag", "email", "phone_number", "text_mention"]);

export function formatted(text, entities, onCommand) {
  const sorted = [...(entities ?? [])].sort((a, b) => a.offset - b.offset || b.length - a.length);
  return build(text, 0, text.length, sorted, onCommand);
}

function build(text, start, end, entities, onCommand) {
  const part = document.createDocumentFragment();
  let place = start;
  for (let index = 0; index < entities.length; index++) {
    const entity = entities[index];
    if (entity.offset < place) continue;
    const stop = Math.min(end, entity.offset + entity.length);
    const inner = entities.slice(index + 1).filter((other) => other.offset < stop);
    const isBlock = BLOCKS.has(entity.type);
    part.append(text.slice(place, entity.offset).replace(isBlock ? /\n$/ : "", ""));
    part.append(element(entity, text.slice(entity.offset, stop), build(text, entity.offset, stop, inner, onCommand), onCommand));
    place = isBlock && text[stop] === "\n" ? stop + 1 : stop;
  }
  part.append(text.slice(place, end));
  return part;
}

function element(entity, text, content, onCommand) {
  if (entity.type === "bot_command") return command(text, onCommand);
  if (entity.type === "text_link" || entity.type === "url") return link(entity.url ?? text, content);
  if (entity.type === "spoiler") return spoiler(content);
  const node = document.createElement(TAGS[entity.type] ?? "span");
  if (COLOURED.has(entity.type)) node.className = "tag";
  node.append(content);
  return node;
}

function command(text, onCommand) {
  const node = document.createElement("button");
  node.type = "button";
  node.className = "tag command";
  node.textContent = text;
  node.addEventListener("click", () => onCommand(text));
  return node;
}

export function link(address, content) {
  const node = document.createElement(/^https?:\/\//i.test(address) ? "a" : "span");
  if (node.tagName === "A") Object.assign(node, { href: address, target: "_blank", rel: "noopener noreferrer" });
  node.append(content);
  return node;
}

function spoiler(content) {
  const node = document.createElement("span");
  node.className = "spoiler";
  node.tabIndex = 0;
  node.role = "button";
  node.ariaLabel = "Показать скрытый текст";
  const show = () => { node.classList.add("seen"); node.removeAttribute("role"); node.removeAttribute("aria-label"); };
  node.addEventListener("click", show);
  node.addEventListener("keydown", (event) => event.key === "Enter" && show());
  node.append(content);
  return node;
}

export function excerpt(message) {
  const kinds = { photo: "Фотография", document: message.document?.file_name, voice: "Голосовое сообщение",
    sticker: "Стикер", location: "Геопозиция", contact: "Контакт", video: "Видео", audio: "Аудио" };
  const kind = Object.keys(kinds).find((name) => message[name]);
  return message.text ?? message.caption ?? kinds[kind] ?? "Сообщение";
}

export const clock = (date) =>
  new Date(date * 1000).toLocaleTimeString("ru-RU", { hour: "2-digit", minute: "2-digit" });

export const day = (date) => new Date(date * 1000).toLocaleDateString("ru-RU", { day: "numeric", month: "long" });

export function size(bytes) {
  if (bytes < 1024) return `${bytes} Б`;
  const [value, unit] = bytes < 1048576 ? [bytes / 1024, "КБ"] : [bytes / 1048576, "МБ"];
  return `${value.toLocaleString("ru-RU", { maximumFractionDigits: 1 })} ${unit}`;
}
