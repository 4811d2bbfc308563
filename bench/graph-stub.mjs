// The Graph API's messages endpoint: answers with a message id and records who got a message, and when. One extra
// endpoint for the benchmark: `GET /answers/<person>` responds once that person has got a message.
import { createServer } from 'node:http';

import { clockMs } from './stats.mjs';

process.on('disconnect', () => process.exit());
/** When each person got the first message. */
let arrivals = new Map();
let answered = new Set();
let sent = 0;
/** Requests that wait for a person's message. */
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
  // A welcome or a second answer would be counted as somebody else's first.
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
    // Read receipts and typing indicators use the same endpoint; only messages to a person are answers.
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
