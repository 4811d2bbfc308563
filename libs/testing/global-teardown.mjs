import { once } from 'node:events';

export default async function tearDown() {
  const services = globalThis.testServices;
  services.disconnect();
  await once(services, 'exit');
}
