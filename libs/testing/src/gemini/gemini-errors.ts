/** An error as the API writes it. */
export interface ApiError {
  status: number;
  body: { error: { code: number; message: string; status: string; details?: object[] } };
}

const type = (name: string): string => `type.googleapis.com/google.rpc.${name}`;
const service = { service: 'generativelanguage.googleapis.com' };

export function apiError(status: number, name: string, message: string, details?: object[]): ApiError {
  return { status, body: { error: { code: status, message, status: name, ...(details && { details }) } } };
}

const errorInfo = (reason: string): object => ({
  '@type': type('ErrorInfo'),
  reason,
  domain: 'googleapis.com',
  metadata: service,
});

function overQuota(quotaId: string, retryDelay: string): ApiError {
  const message = 'You exceeded your current quota, please check your plan and billing details.';
  return apiError(429, 'RESOURCE_EXHAUSTED', message, [
    {
      '@type': type('QuotaFailure'),
      violations: [
        {
          quotaMetric: 'generativelanguage.googleapis.com/generate_content_free_tier_requests',
          quotaId,
          quotaDimensions: { location: 'global', model: 'gemini-3.5-flash' },
          quotaValue: '20',
        },
      ],
    },
    { '@type': type('RetryInfo'), retryDelay },
  ]);
}

/** What the API answers when it refuses or fails. Both kinds of 429 ask for a retry within the minute. */
export const apiErrors = {
  invalid_key: apiError(400, 'INVALID_ARGUMENT', 'API key not valid. Please pass a valid API key.', [
    errorInfo('API_KEY_INVALID'),
  ]),
  bad_request: apiError(400, 'INVALID_ARGUMENT', 'Request contains an invalid argument.'),
  unauthenticated: apiError(401, 'UNAUTHENTICATED', 'Request had invalid authentication credentials.'),
  forbidden: apiError(403, 'PERMISSION_DENIED', "Method doesn't allow unregistered callers."),
  unknown_model: apiError(404, 'NOT_FOUND', 'The model is not found for API version v1beta.'),
  minute_quota: overQuota('GenerateRequestsPerMinutePerProjectPerModel-FreeTier', '0.05s'),
  minute_quota_long: overQuota('GenerateRequestsPerMinutePerProjectPerModel-FreeTier', '26.4s'),
  day_quota: overQuota('GenerateRequestsPerDayPerProjectPerModel-FreeTier', '0.05s'),
  exhausted: apiError(429, 'RESOURCE_EXHAUSTED', 'Resource has been exhausted (e.g. check quota).'),
  internal: apiError(500, 'INTERNAL', 'An internal error has occurred.'),
  overloaded: apiError(503, 'UNAVAILABLE', 'The model is overloaded. Please try again later.'),
} as const;
