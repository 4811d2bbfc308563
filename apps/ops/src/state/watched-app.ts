import { rules } from '#platform';

/** An app that is asked how it does. */
export interface WatchedApp {
  name: string;
  /** A name with several addresses is several replicas. */
  host: string;
  port: number;
}

const form = /^(?:([\w-]+)=)?([\w.-]+|\[[\da-fA-F:]+\]):(\d{1,5})$/;

/** `ingress:3000,media:3001`; `ingress=10.0.0.7:3000` where the host has another name than the app. */
export const watchedAppsSchema = rules.commaList.transform((entries, context): WatchedApp[] =>
  entries.flatMap((entry) => {
    const [, name, host = '', port] = form.exec(entry) ?? [];
    if (port === undefined || Number(port) > 65_535) {
      context.addIssue({
        code: 'custom',
        message: 'must read host:port[,host:port…], each perhaps as name=host:port',
      });
      return [];
    }
    return [{ name: name ?? host, host: host.replaceAll(/[[\]]/g, ''), port: Number(port) }];
  }),
);
