// A bot written with grammY, a client we did not write, against the local Telegram.
// Environment: API_ROOT, BOT_TOKEN. Polls until it is killed.
import { Bot, InlineKeyboard, InputFile } from "grammy";

const root = process.env.API_ROOT;
const bot = new Bot(process.env.BOT_TOKEN, { client: { apiRoot: root } });
const keyboard = new InlineKeyboard().text("Далее", "next");

bot.command("start", (context) =>
  context.reply("<b>Здравствуйте</b>", { parse_mode: "HTML", reply_markup: keyboard }),
);
bot.callbackQuery("next", async (context) => {
  await context.answerCallbackQuery({ text: "Принято" });
  await context.editMessageText("Изменено");
});
bot.on("message:document", async (context) => {
  const file = await context.getFile();
  const answer = await fetch(`${root}/file/bot${process.env.BOT_TOKEN}/${file.file_path}`);
  const content = Buffer.from(await answer.arrayBuffer());
  await context.replyWithDocument(new InputFile(content, "копия.txt"), { caption: `${content.length} байт` });
});
bot.catch((problem) => {
  console.error(problem.message);
  process.exit(1);
});
await bot.start();
