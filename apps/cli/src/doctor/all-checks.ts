import type { NumberState, Reached } from '#whatsapp';

import { checkGraphClock } from './clock.checks.ts';
import {
  checkDatabase,
  checkDatabaseClock,
  checkKeys,
  checkMigrations,
  checkRetention,
  checkSending,
} from './database.checks.ts';
import type { Deployment } from './deployment.ts';
import { checkGemini } from './gemini.checks.ts';
import { checkAccess, checkGraph, checkToken } from './graph.checks.ts';
import { checkAccount, checkLimits, judgeNumber, numberIdOf } from './number.checks.ts';
import { checkQueues } from './queue.checks.ts';
import type { Check } from './run-checks.ts';
import { checkSettings } from './settings.checks.ts';
import { checkTemplates } from './template.checks.ts';
import { checkWebhook } from './webhook.checks.ts';

/** In the order in which one mends them. */
export function allChecks(deployment: Deployment): Check[] {
  const reached = once(async (): Promise<Reached> => deployment.account().reach());
  const number = once(async (): Promise<NumberState> => deployment.account().number(numberIdOf(deployment)));
  return [
    { name: 'settings', run: () => checkSettings(deployment.isSimulated) },
    { name: 'database', run: () => checkDatabase(deployment) },
    { name: 'migrations', needs: ['database'], run: () => checkMigrations(deployment) },
    { name: 'keys', needs: ['migrations'], run: () => checkKeys(deployment) },
    {
      name: 'queues',
      needs: deployment.hasRedis ? [] : ['database'],
      run: () => checkQueues(deployment),
    },
    { name: 'clock', needs: ['database'], run: () => checkDatabaseClock(deployment) },
    { name: 'graph', run: () => checkGraph(deployment, reached) },
    { name: "graph's clock", needs: ['graph'], run: async () => checkGraphClock(await reached()) },
    { name: 'token', needs: ['graph'], run: () => checkToken(deployment) },
    { name: 'access', needs: ['graph'], run: () => checkAccess(number()) },
    { name: 'number', needs: ['access'], run: async () => judgeNumber(await number()) },
    {
      name: 'limits',
      needs: ['access'],
      run: async () => checkLimits(deployment, await deployment.account().limits(numberIdOf(deployment))),
    },
    {
      name: 'account',
      needs: ['access'],
      run: async () => checkAccount(deployment, deployment.account()),
    },
    { name: 'webhook', needs: ['access'], run: async () => checkWebhook(deployment, await number()) },
    { name: 'templates', needs: ['access'], run: () => checkTemplates(deployment) },
    { name: 'sending', needs: ['migrations'], run: () => checkSending(deployment) },
    { name: 'retention', needs: ['migrations'], run: () => checkRetention(deployment) },
    { name: 'gemini', run: () => checkGemini(deployment) },
  ];
}

/** Several checks share the answer. */
function once<T>(ask: () => Promise<T>): () => Promise<T> {
  let answer: Promise<T> | undefined;
  return () => (answer ??= ask());
}
