import { resolve } from 'node:path';

import { type Action, type UnderstandRequest, understandOffline } from '#understanding';
import { loadConfig, rules, setting } from '#platform';

import { datesReport } from './dates-report.ts';
import { readRows } from './evaluation-data.ts';
import { intentsReport } from './intents-report.ts';

const evaluateSettings = { folder: setting('HANDSFREE_NLU_DATA', rules.text.default('../shared/nlu')) };

/** `understand-eval`: how well the offline understanding does on labelled sentences; nothing is asked of any service. */
export async function evaluate(folder: string | undefined): Promise<void> {
  const path = resolve(folder ?? loadConfig(evaluateSettings).folder);
  const { intents, dates } = await readRows(path);
  const understand = (request: UnderstandRequest): Action => understandOffline(request).actions[0];
  console.log([...intentsReport(intents, understand), '', ...datesReport(dates, understand)].join('\n'));
}
