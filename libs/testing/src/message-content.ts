/** The content of a message of each kind besides its id, sender and time, as WhatsApp sends it. */
export type MessageContent = Extras &
  (
    | { type: 'text'; text: { body: string } }
    | { type: 'image'; image: FileFields }
    | { type: 'audio'; audio: FileFields }
    | { type: 'video'; video: FileFields }
    | { type: 'document'; document: FileFields }
    | { type: 'sticker'; sticker: FileFields }
    | { type: 'location'; location: { latitude: number; longitude: number; name?: string; address?: string } }
    | { type: 'contacts'; contacts: { name: { formatted_name: string }; origin?: string }[] }
    | { type: 'interactive'; interactive?: Interactive }
    | { type: 'button'; button: { payload: string; text: string } }
    | { type: 'reaction'; reaction: { message_id: string; emoji?: string } }
    | { type: 'order'; order: { catalog_id: string; text?: string; product_items: object[] } }
    | { type: 'system'; system: SystemFields; identity?: object }
    | { type: 'edit'; edit: { original_message_id: string; message: MessageContent } }
    | { type: 'revoke'; revoke: { original_message_id: string } }
    | { type: 'unsupported'; unsupported?: { type: string } }
    // The older word for unsupported, and an unknown one.
    | { type: 'unknown' }
    | { type: 'hologram'; hologram: object }
  );

interface Extras {
  context?: {
    id?: string;
    from?: string;
    forwarded?: boolean;
    frequently_forwarded?: boolean;
    referred_product?: object;
  };
  referral?: object;
  errors?: object[];
  group_id?: string;
}

interface FileFields {
  id?: string;
  url?: string;
  mime_type?: string;
  sha256?: string;
  caption?: string;
  filename?: string;
  voice?: boolean;
  animated?: boolean;
}

type Interactive =
  | { type: 'button_reply'; button_reply: { id: string; title: string } }
  | { type: 'list_reply'; list_reply: { id: string; title: string; description?: string } }
  | { type: 'nfm_reply'; nfm_reply: { name: string; body: string; response_json: string } }
  | { type: 'call_permission_reply'; call_permission_reply: object };

interface SystemFields {
  type: string;
  body?: string;
  wa_id?: string;
  user_id?: string;
  previous_user_id?: string;
}

const file = (id: string, mimeType: string): FileFields => ({
  id,
  mime_type: mimeType,
  sha256: 'SfInY0gGKTsJlUWbwxC1k+FAD0FZHvzwfpvO0zX0GUI=',
  url: `https://lookaside.fbsbx.com/whatsapp_business/attachments/?mid=${id}&source=webhook`,
});

/** One realistic message of each kind that carries a file; `more` replaces parts of it. */
export const fileContent = {
  image: (more: FileFields = {}) => ({
    type: 'image' as const,
    image: { caption: 'Taj Mahal', ...file('1003383421387256', 'image/jpeg'), ...more },
  }),
  voice: (more: FileFields = {}) => ({
    type: 'audio' as const,
    audio: { ...file('1908647269898587', 'audio/ogg; codecs=opus'), voice: true, ...more },
  }),
  video: (more: FileFields = {}) => ({
    type: 'video' as const,
    video: { caption: 'Look', ...file('1166414785519855', 'video/mp4'), ...more },
  }),
  document: (more: FileFields = {}) => ({
    type: 'document' as const,
    document: {
      caption: 'Invoice',
      filename: 'receipt.pdf',
      ...file('1234567890987654321', 'application/pdf'),
      ...more,
    },
  }),
  sticker: (more: FileFields = {}) => ({
    type: 'sticker' as const,
    sticker: { ...file('1234567890987654', 'image/webp'), animated: false, ...more },
  }),
};
