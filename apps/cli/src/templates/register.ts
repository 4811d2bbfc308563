import type { Command } from 'commander';

/** The code of each command, loaded when it is called: to load all of it takes seconds. */
const load = {
  list: () => import('./list.command.ts'),
  submit: () => import('./submit.command.ts'),
};

/** `templates`: its own commands. */
export function registerTemplates(program: Command): void {
  const templates = program
    .command('templates')
    .description('our message templates at WhatsApp, which reach people outside the 24-hour window');
  templates
    .command('list')
    .description('whether each of ours is approved, and what to do when it is not')
    .action(async () => (await load.list()).list());
  templates
    .command('submit')
    .description('hands in those of ours that are missing; fails when WhatsApp does not take one')
    .action(async () => (await load.submit()).submit());
}
