// The public peer wired as documented: one process, state in Redis, a fixed answer to every message. Its option
// `apiUrl` points at the local Graph API.
import { createServer } from 'node:http';

import { createRedisState } from '@chat-adapter/state-redis';
import { createWhatsAppAdapter } from '@chat-adapter/whatsapp';
import { Chat, ConsoleLogger } from 'chat';

process.on('disconnect', () => process.exit());
const quiet = new ConsoleLogger('error');
const bot = new Chat({
  userName: 'bench',
  adapters: { whatsapp: createWhatsAppAdapter({ apiUrl: process.env.WHATSAPP_API_BASE_URL, logger: quiet }) },
  state: createRedisState({ url: process.env.REDIS_URL, logger: quiet }),
  logger: quiet,
});
bot.onDirectMessage(async (thread) => {
  await thread.post('Task 1: milk added to your list');
});
await bot.initialize();

createServer((incoming, outgoing) => void hand(incoming, outgoing)).listen(
  Number(process.env.PORT),
  '127.0.0.1',
);

/** As a framework based on the web's Request and Response would. */
async function hand(incoming, outgoing) {
  const chunks = [];
  for await (const chunk of incoming) chunks.push(chunk);
  const request = new Request(`http://127.0.0.1${incoming.url}`, {
    method: incoming.method,
    headers: incoming.headers,
    body: incoming.method === 'POST' ? Buffer.concat(chunks) : undefined,
  });
  const answer = await bot.webhooks.whatsapp(request, { waitUntil: (task) => void task });
  const body = Buffer.from(await answer.arrayBuffer());
  outgoing.writeHead(answer.status, { 'content-length': body.length });
  outgoing.end(body);
}
