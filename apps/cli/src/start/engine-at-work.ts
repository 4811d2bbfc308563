import { type GeminiConfig, understandingMode } from '#understanding';

type Chosen = Pick<GeminiConfig, 'geminiModel'> &
  Partial<Pick<GeminiConfig, 'geminiApiKey' | 'understanding'>>;

/** Which engine understands what people write, and how to change that. */
export function engineAtWork(config: Chosen): string {
  switch (understandingMode(config)) {
    case 'gemini':
      return `every message goes to Gemini (${config.geminiModel}); offline when that fails`;
    case 'both':
      return `what is not clear offline goes to Gemini (${config.geminiModel}); UNDERSTANDING=offline switches that off`;
    default:
      return config.geminiApiKey === undefined
        ? 'offline; to switch Gemini on, set GEMINI_API_KEY (https://aistudio.google.com/apikey; Google uses what is sent with a free key)'
        : 'offline, as UNDERSTANDING says; Gemini is off';
  }
}
