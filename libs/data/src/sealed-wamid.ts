import type { Sealer } from '#platform';

/** WhatsApp's id of a message, as it is stored. The index alone finds the message, whether or not the rest can be opened. */
export interface SealedWamid {
  blindIndex: string;
  sealed: string;
}

export const sealedWamid = (wamid: string | SealedWamid, sealer: Sealer): SealedWamid =>
  typeof wamid === 'string'
    ? { blindIndex: sealer.blindIndex('wamid', wamid), sealed: sealer.seal(wamid) }
    : wamid;
