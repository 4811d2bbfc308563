import { readFile } from 'node:fs/promises';
import { createRequire } from 'node:module';

import { bindMigrationAwareSqlAdapterFactory } from '@prisma/driver-adapter-utils';
import * as bindings from '@prisma/schema-engine-wasm/schema_engine_bg';

import { MigrationAdapter } from './migration-adapter.ts';
import { type MigrationLimits, usualMigrationLimits } from './migration-lock.ts';

/**
 * Prisma's own schema engine, compiled to WebAssembly: it reads and writes the same migrations and the same
 * `_prisma_migrations` table as `prisma migrate`, without the native engine that has to be downloaded.
 *
 * @param given `datamodel`: the Prisma schema, to compare with it; `migrations`: the scripts of those that are to be applied for good
 */
export async function withSchemaEngine<T>(
  databaseUrl: string,
  {
    datamodel,
    migrations = [],
    limits = usualMigrationLimits,
  }: { datamodel?: string; migrations?: string[]; limits?: MigrationLimits },
  work: (engine: bindings.SchemaEngine) => Promise<T>,
): Promise<T> {
  await loadBindings();
  const adapter = new MigrationAdapter(databaseUrl, migrations, limits);
  try {
    const datamodels: [string, string][] | undefined = datamodel ? [['schema.prisma', datamodel]] : undefined;
    const engine = await bindings.SchemaEngine.new(
      { datamodels },
      () => undefined,
      bindMigrationAwareSqlAdapterFactory(adapter),
    );
    return await work(engine);
  } finally {
    await adapter.close();
  }
}

/** Node provides it; TypeScript declares it in its DOM library only. */
declare const WebAssembly: {
  compile(bytes: Uint8Array): Promise<object>;
  instantiate(
    module: object,
    imports: Record<string, Record<string, unknown>>,
  ): Promise<{ exports: Record<string, unknown> }>;
};

let loading: Promise<void> | undefined;

function loadBindings(): Promise<void> {
  loading ??= (async () => {
    const glue = createRequire(import.meta.url).resolve('@prisma/schema-engine-wasm/schema_engine_bg');
    const module = await WebAssembly.compile(await readFile(glue.replace(/\.js$/, '.wasm')));
    const instance = await WebAssembly.instantiate(module, {
      './schema_engine_bg.js': { ...bindings, ...quietTimers() },
    });
    bindings.__wbg_set_wasm(instance.exports);
    // The engine passes a panic's message to this global before it stops.
    Object.assign(globalThis, {
      PRISMA_WASM_PANIC_REGISTRY: {
        set_message: (words: string) => {
          throw new Error(`Prisma's schema engine failed: ${words}`);
        },
      },
    });
    (instance.exports.__wbindgen_start as (() => void) | undefined)?.();
  })();
  return loading;
}

/** The engine never clears its timers; one of 10 s would keep an idle process alive. */
function quietTimers(): Record<string, unknown> {
  const names = Object.keys(bindings).filter((name) => name.startsWith('__wbg_setTimeout_'));
  const later = (work: () => void, ms: number): NodeJS.Timeout => setTimeout(work, ms).unref();
  return Object.fromEntries(names.map((name) => [name, later]));
}
