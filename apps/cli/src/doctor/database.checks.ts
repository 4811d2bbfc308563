import { existsSync } from 'node:fs';
import { join } from 'node:path';

import { Database, KeyCheck, LookupKeyStore, NumberStore, RetentionStore } from '#data';
import { databaseFault, inspectDatabase, pendingMigrations } from '#data/admin';
import { loadConfig, Sealer, sealingSettings, SettingsError } from '#platform';
import { queueSettings } from '#queues';
import { explainError, graphSettings } from '#whatsapp';

import { dataFolder } from '../start/data-folder.ts';
import { clockFinding } from './clock.checks.ts';
import type { Deployment } from './deployment.ts';
import { failing, type Finding, notChecked, ok, unlessAny, warning } from './finding.ts';

const oldestMajor = 14;
const busyShare = 0.9;
const secondsOfDay = 86_400;

const optionalKeys = {
  encryptionKeys: {
    ...sealingSettings.encryptionKeys,
    schema: sealingSettings.encryptionKeys.schema.optional(),
  },
  lookupKey: { ...sealingSettings.lookupKey, schema: sealingSettings.lookupKey.schema.optional() },
};

/** For checks that need one that is there. */
async function urlOf(deployment: Deployment): Promise<string> {
  return (await deployment.databaseUrl()) ?? '';
}

export async function checkDatabase(deployment: Deployment): Promise<Finding | Finding[]> {
  const url = await deployment.databaseUrl();
  if (!url)
    return failing('DATABASE_URL is not set, and no `npm start` runs here', 'Set it, or run `npm start`.');
  const fault = await databaseFault(url);
  if (fault) return failing(fault, 'Check DATABASE_URL, and that the server runs and takes connections.');
  const { version, major, isReadOnly, connections, mostConnections } = await inspectDatabase(url);
  const found: Finding[] = [];
  if (major < oldestMajor)
    found.push(failing(`PostgreSQL ${version} is too old`, `Upgrade to PostgreSQL ${oldestMajor} or newer.`));
  if (isReadOnly)
    found.push(
      failing(
        'it takes no writes: it is a replica, or set to read only',
        'Name the primary in DATABASE_URL.',
      ),
    );
  if (connections > mostConnections * busyShare)
    found.push(
      warning(
        `${connections} of ${mostConnections} connections are in use`,
        'Raise max_connections, or lower DATABASE_POOL_SIZE or the number of replicas.',
      ),
    );
  return unlessAny(found, `PostgreSQL ${version} takes reads and writes`);
}

export async function checkMigrations(deployment: Deployment): Promise<Finding> {
  const pending = await pendingMigrations(await urlOf(deployment));
  return pending.length === 0
    ? ok('all are applied')
    : failing(`${pending.length} are missing, the first is ${pending[0]}`, 'Run `npm run db:migrate`.');
}

/** Whether the keys are those of the database. Writes nothing. */
export async function checkKeys(deployment: Deployment): Promise<Finding> {
  const { encryptionKeys, lookupKey } = loadConfig(optionalKeys, deployment.environment);
  if (!encryptionKeys || !lookupKey)
    return deployment.isSimulated || existsSync(join(dataFolder, 'lookup-key'))
      ? ok('`npm start` keeps them in .handsfree/')
      : warning(
          'ENCRYPTION_KEYS and LOOKUP_KEY are not both set: only `npm start` makes its own',
          'Set both, the same for every app.',
        );
  const sealer = new Sealer({ encryptionKeys, lookupKey });
  return withDatabase(deployment, async (database) => {
    const lookupKeys = new LookupKeyStore(database);
    // The first app that starts writes down which one it is.
    if ((await lookupKeys.kept()) === null) return ok('no app has started with this database yet');
    try {
      await new KeyCheck(database, lookupKeys, sealer).check();
      return ok('ENCRYPTION_KEYS and LOOKUP_KEY are those of this database');
    } catch (error) {
      if (!(error instanceof SettingsError)) throw error;
      return failing(error.faults.join('; '), 'Put back the keys of this database.');
    }
  });
}

export async function checkDatabaseClock(deployment: Deployment): Promise<Finding> {
  const { clock } = await inspectDatabase(await urlOf(deployment));
  return clockFinding('the database', clock);
}

/** What the notifiers know: nothing is sent while the circuit breaker is open. */
export async function checkSending(deployment: Deployment): Promise<Finding> {
  const { phoneNumberId } = loadConfig(
    { phoneNumberId: graphSettings.phoneNumberId },
    deployment.environment,
  );
  return withDatabase(deployment, async (database) => {
    const numbers = new NumberStore(database);
    const [open, heldUntil] = await Promise.all([
      numbers.breaker(phoneNumberId),
      numbers.heldUntil(phoneNumberId),
    ]);
    if (open) {
      const known = open.code === null ? undefined : explainError(open.code);
      const why = open.code === null ? 'WhatsApp did not answer' : `WhatsApp error ${open.code}`;
      return failing(
        `nothing is sent since ${open.openedAt.toISOString()}: ${why}`,
        known?.advice ?? 'It is tried again by itself; see the lines about WhatsApp.',
      );
    }
    return heldUntil
      ? warning(
          `nothing but answers is sent until ${heldUntil.toISOString()}: WhatsApp restricts the number`,
          'Look at WhatsApp Manager; send less of what nobody asked for.',
        )
      : ok('messages are sent');
  });
}

/** Whether what people wrote is removed when its time is over. */
export async function checkRetention(deployment: Deployment): Promise<Finding> {
  const { retentionDays } = loadConfig(
    { retentionDays: queueSettings.retentionDays },
    deployment.environment,
  );
  return withDatabase(deployment, async (database) => {
    const { inbound, outbound } = await new RetentionStore(database).overdueSeconds(retentionDays);
    const overdue = Math.max(inbound, outbound) / secondsOfDay;
    return overdue < 1
      ? ok(`what people wrote is removed after ${retentionDays} days`)
      : warning(
          `what people wrote is not removed yet after ${retentionDays} days: ${Math.ceil(overdue)} days of it are left`,
          'Intent removes it, thousands of messages a second. If the number does not go down within minutes, look for RetentionSweep in its log.',
        );
  });
}

async function withDatabase(
  deployment: Deployment,
  look: (database: Database) => Promise<Finding>,
): Promise<Finding> {
  const url = await urlOf(deployment);
  if (!url) return notChecked('there is no database');
  const database = new Database(url, 1);
  try {
    return await look(database);
  } finally {
    await database.$disconnect();
  }
}
