// The Graph API's messages endpoint: answers with a message id and notes who got a message, and when. Beside it, one endpoint of
// the benchmark's own: `GET /answers/<person>` is answered once that person has got a message.
import { createServer } from 'node:http';

import { clockMs } from './stats.mjs';

process.on('disconnect', () => process.exit());
/** When each person got the first message. */
let arrivals = new Map();
let answered = new Set();
let sent = 0;
/** Who waits for a person's message. */
const waiting = new Map();
const longestWaitMs = 10_000;

const tasks = {
  /** How many people got a message since the last `take`. */
  count: () => arrivals.size,
  take: () => {
    const taken = Object.fromEntries(arrivals);
    arrivals = new Map();
    return taken;
  },
  forget: () => {
    arrivals = new Map();
    answered = new Set();
    return true;
  },
};
process.on('message', ({ id, what }) => process.send({ id, result: tasks[what]() }));

function note(person) {
  // A welcome or a second answer would be counted for somebody else's first.
  if (answered.has(person)) return;
  answered.add(person);
  arrivals.set(person, clockMs());
}

function awaitAnswer(person, response) {
  const end = (status) => {
    clearTimeout(timer);
    waiting.delete(person);
    response.writeHead(status, { 'content-length': 0 }).end();
  };
  const timer = setTimeout(() => end(504), longestWaitMs);
  waiting.set(person, () => end(204));
  if (answered.has(person)) end(204);
}

createServer((request, response) => {
  if (request.method === 'GET') return awaitAnswer(request.url.slice('/answers/'.length), response);
  let body = '';
  request.setEncoding('utf8').on('data', (chunk) => (body += chunk));
  request.on('end', () => {
    const message = JSON.parse(body);
    // Marking as read and typing go to the same place; only what a person gets is an answer.
    const person = String(message.to).replace('+', '');
    if (message.type) note(person);
    const answer = JSON.stringify({
      messaging_product: 'whatsapp',
      messages: [{ id: `wamid.BENCH${++sent}` }],
    });
    response.writeHead(200, { 'content-type': 'application/json', 'content-length': answer.length });
    response.end(answer);
    if (message.type) waiting.get(person)?.();
  });
}).listen(Number(process.env.PORT), '127.0.0.1');
