// The load generator: its own process on plain sockets, to take little from what it measures. Requests are built and
// signed before the clock starts.
import { connect } from 'node:net';

import { clockMs } from './stats.mjs';
import { phoneOf, signedRequest } from './webhooks.mjs';

process.on('disconnect', () => process.exit());
process.on('message', ({ id, ...task }) => {
  const work = task.rate ? atRate(task) : task.graphPort ? oneByOne(task) : asFastAsPossible(task);
  work.then(
    (result) => process.send({ id, result }),
    (error) => process.send({ id, result: { error: error.message } }),
  );
});

/**
 * Closed loop: each connection sends the next webhook when the last is answered, for some seconds or until `count` are
 * sent.
 */
async function asFastAsPossible({ port, connections, first, count, seconds = Infinity }) {
  const requests = build(first, count, port, () => Date.now());
  const lines = await Promise.all(Array.from({ length: connections }, () => Line.open(port)));
  let at = 0;
  let acknowledged = 0;
  let refused = 0;
  const startedAt = clockMs();
  await Promise.all(
    lines.map(async (line) => {
      while (at < count && clockMs() - startedAt < seconds * 1_000) {
        if ((await line.send(requests[at++])) === 200) acknowledged++;
        else refused++;
      }
      line.close();
    }),
  );
  return { startedAt, used: at, refused, perSecond: (acknowledged / (clockMs() - startedAt)) * 1_000 };
}

/**
 * Open loop: one webhook every 1/rate seconds, whether or not earlier ones are answered; latency counts from when it
 * was due.
 */
async function atRate({ port, rate, first, count }) {
  const requests = build(first, count, port, (at) => Date.now() + (at * 1_000) / rate);
  const idle = [];
  const all = new Set();
  const latencies = [];
  const sent = {};
  let refused = 0;
  const startedAt = clockMs();
  await Promise.all(
    requests.map(async (request, at) => {
      const due = startedAt + (at * 1_000) / rate;
      await new Promise((resolve) => setTimeout(resolve, Math.ceil(due - clockMs())));
      let line = idle.pop();
      while (line && !line.isOpen) line = idle.pop();
      line ??= await Line.open(port);
      all.add(line);
      sent[phoneOf(first + at)] = due;
      if ((await line.send(request)) !== 200) refused++;
      latencies.push(clockMs() - due);
      idle.push(line);
    }),
  );
  for (const line of all) line.close();
  return { latencies, sent, refused };
}

/** The next webhook leaves when the Graph API has the answer to the last one. */
async function oneByOne({ port, graphPort, first, count }) {
  const line = await Line.open(port);
  const graph = await Line.open(graphPort);
  const sent = {};
  let refused = 0;
  for (let number = first; number < first + count; number++) {
    // Built just in time: an old timestamp would count as a delayed message.
    const request = signedRequest(number, `127.0.0.1:${port}`, Date.now());
    const phone = phoneOf(number);
    const answered = graph.send(`GET /answers/${phone} HTTP/1.1\r\nHost: 127.0.0.1:${graphPort}\r\n\r\n`);
    sent[phone] = clockMs();
    if ((await line.send(request)) !== 200) refused++;
    if ((await answered) === 0) throw new Error('The Graph API closed the connection');
  }
  line.close();
  graph.close();
  return { sent, refused };
}

const build = (first, count, port, sentAt) =>
  Array.from({ length: count }, (_, at) => signedRequest(first + at, `127.0.0.1:${port}`, sentAt(at)));

/** One keep-alive connection with one request under way. */
class Line {
  #socket;
  #text = '';
  #answered;
  isOpen = true;

  static async open(port) {
    const line = new Line();
    await new Promise((resolve, reject) => {
      line.#socket = connect({ port, host: '127.0.0.1', noDelay: true }, resolve);
      line.#socket.once('error', reject);
    });
    line.#socket.setEncoding('latin1').on('data', (text) => line.#read(text));
    // Servers close connections that were idle for some seconds.
    line.#socket.on('close', () => {
      line.isOpen = false;
      line.#answered?.(0);
    });
    return line;
  }

  /** @returns the status code of the answer, 0 when the connection ended first */
  send(request) {
    return new Promise((resolve) => {
      this.#answered = resolve;
      this.#socket.write(request);
    });
  }

  close() {
    this.#socket.destroy();
  }

  #read(text) {
    this.#text += text;
    const headEnd = this.#text.indexOf('\r\n\r\n');
    if (headEnd < 0) return;
    const head = this.#text.slice(0, headEnd);
    const length = Number(/\r\ncontent-length: *(\d+)/i.exec(head)?.[1]);
    if (this.#text.length < headEnd + 4 + length) return;
    this.#text = '';
    this.#answered?.(Number(head.slice(9, 12)));
  }
}
