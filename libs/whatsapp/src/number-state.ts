import { z } from 'zod';

/** How a business number stands at WhatsApp. What WhatsApp did not tell is absent. */
export interface NumberState {
  /** `CONNECTED` can send; also `PENDING`, `DISCONNECTED`, `FLAGGED`, `RESTRICTED`, `RATE_LIMITED`, `BANNED`, … */
  status?: string;
  /** `GREEN`, `YELLOW`, `RED`, `UNKNOWN` or `NA`. */
  quality?: string;
  /** `VERIFIED`, `NOT_VERIFIED` or `EXPIRED`. */
  codeVerification?: string;
  /** Of its display name: `APPROVED`, `AVAILABLE_WITHOUT_REVIEW`, `DECLINED`, … */
  nameStatus?: string;
  /** `AVAILABLE`, `LIMITED` or `BLOCKED`: the worst of number, account, business and app. */
  canSend?: string;
  /** What stands in its way, in WhatsApp's words, and its advice. */
  obstacles: { code?: number; description: string; solution?: string }[];
  /** Where its webhooks about messages go; undefined when no address is set. */
  callbackUrl?: string;
}

/** The fields of a number that tell it. */
export const numberStateFields =
  'status,quality_rating,code_verification_status,name_status,health_status,webhook_configuration';

const word = z.string().min(1).optional().catch(undefined);

const entitySchema = z.object({
  errors: z
    .array(
      z.object({ error_code: z.int().optional(), error_description: z.string(), possible_solution: word }),
    )
    .catch([]),
});

const healthSchema = z
  .object({ can_send_message: word, entities: z.array(entitySchema).catch([]) })
  .optional()
  .catch(undefined);

/** An override of the number holds before that of the account, and that before the app's own address. */
const callbackSchema = z
  .object({ phone_number: word, whatsapp_business_account: word, application: word })
  .optional()
  .catch(undefined);

export const numberStateSchema = z
  .object({
    status: word,
    quality_rating: word,
    code_verification_status: word,
    name_status: word,
    health_status: healthSchema,
    webhook_configuration: callbackSchema,
  })
  .transform(({ health_status: health, webhook_configuration: callback, ...number }): NumberState => ({
    status: number.status,
    quality: number.quality_rating,
    codeVerification: number.code_verification_status,
    nameStatus: number.name_status,
    canSend: health?.can_send_message,
    obstacles: (health?.entities ?? []).flatMap(({ errors }) =>
      errors.map((error) => ({
        code: error.error_code,
        description: error.error_description,
        solution: error.possible_solution,
      })),
    ),
    callbackUrl: callback?.phone_number ?? callback?.whatsapp_business_account ?? callback?.application,
  }));
