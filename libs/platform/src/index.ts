export { freePort } from './free-port.ts';
export { MicroBatcher } from './micro-batcher.ts';
export { HealthModule, type Dependency, withTimeLimit } from './health.module.ts';
export { JsonLogger } from './logger.ts';
export { IntervalTask } from './interval-task.ts';
export { runApp } from './run-app.ts';
export { Sealer, sealingSettings, type SealingKey } from './sealer.ts';
export { SealingModule } from './sealing.module.ts';
export { loadConfig, rules, setting, SettingsError, type Config, type Settings } from './settings.ts';
