// `npm run docs:conversation`: plays the conversation of apps/e2e/conversation and writes it to docs/conversation.md.
process.env.WRITE_CONVERSATION = 'yes';
process.argv.push('apps/e2e/conversation.e2e-spec.ts');
await import('./test.mjs');
