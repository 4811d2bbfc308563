import { isPostgresOutage } from './postgres-outage.ts';

const coded = (code: string, message: string): Error => Object.assign(new Error(message), { code });

describe('an outage of PostgreSQL', () => {
  it.each([
    new Error('Connection terminated unexpectedly'),
    new Error('timeout exceeded when trying to connect'),
    new Error('Query read timeout'),
    new Error('Client has encountered a connection error and is not queryable'),
    coded('57P03', 'the database system is starting up'),
    coded('25006', 'cannot execute INSERT in a read-only transaction'),
    Object.assign(coded('ECONNREFUSED', 'connect ECONNREFUSED 127.0.0.1:5432'), { syscall: 'connect' }),
  ])('is known by %s', (error) => {
    expect(isPostgresOutage(error)).toBe(true);
  });

  it.each([
    coded('23505', 'duplicate key value violates unique constraint "job_pkey"'),
    coded('57014', 'canceling statement due to user request'),
    new Error('Query read'),
    'Query read timeout',
  ])('is not seen in %s', (error) => {
    expect(isPostgresOutage(error)).toBe(false);
  });
});
