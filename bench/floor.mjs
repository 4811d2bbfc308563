// The machine's upper bound: a bare HTTP server that checks the signature and appends the bytes to a Redis stream.
import { Redis } from 'ioredis';

import { serveWebhooks } from './plain-http.mjs';

process.on('disconnect', () => process.exit());
const redis = new Redis(process.env.REDIS_URL);

serveWebhooks(async (body, acknowledge) => {
  await redis.xadd('floor', '*', 'body', body);
  acknowledge();
});
