/** An answer of the model that ended as it should. */
export const answered = (json: unknown): object => candidate(JSON.stringify(json), 'STOP');

function candidate(text: string, finishReason: string): object {
  return {
    candidates: [
      {
        content: { parts: [{ text, thoughtSignature: 'c2lnbmF0dXJl' }], role: 'model' },
        finishReason,
        index: 0,
      },
    ],
    usageMetadata: { promptTokenCount: 800, candidatesTokenCount: 60, totalTokenCount: 860 },
    modelVersion: 'gemini-3.5-flash',
    responseId: 'stand-in',
  };
}

/** Answers with status 200 that no one can use. */
export const uselessAnswers = {
  no_json: candidate('Sure! Here is the event you asked for.', 'STOP'),
  wrong_shape: candidate('{"actions": "create_event"}', 'STOP'),
  no_candidates: { candidates: [], usageMetadata: {} },
  empty: candidate('', 'STOP'),
  safety: { candidates: [{ finishReason: 'SAFETY', index: 0, safetyRatings: [] }] },
  max_tokens: candidate('{"actions": [{"intent": "create_ev', 'MAX_TOKENS'),
  /** Complete by chance. */
  stopped_early: candidate('{"actions":[{"words":"x","intent":"help","confidence":1}]}', 'OTHER'),
  prompt_blocked: { promptFeedback: { blockReason: 'PROHIBITED_CONTENT' } },
  null_body: null,
} as const;
