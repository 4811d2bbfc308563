import { randomInt } from 'node:crypto';

import { Body, Controller, HttpCode, Inject, Post } from '@nestjs/common';

import { parseInput } from '../parse-input.ts';
import { SIMULATOR_CONFIG, type SimulatorConfig } from '../simulator.config.ts';
import { type Check, type Verification, verifySchema } from './verification.schema.ts';

const answerLimitMs = 5_000;
const shownCharacters = 200;

interface Answer {
  status: number;
  body: string;
}

/** `GET` of the webhook address, as Meta does it when the address is saved: once rightly, and once as a stranger would. */
@Controller('_scenario/verify')
export class VerificationController {
  constructor(@Inject(SIMULATOR_CONFIG) private readonly config: SimulatorConfig) {}

  @Post()
  @HttpCode(200)
  async verify(@Body() body: unknown): Promise<Verification> {
    const { url = this.config.webhookUrl, verifyToken = this.config.verifyToken } = parseInput(
      verifySchema,
      body,
    );
    const checks = [await rightToken(url, verifyToken), await wrongToken(url, verifyToken)];
    return { url, passed: checks.every(({ passed }) => passed), checks };
  }
}

async function rightToken(url: string, token: string): Promise<Check> {
  const challenge = newChallenge();
  const answer = await ask(url, { token, challenge });
  return {
    what: 'with the right verify token',
    passed: typeof answer !== 'string' && answer.status === 200 && answer.body === challenge,
    answered: inWords(answer),
    expected: `HTTP 200 with the challenge ${challenge} and nothing else as its body`,
  };
}

async function wrongToken(url: string, token: string): Promise<Check> {
  const challenge = newChallenge();
  const answer = await ask(url, { token: `not-${token}`, challenge });
  return {
    what: 'with a wrong verify token',
    passed: typeof answer !== 'string' && answer.status >= 400 && answer.status < 500,
    answered: inWords(answer),
    expected: 'HTTP 403, or another 4xx',
  };
}

const newChallenge = (): string => String(randomInt(10 ** 9, 10 ** 10));

/** The answer, or why there was none. */
async function ask(
  url: string,
  { token, challenge }: { token: string; challenge: string },
): Promise<Answer | string> {
  const target = new URL(url);
  target.searchParams.set('hub.mode', 'subscribe');
  target.searchParams.set('hub.challenge', challenge);
  target.searchParams.set('hub.verify_token', token);
  try {
    const response = await fetch(target, { redirect: 'manual', signal: AbortSignal.timeout(answerLimitMs) });
    return { status: response.status, body: await response.text() };
  } catch (error) {
    const { cause, name } = error as Error;
    const { code, message = name } = (cause as NodeJS.ErrnoException | undefined) ?? {};
    return name === 'TimeoutError'
      ? `no answer within ${answerLimitMs / 1_000} s`
      : `no answer (${code ?? message})`;
  }
}

function inWords(answer: Answer | string): string {
  if (typeof answer === 'string') return answer;
  const { status, body } = answer;
  if (!body) return `HTTP ${status} with an empty body`;
  return `HTTP ${status} with ${JSON.stringify(body.slice(0, shownCharacters))}`;
}
