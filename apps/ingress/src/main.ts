import 'reflect-metadata';

import { runApp } from '#platform';

import { ingressSettings } from './ingress.config.ts';
import { IngressModule } from './ingress.module.ts';

await runApp({ name: 'ingress', settings: ingressSettings, module: (config) => IngressModule.with(config) });
