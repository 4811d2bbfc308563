import { watchedAppsSchema } from './watched-app.ts';

describe('OPS_APPS', () => {
  it('names apps by their hosts, or by a name of their own', () => {
    expect(watchedAppsSchema.parse('ingress:3000, intent=10.0.0.7:3002,media=[::1]:3001')).toEqual([
      { name: 'ingress', host: 'ingress', port: 3000 },
      { name: 'intent', host: '10.0.0.7', port: 3002 },
      { name: 'media', host: '::1', port: 3001 },
    ]);
  });

  it.each(['ingress', 'http://ingress:3000', 'ingress:99999', ','])('is not %s', (value) => {
    expect(watchedAppsSchema.safeParse(value).success).toBe(false);
  });
});
