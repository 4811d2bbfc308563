/** Where the simulator, like WhatsApp itself, does otherwise than an example of Meta's file has it: by path and title. */
type ByExample<What> = Record<string, Record<string, What>>;

/** Requests that are refused, with the code and why. */
export const refused: ByExample<{ code: number; because: string }> = {
  'POST /{Version}/{Phone-Number-ID}/messages': {},
};

/** Answers that are never given in the shape of the example. */
export const answeredOtherwise: ByExample<string> = {
  'POST /{Version}/{Phone-Number-ID}': {
    message_sent: 'nothing is sent through the number itself: that is what `/messages` is for',
  },
  'GET /{Version}/{Phone-Number-ID}/settings': {
    'Settings with SIP and encryption':
      'there are neither calls nor keys: what was set is told again, and no more',
  },
  'GET /{Version}/{Phone-Number-ID}/whatsapp_business_profile': {
    business_profile_details: 'the profile stands in `data[0]` itself, as in all of Meta’s pages',
  },
};
