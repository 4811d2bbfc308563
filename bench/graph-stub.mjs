// The Graph API's messages endpoint and nothing else: answers with a message id and notes who got a message, and when.
import { createServer } from 'node:http';

import { clockMs } from './stats.mjs';

process.on('disconnect', () => process.exit());
/** When each person got the first message. */
let arrivals = new Map();
let answered = new Set();
let sent = 0;

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

createServer((request, response) => {
  let body = '';
  request.setEncoding('utf8').on('data', (chunk) => (body += chunk));
  request.on('end', () => {
    const message = JSON.parse(body);
    // Marking as read and typing go to the same place; only what a person gets is an answer.
    if (message.type) note(String(message.to).replace('+', ''));
    const answer = JSON.stringify({
      messaging_product: 'whatsapp',
      messages: [{ id: `wamid.BENCH${++sent}` }],
    });
    response.writeHead(200, { 'content-type': 'application/json', 'content-length': answer.length });
    response.end(answer);
  });
}).listen(Number(process.env.PORT), '127.0.0.1');
