import { type ChildProcess, execFile, spawn } from 'node:child_process';
import { once } from 'node:events';
import { promisify } from 'node:util';

import { waitUntil } from '#testing';

const run = promisify(execFile);

interface Line {
  level: number;
  app: string;
  msg: string;
  [field: string]: unknown;
}

/** The output of a process that logs with `Logger` in this way. pino bypasses everything that Jest could capture. */
async function printed(statement: string): Promise<Line> {
  const program = `
    import { Logger } from '@nestjs/common';
    import { aboutMessage, aboutNoMessage, JsonLogger, nameMessage } from '#platform';
    Logger.overrideLogger(new JsonLogger('intent'));
    const logger = new Logger('queue outbound');
    ${statement}`;
  const { stdout } = await run(process.execPath, ['--input-type=module', '--eval', program], { env: {} });
  return JSON.parse(stdout) as Line;
}

describe('a line of the log', () => {
  it('is JSON with the app, the context, the words and the fields', async () => {
    expect(await printed(`logger.log({ message: 'done', job: 'm-1', attempt: 2 })`)).toMatchObject({
      level: 30,
      app: 'intent',
      context: 'queue outbound',
      msg: 'done',
      job: 'm-1',
      attempt: 2,
      time: expect.stringMatching(/^\d{4}-\d\d-\d\dT.*Z$/),
    });
  });

  it('may be plain words, as Nest logs', async () => {
    expect(await printed(`logger.warn('slow start')`)).toMatchObject({
      level: 40,
      context: 'queue outbound',
      msg: 'slow start',
    });
  });

  it('keeps the stack that Nest passes with an error', async () => {
    expect(await printed(`logger.error('broken', 'Error: at line 1')`)).toMatchObject({
      level: 50,
      context: 'queue outbound',
      msg: 'broken',
      stack: 'Error: at line 1',
    });
  });

  it('holds an error with its kind and stack', async () => {
    expect(await printed(`logger.error(new RangeError('too far'))`)).toMatchObject({
      level: 50,
      context: 'queue outbound',
      msg: 'too far',
      err: {
        type: 'RangeError',
        message: 'too far',
        stack: expect.stringContaining('RangeError: too far\n'),
      },
    });
  });

  it('names nobody whom an error quotes, and holds nothing else that it carries', async () => {
    const error = `Object.assign(new Error('no reply to +16505551234', { cause: new Error('not for "Sheena Nelson"') }), {
      config: { headers: { authorization: 'Bearer of-a-token' } } })`;
    const lines = await Promise.all([
      printed(`logger.error(${error})`),
      printed(`logger.error(${error}.message, ${error}.stack)`),
      printed(`logger.warn({ message: 'given up', reason: String(${error}), job: 'm-16505551' })`),
      printed(`logger.log({ message: 'have jobs now', reasons: ['no person US.1A2b3C4d5E'] })`),
    ]);

    for (const line of lines) expect(JSON.stringify(line)).not.toMatch(/6505551234|Sheena|token|1A2b/);
    expect(lines).toMatchObject([
      { err: { message: 'no reply to +***', causes: ['Error: not for "***"'] } },
      { msg: 'no reply to +***', stack: expect.stringContaining('Error: no reply to +***\n') },
      { reason: 'Error: no reply to +***', job: 'm-16505551' },
      { reasons: ['no person US.***'] },
    ]);
  });

  const ours = '019ac1f2-7b3e-7cc0-8d3e-0123456789ab';

  it('carries the correlation id of the message at hand, which may turn out later', async () => {
    const id = '0123456789ab';
    const log = (work: string): Promise<Line> =>
      printed(`await aboutMessage('${ours}', async () => { ${work} })`);

    expect(await log(`await null; logger.log({ message: 'done' })`)).toMatchObject({ correlationId: id });
    expect(await log(`logger.warn('slow start')`)).toMatchObject({ correlationId: id });
    expect(await log(`logger.error(new RangeError('too far'))`)).toMatchObject({ correlationId: id });
    expect(await log(`nameMessage('${ours.replace('0123', 'ffff')}'); logger.log('done')`)).toMatchObject({
      correlationId: 'ffff456789ab',
    });
    expect(await log(`aboutNoMessage(() => logger.log('done'))`)).not.toHaveProperty('correlationId');
  });

  it('shows nothing of the request behind an error: it holds the token and the words', async () => {
    const line = await printed(`
      const cause = Object.assign(new Error('socket hang up'), { config: { headers: { Authorization: 'Bearer hunter2' } } });
      logger.error(new Error('WhatsApp did not answer', { cause }))`);

    expect(line.msg).toContain('WhatsApp did not answer');
    expect(JSON.stringify(line)).not.toContain('hunter2');
  });
});

describe('the reader of the log', () => {
  const count = 20_000;
  let child: ChildProcess;
  let output: string;

  /** Logs far more than a pipe holds, while nobody reads, and then does what the test asks for. */
  beforeEach(async () => {
    const program = `
      import { JsonLogger } from '#platform';
      const logger = new JsonLogger('intent');
      process.on('message', (asked) => {
        if (asked === 'log') logger.log('one more');
        if (asked === 'exit') process.exit(0);
      });
      for (let at = 0; at < ${count}; at++) logger.log({ message: 'step', padding: '${'x'.repeat(100)}' });
      process.send('alive');`;
    child = spawn(process.execPath, ['--input-type=module', '--eval', program], {
      stdio: ['ignore', 'pipe', 'inherit', 'ipc'],
    });
    output = '';
    let isAlive = false;
    child.once('message', () => (isAlive = true));
    await waitUntil('the process has logged everything', () => isAlive);
  });
  afterEach(() => child.kill('SIGKILL'));

  it('may hang without holding up the process, and hears what it missed once it reads', async () => {
    child.stdout?.on('data', (chunk: Buffer) => (output += chunk.toString()));
    await waitUntil('it is told', () => output.includes('lines were dropped'));
    child.send('log');
    await waitUntil('the log goes on', () => /one more.*\n$/.test(output));

    const lines = output
      .trim()
      .split('\n')
      .map((line) => JSON.parse(line) as Line);
    const dropped = lines.find(({ msg }) => msg.includes('lines were dropped'))?.lines;
    expect(lines.filter(({ msg }) => msg === 'step')).toHaveLength(count - Number(dropped));
    expect(dropped).toBeGreaterThan(0);
  });

  it('may hang while the process ends', async () => {
    child.send('exit');

    expect(await once(child, 'exit')).toEqual([0, null]);
  });

  it('may be gone', async () => {
    child.stdout?.destroy();
    child.send('log');
    child.send('exit');

    expect(await once(child, 'exit')).toEqual([0, null]);
  });
});
