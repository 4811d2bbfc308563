import { Agent as HttpAgent } from 'node:http';
import { Agent as HttpsAgent } from 'node:https';
import { connect, type Socket, type TcpNetConnectOpts } from 'node:net';

/** For one request, over a connection of its own. */
export const agentsForOne = (): { httpAgent: HttpAgent; httpsAgent: HttpsAgent } => ({
  httpAgent: new HttpAgent({ keepAlive: false }),
  httpsAgent: new HttpsAgent({ keepAlive: false }),
});

/**
 * Agents whose connections are reset when a request is given up. Closed in the usual way, the system would go on for a minute or more to deliver
 * what was sent and not yet received: a message would arrive long after it was held for lost, and sent again.
 */
export const resettingAgents = (): { httpAgent: HttpAgent; httpsAgent: HttpsAgent } => ({
  httpAgent: new ResettingHttpAgent({ keepAlive: true }),
  httpsAgent: new ResettingHttpsAgent({ keepAlive: true }),
});

/** Whoever asked has given up long before. */
const connectLimitMs = 30_000;

type Connect = Parameters<HttpAgent['createConnection']>;

class ResettingHttpAgent extends HttpAgent {
  override createConnection(...[options, callback]: Connect): Socket {
    const socket = super.createConnection(options, callback) as Socket;
    return resetBy(socket, socket);
  }
}

class ResettingHttpsAgent extends HttpsAgent {
  /** TLS begins on the connection that was made: of a host with several addresses, Node tries one after the other. */
  override createConnection(...[options, callback]: Parameters<HttpsAgent['createConnection']>): undefined {
    const socket = connect(options as TcpNetConnectOpts);
    const fail = (error: Error): void => callback?.(error, socket);
    socket.setTimeout(connectLimitMs, () => socket.destroy(new Error('no connection in time')));
    socket.once('error', fail).once('connect', () => {
      socket.off('error', fail).setTimeout(0);
      // `tls.connect` takes it; the types do not say so.
      const over = { ...options, socket } as typeof options;
      try {
        callback?.(null, resetBy(socket, super.createConnection(over) as Socket));
      } catch (error) {
        socket.destroy();
        fail(error instanceof Error ? error : new Error(String(error)));
      }
    });
    return undefined;
  }
}

/** @param top what is destroyed, over the connection or itself */
function resetBy(socket: Socket, top: Socket): Socket {
  const destroy = top.destroy.bind(top);
  top.destroy = (error) => {
    // Resetting it destroys it, too, and would forget why.
    top.destroy = () => destroy(error);
    if (!socket.connecting && !socket.destroyed) socket.resetAndDestroy();
    return destroy(error);
  };
  return top;
}
