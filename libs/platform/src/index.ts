export { freePort } from './free-port.ts';
export { Gatherer } from './gatherer.ts';
export { HealthModule, type Dependency, withTimeLimit } from './health.module.ts';
export { JsonLogger } from './logger.ts';
export { Repeater } from './repeater.ts';
export { runApp } from './run-app.ts';
export { Sealer, sealingSettings, type SealingKey } from './sealer.ts';
export { SealingModule } from './sealing.module.ts';
export { loadConfig, rules, setting, SettingsError, type Config, type Settings } from './settings.ts';
