// The page's side of the wire: questions, acts, live events.

async function ask(address, options) {
  const response = await fetch(address, options);
  const body = await response.json();
  if (!response.ok) throw new Error(body.error ?? response.statusText);
  return body;
}

const post = (address, body) =>
  ask(address, { method: "POST", headers: { "Content-Type": "application/json" }, body: JSON.stringify(body) });

export const people = () => ask("/page/people");
export const chat = (person) => ask(`/page/chat?person=${person}`);
export const say = (person, text, replyTo) => post("/page/say", { person, text, reply_to: replyTo });
export const press = (person, messageId, data) => post("/page/press", { person, message_id: messageId, data });
export const block = (person, blocked) => post("/page/block", { person, blocked });

export function attach(person, file, caption) {
  const query = new URLSearchParams({ person, name: file.name, caption });
  if (/^image\/(png|jpeg|gif)$/.test(file.type)) query.set("as", "photo");
  return ask(`/page/attach?${query}`, { method: "POST", body: file });
}

// onEvent(event) for each change, onReady() at every (re)connection.
export function listen(onEvent, onReady) {
  const source = new EventSource("/page/events");
  source.addEventListener("ready", onReady);
  source.addEventListener("message", (event) => onEvent(JSON.parse(event.data)));
  return source;
}
