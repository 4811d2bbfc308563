import { Figures } from './metrics.ts';

class Weather extends Figures {
  looks = 0;
  answer: () => Promise<number> = () => Promise.resolve(21);
  readonly #degrees = this.gauge('degrees', 'How warm it is');

  constructor() {
    super('weather');
  }

  protected async look(): Promise<void> {
    this.looks++;
    this.#degrees.set(await this.answer());
  }
}

describe('figures', () => {
  it('are looked up when somebody asks', async () => {
    const text = await new Weather().text();

    expect(text).toContain('# HELP handsfree_degrees How warm it is');
    expect(text).toContain('handsfree_degrees 21');
  });

  it('cost one look, however many ask at once and soon after', async () => {
    const weather = new Weather();
    const now = performance.now();
    performance.now = () => now;
    try {
      await Promise.all([weather.text(), weather.text(), weather.text()]);
      await weather.text();
    } finally {
      delete (performance as { now?: unknown }).now;
    }

    expect(weather.looks).toBe(1);
  });

  it('are left out when they cannot be looked up, and come back', async () => {
    const weather = new Weather();
    weather.answer = () => Promise.reject(new Error('the database is away'));
    expect(await weather.text()).toBe('');

    weather.answer = () => Promise.resolve(7);
    expect(await weather.text()).toContain('handsfree_degrees 7');
  });
});
