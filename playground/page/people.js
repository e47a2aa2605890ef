// The list of people to play: who, last message, unread.
import { make } from "/page/bubble.js";
import { clock, excerpt } from "/page/format.js";

export function showPeople(list, people, current, unread, onChoose) {
  const focused = document.activeElement?.dataset?.person;
  list.replaceChildren(...people.map((person, index) => line(person, index, current, unread.get(person.id) ?? 0, onChoose)));
  if (focused) list.querySelector(`[data-person="${focused}"]`)?.focus();
}

function line(person, index, current, unread, onChoose) {
  const item = document.createElement("li");
  const node = make("button", "person");
  node.type = "button";
  node.dataset.person = person.id;
  if (person.id === current) node.ariaCurrent = "true";
  const avatar = make("span", `avatar hue${index % 6}`, initials(person));
  avatar.ariaHidden = "true";
  node.append(avatar, make("span", "title", person.title || person.name));
  node.append(make("span", "time", person.last ? clock(person.last.date) : ""));
  const note = make("span", "who", [person.title ? person.name : "", person.note].filter(Boolean).join(" · "));
  note.title = note.textContent;
  node.append(note);
  node.append(make("span", "last", person.last ? excerpt(person.last) : "ещё не писали боту"));
  if (unread) {
    const badge = make("span", "unread", unread);
    badge.ariaLabel = `непрочитанных: ${unread}`;
    node.append(badge);
  }
  node.addEventListener("click", () => onChoose(person.id));
  item.append(node);
  return item;
}

const initials = (person) => (person.name || person.title).split(" ").slice(0, 2).map((word) => word[0]).join("");
