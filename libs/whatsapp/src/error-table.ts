/** How to react to an error, whether it answered a send or came later in a status. */
export type Remedy =
  /** Everything should slow down; then it can be sent. */
  | 'throttle'
  /** Too many messages to this person: only theirs wait. */
  | 'pair'
  /** Transient: retry with backoff. */
  | 'retry'
  /** Somebody must fix something (token, permission, payment, registration); all sends wait for that. */
  | 'operator'
  /** The 24 hours since the person's last message are over: only a template reaches them. */
  | 'window'
  /** The person wants no marketing messages from us. */
  | 'opt_out'
  /** The template may not be used at the moment. */
  | 'template_paused'
  /** The template may no longer be used. */
  | 'template_disabled'
  /** It may work in hours or days, when the message is of no use any more. */
  | 'later'
  /** This message will never be sent. */
  | 'never';

/** WhatsApp's codes by reaction. Unlisted ones mean `never`, unless the answer says that the error is transient. */
const codes: Record<Remedy, number[]> = {
  // Calls of the app, custom limits, calls of the account, throughput of the number.
  throttle: [4, 613, 80_007, 80_008, 130_429],
  // Between our number and one person.
  pair: [131_056],
  // Outages and maintenance.
  retry: [1, 2, 131_000, 131_016, 131_057, 133_004, 2_494_100],
  // And all of 200 to 299: permissions.
  operator: [0, 3, 10, 190, 368, 131_005, 131_031, 131_042, 131_045, 133_010],
  window: [131_047],
  opt_out: [131_050],
  template_paused: [132_015],
  template_disabled: [132_016],
  // Spam restriction, too much marketing for this person, miscategorised templates, throttled flow, template being synchronised,
  // PIN and registration limits.
  later: [131_048, 131_049, 131_064, 132_069, 133_008, 133_009, 133_015, 133_016, 134_101],
  never: [
    // The number, the recipient or their country.
    33, 130_403, 130_472, 130_497, 131_021, 131_026, 131_030, 131_037, 131_044, 131_062, 137_000,
    // The request.
    100, 131_008, 131_009, 131_051, 131_052, 131_053, 131_055, 131_061, 131_063, 135_000, 139_200,
    // The template or the flow.
    132_000, 132_001, 132_005, 132_007, 132_008, 132_012, 132_018, 132_068, 134_011, 134_100, 134_102,
    // Groups.
    131_020, 131_041, 131_059,
    // Registration.
    133_000, 133_005, 133_006,
  ],
};

const remedies = new Map(
  Object.entries(codes).flatMap(([remedy, all]) => all.map((code) => [code, remedy as Remedy] as const)),
);

/** @returns undefined for an unknown code */
export function remedyFor(code: number): Remedy | undefined {
  return code >= 200 && code < 300 ? 'operator' : remedies.get(code);
}
